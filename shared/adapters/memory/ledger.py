"""The books of the LLM in memory."""

import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime

from shared.domain.ledger import Books, Call, Total


class MemoryLedger:
    """Provides `ports.Ledger` for one process; safe to share between threads."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """`now` returns the time, aware, in UTC."""
        self._now = now
        self._lock = threading.Lock()
        self._books = Books()

    def enter(self, call: Call) -> None:
        with self._lock:
            self._books.enter(call, self._now())

    def spent(self, day: date) -> float:
        with self._lock:
            return self._books.spent(day)

    def totals(self) -> Sequence[Total]:
        with self._lock:
            return self._books.over_all_days()
