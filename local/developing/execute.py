"""`python -m local exec -- COMMAND`: start a stack, run a command against it, stop."""

import argparse
import asyncio
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from local.environment import of_the_user
from local.errors import CannotRun
from local.home import Home
from local.processes.output import Output
from local.stack import Stack, Wish
from local.stackfile.load import find

EXAMPLES = """\
The command finds in its environment NEXTEN_URL (the gateway), NEXTEN_HOME, and all that functions
find: DATABASE_URL, REDIS_HOST and REDIS_PORT, MINIO_ENDPOINT with its keys, ADMIN_TOKEN and
NOTIFICATION_TOKEN. Its exit code is ours. Without --home the stack is a fresh one that leaves
nothing behind.

examples:
  python -m local exec -- pytest tests/acceptance
  python -m local exec -- sh -c 'curl -F file=@cv.pdf "$NEXTEN_URL/api/queue"'
"""
CANNOT_RUN = 126  # what shells answer


def main(argv: Sequence[str]) -> int:
    """Run the command; return its exit code."""
    asked = _parser().parse_args(argv)
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    if not command:
        print("A command is missing: python -m local exec -- COMMAND", file=sys.stderr)
        return 2
    try:
        with _home(asked.home) as home:
            return asyncio.run(_run(asked, home, command))
    except CannotRun as problem:
        print(problem, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m local exec",
        usage="%(prog)s [--home HOME] [--stack STACK] [--port PORT] -- COMMAND",
        description="Start a stack, run a command against it, stop.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--home", type=Path, help="default: a new one, deleted afterwards")
    parser.add_argument("--stack", type=Path, help="default: stack.yml of this folder")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("command", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


@contextmanager
def _home(asked: Path | None) -> Iterator[Path]:
    if asked is not None:
        yield asked
        return
    with tempfile.TemporaryDirectory(prefix="nexten-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's user must get through
        yield Path(folder)


async def _run(asked: argparse.Namespace, place: Path, command: Sequence[str]) -> int:
    environ = of_the_user(Path.cwd())
    stack_file = asked.stack or find(Path.cwd())
    wish = Wish(home=place, stack_file=stack_file, port=asked.port, environ=environ)
    home = Home.at(place)
    output = Output(home.logs, terminal=None)
    try:
        async with Stack(wish, home, output) as stack:
            if stack.broken:
                name = stack.broken[0]
                raise CannotRun(f"{name} could not start:\n{output.tail(name)}")
            return await _command(command, stack)
    finally:
        output.close()


async def _command(command: Sequence[str], stack: Stack) -> int:
    """Run the command at our terminal: Ctrl-C reaches it too, and we wait for its end."""
    environ = stack.environment.common() | {
        "NEXTEN_URL": stack.url,
        "NEXTEN_HOME": str(stack.home.root),
    }
    try:
        running = await asyncio.create_subprocess_exec(*command, env=environ)
    except OSError as error:
        print(f"{command[0]} cannot be run: {error.strerror}", file=sys.stderr)
        return CANNOT_RUN
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    loop.add_signal_handler(signal.SIGTERM, running.terminate)
    code = await running.wait()
    return 128 - code if code < 0 else code
