"""What the functions said: read from the supervisor's log files, told as OpenFaaS tells it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from local.stackfile.function import NAMESPACE

READ_AT_MOST = 8 * 1024 * 1024  # bytes of one file, from its end
LOOK = 0.2  # seconds between looks for new lines
TRUE, FALSE = ("1", "t", "true"), ("", "0", "f", "false")


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """One line that a replica said."""

    name: str  # of the function
    instance: str  # of its process
    at: datetime
    text: str

    def to_json(self) -> bytes:
        said = {
            "name": self.name,
            "namespace": NAMESPACE,
            "instance": self.instance,
            "timestamp": self.at.isoformat().replace("+00:00", "Z"),
            "text": self.text,
        }
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True, kw_only=True)
class LogRequest:
    """Which lines somebody wants."""

    name: str
    instance: str = ""  # "" = of every one
    since: datetime | None = None
    tail: int = -1  # only so many, the last; -1 = all
    follow: bool = False

    @classmethod
    def of(cls, name: str, query: Mapping[str, str]) -> "LogRequest":
        """Read the query of `/system/logs`; raise ValueError."""
        since = query.get("since", "")
        follow = query.get("follow", "").lower()
        if follow not in (*TRUE, *FALSE):
            raise ValueError(follow)
        return cls(
            name=name,
            instance=query.get("instance", ""),
            since=_aware(datetime.fromisoformat(since)) if since else None,
            tail=int(query.get("tail") or -1),
            follow=follow in TRUE,
        )

    def wants(self, line: LogLine) -> bool:
        right = self.instance in ("", line.instance)
        return right and (self.since is None or line.at >= self.since)


class LogFiles:
    """Log files of one folder, `<instance>.log`, each line behind its time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def lines(self, wanted: LogRequest) -> AsyncIterator[list[LogLine]]:
        """Yield the lines there are, by time; where asked for, then new ones, perhaps none."""
        files: dict[Path, _File] = {}
        found = sorted(self._new(wanted, files), key=lambda line: line.at)
        yield found if wanted.tail < 0 else found[max(0, len(found) - wanted.tail) :]
        while wanted.follow:
            await asyncio.sleep(LOOK)
            yield sorted(self._new(wanted, files), key=lambda line: line.at)

    def _new(self, wanted: LogRequest, files: dict[Path, "_File"]) -> list[LogLine]:
        for path in self._folder.glob(f"{wanted.name}*.log"):
            name, _, number = path.stem.partition(".")
            if name == wanted.name and (not number or number.isdecimal()) and path not in files:
                files[path] = _File(path, wanted.name)
        lines = (line for file in files.values() for line in file.new_lines())
        return [line for line in lines if wanted.wants(line)]


class _File:
    """One log file, read as far as it goes."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._at = max(0, path.stat().st_size - READ_AT_MOST)
        self._rest = b""

    def new_lines(self) -> Iterator[LogLine]:
        """Yield what has been written since the last time. A line without time is not ours."""
        try:
            with self._path.open("rb") as file:
                if file.seek(0, 2) < self._at:
                    self._at, self._rest = 0, b""  # it was put aside, and begun again
                file.seek(self._at)
                written = file.read()
        except FileNotFoundError:
            return
        self._at += len(written)
        *lines, self._rest = (self._rest + written).split(b"\n")
        for line in lines:
            time, _, text = line.decode("utf-8", "replace").partition(" ")
            try:
                at = _aware(datetime.fromisoformat(time))
            except ValueError:
                continue
            yield LogLine(name=self._name, instance=self._path.stem, at=at, text=text)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
