"""Whole exchanges, byte for byte, with what changes from call to call in angle brackets.

Sent: what was recorded of faas-cli (commit c8191b71) and of OpenFaaS' own parts. Answered: what their
documentation and sources say; OpenFaaS' name of the server and of itself aside.
"""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from local.gateway.board import Board, Running
from local.gateway.logs import LogFiles
from local.gateway.settings import Login, Settings
from local.processes.output import Output
from local.stackfile.function import Function
from tests.unit.local.gateways import LARGEST_FILE, Handler, Scene, gateway, run
from tests.unit.local.test_async import endpoint, working
from tests.unit.local.test_system import Noted

CHANGING = (
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>"),
    (r"\b\d{19}\b", "<nanoseconds>"),
    (r"(?m)^Date: .*", "Date: <date>"),
    (r"(?m)^Server: .*\n", ""),
    (r"\b\d+\.\d{6}\b", "<seconds>"),
    (r"\b127\.0\.0\.1:\d+\b", "<address>"),
)
AGENT = "User-Agent: faas-cli/0.18.0"  # not logged in: an empty Bearer


async def exchange(scene: Scene, sent: str) -> str:
    """Send a request as it is written here; return the answer as it would be."""
    host, _, port = scene.base.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head, _, body = sent.partition("\n\n")
    lines = [*head.splitlines(), f"Host: {host}:{port}"]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    writer.write("\r\n".join([*lines, "Connection: close", "", body]).encode())
    answer = (await reader.read()).decode().replace("\r\n", "\n")
    writer.close()
    head, _, body = answer.partition("\n\n")
    first, *headers = head.splitlines()
    return unchanging("\n".join([first, *sorted(headers), "", body])).replace(
        "Connection: close\n", ""
    )


def unchanging(text: str) -> str:
    for pattern, name in CHANGING:
        text = re.sub(pattern, name, text)
    return text


async def echo(request: web.Request) -> web.Response:
    body = await request.read()
    return web.Response(body=body, headers={"Content-Type": "text/plain", "Server": "gunicorn"})


async def hang(_: web.Request) -> web.Response:
    await asyncio.Event().wait()
    return web.Response()


def answer_to(sent: str, handler: Handler | None = echo, **scene: Any) -> str:
    found: list[str] = []

    async def test():
        async with gateway(handler, **scene) as made:
            found.append(await exchange(made, sent))

    run(test())
    return found[0]


# --- calls ---------------------------------------------------------------------------------------


def test_faas_cli_invoke():
    sent = f"POST /function/echo.openfaas-fn HTTP/1.1\n{AGENT}\nContent-Type: text/plain\n\nhello"

    assert (
        answer_to(sent)
        == """\
HTTP/1.1 200 OK
Content-Length: 5
Content-Type: text/plain
Date: <date>
X-Call-Id: <uuid>
X-Duration-Seconds: <seconds>
X-Served-By: nexten-gateway/0.1.0
X-Start-Time: <nanoseconds>

hello"""
    )


def test_faas_cli_invoke_async():
    sent = (
        f"POST /async-function/echo.openfaas-fn?x=1 HTTP/1.1\n{AGENT}\n"
        "Content-Type: text/plain\n\nhello"
    )

    assert (
        answer_to(sent)
        == """\
HTTP/1.1 202 Accepted
Content-Length: 0
Date: <date>
X-Call-Id: <uuid>
X-Served-By: nexten-gateway/0.1.0
X-Start-Time: <nanoseconds>

"""
    )


def test_an_asynchronous_call_with_a_callback():
    async def test():
        seen: list[str] = []

        async def parse(request: web.Request) -> web.Response:
            names = ("X-Call-Id", "X-Start-Time", "Content-Type", "X-Mine")
            headers = "\n".join(f"{name}: {request.headers[name]}" for name in names)
            seen.append(f"{request.method} {request.raw_path}\n{headers}\n\n{await request.text()}")
            return web.Response(text="done", headers={"X-Own": "1"})

        async with working(parse) as scene, endpoint() as (callback, told):
            accepted = await exchange(
                scene,
                "POST /async-function/echo/jobs?x=1 HTTP/1.1\n"
                f"X-Callback-Url: {callback}\nX-Mine: 1\nContent-Type: text/x\n\nbody",
            )
            request, body = await told.get()

        assert accepted.startswith("HTTP/1.1 202 Accepted\n")
        assert [unchanging(each) for each in seen] == [
            "POST /jobs?x=1\nX-Call-Id: <uuid>\nX-Start-Time: <nanoseconds>\n"
            "Content-Type: text/x\nX-Mine: 1\n\nbody"
        ]
        assert (request.method, request.path_qs, body) == ("POST", "/hook?a=1", b"done")
        told_headers = sorted(
            f"{name}: {value}"
            for name, value in request.headers.items()
            if name.startswith("X-") or name == "Content-Type"
        )
        assert unchanging("\n".join(told_headers)).splitlines() == [
            "Content-Type: text/plain; charset=utf-8",
            "X-Call-Id: <uuid>",
            "X-Duration-Seconds: <seconds>",
            "X-Function-Name: echo",
            "X-Function-Status: 200",
            "X-Own: 1",
            "X-Served-By: nexten-gateway/0.1.0",
            "X-Start-Time: <nanoseconds>",
        ]

    run(test())


