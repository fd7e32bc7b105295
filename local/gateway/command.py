"""`python -m local gateway`: the gateway as a process of its own, with cron."""

import argparse
import asyncio
import os
import signal
import socket
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from local.errors import CannotRun
from local.gateway import quiet
from local.gateway.application import application
from local.gateway.board import Board, Running
from local.gateway.cron import Cron
from local.gateway.later.place import calls_of
from local.gateway.later.worker import Worker
from local.gateway.line import Line
from local.gateway.logs import LogFiles
from local.gateway.metrics import Metrics
from local.gateway.settings import Settings
from local.gateway.supervisor import Elsewhere, SupervisorLine
from local.ports import HOST, listen
from local.stackfile.load import find, load

SHUTDOWN = 0.5  # seconds for what is under way when told to stop


def main(argv: Sequence[str]) -> int:
    """Run until SIGTERM or SIGINT; return the exit code."""
    asked = _parser().parse_args(argv)
    quiet.configure()
    try:
        asyncio.run(run(asked, os.environ))
    except CannotRun as problem:
        print(problem)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m local gateway")
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=5051)
    parser.add_argument("--stack", type=Path, help="default: stack.yml of this folder")
    parser.add_argument("--overlay", type=Path, action="append", default=[], help="laid over it")
    parser.add_argument("--upstreams", help="where functions are: http://{function}:8080")
    parser.add_argument("--logs", type=Path, help="the folder of the functions' log files")
    parser.add_argument("--listener", type=int, help="an open listening socket, instead of a port")
    parser.add_argument("--faults", type=Path, help="a file of faults on purpose")
    parser.add_argument("--record", type=Path, help="a folder to record all calls into, CVs too")
    parser.add_argument("--line", type=int, help="an open socket to the supervisor")
    return parser


async def run(asked: argparse.Namespace, environ: Mapping[str, str]) -> None:
    """Serve until told to stop."""
    functions = load(asked.stack or find(Path.cwd()), environ, asked.overlay)
    board = Board(functions, datetime.now(UTC))
    if asked.upstreams:
        board.set_replicas(
            {name: [asked.upstreams.format(function=name).rstrip("/")] for name in functions}
        )
    listener = _listener(asked)
    supervisor = await _supervisor(asked.line, board)
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    cron = Cron(board, base_url, print)
    settings = replace(Settings.from_environ(environ), faults=asked.faults, recordings=asked.record)
    calls = calls_of(environ, settings)
    logs = LogFiles(asked.logs) if asked.logs else None
    metrics = Metrics()
    worker = Worker(calls, base_url, at_once=settings.async_at_once, say=print, metrics=metrics)
    front = application(board, supervisor, settings, calls, metrics, logs)
    runner = web.AppRunner(
        front,
        access_log=None,
        shutdown_timeout=SHUTDOWN,
        auto_decompress=False,  # a function gets the body as its headers say it is
    )
    await runner.setup()
    await web.SockSite(runner, listener).start()
    callers = [asyncio.create_task(cron.run()), asyncio.create_task(worker.run())]
    try:
        await _until_told_to_stop(board, supervisor)
    finally:
        for each in callers:
            each.cancel()
        await asyncio.wait(callers)
        await calls.close()
        await runner.cleanup()


async def _supervisor(line: int | None, board: Board) -> SupervisorLine | Elsewhere:
    if line is None:
        return Elsewhere()
    board.set_state(board.functions, {name: Running(coming=True) for name in board.functions})
    return SupervisorLine(await Line.over(socket.socket(fileno=line)), board)


def _listener(asked: argparse.Namespace) -> socket.socket:
    if asked.listener is not None:
        return socket.socket(fileno=asked.listener)
    return listen(asked.port, asked.host)


async def _until_told_to_stop(board: Board, supervisor: SupervisorLine | Elsewhere) -> None:
    """Return on SIGTERM or SIGINT, or when the supervisor is gone. SIGUSR1: take nothing new."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGUSR1, setattr, board, "draining", True)
    if isinstance(supervisor, SupervisorLine):
        listening = asyncio.create_task(supervisor.listen())
        listening.add_done_callback(lambda _: stop.set())
    await stop.wait()
