"""Headers on their way to a function and back."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from aiohttp import web
from multidict import CIMultiDict

GATEWAY = "nexten-gateway/0.1.0"
HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "trailers",
    "transfer-encoding",
    "upgrade",
}
FOR_WSGI = {"script_name", "path_info"}  # gunicorn believes them
NOT_PASSED_ON = HOP_BY_HOP | FOR_WSGI | {"host", "expect"}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call: its id, and when it came."""

    id: str
    id_is_ours: bool  # the caller sent none; only then it is in the answer
    started_at: int  # Unix time in nanoseconds
    began: float  # on the monotonic clock, seconds

    @classmethod
    def of(cls, request: web.Request) -> "Call":
        sent = request.headers.get("X-Call-Id")
        return cls(
            id=sent or str(uuid4()),
            id_is_ours=not sent,
            started_at=time.time_ns(),
            began=time.monotonic(),
        )

    def seconds(self) -> float:
        """Return how long the call has taken so far."""
        return time.monotonic() - self.began

    def marks(self) -> dict[str, str]:
        """Return the headers that every answer bears."""
        found = {"X-Start-Time": str(self.started_at), "X-Served-By": GATEWAY}
        return found | ({"X-Call-Id": self.id} if self.id_is_ours else {})


def to_function(request: web.Request, call: Call) -> CIMultiDict[str]:
    """Return the headers for the function."""
    headers = passed_on(request.headers)
    headers["X-Call-Id"] = call.id
    headers["X-Start-Time"] = str(call.started_at)
    headers.setdefault("X-Forwarded-Host", request.headers.get("Host", ""))
    headers.setdefault("X-Forwarded-For", _remote(request))
    headers.setdefault("User-Agent", GATEWAY)
    return headers


def to_caller(answer: Mapping[str, str], asked: Mapping[str, str], call: Call) -> CIMultiDict[str]:
    """Return the headers for the caller."""
    headers = passed_on(answer)
    headers.setdefault("Content-Type", asked.get("Content-Type", "text/plain"))
    headers.update(call.marks())
    headers["X-Duration-Seconds"] = f"{call.seconds():f}"
    return headers


def passed_on(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """Return those that are not for the next hop alone."""
    named = {name.strip().lower() for name in headers.get("Connection", "").split(",")}
    return CIMultiDict(
        (name, value)
        for name, value in headers.items()
        if name.lower() not in NOT_PASSED_ON and name.lower() not in named
    )


def _remote(request: web.Request) -> str:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return f"{peer[0]}:{peer[1]}" if peer else ""
