"""Writes calls down as they pass, where that was asked for."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from aiohttp import web

from local.gateway.bodies import Body
from local.gateway.headers import Call, passed_on
from local.recordings import LARGEST, Recording, Recordings

TOKENS = ("ADMIN_TOKEN", "NOTIFICATION_TOKEN")
SECRET = frozenset({"authorization", "x-api-key", "cookie"})


class Recorder:
    """Records calls into `recordings`; without these it lets all pass."""

    def __init__(
        self, recordings: Recordings | None = None, tokens: Mapping[str, str] | None = None
    ) -> None:
        """`tokens` are the stack's own, by name: a recording says which of them was shown."""
        self._recordings = recordings
        self._tokens = tokens or {}
        self._passed: WeakKeyDictionary[Call, bytearray | None] = WeakKeyDictionary()

    @classmethod
    def into(cls, folder: Path | None, environ: Mapping[str, str]) -> "Recorder":
        """Return what records into `folder`; None = nothing is recorded."""
        tokens = {name.lower().replace("_", "-"): environ.get(name, "") for name in TOKENS}
        return cls(Recordings(folder) if folder else None, tokens)

    def body_of(self, request: web.Request, call: Call, whole: Body | None = None) -> Any:
        """Return the body for the function; None where there is none.

        It is passed on as it comes, unless it is here in whole.
        """
        if whole is None and not request.can_read_body:
            return None
        if self._recordings is not None:
            pieces = whole.pieces() if whole else request.content.iter_any()
            return self._noted(pieces, call)
        return whole.pieces() if whole else request.content

    async def _noted(self, pieces: AsyncIterator[bytes], call: Call) -> AsyncIterator[bytes]:
        """A piece is noted before it is passed on: the function may answer the last one at once."""
        body: bytearray | None = bytearray()
        async for piece in pieces:
            if body is not None:
                body = body + piece if len(body) + len(piece) <= LARGEST else None
            self._passed[call] = body
            yield piece

    def note(
        self,
        request: web.Request,
        call: Call,
        function: str,
        path: str,
        answer: web.StreamResponse,
    ) -> None:
        """Write the call down, with its answer."""
        if self._recordings is None:
            return
        unread = None if request.body_exists else b""
        body = self._passed.pop(call, unread)
        said = None
        if isinstance(answer, web.Response):
            said = answer.body if isinstance(answer.body, bytes) else b""
        self._recordings.add(
            Recording(
                call_id=call.id,
                at=datetime.now(UTC).isoformat(),
                function=function,
                method=request.method,
                path=path,
                headers=tuple(
                    (name, value)
                    for name, value in passed_on(request.headers).items()
                    if name.lower() not in SECRET
                ),
                bearer=self._bearer(request.headers.get("Authorization", "")),
                body=None if body is None else bytes(body),
                status=answer.status,
                seconds=round(call.seconds(), 6),
                answer=said,
            )
        )

    def _bearer(self, authorization: str) -> str:
        shown = authorization.partition(" ")[2].strip()
        return next((name for name, token in self._tokens.items() if shown and token == shown), "")
