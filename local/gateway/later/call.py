"""A call that waits, and where it may wait."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from typing import Protocol


class CannotQueue(Exception):
    """The call cannot wait; the message says why."""


class QueueFull(CannotQueue):
    """As many calls wait as may."""


@dataclass(frozen=True, kw_only=True)
class LaterCall:
    """A call that waits."""

    id: str  # ours, for where it waits; callers may choose the next one
    call_id: str  # X-Call-Id
    function: str  # as it was called, perhaps with its namespace
    path: str  # after the function's name, still encoded, with the query
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    callback: str = field(default="", repr=False)  # URL; "" = nobody wants to know

    def to_json(self) -> str:
        return json.dumps(asdict(self) | {"body": b64encode(self.body).decode()})

    @classmethod
    def from_json(cls, text: str) -> "LaterCall":
        found = json.loads(text)
        headers = tuple((name, value) for name, value in found.pop("headers"))
        return cls(**found | {"headers": headers, "body": b64decode(found["body"])})


class Calls(Protocol):
    """Where calls wait, in the order in which they came."""

    async def put(self, call: LaterCall) -> None:
        """Let `call` wait; raise `CannotQueue`."""
        ...

    async def take(self) -> LaterCall:
        """Return the next call, as soon as there is one; it counts as taken until `done`."""
        ...

    async def done(self, call: LaterCall) -> None:
        """Forget a call that was made."""
        ...

    async def count(self) -> int:
        """Return how many calls wait; raise `CannotQueue` when that is not known."""
        ...

    async def watch(self) -> None:
        """Bring back what a gateway took and did not do before it died, until cancelled."""
        ...

    async def close(self) -> None: ...
