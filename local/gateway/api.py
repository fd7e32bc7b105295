"""The service's own routes: the API and the pages."""

from aiohttp import web

from local.gateway import refusal
from local.gateway.board import Board
from local.gateway.invoke import Invoker

FORM_OVERHEAD = 1024 * 1024  # bytes of a form beside its file, generously


class Api:
    """`/api/…`: functions under the names of the service; errors are problem documents."""

    def __init__(self, board: Board, invoker: Invoker, max_content_length: int) -> None:
        self._board = board
        self._invoker = invoker
        self._largest = max_content_length + FORM_OVERHEAD

    def add_to(self, application: web.Application) -> None:
        router = application.router
        router.add_route("*", "/api/queue", self.queue, expect_handler=self.before_the_body)
        router.add_route("*", "/api/result/{rest:.*}", self.result)
        router.add_route("*", "/api/{rest:.*}", self.nothing)

    async def queue(self, request: web.Request) -> web.StreamResponse:
        if (request.content_length or 0) > self._largest:
            return refusal.too_large().as_problem(request)
        return await self._call(request, "queue-cv", "/")

    async def before_the_body(self, request: web.Request) -> None:
        """Let curl send its body only if it may be that large: `Expect: 100-continue`."""
        if (request.content_length or 0) <= self._largest and request.transport is not None:
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
            return await self._invoker.call(request, name, f"{path}?{query}" if query else path)
        except refusal.Refusal as refused:
            return refused.as_problem(request)
