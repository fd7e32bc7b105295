"""`/async-function/…`: accepted now, made later, and told to who asked to be told."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from local.gateway.later.call import CannotQueue, LaterCall
from local.gateway.later.memory import MemoryCalls
from local.gateway.later.route import LARGEST
from local.gateway.later.worker import Worker
from local.gateway.metrics import Metrics
from tests.unit.local.gateways import Handler, Scene, gateway, mirror, run

UUID_LENGTH = 36


def working_on(calls: MemoryCalls, base: str, metrics: Metrics) -> Worker:
    return Worker(calls, base, at_once=2, say=print, metrics=metrics)


@asynccontextmanager
async def working(handler: Handler, **environment: str) -> AsyncIterator[Scene]:
    """Yield a gateway whose asynchronous calls are made."""
    calls, metrics = MemoryCalls(limit=10), Metrics()
    async with gateway(handler, calls=calls, metrics=metrics, **environment) as scene:
        worker = asyncio.create_task(working_on(calls, scene.base, metrics).run())
        yield scene
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker


@asynccontextmanager
async def endpoint() -> AsyncIterator[tuple[str, asyncio.Queue[tuple[web.BaseRequest, bytes]]]]:
    """Yield the URL of a callback, and what came there."""
    told: asyncio.Queue[tuple[web.BaseRequest, bytes]] = asyncio.Queue()

    async def receive(request: web.Request) -> web.Response:
        told.put_nowait((request, await request.read()))
        return web.Response(status=500)  # nobody comes again

    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", receive)
    async with TestServer(application) as server:
        yield f"http://127.0.0.1:{server.port}/hook?a=1", told


def test_a_call_is_accepted_made_as_it_came_and_its_answer_told():
    async def test():
        async with working(mirror) as scene, endpoint() as (callback, told):
            url = scene.url("/async-function/echo/jobs/a%2Fb?x=1")
            headers = {"X-Callback-Url": callback, "X-Mine": "1", "Content-Type": "text/x"}
            async with scene.session.post(url, data=b"\x00\xff", headers=headers) as accepted:
                assert (accepted.status, await accepted.read()) == (202, b"")
                call_id = accepted.headers["X-Call-Id"]
                assert len(call_id) == UUID_LENGTH
                assert int(accepted.headers["X-Start-Time"]) > 0
            request, body = await told.get()

        assert (request.method, request.path_qs) == ("POST", "/hook?a=1")
        assert request.headers["X-Call-Id"] == call_id
        assert request.headers["X-Function-Name"] == "echo"
        assert request.headers["X-Function-Status"] == "200"
        assert float(request.headers["X-Duration-Seconds"]) > 0
        assert request.headers["X-Own"] == "1"  # the function's
        assert request.headers["Content-Type"].startswith("application/json")
        seen = json.loads(body)
        assert (seen["method"], seen["path"], seen["body"]) == (
            "POST",
            "/jobs/a%2Fb?x=1",
            "\x00\xff",
        )
        assert seen["headers"]["X-Call-Id"] == call_id
        assert seen["headers"]["X-Mine"] == "1"
        assert seen["headers"]["Content-Type"] == "text/x"
        assert "X-Callback-Url" not in seen["headers"]

    run(test())


def test_a_call_id_that_the_caller_sent_is_kept_and_not_echoed():
    async def test():
        async with working(mirror) as scene, endpoint() as (callback, told):
            headers = {"X-Callback-Url": callback, "X-Call-Id": "mine, all mine"}
            url = scene.url("/async-function/echo.openfaas-fn")
            async with scene.session.post(url, headers=headers) as accepted:
                assert accepted.status == 202
                assert "X-Call-Id" not in accepted.headers
            request, _ = await told.get()

        assert request.headers["X-Call-Id"] == "mine, all mine"
        assert request.headers["X-Function-Name"] == "echo.openfaas-fn"

    run(test())


def test_an_unknown_function_is_accepted_and_its_404_told():
    """Source: OpenFaaS' gateway, which looks for the function only when the call is made."""

    async def test():
        async with working(mirror) as scene, endpoint() as (callback, told):
            url = scene.url("/async-function/nobody")
            async with scene.session.post(url, headers={"X-Callback-Url": callback}) as accepted:
                assert accepted.status == 202
            request, body = await told.get()

        assert request.headers["X-Function-Status"] == "404"
        assert body.startswith(b"error finding function nobody")

    run(test())


