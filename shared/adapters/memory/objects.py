"""The bucket in memory."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import RLock
from typing import BinaryIO

from shared.errors import FileGone
from shared.ports import ObjectInfo


@dataclass(frozen=True)
class _Kept:
    content: bytes
    info: ObjectInfo


class MemoryObjects:
    """Provides `ports.Objects`."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = RLock()
        self._kept: dict[str, _Kept] = {}

    def ensure_bucket(self) -> None:
        """There is always one."""

    def put(self, key: str, content: bytes | BinaryIO, size: int, content_type: str) -> None:
        body = content if isinstance(content, bytes) else content.read(size)
        self.drop(key, body)

    def drop(self, key: str, body: bytes, metadata: Mapping[str, str] | None = None) -> None:
        """Put with metadata, as a person with an S3 client does."""
        info = ObjectInfo(
            key=key,
            size=len(body),
            etag=hashlib.md5(body, usedforsecurity=False).hexdigest(),
            modified_at=self._now(),
            metadata=metadata or {},
        )
        with self._lock:
            self._kept[key] = _Kept(body, info)

    def get(self, key: str, etag: str | None = None) -> bytes:
        with self._lock:
            kept = self._kept.get(key)
        if kept is None or etag not in (None, kept.info.etag):
            raise FileGone
        return kept.content

    def stat(self, key: str) -> ObjectInfo:
        with self._lock:
            if key not in self._kept:
                raise FileGone
            return self._kept[key].info

    def delete(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        with self._lock:
            found = [kept.info for key, kept in self._kept.items() if key.startswith(prefix)]
        yield from found
