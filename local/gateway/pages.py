"""Pages for people: what can be asked where."""

from collections.abc import Iterable
from html import escape

from aiohttp import web

from local.gateway.board import Board

ROUTES = (
    (
        "POST /api/queue",
        "a CV as the form's `file`; with `priority`, `webhook_url`, `webhook_secret`",
    ),
    ("GET /api/result/<job id>", "what became of it; `?wait=30` holds the answer until it is over"),
    ("DELETE /api/result/<job id>", "erase it everywhere"),
    ("/function/<name>", "call a function, as OpenFaaS does"),
    ("GET /system/functions", "the functions"),
    ("GET /healthz", "200 while the gateway runs"),
    ("GET /metrics", "figures for Prometheus"),
)
STYLE = "body{font:16px/1.5 system-ui;max-width:46rem;margin:3rem auto;padding:0 1rem}td{padding:.2rem 1rem .2rem 0;vertical-align:top}"


class Pages:
    """`/` and `/docs`."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def add_to(self, application: web.Application) -> None:
        application.router.add_get("/", self.page)
        application.router.add_get("/docs", self.page)

    async def page(self, request: web.Request) -> web.Response:
        address = f"{request.scheme}://{request.host}"
        upload = f"curl -F file=@cv.pdf -F priority=premium {address}/api/queue"
        states = (
            (name, "ready" if self._board.replicas(name) else "not ready")
            for name in self._board.functions
        )
        return web.Response(
            content_type="text/html",
            text=f"<!doctype html><html lang=en><meta charset=utf-8><title>NexTen CV Parser</title>"
            f"<style>{STYLE}</style><h1>NexTen CV Parser</h1><pre>{escape(upload)}</pre>"
            f"{_table(ROUTES)}<h2>Functions</h2>{_table(states)}</html>",
        )


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td><code>{escape(left)}</code><td>{escape(right)}" for left, right in rows
    )
    return f"<table>{cells}</table>"
