"""`python -m local demo`: starts a stack, sends the sample CVs through it, shows what came out."""

import argparse
import asyncio
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from local.demo.journey import Arrival, Journey
from local.demo.llm import fake_llm
from local.demo.plan import Errand, errands
from local.demo.privacy import leaks
from local.demo.report import show
from local.environment import of_the_user
from local.errors import CannotRun
from local.home import Home
from local.processes.output import Output
from local.stack import Stack, Wish
from local.stackfile.load import find

NOT_FOR_THE_DEMO = ("API_KEYS", "WEBHOOK_ALLOWED_CIDRS", "MAX_CONTENT_LENGTH")
INTERRUPTED = 130
PASSABLE = 0o755
WIDTH = 100  # columns, where no terminal says


def main(argv: Sequence[str]) -> int:
    """Run the demo; return 0 when every CV came back by signed webhook and all is stopped."""
    asked = _parser().parse_args(argv)
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    home = Path(tempfile.mkdtemp(prefix="nexten-demo-"))
    home.chmod(PASSABLE)  # PostgreSQL's user must get through; what is inside stays private
    try:
        with _gone_afterwards(home):
            asyncio.run(_demo(home, asked, console))
    except CannotRun as problem:
        console.print(f"[bold red]The demo failed:[/] {problem}", highlight=False)
        console.print(f"Logs: {home / 'logs'}", highlight=False)
        return 1
    except asyncio.CancelledError:
        console.print("Stopped.")
        return INTERRUPTED
    return 0


@contextmanager
def _gone_afterwards(home: Path) -> Iterator[None]:
    """Remove the folder however the demo ends, unless its logs tell why it failed.

    When nobody reads on (`make demo | head`), rich leaves by SystemExit.
    """
    try:
        yield
    except CannotRun:
        raise
    except BaseException:
        shutil.rmtree(home)
        raise
    shutil.rmtree(home)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local demo")
    parser.add_argument("--samples", type=Path, default=Path("samples"), help="a folder of CVs")
    parser.add_argument("--llm", choices=["fake"], help="fake: an LLM's double that needs no key")
    parser.add_argument("--fault", default="", help="what goes wrong with every call of the double")
    return parser


async def _demo(root: Path, asked: argparse.Namespace, console: Console) -> None:
    demo = asyncio.current_task()
    assert demo is not None  # noqa: S101  (we are in it)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, demo.cancel)
    planned = errands(asked.samples)
    home = Home.at(root)
    output = Output(home.logs, terminal=None)
    try:
        arrivals = await _run(home, output, planned, asked, console)
    finally:
        output.close()
    show(arrivals, console)
    _judge(arrivals, home, console)


async def _run(
    home: Home,
    output: Output,
    planned: list[Errand],
    asked: argparse.Namespace,
    console: Console,
) -> list[Arrival]:
    """Send the CVs through a stack of their own, beside the LLM's double where one is asked for."""
    stack_file, environ = find(Path.cwd()), _environ(Path.cwd())
    async with AsyncExitStack() as beside:
        if asked.llm:
            double = fake_llm(stack_file.resolve().parent, home, output, environ, asked.fault)
            environ = await beside.enter_async_context(double)
        wish = Wish(home=home.root, stack_file=stack_file, port=0, environ=environ)
        return await _send_through(Stack(wish, home, output), planned, console)


async def _send_through(stack: Stack, planned: list[Errand], console: Console) -> list[Arrival]:
    began = time.monotonic()
    with console.status("Starting Valkey, PostgreSQL, SeaweedFS, functions, gateway, bridge"):
        await stack.__aenter__()
    try:
        _say(console, f"The stack is ready after {time.monotonic() - began:.1f} s: {stack.url}")
        _refuse_broken(stack)
        return await _send(stack, planned, console)
    finally:
        with console.status("Stopping"):
            await stack.stop()


def _environ(folder: Path) -> Mapping[str, str]:
    """Return the user's environment without what would close the demo's own doors."""
    found = of_the_user(folder)
    return {name: value for name, value in found.items() if name not in NOT_FOR_THE_DEMO}


async def _send(stack: Stack, planned: list[Errand], console: Console) -> list[Arrival]:
    began = time.monotonic()
    columns = (TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        sending = progress.add_task("CVs sent", total=len(planned))
        coming = progress.add_task("webhooks received", total=len(planned))
        async with aiohttp.ClientSession() as session:
            arrivals = await Journey(stack, session).make(
                planned, lambda: progress.advance(sending), lambda: progress.advance(coming)
            )
    dropped = sum(errand.dropped for errand in planned)
    _say(
        console,
        f"{len(planned) - dropped} CVs by POST /api/queue and {dropped} by the bucket's inbox/ came "
        f"back in {time.monotonic() - began:.1f} s, each by a webhook with both signatures valid.",
    )
    return arrivals


def _refuse_broken(stack: Stack) -> None:
    for name in stack.broken:
        raise CannotRun(f"{name} could not start:\n{stack.output.tail(name)}")


def _judge(arrivals: Sequence[Arrival], home: Home, console: Console) -> None:
    """Say what is wrong, by raising `CannotRun`; else that all is well."""
    failed = [each.answer["job_id"] for each in arrivals if each.answer["status"] != "done"]
    if failed:
        raise CannotRun(f"{len(failed)} CVs could not be parsed: {', '.join(failed)}")
    emails = [each.webhook["data"]["personal_info"].get("email") or "" for each in arrivals]
    if leaking := leaks(home.logs, emails):
        raise CannotRun(f"A CV's e-mail address stands in these logs: {', '.join(leaking)}")
    _say(console, "\nEverything is stopped. No log holds an e-mail address of these CVs.")


def _say(console: Console, text: str) -> None:
    console.print(text, highlight=False)
