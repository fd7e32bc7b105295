"""Pages for people: what can be asked where, and what an error means.

Parameters and errors are told from the values that read and answer them, so that no page is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from http import HTTPStatus

from aiohttp import web

from local.gateway import refusal
from local.gateway.board import Board
from shared import administration
from shared.http import status_of
from shared.messages import kinds
from shared.parameters import ERASURE, LOOKUP, OPERATOR, UPLOAD, Parameter

API = (
    ("POST /api/queue", "send a CV; 202 and the job that will parse it", UPLOAD),
    ("GET /api/result/{job_id}", "what became of it: pending, running, done or failed", LOOKUP),
    ("DELETE /api/result/{job_id}", "erase it everywhere; 204", ERASURE),
)
OPERATORS = (
    *(
        (f"{each.method} /function/dlq-replay{each.path}", each.does, each.parameters)
        for each in administration.ROUTES
    ),
    (
        "POST /function/webhook-dispatch",
        "send a webhook once more",
        (administration.DELIVERY_ID, *OPERATOR),
    ),
)
OTHERS = (
    ("/function/{name}", "call a function, as OpenFaaS does"),
    ("GET /system/functions", "the functions"),
    ("GET /healthz", "200 while the gateway runs"),
    ("GET /metrics", "figures for Prometheus"),
    ("GET /docs", "parameters and errors"),
)
NO_ANSWER = "in a failed job, a dead letter or an attempt at a webhook only"
STYLE = """
body { font: 16px/1.5 system-ui; max-width: 56rem; margin: 3rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin-bottom: 1.5rem }
th { text-align: left; font-weight: 600 }
td, th { padding: .2rem 1rem .2rem 0; vertical-align: top; border-bottom: 1px solid #8884 }
td:not(:last-child) { white-space: nowrap }
pre { overflow-x: auto }
h3 { margin: 1.5rem 0 0 }
:target { background: #fd08 }
:root { color-scheme: light dark }
"""

Told = tuple[str, str, Sequence[Parameter]]


class Pages:
    """`/` and `/docs`."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def add_to(self, application: web.Application) -> None:
        application.router.add_get("/", self.overview)
        application.router.add_get("/docs", self.docs)

    async def overview(self, request: web.Request) -> web.Response:
        states = [
            (_code(name), "ready" if self._board.replicas(name) else "not ready")
            for name in self._board.functions
        ]
        routes = [(_code(route), escape(does)) for route, does, _ in API]
        others = [(_code(route), escape(does)) for route, does in OTHERS]
        return _page(
            "NexTen CV Parser",
            f"<pre>{escape(_example(request))}</pre>",
            _table((), [*routes, *others]),
            "<p><a href=/docs>Parameters and errors</a>",
            "<h2>Functions</h2>",
            _table((), states),
        )

    async def docs(self, request: web.Request) -> web.Response:
        return _page(
            "The API of NexTen CV Parser",
            f"<pre>{escape(_example(request))}</pre>",
            *map(_route, API),
            "<h2 id=errors>Errors</h2>",
            "<p>An error is a problem document (RFC 9457). Its <code>code</code> stays as it is; "
            "<code>error</code> is for people, in the language that they ask for.",
            _table(("code", "status", "when"), _errors()),
            "<h2 id=operators>For operators</h2>",
            "<p>They need the operator's token as bearer token, and answer JSON.",
            *map(_route, OPERATORS),
        )


def statuses() -> dict[str, list[HTTPStatus]]:
    """Return by code the statuses that it is answered with; none: it never is an answer."""
    found: dict[str, set[HTTPStatus]] = defaultdict(set)
    for kind in kinds():
        status = status_of(kind)
        ours = status != HTTPStatus.INTERNAL_SERVER_ERROR or kind.code == "internal_error"
        found[kind.code] |= {status} if ours else set()
    for refused in refusal.of_the_api():
        found[refused.code].add(refused.status)
    return {code: sorted(each) for code, each in found.items()}


def _errors() -> Iterable[tuple[str, ...]]:
    for code, found in statuses().items():
        status = ", ".join(str(each.value) for each in found)
        when = escape(refusal.said(code))
        if not found:
            when += f" <i>({NO_ANSWER})</i>"
        yield f"<code id={code}>{code}</code>", status or "–", when


def _route(told: Told) -> str:
    route, does, parameters = told
    rows = [
        (
            _code(each.name),
            f"{each.place}{', needed' if each.needed else ''}",
            escape(each.meaning),
        )
        for each in parameters
    ]
    head = ("parameter", "where", "meaning")
    return f"<h3>{_code(route)}</h3><p>{escape(does)}</p>{_table(head, rows)}"


def _example(request: web.Request) -> str:
    address = f"{request.scheme}://{request.host}"
    return f"curl -F file=@cv.pdf -F priority=premium {address}/api/queue"


def _code(words: str) -> str:
    return f"<code>{escape(words)}</code>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; its cells are HTML."""
    lines = ["".join(f"<th>{cell}" for cell in head)] if head else []
    lines += ["".join(f"<td>{cell}" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{line}' for line in lines)}</table>"


def _page(title: str, *parts: str) -> web.Response:
    head = (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title>"
        '<meta name=viewport content="width=device-width">'
        f"<style>{STYLE}</style><h1>{title}</h1>"
    )
    return web.Response(content_type="text/html", text="\n".join((head, *parts, "</html>")))
