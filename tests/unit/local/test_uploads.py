"""A body is taken by the gateway before a function is called: who stalls holds up nobody."""

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import IO, Any

import pytest
from aiohttp import web

from local.gateway.application import FORM_OVERHEAD
from local.gateway.bodies import SMALL, STEP, Bodies
from local.gateway.refusal import Refusal
from local.gateway.settings import Settings
from tests.unit.local.gateways import LARGEST_FILE, Scene, gateway

HASTY = Settings(max_content_length=LARGEST_FILE, upload_patience=0.2)
PLACES = "32"  # those of queue-cv in stack.yml


def run(test: Any) -> None:
    asyncio.run(asyncio.wait_for(test, 30))


async def measure(request: web.Request) -> web.Response:
    """Answer how much came, and in what way."""
    total = 0
    async for piece in request.content.iter_any():
        total += len(piece)
    return web.json_response({"bytes": total, "headers": dict(request.headers)})


@asynccontextmanager
async def sending(
    scene: Scene, *pieces: bytes, size: int | None = None
) -> AsyncIterator[asyncio.StreamReader]:
    """Begin an upload of `size` bytes (None: in chunks), send `pieces`, then nothing more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(scene.base.rsplit(":", 1)[1]))
    length = "Transfer-Encoding: chunked" if size is None else f"Content-Length: {size}"
    writer.write(f"POST /api/queue HTTP/1.1\r\nHost: a\r\n{length}\r\n\r\n".encode())
    for piece in pieces:
        await asyncio.sleep(0.05)  # the gateway has seen what came before
        writer.write(piece)
    try:
        yield reader
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


def chunk(piece: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(piece), piece)


async def answer_in(reader: asyncio.StreamReader) -> tuple[int, dict[str, Any]]:
    """Return status and problem document."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.splitlines() if line.startswith(b"Content-Length")
    )
    return int(head.split()[1]), json.loads(await reader.readexactly(length))


@pytest.mark.parametrize("begun", [(), (b"x" * 100,)], ids=["headers only", "half a file"])
def test_forty_callers_that_send_no_more_take_no_place_from_the_next(begun):
    async def test():
        async with gateway(measure, max_inflight=PLACES) as scene, AsyncExitStack() as stalled:
            callers = [sending(scene, *begun, size=200) for _ in range(40)]
            readers = [await stalled.enter_async_context(caller) for caller in callers]
            await asyncio.sleep(0.2)  # each of them has reached the gateway

            async with scene.session.post(scene.url("/api/queue"), data=b"a whole cv") as answer:
                assert (answer.status, (await answer.json())["bytes"]) == (200, 10)

            assert not any(reader.at_eof() for reader in readers)

    run(test())


def test_a_body_that_does_not_go_on_is_given_up():
    async def test():
        async with (
            gateway(measure, settings=HASTY) as scene,
            sending(scene, b"x" * 100, size=200) as reader,
        ):
            status, problem = await answer_in(reader)

        assert (status, problem["status"], problem["code"]) == (408, 408, "upload_stalled")

    run(test())


def test_a_slow_body_may_take_longer_than_the_patience():
    async def slowly() -> AsyncIterator[bytes]:
        for _ in range(4):
            await asyncio.sleep(0.1)
            yield b"x" * STEP

    async def test():
        async with (
            gateway(measure, settings=HASTY) as scene,
            scene.session.post(scene.url("/api/queue"), data=slowly()) as answer,
        ):
            told = await answer.json()

        assert told["bytes"] == 4 * STEP
        assert told["headers"]["Content-Length"] == str(4 * STEP)

    run(test())


def test_a_body_that_hardly_goes_on_is_given_up_too(monkeypatch):
    monkeypatch.setattr("local.gateway.bodies.PATIENCES", 2)

    async def for_ever() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.1)  # within the patience
            yield b"x" * STEP

    async def test():
        async with (
            gateway(measure, settings=HASTY) as scene,
            scene.session.post(scene.url("/api/queue"), data=for_ever()) as answer,
        ):
            assert (answer.status, (await answer.json())["code"]) == (408, "upload_stalled")

    run(test())


def test_a_body_in_chunks_that_grows_too_large_is_refused_on_its_way():
    async def test():
        largest = LARGEST_FILE + FORM_OVERHEAD
        async with gateway(measure) as scene, sending(scene, chunk(b"x" * (largest + 1))) as reader:
            status, problem = await answer_in(reader)

        assert (status, problem["code"]) == (413, "too_large")

    run(test())


def test_a_caller_that_breaks_off_calls_no_function():
    called = asyncio.Event()

    async def note(_: web.Request) -> web.Response:
        called.set()
        return web.Response()

    async def test():
        async with gateway(note) as scene:
            async with sending(scene, b"x" * 100, size=200):
                await asyncio.sleep(0.1)
            async with scene.session.get(scene.url("/healthz")) as answer:
                assert answer.status == 200

    run(test())
    assert not called.is_set()


class Request:
    """What `Bodies` asks of a request."""

    content_length = None
    can_read_body = True

    def __init__(self, *pieces: bytes | Exception) -> None:
        self.content = self
        self._pieces = [*pieces, b""]

    async def readany(self) -> bytes:
        piece = self._pieces.pop(0)
        if isinstance(piece, Exception):
            raise piece
        return piece


def bodies(*, room: int = 10**9) -> Bodies:
    return Bodies(largest=10**8, room=room, patience=5)


def test_a_caller_that_went_away_is_no_error_of_ours():
    """Anything but a `Refusal` would be in the log, once for each of them."""

    async def test():
        with pytest.raises(Refusal) as refused:
            await bodies().whole(Request(b"x", ConnectionResetError())).__aenter__()

        assert (refused.value.status, refused.value.code) == (400, "bad_body")

    run(test())


def test_a_long_body_lies_in_a_file_and_can_be_asked_for_twice(monkeypatch):
    files = _noted(monkeypatch)
    pieces = [bytes([number]) * 70_000 for number in range(20)]

    async def test():
        async with bodies().whole(Request(*pieces)) as body:
            for _ in range(2):
                assert b"".join([piece async for piece in body.pieces()]) == b"".join(pieces)
            assert files[0].tell() > SMALL

    run(test())
    assert files[0].closed


def test_a_short_body_needs_no_file(monkeypatch):
    """Nor does a caller who stalls at once: a thousand of them would be a thousand files."""
    files = _noted(monkeypatch)

    async def test():
        async with bodies().whole(Request(b"x" * SMALL)) as body:
            assert [piece async for piece in body.pieces()] == [b"x" * SMALL]

    run(test())
    assert files == []


def _noted(monkeypatch: pytest.MonkeyPatch) -> list[IO[bytes]]:
    """Return the list into which every file without a name is put."""
    files: list[IO[bytes]] = []
    made: Callable[[], IO[bytes]] = tempfile.TemporaryFile

    def note() -> IO[bytes]:
        files.append(made())
        return files[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", note)
    return files


def test_all_bodies_together_have_limited_room_and_give_it_back():
    async def test():
        taken = bodies(room=100_000)
        async with taken.whole(Request(b"x" * 90_000)):
            with pytest.raises(Refusal) as refused:
                await taken.whole(Request(b"x" * 90_000)).__aenter__()
        async with taken.whole(Request(b"x" * 90_000)) as body:
            assert body.size == 90_000

        assert (refused.value.status, refused.value.code) == (503, "overloaded")

    run(test())
