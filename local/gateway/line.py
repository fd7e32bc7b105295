"""The line between supervisor and gateway: JSON objects, one a line, over a socket pair.

The supervisor tells what runs, the gateway asks for more or fewer replicas. When the supervisor is
gone the line ends, and the gateway with it; a gateway that is started again uses the same line.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping
from typing import Any

LONGEST = 4 * 1024 * 1024  # bytes of one message


class Line:
    """One end of the line."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def over(cls, end: socket.socket) -> "Line":
        """Return the end that `end` is; it is closed with the line."""
        return cls(*await asyncio.open_connection(sock=end, limit=LONGEST))

    def say(self, message: Mapping[str, Any]) -> None:
        """Send a message; what the other side has not read yet is kept."""
        if not self._writer.is_closing():
            self._writer.write(json.dumps(message).encode() + b"\n")

    async def messages(self) -> AsyncIterator[Mapping[str, Any]]:
        """Yield what the other side says, until it is gone."""
        while said := await self._reader.readline():
            try:
                yield json.loads(said)
            except json.JSONDecodeError:
                continue  # a killed gateway had read the first half; the next message says it all

    def close(self) -> None:
        self._writer.close()
