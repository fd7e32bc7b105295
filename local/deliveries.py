"""`python -m local deliveries`: the webhooks of a running stack."""

from collections.abc import Callable, Sequence

from local.operating import Asked, Call, parser_of, run


def main(argv: Sequence[str]) -> int:
    """Show the webhooks of a job, or send one again; return the exit code."""
    parser = parser_of("deliveries")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("ls", help="of a job, with every attempt").add_argument("job_id")
    actions.add_parser("resend", help="one, from the first attempt").add_argument("id")
    return run(parser.parse_args(argv), CALLS)


CALLS: dict[str, Callable[[Asked], Call]] = {
    "ls": lambda asked: ("GET", f"dlq-replay/deliveries?job_id={asked.job_id}", None),
    "resend": lambda asked: ("POST", "webhook-dispatch", {"delivery_id": asked.id}),
}
