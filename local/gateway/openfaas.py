"""OpenFaaS' routes that need no login: functions by name, health, figures."""

from http import HTTPStatus

from aiohttp import web

from local.gateway.board import Board
from local.gateway.invoke import Invoker
from local.gateway.later.call import Calls, CannotQueue
from local.gateway.metrics import Metrics
from local.gateway.refusal import Refusal

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class OpenFaas:
    """`/function/…`, `/healthz`, `/metrics`."""

    def __init__(self, board: Board, invoker: Invoker, metrics: Metrics, calls: Calls) -> None:
        self._board = board
        self._invoker = invoker
        self._metrics = metrics
        self._calls = calls

    def add_to(self, application: web.Application) -> None:
        router = application.router
        for method in METHODS:
            router.add_route(method, "/function/{name:[-a-zA-Z_0-9.]+}", self.function)
            router.add_route(method, "/function/{name:[-a-zA-Z_0-9.]+}/{rest:.*}", self.function)
        router.add_get("/healthz", self.healthz)
        router.add_get("/metrics", self.metrics)

    async def function(self, request: web.Request) -> web.StreamResponse:
        """Call a function with the path after its name, as it came."""
        name = request.match_info["name"]
        rest = request.rel_url.raw_path.removeprefix(f"/function/{name}") or "/"
        query = request.rel_url.raw_query_string
        try:
            return await self._invoker.call(request, name, f"{rest}?{query}" if query else rest)
        except Refusal as refused:
            return refused.as_openfaas()

    async def healthz(self, _: web.Request) -> web.Response:
        if self._board.draining:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text="stopping")
        return web.Response(text="OK")

    async def metrics(self, _: web.Request) -> web.Response:
        replicas = {name: len(self._board.replicas(name)) for name in self._board.functions}
        return web.Response(
            body=self._metrics.text(replicas, await self._waiting()),
            headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
        )

    async def _waiting(self) -> int | None:
        try:
            return await self._calls.count()
        except CannotQueue:
            return None
