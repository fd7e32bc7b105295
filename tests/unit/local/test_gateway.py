"""The gateway answers as OpenFaaS' does."""

import asyncio
import socket

import pytest
from aiohttp import ClientError, web

from local.gateway.board import Board
from local.stackfile.function import Function
from tests.builders import NOON
from tests.unit.local.gateways import gateway, mirror, run

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


async def hang(_: web.Request) -> web.Response:
    await asyncio.Event().wait()
    return web.Response()


def test_a_function_sees_the_path_after_its_name_as_it_was_sent():
    async def test():
        async with gateway(mirror) as scene:
            url = scene.url("/function/echo/a%2Fb/c?x=1&y=%20")
            async with scene.session.put(url, data=b"\x00\xff") as answer:
                told = await answer.json()

        assert told["path"].startswith("/a%2Fb/c?x=1&y=")
        assert told["method"] == "PUT"
        assert told["body"] == "\x00\xff"

    run(test())


def test_a_function_can_be_called_with_its_namespace():
    async def test():
        async with (
            gateway(mirror) as scene,
            scene.session.post(scene.url("/function/echo.openfaas-fn")) as answer,
        ):
            assert (answer.status, (await answer.json())["path"]) == (200, "/")

    run(test())


def test_call_id_and_start_time_are_added_to_both_sides():
    async def test():
        async with (
            gateway(mirror) as scene,
            scene.session.get(scene.url("/function/echo")) as answer,
        ):
            seen = (await answer.json())["headers"]
            shown = answer.headers

        assert seen["X-Call-Id"] == shown["X-Call-Id"]
        assert seen["X-Start-Time"] == shown["X-Start-Time"]
        assert int(shown["X-Start-Time"]) > 1_700_000_000 * 10**9
        assert float(shown["X-Duration-Seconds"]) >= 0
        assert shown["X-Own"] == "1"

    run(test())


def test_a_call_id_that_the_caller_sent_is_passed_on_and_not_echoed():
    """Source: OpenFaaS CE's call id middleware."""

    async def test():
        async with (
            gateway(mirror) as scene,
            scene.session.get(scene.url("/function/echo"), headers={"X-Call-Id": "mine"}) as answer,
        ):
            assert (await answer.json())["headers"]["X-Call-Id"] == "mine"
            assert "X-Call-Id" not in answer.headers

    run(test())


def test_only_what_is_for_the_function_is_passed_on():
    async def test():
        sent = {"Connection": "X-Hop", "X-Hop": "1", "TE": "trailers", "Authorization": "Bearer a"}
        async with (
            gateway(mirror) as scene,
            scene.session.get(scene.url("/function/echo"), headers=sent) as answer,
        ):
            seen = {name.lower(): value for name, value in (await answer.json())["headers"].items()}

        assert "x-hop" not in seen
        assert "te" not in seen
        assert seen["authorization"] == "Bearer a"
        assert seen["x-forwarded-host"].startswith("127.0.0.1:")
        assert seen["x-forwarded-for"].startswith("127.0.0.1:")

    run(test())


def test_an_upload_is_passed_on_while_it_comes():
    """The function gets the first bytes although the last were not sent yet."""

    async def test():
        first = asyncio.Event()

        async def count(request: web.Request) -> web.Response:
            total = 0
            async for piece in request.content.iter_any():
                total += len(piece)
                first.set()
            return web.json_response(total)

        async def slowly():
            yield b"begin"
            await asyncio.wait_for(first.wait(), 5)
            for _ in range(64):
                yield b"x" * 65536

        async with (
            gateway(count) as scene,
            scene.session.post(scene.url("/function/echo"), data=slowly()) as answer,
        ):
            assert await answer.json() == 5 + 64 * 65536

    run(test())


def test_an_answer_is_passed_on_while_it_comes():
    async def test():
        seen = asyncio.Event()

        async def tell(request: web.Request) -> web.StreamResponse:
            answer = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
            await answer.prepare(request)
            await answer.write(b"one\n")
            await asyncio.wait_for(seen.wait(), 5)
            await answer.write(b"two\n")
            return answer

        async with (
            gateway(tell) as scene,
            scene.session.get(scene.url("/function/echo")) as answer,
        ):
            assert await answer.content.readany() == b"one\n"
            seen.set()
            assert await answer.content.read() == b"two\n"

    run(test())


