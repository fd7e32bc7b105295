"""A webhook receiver as a customer would write it: it believes only what is signed."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from local.ports import HOST, listen

OLDEST = 300  # seconds between signing and arrival
PATH = "/webhook"
LARGEST = 8 * 1024 * 1024  # bytes


class NotSigned(Exception):
    """A webhook whose signatures do not fit; the message says which."""


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Check both signatures of a webhook; raise `NotSigned`. `now` is Unix time.

    Source: README; Standard Webhooks 1.0.0.
    """
    key = secret.encode()
    expected = hmac.new(key, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(headers.get("X-Signature", ""), expected):
        raise NotSigned("X-Signature")
    message_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isdecimal() or abs(now - int(sent_at)) > OLDEST:
        raise NotSigned("webhook-timestamp")
    digest = hmac.new(key, f"{message_id}.{sent_at}.".encode() + body, hashlib.sha256).digest()
    signature = "v1," + base64.b64encode(digest).decode()
    given = headers.get("webhook-signature", "").split()
    if not any(hmac.compare_digest(each, signature) for each in given):
        raise NotSigned("webhook-signature")


@dataclass
class Receiver:
    """Listens for the webhooks of the demo. Use it as `async with Receiver(...)`."""

    secret: str = field(repr=False)
    arrived: Callable[[dict[str, Any]], None]  # hears of each webhook that is signed, once
    refused: list[str] = field(default_factory=list[str])
    _seen: set[str] = field(default_factory=set[str])

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._port}{PATH}"

    async def __aenter__(self) -> "Receiver":
        application = web.Application(client_max_size=LARGEST)
        application.router.add_post(PATH, self._receive)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        listening = listen(0)
        self._port = listening.getsockname()[1]
        await web.SockSite(self._runner, listening).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        try:
            verify(self.secret, request.headers, body, time.time())
        except NotSigned as error:
            self.refused.append(str(error))
            return web.Response(status=401)
        if (message_id := request.headers["webhook-id"]) not in self._seen:
            self._seen.add(message_id)
            self.arrived(json.loads(body))
        return web.Response(status=204)
