"""The line between supervisor and gateway: JSON objects, one a line, over a socket pair.

The supervisor tells which replicas are ready, whenever that changes. When the supervisor is gone
the line ends, and the gateway with it.
"""

import asyncio
import json
import socket
from collections.abc import Mapping, Sequence

from local.gateway.board import Board

LONGEST = 1024 * 1024  # bytes of one message


def message(replicas: Mapping[str, Sequence[str]]) -> bytes:
    """Return what tells the gateway of the ready replicas (base URLs by function)."""
    return json.dumps({"replicas": replicas}).encode() + b"\n"


async def listen(line: socket.socket, board: Board) -> None:
    """Keep `board` up to date until the line ends."""
    reader, writer = await asyncio.open_connection(sock=line, limit=LONGEST)
    try:
        while said := await reader.readline():
            board.set_replicas(json.loads(said)["replicas"])
    finally:
        writer.close()
