"""What the gateway says when a call does not reach a function, or no answer comes back.

To OpenFaaS' routes in OpenFaaS' words; to the API's routes as problem documents.
"""

import json
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web

from shared.messages import text

OURS = {  # what only the gateway has to say
    "upload_stalled": (
        "The rest of the request did not come; send it again.",
        "La suite de la requête n'est pas arrivée ; renvoyez-la.",
    ),
    "timeout": (
        "The answer took too long; try again later.",
        "La réponse a trop tardé ; réessayez plus tard.",
    ),
}
PROXY, WATCHDOG, MIDDLEWARE = "proxy", "of-watchdog", "faas-middleware"
RETRY_AFTER = "2"  # seconds


@dataclass(kw_only=True, eq=False)
class Refusal(Exception):
    """A call that the gateway answers itself."""

    status: HTTPStatus
    code: str  # stable, for the API's callers
    text: str = ""  # OpenFaaS' body
    internal: str = ""  # X-OpenFaaS-Internal: who refused
    headers: dict[str, str] = field(default_factory=dict[str, str])

    def as_openfaas(self) -> web.Response:
        """Return the answer of a `/function/` route."""
        marks = {"X-OpenFaaS-Internal": self.internal} if self.internal else {}
        return web.Response(
            status=self.status, text=self.text, headers={**self._timing(), **self.headers, **marks}
        )

    def as_problem(self, request: web.Request) -> web.Response:
        """Return the answer of an `/api/` route: RFC 9457."""
        message = said(self.code, request.headers.get("Accept-Language", ""))
        body = {
            "type": f"/docs#{self.code}",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": message,
            "code": self.code,
            "error": message,
        }
        return web.Response(
            status=self.status,
            text=json.dumps(body, ensure_ascii=False) + "\n",
            content_type="application/problem+json",
            headers={**self._timing(), **self.headers},
        )

    def _timing(self) -> dict[str, str]:
        may_pass = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS)
        return {"Retry-After": RETRY_AFTER} if self.status in may_pass else {}


def unknown_function(name: str, namespace: str) -> Refusal:
    return Refusal(
        status=HTTPStatus.NOT_FOUND,
        code="unknown_route",
        text=f"error finding function {name}.{namespace}: not deployed",
    )


def bad_request(why: str) -> Refusal:
    return Refusal(status=HTTPStatus.BAD_REQUEST, code="bad_request", text=f"{why}\n")


def no_endpoints(name: str, problem: str = "") -> Refusal:
    """The function is down or starts; the call was certainly not taken.

    `problem` says why, to who develops it.
    """
    return Refusal(
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        code="unavailable",
        text=f"No endpoints available for: {name}." + (f"\n\n{problem}\n" if problem else ""),
        internal=PROXY,
    )


def on_purpose(status: HTTPStatus) -> Refusal:
    """Somebody wants to see what comes of it."""
    return Refusal(
        status=status,
        code="unavailable",
        text="A fault on purpose; see: python -m local faults ls\n",
        headers={"X-Fault": "on purpose"},
    )


def too_many(limit: int) -> Refusal:
    return Refusal(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        code="overloaded",
        text=f"Concurrent request limit exceeded. Max concurrent requests: {limit}\n",
        internal=MIDDLEWARE,
    )


def timed_out() -> Refusal:
    return Refusal(status=HTTPStatus.GATEWAY_TIMEOUT, code="timeout", internal=WATCHDOG)


def too_large_to_wait(limit: int) -> Refusal:
    return Refusal(
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        code="too_large",
        text=f"Error queuing request: an asynchronous call may carry {limit} bytes; put what is "
        "larger into the object store and send its key.\n",
    )


def queue_full(why: str) -> Refusal:
    return Refusal(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        code="overloaded",
        text=f"Error queuing request: {why}\n",
    )


def not_queued(why: str) -> Refusal:
    return Refusal(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        code="unavailable",
        text=f"Error queuing request: {why}\n",
    )


def upstream_timed_out() -> Refusal:
    """The gateway's own limit, `upstream_timeout`: OpenFaaS says no more than the status."""
    return Refusal(status=HTTPStatus.BAD_GATEWAY, code="timeout")


def starts_nothing() -> Refusal:
    return Refusal(
        status=HTTPStatus.NOT_IMPLEMENTED,
        code="unavailable",
        text="This gateway starts and stops no functions; whoever runs them does, such as "
        "docker compose.\n",
    )


def broke_off(name: str) -> Refusal:
    """The connection ended before an answer came; the call may have been taken."""
    return Refusal(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        code="internal_error",
        text=f"Can't reach service for: {name}.",
        internal=PROXY,
    )


def unknown_route() -> Refusal:
    return Refusal(status=HTTPStatus.NOT_FOUND, code="unknown_route")


def of_aiohttp(refused: web.HTTPException) -> Refusal:
    """What aiohttp refuses before anybody of ours is asked: an address, a method."""
    codes = {
        HTTPStatus.NOT_FOUND: "unknown_route",
        HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    }
    status = HTTPStatus(refused.status)
    allowed = {name: value for name, value in refused.headers.items() if name == "Allow"}
    return Refusal(status=status, code=codes.get(status, "bad_request"), headers=allowed)


def too_large() -> Refusal:
    return Refusal(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code="too_large")


def stalled() -> Refusal:
    """The caller has sent the beginning of a body, and then too little for too long."""
    return Refusal(
        status=HTTPStatus.REQUEST_TIMEOUT, code="upload_stalled", headers={"Connection": "close"}
    )


def broken_off() -> Refusal:
    """The caller went away before the end of the body."""
    return Refusal(status=HTTPStatus.BAD_REQUEST, code="bad_body")


def no_room() -> Refusal:
    """So much is being uploaded that no more can be kept meanwhile."""
    return Refusal(
        status=HTTPStatus.SERVICE_UNAVAILABLE, code="overloaded", headers={"Connection": "close"}
    )


def stopping() -> Refusal:
    return Refusal(
        status=HTTPStatus.SERVICE_UNAVAILABLE, code="unavailable", headers={"Connection": "close"}
    )


def of_the_api() -> tuple[Refusal, ...]:
    """Return one of each kind that `/api/` may answer with, for the page /docs."""
    return (
        unknown_route(),
        too_large(),
        stalled(),
        broken_off(),
        no_room(),
        too_many(1),
        broke_off(""),
        upstream_timed_out(),
        no_endpoints(""),
        stopping(),
        timed_out(),
    )


def said(code: str, languages: str = "") -> str:
    """Return what `code` means, in French for who asks in French."""
    french = languages.strip().lower().startswith("fr")
    if code in OURS:
        return OURS[code][french]
    return text(code, "fr" if french else "en")
