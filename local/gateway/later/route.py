"""Accepts calls that are made later."""

from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid4

from aiohttp import web

from local.gateway import refusal
from local.gateway.board import Board
from local.gateway.headers import Call, to_function
from local.gateway.later.call import Calls, CannotQueue, LaterCall, QueueFull
from local.gateway.metrics import Metrics
from local.gateway.refusal import Refusal

LARGEST = 256 * 1024  # bytes of a body; OpenFaaS CE takes no more
NOT_KEPT = ("Content-Length", "X-Callback-Url")


class Later:
    """`POST /async-function/{name}[/…]`. Nobody looks whether there is such a function."""

    def __init__(self, calls: Calls, board: Board, metrics: Metrics) -> None:
        self._calls = calls
        self._metrics = metrics
        self._board = board

    def add_to(self, application: web.Application) -> None:
        for path in ("{name:[-a-zA-Z_0-9.]+}", "{name:[-a-zA-Z_0-9.]+}/{rest:.*}"):
            application.router.add_post(f"/async-function/{path}", self.accept)

    async def accept(self, request: web.Request) -> web.Response:
        call = Call.of(request)
        try:
            await self._accept(request, call)
        except Refusal as refused:
            refused.headers.update(call.marks())
            return refused.as_openfaas()
        self._metrics.submitted.inc()
        return web.Response(status=HTTPStatus.ACCEPTED, headers=call.marks())

    async def _accept(self, request: web.Request, call: Call) -> None:
        if self._board.draining:
            raise refusal.stopping()
        name = request.match_info["name"]
        path = request.rel_url.raw_path.removeprefix(f"/async-function/{name}") or "/"
        query = request.rel_url.raw_query_string
        headers = to_function(request, call)
        for each in NOT_KEPT:
            headers.popall(each, None)
        waiting = LaterCall(
            id=str(uuid4()),
            call_id=call.id,
            function=name,
            path=f"{path}?{query}" if query else path,
            callback=_callback(request.headers.get("X-Callback-Url", "")),
            headers=tuple(headers.items()),
            body=await _body(request),
        )
        try:
            await self._calls.put(waiting)
        except QueueFull as full:
            raise refusal.queue_full(str(full)) from None
        except CannotQueue as problem:
            raise refusal.not_queued(str(problem)) from None


async def _body(request: web.Request) -> bytes:
    body = bytearray()
    if (request.content_length or 0) <= LARGEST:
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > LARGEST:
                break
        else:
            return bytes(body)
    raise refusal.too_large_to_wait(LARGEST)


def _callback(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = not url or (parts.scheme in ("http", "https") and bool(parts.hostname))
    except ValueError:
        usable = False
    if not usable:
        raise refusal.bad_request("X-Callback-Url is not an http or https URL")
    return url
