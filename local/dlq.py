"""`python -m local dlq`: the dead letters of a running stack."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from local.operating import Asked, Call, parser_of, run

FILTERS = ("function", "error-code", "priority", "status", "transient", "since", "until")


def main(argv: Sequence[str]) -> int:
    """List, show, replay or purge dead letters; return the exit code."""
    parser = parser_of("dlq")
    actions = parser.add_subparsers(dest="action", required=True)
    _with_filters(actions.add_parser("ls", help="list them")).add_argument("--limit", type=int)
    actions.add_parser("show", help="one, with every attempt").add_argument("id")
    one = actions.add_parser("replay", help="one by its id, or all that the filters leave")
    one.add_argument("id", nargs="?")
    _with_filters(one).add_argument("--max", type=int)
    one.add_argument("--dry-run", action="store_true", help="only say what would be replayed")
    one.add_argument("--force", action="store_true", help="quarantined ones too")
    purge = actions.add_parser("purge", help="put one away for good")
    purge.add_argument("id")
    purge.add_argument("--reason", required=True)
    return run(parser.parse_args(argv), CALLS)


def _replay(asked: Asked) -> Call:
    if asked.id:
        return "POST", f"dlq-replay/dead-letters/{asked.id}/replay", None
    wanted = _filters(asked) | {"dry_run": asked.dry_run, "force": asked.force}
    return "POST", "dlq-replay/replay", wanted | ({"max": asked.max} if asked.max else {})


def _list(asked: Asked) -> Call:
    wanted = _filters(asked) | ({"limit": asked.limit} if asked.limit else {})
    return "GET", f"dlq-replay/dead-letters?{urlencode(wanted)}", None


CALLS: dict[str, Callable[[Asked], Call]] = {
    "ls": _list,
    "show": lambda asked: ("GET", f"dlq-replay/dead-letters/{asked.id}", None),
    "replay": _replay,
    "purge": lambda asked: (
        "POST",
        f"dlq-replay/dead-letters/{asked.id}/purge",
        {"reason": asked.reason},
    ),
}


def _with_filters(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    for name in FILTERS:
        parser.add_argument(f"--{name}")
    return parser


def _filters(asked: Asked) -> dict[str, Any]:
    names = [name.replace("-", "_") for name in FILTERS]
    return {name: value for name in names if (value := getattr(asked, name)) is not None}
