"""One heartbeat a process: it extends every claim that the process holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Condition, Thread

import structlog

from shared.errors import DatabaseUnavailable
from shared.ports import Jobs

log = structlog.get_logger(__name__)

BEATS = 3  # in the time of one lease


class Heartbeat:
    """Provides `ports.Leases`. Its thread runs only while there is a claim to keep."""

    def __init__(self, jobs: Jobs, lease: timedelta, now: Callable[[], datetime]) -> None:
        self._jobs = jobs
        self._lease = lease
        self._now = now
        self._held: set[str] = set()
        self._changed = Condition()
        self._thread: Thread | None = None

    @contextmanager
    def keep(self, run_token: str) -> Iterator[None]:
        with self._changed:
            self._held.add(run_token)
            if self._thread is None:
                self._thread = Thread(target=self._beat, name="heartbeat", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._changed:
                self._held.discard(run_token)
                self._changed.notify()

    def _beat(self) -> None:
        interval = self._lease.total_seconds() / BEATS
        while True:
            with self._changed:
                self._changed.wait_for(lambda: not self._held, interval)
                if not self._held:
                    self._thread = None
                    return
                tokens = sorted(self._held)
            try:
                self._jobs.extend(tokens, self._now() + self._lease)
            except DatabaseUnavailable as error:
                log.warning("heartbeat_missed", error=error.code, claims=len(tokens))