def test_an_answer_that_breaks_off_is_not_passed_on_as_whole():
    async def test():
        async def break_off(request: web.Request) -> web.StreamResponse:
            answer = web.StreamResponse()
            await answer.prepare(request)
            await answer.write(b"half")
            assert request.transport is not None
            request.transport.abort()
            return answer

        async with gateway(break_off) as scene:
            with pytest.raises(ClientError):
                async with scene.session.get(scene.url("/function/echo")) as answer:
                    await answer.read()

    run(test())


def test_redirects_and_compressed_bodies_are_the_callers_business():
    async def test():
        async def redirect(_: web.Request) -> web.Response:
            headers = {"Location": "/elsewhere", "Content-Encoding": "gzip"}
            return web.Response(status=302, body=b"\x1f\x8bnot really", headers=headers)

        async with (
            gateway(redirect) as scene,
            scene.session.get(scene.url("/function/echo"), allow_redirects=False) as answer,
        ):
            assert (answer.status, answer.headers["Location"]) == (302, "/elsewhere")
            assert await answer.read() == b"\x1f\x8bnot really"

    run(test())


def test_an_empty_answer_stays_empty():
    async def test():
        async def nothing(_: web.Request) -> web.Response:
            return web.Response(status=204)

        async with (
            gateway(nothing) as scene,
            scene.session.post(scene.url("/function/echo")) as answer,
        ):
            assert (answer.status, await answer.read()) == (204, b"")

    run(test())


def test_an_unknown_function_is_not_found():
    async def test():
        async with gateway(mirror) as scene:
            for name in ("nobody", "echo.elsewhere"):
                async with scene.session.post(scene.url(f"/function/{name}")) as answer:
                    assert answer.status == 404
                    assert (await answer.text()).startswith("error finding function ")

    run(test())


def test_a_function_without_ready_replica_answers_503():
    async def test():
        async with (
            gateway(None) as scene,
            scene.session.post(scene.url("/function/echo")) as answer,
        ):
            assert answer.status == 503
            assert await answer.text() == "No endpoints available for: echo."
            assert answer.headers["X-OpenFaaS-Internal"] == "proxy"
            assert int(answer.headers["Retry-After"]) > 0

    run(test())


def test_a_replica_that_refuses_the_connection_has_not_taken_the_call():
    async def test():
        async with gateway(mirror) as scene:
            with socket.socket() as closed:
                closed.bind(("127.0.0.1", 0))
                scene.board.set_replicas({"echo": [f"http://127.0.0.1:{closed.getsockname()[1]}"]})
                async with scene.session.post(scene.url("/function/echo")) as answer:
                    assert answer.status == 503

    run(test())


def test_a_function_that_dies_during_a_call_answers_500():
    """Not 503: it may have done something."""

    async def test():
        async def die(request: web.Request) -> web.Response:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()

        async with (
            gateway(die) as scene,
            scene.session.post(scene.url("/function/echo"), data=b"x") as answer,
        ):
            assert answer.status == 500
            assert await answer.text() == "Can't reach service for: echo."

    run(test())


def test_a_call_over_exec_timeout_answers_504():
    async def test():
        async with (
            gateway(hang, exec_timeout="100ms") as scene,
            scene.session.post(scene.url("/function/echo")) as answer,
        ):
            assert (answer.status, await answer.text()) == (504, "")
            assert answer.headers["X-OpenFaaS-Internal"] == "of-watchdog"
            assert 0.1 <= float(answer.headers["X-Duration-Seconds"]) < 5

    run(test())


def test_a_call_over_max_inflight_answers_429():
    async def test():
        entered, leave = asyncio.Event(), asyncio.Event()

        async def wait(_: web.Request) -> web.Response:
            entered.set()
            await leave.wait()
            return web.Response(text="done")

        async with gateway(wait, max_inflight="1") as scene:
            url = scene.url("/function/echo")
            first = asyncio.create_task(scene.session.post(url))
            await entered.wait()
            async with scene.session.post(url) as second:
                assert second.status == 429
                expected = "Concurrent request limit exceeded. Max concurrent requests: 1\n"
                assert await second.text() == expected
                assert second.headers["X-OpenFaaS-Internal"] == "faas-middleware"
            leave.set()
            assert await (await first).text() == "done"
            async with scene.session.post(url) as third:
                assert third.status == 200

    run(test())