def test_cron():
    """The connector sends no body and no Content-Type; what it sends reaches the function."""
    seen: list[dict[str, str]] = []

    async def sweep(request: web.Request) -> web.Response:
        seen.append(dict(request.headers))
        return web.Response(status=204)

    sent = "POST /function/echo HTTP/1.1\nX-Topic: cron-function\nX-Connector: cron-connector\n\n"
    answer = answer_to(sent, sweep)

    assert answer.startswith("HTTP/1.1 204 No Content\n")
    assert seen[0]["X-Topic"] == "cron-function"
    assert seen[0]["X-Connector"] == "cron-connector"
    assert "Content-Type" not in seen[0]


def test_overload():
    async def test():
        entered, leave = asyncio.Event(), asyncio.Event()

        async def wait(_: web.Request) -> web.Response:
            entered.set()
            await leave.wait()
            return web.Response()

        async with gateway(wait, max_inflight="1") as scene:
            sent = "POST /function/echo HTTP/1.1\n\n"
            first = asyncio.create_task(exchange(scene, sent))
            await entered.wait()
            refused = await exchange(scene, sent)
            leave.set()
            await first

        assert (
            refused
            == """\
HTTP/1.1 429 Too Many Requests
Content-Length: 62
Content-Type: text/plain; charset=utf-8
Date: <date>
Retry-After: 2
X-Call-Id: <uuid>
X-OpenFaaS-Internal: faas-middleware
X-Served-By: nexten-gateway/0.1.0
X-Start-Time: <nanoseconds>

Concurrent request limit exceeded. Max concurrent requests: 1
"""
        )

    run(test())


def test_a_slow_function():
    assert (
        answer_to("POST /function/echo HTTP/1.1\n\n", hang, exec_timeout="50ms")
        == """\
HTTP/1.1 504 Gateway Timeout
Content-Length: 0
Content-Type: text/plain; charset=utf-8
Date: <date>
X-Call-Id: <uuid>
X-Duration-Seconds: <seconds>
X-OpenFaaS-Internal: of-watchdog
X-Served-By: nexten-gateway/0.1.0
X-Start-Time: <nanoseconds>

"""
    )


def test_a_function_slower_than_the_gateway_lets_any_be():
    """`upstream_timeout`: 502 and an empty body, and nobody's mark."""
    settings = Settings(max_content_length=LARGEST_FILE, upstream_timeout=0.05)

    answer = answer_to("POST /function/echo HTTP/1.1\n\n", hang, settings=settings)

    assert answer.startswith("HTTP/1.1 502 Bad Gateway\nContent-Length: 0\n")
    assert "X-OpenFaaS-Internal" not in answer


@pytest.mark.parametrize(
    ("name", "status", "text"),
    [
        ("nobody", "404 Not Found", "error finding function nobody.openfaas-fn: not deployed"),
        ("echo", "503 Service Unavailable", "No endpoints available for: echo."),
    ],
)
def test_a_function_that_is_not_there(name, status, text):
    answer = answer_to(f"POST /function/{name} HTTP/1.1\n\n", None)

    assert answer.startswith(f"HTTP/1.1 {status}\n")
    assert answer.endswith(f"\n\n{text}")
    assert ("X-OpenFaaS-Internal: proxy" in answer) == (name == "echo")


def test_the_head_of_an_answer():
    answer = answer_to("HEAD /function/echo HTTP/1.1\n\n")

    assert answer.startswith("HTTP/1.1 200 OK\n")
    assert answer.endswith("\n\n")


