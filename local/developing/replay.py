"""`python -m local replay`: make a recorded call again."""

import sys
from collections.abc import Sequence

from local.developing.answers import show
from local.developing.running import Asked, RunningStack, parser_of, run
from local.errors import CannotRun
from local.recordings import Recording, Recordings

EXAMPLES = """\
Calls are recorded while the stack runs as `python -m local up --record`: request and answer, the
last 200, readable for you only. They hold what callers sent, CVs too; `replay --forget` deletes
them all. Bearer tokens are not recorded; the stack's own are shown anew.

examples:
  python -m local replay
  python -m local replay 5f07717a-ff5e-4282-b8f5-ef38411fd393
"""
NOT_AGAIN = ("x-call-id", "x-start-time", "content-length", "host")


def main(argv: Sequence[str]) -> int:
    """List recorded calls, or make one again; return 0 when the answer is a success."""
    parser = parser_of("replay", "Make a recorded call of a function again.", EXAMPLES)
    parser.add_argument("call_id", nargs="?", help="X-Call-Id; default: list what was recorded")
    parser.add_argument("--show", action="store_true", help="only show the call and its answer")
    parser.add_argument("--forget", action="store_true", help="delete all recordings")
    return run(parser, argv, _do)


def _do(asked: Asked, stack: RunningStack) -> int:
    recordings = Recordings(stack.home.recordings)
    if asked.forget:
        print(f"{recordings.forget()} recordings deleted")
        return 0
    if not asked.call_id:
        for each in recordings.all():
            print(_line(each))
        return 0
    found = recordings.find(asked.call_id)
    return _show(found) if asked.show else _again(found, stack)


def _line(found: Recording) -> str:
    began = found.at[:19]
    took = f"{found.seconds:.2f} s"
    return f"{found.call_id}  {began}  {found.status}  {took:>8}  {found.method} {found.function}{found.path}"


def _show(found: Recording) -> int:
    print(_line(found), file=sys.stderr)
    for name, value in found.headers:
        print(f"{name}: {value}", file=sys.stderr)
    print(file=sys.stderr)
    for part in (found.body, found.answer):
        sys.stdout.buffer.write(part or b"")
    return 0


def _again(found: Recording, stack: RunningStack) -> int:
    if found.body is None:
        raise CannotRun("The body of this call was too large to be recorded.")
    headers = {name: value for name, value in found.headers if name.lower() not in NOT_AGAIN}
    if found.bearer:
        headers |= stack.bearer(found.bearer)
    answer = stack.call(
        found.method, f"/function/{found.function}{found.path}", headers=headers, data=found.body
    )
    print(f"was {found.status} in {found.seconds:.2f} s, is now", end=" ", file=sys.stderr)
    return show(answer)