def test_an_upload_that_the_caller_breaks_off_is_broken_off_for_the_function():
    """The function must not take half a CV for a whole one."""

    async def test():
        began, broken = asyncio.Event(), asyncio.Event()

        async def receive(request: web.Request) -> web.Response:
            try:
                async for _ in request.content.iter_any():
                    began.set()
                return web.Response(text="whole")
            except (asyncio.CancelledError, ConnectionError, web.RequestPayloadError):
                broken.set()
                raise

        async with gateway(receive) as scene:
            host, port = scene.base.removeprefix("http://").split(":")
            _, writer = await asyncio.open_connection(host, int(port))
            head = "POST /function/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n"
            writer.write(head.encode() + b"half")
            await asyncio.wait_for(began.wait(), 5)
            writer.transport.abort()
            await asyncio.wait_for(broken.wait(), 5)

    run(test())


def test_methods_that_openfaas_does_not_know_are_refused():
    async def test():
        async with (
            gateway(mirror) as scene,
            scene.session.request("TRACE", scene.url("/function/echo")) as answer,
        ):
            assert answer.status == 405

    run(test())


def test_the_functions_are_listed_with_what_is_known_of_them():
    async def test():
        async with gateway(mirror, max_inflight="2") as scene:
            async with scene.session.post(scene.url("/function/echo")):
                pass
            async with scene.session.get(scene.url("/system/functions")) as answer:
                listed = {each["name"]: each for each in await answer.json()}
            async with scene.session.get(scene.url("/system/function/echo?usage=1")) as answer:
                one = await answer.json()
            async with scene.session.get(scene.url("/system/function/nobody")) as answer:
                assert answer.status == 404

        assert listed["echo"]["invocationCount"] == 1
        assert listed["echo"]["availableReplicas"] == 1
        assert listed["echo"]["namespace"] == "openfaas-fn"
        assert listed["echo"]["createdAt"] == "2026-11-23T12:00:00Z"
        assert one["envVars"] == {"max_inflight": "2"}
        assert "invocationCount" not in one

    run(test())


def test_the_figures_bear_openfaas_names():
    async def test():
        async with gateway(mirror) as scene:
            async with scene.session.post(scene.url("/function/echo")):
                pass
            async with scene.session.get(scene.url("/metrics")) as answer:
                text = await answer.text()

        label = 'function_name="echo.openfaas-fn"'
        assert f'gateway_function_invocation_total{{code="200",{label}}} 1.0' in text
        assert f"gateway_function_invocation_started{{{label}}} 1.0" in text
        assert f"gateway_service_count{{{label}}} 1.0" in text
        assert 'http_requests_total{code="200",method="POST"} 1.0' in text
        assert 'http_request_duration_seconds_count{code="200",method="POST"} 1.0' in text
        assert "http_requests_in_flight 0.0" in text
        assert f'gateway_functions_seconds_count{{code="200",{label}}} 1.0' in text

    run(test())


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_names_the_addresses(path):
    async def test():
        async with gateway(mirror) as scene, scene.session.get(scene.url(path)) as answer:
            text = await answer.text()

        assert "/api/queue" in text
        assert "/api/result/" in text

    run(test())


def test_calls_go_to_the_replica_that_has_least_to_do():
    board = Board({"f": Function(name="f")}, NOON, {"f": ["http://a", "http://b"]})
    function = board.find("f")

    with board.place_in(function) as first, board.place_in(function) as second:
        assert {first, second} == {"http://a", "http://b"}


def test_a_call_that_one_replica_refuses_goes_to_the_next():
    async def test():
        async with gateway(mirror) as scene:
            (there,) = scene.board.replicas("echo")
            with socket.socket() as closed:
                closed.bind(("127.0.0.1", 0))
                gone = f"http://127.0.0.1:{closed.getsockname()[1]}"
                scene.board.set_replicas({"echo": [gone, there]})
                for _ in range(3):
                    async with scene.session.post(
                        scene.url("/function/echo"), data=b"whole"
                    ) as answer:
                        assert (await answer.json())["body"] == "whole"

    run(test())


def test_of_replicas_with_as_little_to_do_the_one_that_has_rested_longest_is_taken():
    board = Board({"f": Function(name="f")}, NOON, {"f": ["http://a", "http://b", "http://c"]})
    taken = []

    for _ in range(6):
        with board.place_in(board.find("f")) as url:
            taken.append(url)

    assert taken == ["http://a", "http://b", "http://c"] * 2
