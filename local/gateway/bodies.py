"""Takes the body of a request in whole, before a function is called.

A function's server reads a body in the thread that answers it. A caller who sends half of one and
then nothing would hold that thread; here such a caller holds a connection, and not for long.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO

from aiohttp import StreamReader, web

from local.gateway import refusal

SMALL = 256 * 1024  # bytes of a body in memory; what is longer lies in a file without a name
PIECE = 64 * 1024
STEP = 16 * 1024  # bytes that must come within the patience, unless the body ends with less
PATIENCES = 15  # that a whole body may take: who sends the least for ever holds no room for ever


class Body:
    """A body that is here in whole."""

    def __init__(self) -> None:
        self.size = 0
        self._file: IO[bytes] | None = None  # most bodies need none, and one that stalls at once
        self._last = bytearray()  # what is not in the file

    async def add(self, piece: bytes) -> None:
        """Add the next piece."""
        self.size += len(piece)
        self._last += piece
        if len(self._last) > SMALL:
            full, self._last = self._last, bytearray()
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by `close`)
            await asyncio.to_thread(self._file.write, full)

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the body from its start; it may be asked for again."""
        if self._file is not None:
            await asyncio.to_thread(self._file.seek, 0)
            while piece := await asyncio.to_thread(self._file.read, PIECE):
                yield piece
        if self._last:
            yield bytes(self._last)

    def close(self) -> None:
        """Forget it."""
        if self._file is not None:
            self._file.close()


class Bodies:
    """All the bodies that are on their way."""

    def __init__(self, *, largest: int, room: int, patience: float) -> None:
        """`largest` is in bytes, of one; `room` of all together.

        `patience` is in seconds: a body that does not go on by `STEP` within them is given up, and
        so is one that is not here after `PATIENCES` of them.
        """
        self.largest = largest
        self._room = room
        self._patience = patience
        self._held = 0  # bytes

    @asynccontextmanager
    async def whole(self, request: web.Request) -> AsyncIterator[Body | None]:
        """Yield the body of the request once it is here, None where there is none.

        Raises `Refusal`.
        """
        if (request.content_length or 0) > self.largest:
            raise refusal.too_large()
        if not request.can_read_body:
            yield None
            return
        body = Body()
        try:
            try:
                async with asyncio.timeout(PATIENCES * self._patience):
                    await self._take(request.content, body)
            except TimeoutError:  # it went on, but hardly
                raise refusal.stalled() from None
            yield body
        finally:
            self._held -= body.size
            body.close()

    async def _take(self, content: StreamReader, body: Body) -> None:
        going_on = True
        while going_on:
            step = await self._step(content)
            going_on = len(step) >= STEP
            self._held += len(step)
            await body.add(step)
            if body.size > self.largest:
                raise refusal.too_large()
            if self._held > self._room:
                raise refusal.no_room()

    async def _step(self, content: StreamReader) -> bytes:
        """Return the next bytes; fewer than `STEP` are the last ones."""
        came = bytearray()
        try:
            async with asyncio.timeout(self._patience):
                while len(came) < STEP and (piece := await content.readany()):
                    came += piece
        except TimeoutError:
            raise refusal.stalled() from None
        except ConnectionError:  # nobody is there to hear it, and it is no error of ours
            raise refusal.broken_off() from None
        return bytes(came)
