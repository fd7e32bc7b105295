"""`python -m local tick`: fire a function's schedule now."""

from collections.abc import Sequence

from local.developing.answers import show
from local.developing.running import Asked, RunningStack, parser_of, run
from local.errors import CannotRun
from local.gateway.cron import HEADERS
from local.stackfile.function import CRON_TOPIC


def main(argv: Sequence[str]) -> int:
    """Call a scheduled function as cron does; return 0 when it answers with a success."""
    about = "Call a function as the cron connector does: a POST without a body."
    parser = parser_of("tick", about, "example:\n  python -m local tick dlq-replay")
    parser.add_argument("function", help="one with a schedule in stack.yml")
    return run(parser, argv, _tick)


def _tick(asked: Asked, stack: RunningStack) -> int:
    scheduled = [
        name
        for name, found in stack.functions().items()
        if found.get("annotations", {}).get("topic") == CRON_TOPIC
    ]
    if asked.function not in scheduled:
        known = ", ".join(scheduled) or "none"
        raise CannotRun(f"{asked.function} has no schedule in stack.yml. Those that have: {known}")
    return show(stack.call("POST", f"/function/{asked.function}", headers=HEADERS))
