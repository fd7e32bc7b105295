"""`python -m local up`: the whole stack, until Ctrl-C."""

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from local.developing.reload import reloading
from local.environment import of_the_user
from local.errors import CannotRun
from local.faults import EVERY, Fault, add_options, fault_of
from local.home import Home
from local.processes.output import Output
from local.stack import Stack, Wish
from local.stackfile.load import find

PORT = "5051"
SERVERS = frozenset(("valkey", "postgres", "seaweedfs"))  # they talk much, to files only


def main(argv: Sequence[str]) -> int:
    """Run the stack until it is told to stop; return the exit code."""
    began = time.monotonic()
    environ = of_the_user(Path.cwd())
    asked = _parser(environ.get("PORT", ""), environ.get("NEXTEN_HOME", "")).parse_args(argv)
    try:
        wish = Wish(
            home=asked.home,
            stack_file=asked.stack or find(Path.cwd()),
            port=asked.port,
            host=asked.host,
            environ=environ,
            overlays=tuple(asked.overlay),
            reload=asked.reload,
            record=asked.record,
            faults=_faults(asked),
        )
        asyncio.run(_run(wish, began))
    except CannotRun as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _parser(port: str, home: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local up")
    parser.add_argument("--port", type=int, default=port or PORT, help="0 = a free one")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other machines in")
    parser.add_argument("--home", type=Path, default=Path(home or ".nexten"))
    parser.add_argument("--stack", type=Path, help="default: stack.yml of this folder")
    parser.add_argument(
        "--overlay", type=Path, action="append", default=[], help="laid over it: stack.pro.yml"
    )
    parser.add_argument(
        "--reload", action="store_true", help="run functions anew when their code changes"
    )
    parser.add_argument(
        "--record",
        action="store_true",
        help="write the last 200 calls down, CVs too, for `python -m local replay`",
    )
    faults = parser.add_argument_group(
        "faults on purpose", "From the start, until `python -m local faults` sets others."
    )
    add_options(faults)
    faults.add_argument(
        "--function",
        action="append",
        default=[],
        metavar="NAME",
        help="whose calls; may be repeated; default: those of every function",
    )
    return parser


def _faults(asked: argparse.Namespace) -> Mapping[str, Fault]:
    """Return the faults to start with, by function or for `EVERY`."""
    if not (asked.fail or asked.latency != "0" or asked.function or asked.rate != 1):
        return {}
    return dict.fromkeys(asked.function or [EVERY], fault_of(asked))


async def _run(wish: Wish, began: float) -> None:
    home = Home.at(wish.home)
    output = Output(home.logs, files_only=SERVERS)
    ready, stop = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(_serve(Stack(wish, home, output), began, ready, stop))

    def told_to_stop() -> None:
        """The first time in order; while starting, or the second time, at once."""
        if ready.is_set() and not stop.is_set():
            stop.set()
        else:
            serving.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop)
    try:
        await serving
    except asyncio.CancelledError:
        output.say("stopped at once")
    finally:
        output.close()


async def _serve(stack: Stack, began: float, ready: asyncio.Event, stop: asyncio.Event) -> None:
    async with stack:
        for name in stack.broken:
            stack.output.say(f"{name} is broken and answers 503; see {stack.home.logs}/{name}.log")
        seconds = time.monotonic() - began
        stack.output.say(f"ready in {seconds:.1f} s at {stack.url} (Ctrl-C stops it)")
        stack.output.say(f"curl -F file=@cv.pdf -F priority=premium {stack.url}/api/queue")
        ready.set()
        async with reloading(stack) if stack.reloads else nullcontext():
            await stop.wait()
        stack.output.say("stopping")
        began = time.monotonic()
    stack.output.say(f"stopped in {time.monotonic() - began:.1f} s")
