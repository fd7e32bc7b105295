"""The gateway answers as the service's API, with problem documents."""

import asyncio
import json

import pytest

from tests.unit.local.gateways import LARGEST_FILE, gateway, mirror, run


def test_the_api_calls_the_functions_behind_it():
    async def test():
        async with gateway(mirror) as scene:
            async with scene.session.post(scene.url("/api/queue?a=1"), data=b"cv") as answer:
                queued = await answer.json()
            async with scene.session.delete(scene.url("/api/result/an-id?wait=3")) as answer:
                erased = await answer.json()

        assert (queued["method"], queued["path"], queued["body"]) == ("POST", "/?a=1", "cv")
        assert (erased["method"], erased["path"]) == ("DELETE", "/an-id?wait=3")

    run(test())


@pytest.mark.parametrize(
    ("languages", "text"),
    [("en", "A part of the service"), ("fr-FR,fr;q=0.9", "Une partie du service")],
)
def test_what_the_api_refuses_is_a_problem_document(languages, text):
    async def test():
        headers = {"Accept-Language": languages}
        async with (
            gateway(None) as scene,
            scene.session.get(scene.url("/api/result/an-id"), headers=headers) as answer,
        ):
            problem = json.loads(await answer.text())
            assert answer.status == problem["status"] == 503
            assert answer.content_type == "application/problem+json"
            assert int(answer.headers["Retry-After"]) > 0

        assert problem["code"] == "unavailable"
        assert problem["error"].startswith(text)

    run(test())


def test_an_unknown_address_of_the_api_is_a_problem_document():
    async def test():
        async with gateway(mirror) as scene, scene.session.get(scene.url("/api/cv")) as answer:
            assert answer.status == 404
            assert (await answer.json(content_type=None))["code"] == "unknown_route"

    run(test())


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "unknown_route"),
        ("GET", "/healthzx", 404, "unknown_route"),
        ("POST", "/favicon.ico", 404, "unknown_route"),
        ("GET", "/function", 404, "unknown_route"),
        ("POST", "/docs", 405, "method_not_allowed"),
        ("DELETE", "/", 405, "method_not_allowed"),
    ],
)
def test_what_nobody_answers_is_a_problem_document(method, path, status, code):
    async def test():
        headers = {"Accept-Language": "fr"}
        async with (
            gateway(mirror) as scene,
            scene.session.request(method, scene.url(path), headers=headers) as answer,
        ):
            problem = json.loads(await answer.text())
            assert (answer.status, problem["status"], problem["code"]) == (status, status, code)
            assert answer.content_type == "application/problem+json"
            assert ("Allow" in answer.headers) == (status == 405)

        assert " n" in problem["error"]  # French

    run(test())


@pytest.mark.parametrize(
    "path", ["/function/nobody", "/function/a b", "/system/nowhere", "/async-function/"]
)
def test_below_openfaas_addresses_what_nobody_answers_is_text_as_with_openfaas(path):
    async def test():
        async with gateway(mirror) as scene, scene.session.get(scene.url(path)) as answer:
            assert (answer.status, answer.content_type) == (404, "text/plain")

    run(test())


def test_an_upload_that_is_certainly_too_large_is_refused_before_its_body():
    async def test():
        async with gateway(mirror) as scene:
            front = scene.base.removeprefix("http://").split(":")
            reader, writer = await asyncio.open_connection(front[0], int(front[1]))
            size = LARGEST_FILE + 2 * 1024 * 1024
            head = f"POST /api/queue HTTP/1.1\r\nHost: a\r\nContent-Length: {size}\r\n"
            writer.write(f"{head}Expect: 100-continue\r\n\r\n".encode())
            status = await asyncio.wait_for(reader.readline(), 5)
            writer.close()

        assert status.startswith(b"HTTP/1.1 413")

    run(test())


@pytest.mark.parametrize(
    ("version", "expected", "said"),
    [("1.1", "100-continue", b"HTTP/1.1 100"), ("1.1", "miracles", b"HTTP/1.1 417")],
)
def test_what_a_caller_expects_is_met_or_refused(version: str, expected: str, said: bytes):
    async def test():
        async with gateway(mirror) as scene:
            front = scene.base.removeprefix("http://").split(":")
            reader, writer = await asyncio.open_connection(front[0], int(front[1]))
            head = f"POST /api/queue HTTP/{version}\r\nHost: a\r\nContent-Length: 2\r\n"
            writer.write(f"{head}Expect: {expected}\r\n\r\n".encode())
            status = await asyncio.wait_for(reader.readline(), 5)
            writer.close()

        assert status.startswith(said)

    run(test())


def test_a_stopping_gateway_takes_no_new_cv_but_lets_the_bridge_finish():
    async def test():
        async with gateway(mirror) as scene:
            scene.board.draining = True
            async with scene.session.post(scene.url("/api/queue"), data=b"cv") as refused:
                assert refused.status == 503
            async with scene.session.post(scene.url("/function/echo")) as served:
                assert served.status == 200
            async with scene.session.get(scene.url("/healthz")) as health:
                assert health.status == 503

    run(test())
