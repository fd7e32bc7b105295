"""Puts the gateway together."""

import asyncio
import os
from collections.abc import AsyncIterator

from aiohttp import web

from local.gateway.api import Api
from local.gateway.board import Board
from local.gateway.bodies import Bodies
from local.gateway.faults import Faults
from local.gateway.invoke import Invoker
from local.gateway.later.call import Calls
from local.gateway.later.route import Later
from local.gateway.logs import LogFiles
from local.gateway.metrics import Metrics
from local.gateway.openfaas import OpenFaas
from local.gateway.pages import Pages
from local.gateway.problems import problems
from local.gateway.recorder import Recorder
from local.gateway.scaling import Scaler
from local.gateway.settings import Settings
from local.gateway.supervisor import Supervisor
from local.gateway.system import System

FORM_OVERHEAD = 1024 * 1024  # bytes of a form beside its file, generously
ROOM = 256 * 1024 * 1024  # bytes of all the bodies that are on their way
FEWEST = 4  # of the largest bodies there is room for at least


def application(
    board: Board,
    supervisor: Supervisor,
    settings: Settings,
    calls: Calls,
    metrics: Metrics,
    logs: LogFiles | None = None,
) -> web.Application:
    """Return the gateway for the functions of `board`, which `supervisor` runs.

    `metrics` are shared with whoever makes asynchronous calls.
    `calls` is where asynchronous calls wait; `logs` None = somebody else has them.
    """
    scaler = Scaler(board, supervisor)
    invoker = Invoker(board, metrics, scaler, settings.upstream_timeout)

    invoker.faults = Faults(settings.faults)
    invoker.recorder = Recorder.into(settings.recordings, os.environ)

    async def sleeping(_: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(scaler.put_to_sleep())
        yield
        task.cancel()

    made = web.Application(client_max_size=0, middlewares=[problems])
    made.cleanup_ctx.extend((invoker.lifetime, sleeping))
    Api(board, invoker, _bodies(settings)).add_to(made)
    OpenFaas(board, invoker, metrics, calls).add_to(made)
    Later(calls, board, metrics).add_to(made)
    System(board, scaler, supervisor, logs=logs, login=settings.login).add_to(made)
    Pages(board).add_to(made)
    return made


def _bodies(settings: Settings) -> Bodies:
    largest = settings.max_content_length + FORM_OVERHEAD
    room = max(ROOM, FEWEST * largest)
    return Bodies(largest=largest, room=room, patience=settings.upload_patience)
