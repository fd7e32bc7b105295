"""The service's own routes: the API and the pages."""

from aiohttp import web

from local.gateway import refusal
from local.gateway.board import Board
from local.gateway.bodies import Bodies
from local.gateway.invoke import Invoker


class Api:
    """`/api/…`: functions under the names of the service; errors are problem documents."""

    def __init__(self, board: Board, invoker: Invoker, bodies: Bodies) -> None:
        self._board = board
        self._invoker = invoker
        self._bodies = bodies

    def add_to(self, application: web.Application) -> None:
        router = application.router
        router.add_route("*", "/api/queue", self.queue, expect_handler=self.before_the_body)
        router.add_route("*", "/api/result/{rest:.*}", self.result)
        router.add_route("*", "/api/{rest:.*}", self.nothing)

    async def queue(self, request: web.Request) -> web.StreamResponse:
        return await self._call(request, "queue-cv", "/")

    async def before_the_body(self, request: web.Request) -> None:
        """Let curl send its body only if it may be that large: `Expect: 100-continue`."""
        if (request.content_length or 0) <= self._bodies.largest and request.transport is not None:
            request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    async def result(self, request: web.Request) -> web.StreamResponse:
        path = request.rel_url.raw_path.removeprefix("/api/result")
        return await self._call(request, "get-result", path)

    async def nothing(self, request: web.Request) -> web.StreamResponse:
        return refusal.unknown_route().as_problem(request)

    async def _call(self, request: web.Request, name: str, path: str) -> web.StreamResponse:
        if self._board.draining:
            return refusal.stopping().as_problem(request)
        query = request.rel_url.raw_query_string
        try:
            async with self._bodies.whole(request) as body:
                full = f"{path}?{query}" if query else path
                return await self._invoker.call(request, name, full, body)
        except refusal.Refusal as refused:
            return refused.as_problem(request)
