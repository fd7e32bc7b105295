"""The queue and the cache in memory."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, RLock

from shared.ports import Listener


class MemoryQueue:
    """Provides `ports.Queue`."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._waiting: dict[str, deque[tuple[str, int]]] = defaultdict(deque)
        self._places: dict[str, Mapping[str, int]] = {}  # by bridge

    def push(self, queue: str, item_id: str, delivery: int) -> None:
        with self._lock:
            self._waiting[queue].append((item_id, delivery))

    def missing(self, items: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
        with self._lock:
            here = {item for waiting in self._waiting.values() for item in waiting}
        return [item for item in items if item not in here]

    def depth(self, queue: str) -> int:
        with self._lock:
            return len(self._waiting[queue])

    def show_life(self, bridge_id: str, places: Mapping[str, int]) -> None:
        with self._lock:
            self._places[bridge_id] = dict(places)

    def places(self, queue: str) -> int:
        with self._lock:
            return sum(places.get(queue, 0) for places in self._places.values())

    def pop(self, queue: str) -> str | None:
        """Return the id that waits longest; the part of the bridge in tests."""
        with self._lock:
            waiting = self._waiting[queue]
            return waiting.popleft()[0] if waiting else None

    def wipe(self) -> None:
        """Lose everything, as a flushed Redis does."""
        with self._lock:
            self._waiting.clear()


class MemoryCache:
    """Provides `ports.Cache`."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._kept: dict[str, bytes] = {}
        self._listeners: dict[str, list[Event]] = defaultdict(list)

    def get(self, job_id: str) -> bytes | None:
        with self._lock:
            return self._kept.get(job_id) or None

    def put(self, job_id: str, body: bytes) -> None:
        with self._lock:
            if self._kept.get(job_id) != b"":
                self._kept[job_id] = body

    def forget(self, job_id: str) -> None:
        with self._lock:
            self._kept[job_id] = b""

    def announce(self, job_id: str) -> None:
        with self._lock:
            for event in self._listeners[job_id]:
                event.set()

    @contextmanager
    def listen(self, job_id: str) -> Iterator[Listener]:
        event = Event()
        with self._lock:
            self._listeners[job_id].append(event)
        try:
            yield _Listener(event)
        finally:
            with self._lock:
                self._listeners[job_id].remove(event)


class _Listener:
    def __init__(self, event: Event) -> None:
        self._event = event

    def wait(self, seconds: float) -> None:
        self._event.wait(seconds)
