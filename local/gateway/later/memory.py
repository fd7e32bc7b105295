"""Calls that wait in this process, and end with it: where no Redis is at hand."""

import asyncio

from local.gateway.later.call import LaterCall, QueueFull


class MemoryCalls:
    """Provides `Calls`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waiting: asyncio.Queue[LaterCall] = asyncio.Queue()

    async def put(self, call: LaterCall) -> None:
        if self._waiting.qsize() >= self._limit:
            raise QueueFull(f"{self._limit} calls wait already")
        self._waiting.put_nowait(call)

    async def take(self) -> LaterCall:
        return await self._waiting.get()

    async def done(self, call: LaterCall) -> None:
        """Nothing is kept of a call that was taken."""

    async def count(self) -> int:
        return self._waiting.qsize()

    async def watch(self) -> None:
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Nothing is open."""
