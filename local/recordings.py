"""Calls of functions that were written down, to be looked at and made again.

They hold what callers send, CVs too: nothing is recorded unless asked for, only the owner can read
the files, and the oldest go first. Bearers are not kept, only which of the stack's tokens it was.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import quote

from local.errors import CannotRun

KEPT = 200  # calls
LARGEST = 16 * 1024 * 1024  # bytes of a body
PRIVATE, OWNER_ONLY = 0o700, 0o600
ENDING = ".json"


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One call, and what came of it."""

    call_id: str
    at: str  # ISO 8601
    function: str
    method: str
    path: str  # after the function's name, still encoded, with the query
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    bearer: str = ""  # which of the stack's tokens it showed, such as "admin-token"; "" = none
    body: bytes | None = field(repr=False)  # None = it was larger than `LARGEST`
    status: int
    seconds: float
    answer: bytes | None = field(repr=False)  # None = it was streamed

    def to_json(self) -> str:
        texts = {name: _text(getattr(self, name)) for name in ("body", "answer")}
        return json.dumps(asdict(self) | texts)

    @classmethod
    def from_json(cls, text: str) -> "Recording":
        found = json.loads(text)
        found |= {name: _bytes(found[name]) for name in ("body", "answer")}
        return cls(**found | {"headers": tuple((name, value) for name, value in found["headers"])})


class Recordings:
    """The recordings in one folder, made if need be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, recording: Recording) -> None:
        """Keep a recording, and let go of the oldest that are too many."""
        self._folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        path = self._path(recording.call_id)
        path.touch(mode=OWNER_ONLY)
        path.write_text(recording.to_json(), encoding="utf-8")
        for old in self._paths()[:-KEPT]:
            old.unlink(missing_ok=True)

    def find(self, call_id: str) -> Recording:
        """Return a recording; raise `CannotRun`."""
        try:
            return Recording.from_json(self._path(call_id).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise CannotRun(
                f"No call {call_id} was recorded in {self._folder}. Calls are recorded by: "
                "python -m local up --record"
            ) from None

    def all(self) -> Iterator[Recording]:
        """Yield all of them, the oldest first."""
        for path in self._paths():
            yield Recording.from_json(path.read_text(encoding="utf-8"))

    def forget(self) -> int:
        """Delete all of them; return how many there were."""
        paths = self._paths()
        for path in paths:
            path.unlink(missing_ok=True)
        return len(paths)

    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime_ns)

    def _path(self, call_id: str) -> Path:
        """A caller may choose the id: it is not a path."""
        return self._folder / f"{quote(call_id, safe='')[:200].replace('.', '%2E')}{ENDING}"


def _text(found: bytes | None) -> str | None:
    return None if found is None else b64encode(found).decode()


def _bytes(found: str | None) -> bytes | None:
    return None if found is None else b64decode(found)