@pytest.mark.parametrize(
    "first", ["TRACE /function/echo", "GET /async-function/echo", "PUT /async-function/echo/a"]
)
def test_methods_that_a_route_does_not_know(first):
    assert answer_to(f"{first} HTTP/1.1\n\n").startswith("HTTP/1.1 405 Method Not Allowed\n")


# --- faas-cli's other commands -------------------------------------------------------------------


def supervised(board: Board) -> Noted:
    echo_function = Function(
        name="echo", image="example/echo:1", environment={"A": "1"}, secrets=("key",)
    )
    board.set_state({"echo": echo_function}, {"echo": Running(ready=board.replicas("echo"))})
    return Noted(board)


ECHO = {
    "name": "echo",
    "image": "example/echo:1",
    "namespace": "openfaas-fn",
    "envVars": {"A": "1"},
    "secrets": ["key"],
    "labels": {"faas_function": "echo"},
    "replicas": 1,
    "availableReplicas": 1,
    "createdAt": "2026-11-23T12:00:00Z",
}
DEPLOYMENT = (
    '{"service":"echo","image":"example/echo:2","envProcess":"","envVars":{"A":"2"},'
    '"labels":{},"annotations":{}}'
)


@pytest.mark.parametrize(
    ("command", "sent", "status", "expected"),
    [
        ("list", "GET /system/functions", 200, [ECHO | {"invocationCount": 0}]),
        ("describe", "GET /system/function/echo?usage=1", 200, ECHO),
        ("ready", "GET /healthz", 200, "OK"),
        ("namespace list", "GET /system/namespaces", 200, ["openfaas-fn"]),
        (
            "secret list",
            "GET /system/secrets",
            200,
            [{"name": "key", "namespace": "openfaas-fn"}],
        ),
        ("deploy", f"PUT /system/functions\n{DEPLOYMENT}", 202, ""),
        ("remove", 'DELETE /system/functions\n{"functionName":"echo"}', 202, ""),
        (
            "scale",
            'POST /system/scale-function/echo\n{"serviceName":"echo","replicas":2}',
            202,
            "",
        ),
    ],
)
def test_what_faas_cli_asks_is_answered(command, sent, status, expected):
    first, _, body = sent.partition("\n")
    kind = "Content-Type: application/json\n" if body else ""
    request = f"{first} HTTP/1.1\n{AGENT}\nAuthorization: Bearer\n{kind}Accept-Encoding: gzip\n\n"

    answer = answer_to(request + body, supervisor=supervised)

    head, _, told = answer.partition("\n\n")
    assert int(head.split()[1]) == status, command
    assert (told if isinstance(expected, str) else json.loads(told)) == expected
    assert ("Content-Type: application/json; charset=utf-8" in head) == (told[:1] in ("[", "{"))


def test_faas_cli_version():
    answer = answer_to(f"GET /system/info HTTP/1.1\n{AGENT}\nAuthorization: Bearer\n\n")

    told = json.loads(answer.partition("\n\n")[2])
    assert told["provider"]["version"].keys() == {"commit_message", "sha", "release"}
    assert told["version"]["release"] == "0.1.0"


def test_faas_cli_login():
    settings = Settings(login=Login(user="admin", password="secret"))
    encoded = "YWRtaW46c2VjcmV0"
    request = f"GET /system/functions HTTP/1.1\n{AGENT}\nAuthorization: "

    accepted = answer_to(f"{request}Basic {encoded}\n\n", settings=settings)
    refused = answer_to(f"{request}Bearer\n\n", settings=settings)

    assert accepted.startswith("HTTP/1.1 200 OK\n")
    assert (
        refused
        == """\
HTTP/1.1 401 Unauthorized
Content-Length: 19
Content-Type: text/plain; charset=utf-8
Date: <date>
WWW-Authenticate: Basic realm="Restricted"

invalid credentials"""
    )


def test_faas_cli_logs(tmp_path: Path):
    output = Output(tmp_path, terminal=None)
    output.line("echo", "hello")
    output.close()
    sent = f"GET /system/logs?follow=0&name=echo&namespace=&tail=-1 HTTP/1.1\n{AGENT}\n\n"

    answer = answer_to(sent, logs=LogFiles(tmp_path))

    head, _, told = answer.partition("\n\n")
    assert "Content-Type: application/x-ndjson" in head
    line = json.loads(next(each for each in told.splitlines() if each.startswith("{")))
    assert line.keys() == {"name", "namespace", "instance", "timestamp", "text"}
    assert (line["name"], line["instance"], line["text"]) == ("echo", "echo", "hello")
