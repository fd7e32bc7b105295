"""Functions are called on their schedule, as OpenFaaS' cron connector calls them."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from local.errors import BadStackFile
from local.gateway.board import Board
from local.gateway.cron import Cron, keep_calling, next_time
from local.stackfile.function import Function

AT = datetime(2026, 11, 23, 12, 2, 30, tzinfo=UTC)


def scheduled(schedule: str) -> Function:
    return Function(name="sweep", annotations={"topic": "cron-function", "schedule": schedule})


def board(*functions: Function) -> Board:
    return Board({function.name: function for function in functions}, AT)


@pytest.mark.parametrize(
    ("schedule", "due"),
    [
        ("*/5 * * * *", AT.replace(minute=5, second=0)),
        ("0 3 * * *", datetime(2026, 11, 24, 3, 0, tzinfo=UTC)),
        ("@hourly", AT.replace(hour=13, minute=0, second=0)),
        ("@every 90s", AT + timedelta(seconds=90)),
    ],
)
def test_the_next_time_is_the_next_that_the_schedule_names(schedule, due):
    assert next_time(schedule, AT) == due


@pytest.mark.parametrize(
    "schedule", ["", "soon", "* * * *", "* * * * * *", "@every 0s", "61 * * * *"]
)
def test_what_is_no_schedule_is_refused(schedule):
    with pytest.raises(BadStackFile):
        next_time(schedule, AT)


def test_a_wrong_schedule_is_told_when_the_gateway_starts():
    with pytest.raises(BadStackFile, match="soon"):
        Cron(board(scheduled("soon")), "http://127.0.0.1:1", print)


def test_a_call_that_takes_long_does_not_hold_up_the_next():
    calls: list[datetime] = []

    async def slow(_: Function) -> None:
        calls.append(datetime.now(UTC))
        await asyncio.Event().wait()

    async def run() -> None:
        calling = asyncio.create_task(keep_calling(scheduled("@every 20ms"), slow))
        async with asyncio.timeout(5):
            while len(calls) < 3:
                await asyncio.sleep(0.01)
        calling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await calling

    asyncio.run(run())


def test_a_call_is_a_post_with_an_empty_body_and_the_connectors_headers():
    """Source: OpenFaaS' cron-connector."""
    got: asyncio.Queue[tuple[str, str, bytes, dict[str, str]]] = asyncio.Queue()

    async def receive(request: web.Request) -> web.Response:
        body = await request.read()
        await got.put((request.method, request.path, body, dict(request.headers)))
        return web.Response(status=204)

    async def run():
        application = web.Application()
        application.router.add_route("*", "/{rest:.*}", receive)
        async with TestServer(application) as server:
            cron = Cron(board(scheduled("@every 20ms")), f"http://127.0.0.1:{server.port}", print)
            running = asyncio.create_task(cron.run())
            call = await asyncio.wait_for(got.get(), 5)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
        return call

    method, path, body, headers = asyncio.run(run())

    assert (method, path, body) == ("POST", "/function/sweep", b"")
    assert headers["X-Topic"] == "cron-function"
    assert headers["X-Connector"] == "cron-connector"
    assert "Content-Type" not in headers


def test_only_what_is_deployed_is_called():
    called: asyncio.Queue[str] = asyncio.Queue()

    async def receive(request: web.Request) -> web.Response:
        await called.put(request.path)
        return web.Response(status=204)

    async def run():
        application = web.Application()
        application.router.add_route("*", "/{rest:.*}", receive)
        async with TestServer(application) as server:
            known = board(Function(name="never"))
            cron = Cron(known, f"http://127.0.0.1:{server.port}", print)
            running = asyncio.create_task(cron.run())
            known.set_state({"sweep": scheduled("@every 20ms")}, {})
            first = await asyncio.wait_for(called.get(), 5)
            known.set_state({}, {})
            await asyncio.sleep(0)
            left = len(cron._calling)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
        return first, left

    assert asyncio.run(run()) == ("/function/sweep", 0)