def test_a_gateway_that_does_not_answer_is_told_as_503_with_an_empty_body():
    async def test():
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
            calls = MemoryCalls(limit=1)
            async with endpoint() as (callback, told):
                worker = asyncio.create_task(working_on(calls, nowhere, Metrics()).run())
                await calls.put(
                    LaterCall(
                        id="1", call_id="2", function="f", path="/", headers=(), body=b"",
                        callback=callback,
                    )
                )  # fmt: skip
                request, body = await told.get()
                worker.cancel()
                with suppress(asyncio.CancelledError):
                    await worker

        assert (request.headers["X-Function-Status"], body) == ("503", b"")
        assert request.headers["X-Call-Id"] == "2"

    run(test())


def test_a_callback_that_cannot_be_reached_does_not_hold_up_the_next_call():
    async def test():
        called: asyncio.Queue[str] = asyncio.Queue()

        async def note(request: web.Request) -> web.Response:
            called.put_nowait(request.path)
            return web.Response()

        async with working(note) as scene:
            for path in ("1", "2", "3"):
                url = scene.url(f"/async-function/echo/{path}")
                headers = {"X-Callback-Url": "http://127.0.0.1:1/"}
                async with scene.session.post(url, headers=headers) as accepted:
                    assert accepted.status == 202
            assert {await called.get() for _ in range(3)} == {"/1", "/2", "/3"}

    run(test())


def test_no_more_calls_are_made_at_once_than_may():
    async def test():
        inside, most, leave = 0, 0, asyncio.Event()
        entered: asyncio.Queue[None] = asyncio.Queue()

        async def wait(_: web.Request) -> web.Response:
            nonlocal inside, most
            inside += 1
            most = max(most, inside)
            entered.put_nowait(None)
            await leave.wait()
            inside -= 1
            return web.Response()

        async with working(wait) as scene:
            for _ in range(5):
                await scene.session.post(scene.url("/async-function/echo"))
            await entered.get()
            await entered.get()
            leave.set()
            for _ in range(3):
                await entered.get()

        assert most == 2

    run(test())


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_only_posts_are_made_later(method):
    async def test():
        async with (
            gateway(mirror) as scene,
            scene.session.request(method, scene.url("/async-function/echo")) as answer,
        ):
            assert answer.status == 405

    run(test())


@pytest.mark.parametrize(
    "url", ["nowhere", "ftp://example.com/", "http://", "http://[", "http:///a"]
)
def test_a_callback_url_that_is_none_is_refused(url):
    async def test():
        async with (
            gateway(mirror) as scene,
            scene.session.post(
                scene.url("/async-function/echo"), headers={"X-Callback-Url": url}
            ) as answer,
        ):
            assert answer.status == 400
            assert "X-Callback-Url" in await answer.text()

    run(test())


@pytest.mark.parametrize("declared", [True, False])
def test_a_body_that_is_too_large_to_wait_is_refused_with_the_way_out(declared):
    async def pieces():
        yield bytes(LARGEST)
        yield b"1"

    async def test():
        body = bytes(LARGEST + 1) if declared else pieces()
        async with (
            gateway(mirror) as scene,
            scene.session.post(scene.url("/async-function/echo"), data=body) as answer,
        ):
            assert answer.status == 413
            assert "262144 bytes; put what is larger into the object store" in await answer.text()

    run(test())


def test_a_call_that_cannot_wait_is_refused():
    class Broken(MemoryCalls):
        async def put(self, call: LaterCall) -> None:
            raise CannotQueue("ConnectionError")

    async def test():
        for calls, status, text in (
            (Broken(1), 500, "Error queuing request: ConnectionError\n"),
            (MemoryCalls(limit=0), 429, "Error queuing request: 0 calls wait already\n"),
        ):
            async with (
                gateway(mirror, calls=calls) as scene,
                scene.session.post(scene.url("/async-function/echo")) as answer,
            ):
                assert (answer.status, await answer.text()) == (status, text)

    run(test())


def test_the_figures_count_what_waits_and_what_was_made():
    async def test():
        entered: asyncio.Queue[None] = asyncio.Queue()
        leave = asyncio.Event()

        async def wait(_: web.Request) -> web.Response:
            entered.put_nowait(None)
            await leave.wait()
            return web.Response()

        async with working(wait) as scene, endpoint() as (callback, told):
            for _ in range(3):
                url, headers = scene.url("/async-function/echo"), {"X-Callback-Url": callback}
                async with scene.session.post(url, headers=headers):
                    pass
            await entered.get()
            await entered.get()
            async with scene.session.get(scene.url("/metrics")) as answer:
                during = await answer.text()
            leave.set()
            for _ in range(3):
                await told.get()
            async with scene.session.get(scene.url("/metrics")) as answer:
                after = await answer.text()

        assert "queue_worker_messages_submitted_total 3.0" in during
        assert "queue_worker_pending_messages 1.0" in during
        assert "queue_worker_function_invocation_inflight 2.0" in during
        assert "queue_worker_pending_messages 0.0" in after
        assert "queue_worker_messages_processed_total" in after

    run(test())
