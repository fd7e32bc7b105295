"""One call of a function: passed on as it is, in both directions, never held in memory."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
from aiohttp import web
from yarl import URL

from local.gateway import refusal
from local.gateway.board import Board
from local.gateway.bodies import Body
from local.gateway.faults import Faults
from local.gateway.headers import Call, to_caller, to_function
from local.gateway.metrics import Metrics
from local.gateway.recorder import Recorder
from local.gateway.scaling import Scaler
from local.stackfile.function import Function

CONNECT_TIMEOUT = 2.0  # seconds
KEEP_ALIVE = 1.0  # seconds; gunicorn closes an idle connection after 2, and must not be first
SMALL = 64 * 1024  # bytes; a shorter answer is sent in one piece
PIECE = 64 * 1024
EMPTY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passing:
    """A call on its way to a function."""

    request: web.Request
    function: Function
    path: str  # still encoded, with a query
    call: Call
    body: Body | None  # None = as it comes from the request


class Invoker:
    """Calls functions."""

    def __init__(
        self, board: Board, metrics: Metrics, scaler: Scaler, upstream_timeout: float = 0.0
    ) -> None:
        """`upstream_timeout`: seconds that any call may take, beside its own limit; 0 = any."""
        self._board = board
        self._metrics = metrics
        self._scaler = scaler
        self._upstream_timeout = upstream_timeout
        self.faults = Faults()
        self.recorder = Recorder()
        self._session: aiohttp.ClientSession | None = None

    async def lifetime(self, _: web.Application) -> AsyncIterator[None]:
        """Hold the connections to the functions while the application runs."""
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE)
        async with aiohttp.ClientSession(
            connector=connector,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT),
        ) as self._session:
            yield

    async def call(
        self, request: web.Request, called: str, path: str, body: Body | None = None
    ) -> web.StreamResponse:
        """Call the function `called` with `path` (still encoded, with a query); raise `Refusal`.

        `body` is the request's, where it is here in whole; None = it is passed on as it comes.
        """
        function = self._board.find(called)
        call = Call.of(request)
        self._board.invocations[function.name] += 1
        with self._metrics.timed(function.name, request.method) as outcome:
            try:
                await self.faults.strike(function.name)
                answer = await self._in_time(
                    Passing(request=request, function=function, path=path, call=call, body=body)
                )
                outcome.code = answer.status
                self.recorder.note(request, call, function.name, path, answer)
            except refusal.Refusal as refused:
                outcome.code = refused.status
                marks = call.marks()
                if refused.internal == refusal.WATCHDOG:
                    marks["X-Duration-Seconds"] = f"{call.seconds():f}"
                refused.headers.update(marks)
                self.recorder.note(request, call, function.name, path, refused.as_openfaas())
                raise
        return answer

    async def _in_time(self, passing: Passing) -> web.StreamResponse:
        function = passing.function
        own, gateways = function.exec_timeout, self._upstream_timeout
        limit = min(filter(None, (own, gateways)), default=None)
        await self._scaler.ready(function)
        try:
            async with asyncio.timeout(limit):
                return await self._by_any_replica(passing)
        except TimeoutError:
            raise refusal.timed_out() if limit == own else refusal.upstream_timed_out() from None
        except aiohttp.ClientError:
            raise refusal.broke_off(function.name) from None

    async def _by_any_replica(self, passing: Passing) -> web.StreamResponse:
        """A replica that refuses the connection has not taken the call: the next one may."""
        refused: set[str] = set()
        while True:
            with self._board.place_in(passing.function, besides=refused) as base:
                try:
                    return await self._pass_on(passing, base)
                except aiohttp.ClientConnectorError:
                    refused.add(base)

    async def _pass_on(self, passing: Passing, base: str) -> web.StreamResponse:
        assert self._session is not None  # noqa: S101  (within `lifetime`)
        request, call, body = passing.request, passing.call, passing.body
        sent = to_function(request, call)
        if body is not None:
            sent["Content-Length"] = str(body.size)  # it may have come in chunks
        async with self._session.request(
            request.method,
            URL(base + passing.path, encoded=True),
            headers=sent,
            data=self.recorder.body_of(request, call, body),
            allow_redirects=False,
        ) as answer:
            headers = to_caller(answer.headers, request.headers, call)
            if answer.status in EMPTY:
                headers.popall("Content-Type", None)
                return web.Response(status=answer.status, headers=headers)
            if request.method != "HEAD" and _is_small(answer):
                said = await answer.read()
                return web.Response(status=answer.status, headers=headers, body=said)
            return await _stream(request, answer, headers)


async def _stream(request: web.Request, answer: aiohttp.ClientResponse, headers: Any) -> Any:
    """Send the answer as it comes. Once it has begun, what breaks it off ends the connection."""
    sending = web.StreamResponse(status=answer.status, reason=answer.reason, headers=headers)
    await sending.prepare(request)
    try:
        async for piece in answer.content.iter_chunked(PIECE):
            await sending.write(piece)
    except (aiohttp.ClientError, TimeoutError, asyncio.CancelledError):
        if request.transport is not None:
            request.transport.abort()
        raise
    await sending.write_eof()
    return sending


def _is_small(answer: aiohttp.ClientResponse) -> bool:
    length = answer.headers.get("Content-Length", "")
    return length.isdecimal() and int(length) <= SMALL
