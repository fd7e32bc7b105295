"""A gateway before a toy function, both on real sockets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from local.gateway.application import application
from local.gateway.board import Board
from local.gateway.later.call import Calls
from local.gateway.later.memory import MemoryCalls
from local.gateway.logs import LogFiles
from local.gateway.metrics import Metrics
from local.gateway.settings import Settings
from local.gateway.supervisor import Elsewhere, Supervisor
from local.stackfile.function import Function
from tests.builders import NOON

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LARGEST_FILE = 1000  # bytes


def run(test: Coroutine[Any, Any, None]) -> None:
    """Run a test that is a coroutine."""
    asyncio.run(asyncio.wait_for(test, 20))


async def mirror(request: web.Request) -> web.Response:
    """Answer with the request."""
    body = await request.read()
    told = {
        "method": request.method,
        "path": request.raw_path,
        "headers": dict(request.headers),
        "body": body.decode("latin-1"),
    }
    return web.json_response(told, headers={"X-Own": "1"})


@dataclass
class Scene:
    """What a test needs of a gateway."""

    board: Board
    session: ClientSession
    base: str

    def url(self, path: str) -> str:
        return self.base + path


@asynccontextmanager
async def gateway(
    handler: Handler | None,
    *,
    supervisor: Callable[[Board], Supervisor] = lambda _: Elsewhere(),
    calls: Calls | None = None,
    logs: LogFiles | None = None,
    metrics: Metrics | None = None,
    settings: Settings = Settings(max_content_length=LARGEST_FILE),  # noqa: B008  (frozen)
    labels: Mapping[str, str] = MappingProxyType({}),
    **environment: str,
) -> AsyncIterator[Scene]:
    """Yield a gateway whose functions are all served by `handler`; None = by nobody."""
    names = ("queue-cv", "get-result", "echo")
    board = Board(
        {name: Function(name=name, environment=environment, labels=labels) for name in names}, NOON
    )
    calls, metrics = calls or MemoryCalls(limit=10), metrics or Metrics()
    upstream = web.Application(client_max_size=0)
    if handler is not None:
        upstream.router.add_route("*", "/{rest:.*}", handler)
    async with (
        TestServer(upstream) as function,
        TestServer(application(board, supervisor(board), settings, calls, metrics, logs)) as front,
        ClientSession(auto_decompress=False) as session,
    ):
        if handler is not None:
            board.set_replicas({name: [f"http://127.0.0.1:{function.port}"] for name in names})
        yield Scene(board, session, f"http://127.0.0.1:{front.port}")
