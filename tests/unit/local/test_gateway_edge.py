"""What comes in at the gateway and is not what it should be."""

import asyncio
import logging

import pytest
from aiohttp import web

from local.gateway.quiet import PlacesOnly
from tests.unit.local.gateways import gateway

MARKER = "Zyxmarkerquux"


async def raw(scene, sent: bytes) -> bytes:
    """Send bytes that no client would; return the first line of what comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(scene.base.rsplit(":", 1)[1]))
    writer.write(sent)
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize(
    "sent",
    [
        f"POST /api/queue HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{MARKER}\r\n",
        f"GET / HTTP/1.1\r\nHost: x\r\nX-API-Key: {MARKER}\x01\r\n\r\n",
    ],
)
def test_a_request_that_cannot_be_read_is_not_quoted_in_the_log(sent, caplog):
    async def scene():
        async with gateway(None) as made:
            return await raw(made, sent.encode())

    caplog.handler.addFilter(PlacesOnly())
    with caplog.at_level(logging.DEBUG):
        answer = asyncio.run(scene())

    assert answer.split()[1] == b"400"
    assert caplog.records
    assert MARKER not in caplog.text


def test_headers_that_a_wsgi_server_believes_are_not_passed_on():
    async def tell(request):
        return web.json_response(sorted(name.lower() for name in request.headers))

    async def scene():
        async with gateway(tell) as made:
            headers = {"SCRIPT_NAME": "/api", "Path_Info": "/x", "X-Mine": "1"}
            async with made.session.get(made.url("/function/echo"), headers=headers) as answer:
                return await answer.json()

    told = asyncio.run(scene())
    assert "x-mine" in told
    assert not {"script_name", "path_info"} & set(told)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/system/functions", '{"service": []}'),
        ("PUT", "/system/functions", '{"service": 5}'),
        ("DELETE", "/system/functions", '{"functionName": []}'),
        ("POST", "/system/functions", "[" * 100_000),
        ("POST", "/system/scale-function/echo", "\xff"),
        ("POST", "/system/alert", '{"alerts": [{"labels": null}]}'),
        ("POST", "/system/functions", " " * (1024 * 1024 + 1)),
    ],
)
def test_what_is_asked_of_the_system_in_another_form_is_refused(method, path, body):
    async def pieces():
        sent = body.encode("latin-1")
        for start in range(0, len(sent), 2**16):
            yield sent[start : start + 2**16]

    async def scene():
        async with (
            gateway(None) as made,
            made.session.request(method, made.url(path), data=pieces()) as answer,
        ):
            return answer.status

    assert asyncio.run(scene()) == 400
