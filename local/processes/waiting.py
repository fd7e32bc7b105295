"""Waiting until a server answers."""

import asyncio
from collections.abc import Awaitable, Callable

FIRST_PAUSE = 0.01  # seconds; it grows, so that waiting costs the starting program little
LONGEST_PAUSE = 0.1


async def until(answers: Callable[[], Awaitable[bool]]) -> None:
    """Return as soon as `answers` is true; a refused or broken connection is a no."""
    pause = FIRST_PAUSE
    while True:
        try:
            async with asyncio.timeout(2):
                if await answers():
                    return
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # not yet: nobody listens, or it is still starting
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 1.5)


async def exchange(port: int, question: bytes, size: int = 64) -> bytes:
    """Send `question` to a port of this machine; return the first bytes of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(question)
        await writer.drain()
        return await reader.read(size)
    finally:
        writer.close()


async def http_status(port: int, path: str) -> int:
    """Return the status that a server answers to GET `path`; 0 when it is no HTTP."""
    question = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    first = (await exchange(port, question.encode())).split(b" ", 2)
    return int(first[1]) if len(first) > 1 and first[1].isdigit() else 0
