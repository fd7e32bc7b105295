"""Keeps the gateway informed of what runs, and hears what it asks for."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Any

from local.gateway.line import Line

DEAF = 1.0  # seconds after which a gateway that says nothing is not waited for


class Briefing:
    """The supervisor's end of the line to the gateway."""

    def __init__(self) -> None:
        self._ours, self.theirs = socket.socketpair()  # theirs stays open for the next gateway
        self._line: Line | None = None
        self._number = 0
        self._asked = 0
        self._heard = 0
        self._hearing = asyncio.Condition()

    async def open(self) -> None:
        """Begin to speak."""
        self._line = await Line.over(self._ours)

    def tell(self, functions: Mapping[str, Any]) -> None:
        """Tell what runs."""
        if self._line is not None:
            self._number += 1
            said = {"number": self._number, "asked": self._asked, "functions": functions}
            self._line.say(said)

    async def was_heard(self) -> None:
        """Return when the gateway has heard all that it was told."""
        number = self._number
        with suppress(TimeoutError):
            async with asyncio.timeout(DEAF), self._hearing:
                await self._hearing.wait_for(lambda: self._heard >= number)

    async def wishes(self) -> AsyncIterator[Mapping[str, Any]]:
        """Yield what the gateway asks for."""
        assert self._line is not None  # noqa: S101  (open)
        async for said in self._line.messages():
            if "heard" in said:
                async with self._hearing:
                    self._heard = max(self._heard, said["heard"])
                    self._hearing.notify_all()
            else:
                self._asked = said["ask"]
                yield said

    def close(self) -> None:
        """End the line: the gateway ends with it."""
        if self._line is not None:
            self._line.close()
        self.theirs.close()
        self._ours.close()
