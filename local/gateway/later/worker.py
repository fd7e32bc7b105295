"""Makes the calls that wait, and tells who asked to be told."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from multidict import CIMultiDict
from yarl import URL

from local.gateway.headers import passed_on
from local.gateway.later.call import Calls, LaterCall
from local.gateway.metrics import Metrics

AGENT = "nexten-queue-worker/0.1.0"
CONNECT_TIMEOUT = 5.0  # seconds
CALLBACK_TIMEOUT = 60.0
NO_ANSWER = 503  # what a callback is told when none came


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a call."""

    status: int = NO_ANSWER
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = field(default=b"", repr=False)


class Worker:
    """Makes calls through the gateway, a few at a time, each once, as OpenFaaS' queue worker does."""

    def __init__(
        self,
        calls: Calls,
        base_url: str,
        *,
        at_once: int,
        say: Callable[[str], None],
        metrics: Metrics,
    ) -> None:
        self._calls = calls
        self._base_url = base_url
        self._places = asyncio.Semaphore(at_once)
        self._say = say
        self._metrics = metrics

    async def run(self) -> None:
        """Make what waits, until cancelled."""
        async with session() as http, asyncio.TaskGroup() as group:
            group.create_task(self._calls.watch())
            while True:
                await self._places.acquire()
                call = await self._calls.take()
                group.create_task(self._make_in_place(call, http))

    async def make(self, call: LaterCall, http: aiohttp.ClientSession) -> None:
        """Make one call, and tell who asked to be told."""
        outcome = await self._call(call, http)
        self._say(f"async call {call.call_id} of {call.function}: {outcome.status}")
        if call.callback:
            await self._tell(call, outcome, http)
        await self._calls.done(call)

    async def _make_in_place(self, call: LaterCall, http: aiohttp.ClientSession) -> None:
        try:
            with self._metrics.under_way.track_inprogress():
                await self.make(call, http)
            self._metrics.processed.inc()
        finally:
            self._places.release()

    async def _call(self, call: LaterCall, http: aiohttp.ClientSession) -> Outcome:
        """Always a POST, whatever the caller's query says."""
        began = time.monotonic()
        url = URL(f"{self._base_url}/function/{call.function}{call.path}", encoded=True)
        headers = CIMultiDict(call.headers)
        headers.setdefault("User-Agent", AGENT)
        try:
            async with http.post(url, data=call.body or None, headers=headers) as answer:
                return Outcome(
                    status=answer.status,
                    seconds=time.monotonic() - began,
                    headers=passed_on(answer.headers),
                    body=await answer.read(),
                )
        except (aiohttp.ClientError, TimeoutError):
            return Outcome(seconds=time.monotonic() - began)

    async def _tell(self, call: LaterCall, outcome: Outcome, http: aiohttp.ClientSession) -> None:
        """One attempt: OpenFaaS makes no other."""
        headers = CIMultiDict(outcome.headers)
        headers.popall("Content-Length", None)
        headers["X-Call-Id"] = call.call_id
        headers["X-Function-Name"] = call.function
        headers["X-Function-Status"] = str(outcome.status)
        headers["X-Duration-Seconds"] = f"{outcome.seconds:f}"
        limit = aiohttp.ClientTimeout(total=CALLBACK_TIMEOUT, sock_connect=CONNECT_TIMEOUT)
        try:
            async with http.post(
                call.callback, data=outcome.body, headers=headers, timeout=limit
            ) as answer:
                self._say(f"async call {call.call_id}: its callback answered {answer.status}")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            self._say(f"async call {call.call_id}: no callback, {type(error).__name__}")


@asynccontextmanager
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """Yield what calls are made with: it adds nothing of its own."""
    async with aiohttp.ClientSession(
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT),
    ) as made:
        yield made
