"""The service's own routes: the API and the pages."""

from functools import partial

from aiohttp import HttpVersion11, web

from local.gateway import refusal
from local.gateway.board import Board
from local.gateway.bodies import Bodies
from local.gateway.invoke import Invoker
from local.routes import ROUTES, Route


class Api:
    """`/api/…`: functions under the names of the service; errors are problem documents."""

    def __init__(self, board: Board, invoker: Invoker, bodies: Bodies) -> None:
        self._board = board
        self._invoker = invoker
        self._bodies = bodies

    def add_to(self, application: web.Application) -> None:
        for route in ROUTES:
            path = route.path + "/{rest:.*}" if route.goes_on else route.path
            answer = partial(self.call, route)
            application.router.add_route("*", path, answer, expect_handler=self.before_the_body)
        application.router.add_route("*", "/api/{rest:.*}", self.nothing)

    async def before_the_body(self, request: web.Request) -> None:
        """Let curl send its body only if it may be that large: `Expect: 100-continue`."""
        if request.version < HttpVersion11:
            return  # it cannot mean it
        if request.headers.get("Expect", "").lower() != "100-continue":
            raise web.HTTPExpectationFailed
        if (request.content_length or 0) <= self._bodies.largest and request.transport is not None:
            request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    async def nothing(self, request: web.Request) -> web.StreamResponse:
        return refusal.unknown_route().as_problem(request)

    async def call(self, route: Route, request: web.Request) -> web.StreamResponse:
        """Call the function of the route, with the rest of the path where it goes on."""
        if self._board.draining:
            return refusal.stopping().as_problem(request)
        path = request.rel_url.raw_path.removeprefix(route.path) if route.goes_on else "/"
        query = request.rel_url.raw_query_string
        try:
            async with self._bodies.whole(request) as body:
                full = f"{path}?{query}" if query else path
                return await self._invoker.call(request, route.function, full, body)
        except refusal.Refusal as refused:
            return refused.as_problem(request)
