"""What the LLM cost today: counted by all workers in Redis, by each alone while that is away.

A count is a guard, not the books: those are the results' `meta.cost_usd`. A flushed Redis begins
the day anew.
"""

import threading
from collections import defaultdict
from datetime import date
from typing import cast

import structlog
from redis import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

KEEP = 3 * 86400  # seconds


class MemorySpending:
    """Provides `ports.Spending` for one process; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._usd: defaultdict[date, float] = defaultdict(float)

    def of(self, day: date) -> float:
        with self._lock:
            return self._usd[day]

    def add(self, day: date, usd: float) -> None:
        with self._lock:
            self._usd[day] += usd


class RedisSpending:
    """Provides `ports.Spending` for all workers."""

    def __init__(self, connection: Redis) -> None:
        self._connection = connection
        self._own = MemorySpending()  # what this process spent itself: the least there is

    def of(self, day: date) -> float:
        own = self._own.of(day)
        try:
            return max(own, float(cast("bytes | None", self._connection.get(_key(day))) or 0))
        except RedisError as error:
            log.warning("spending_unavailable", error=type(error).__name__)
            return own

    def add(self, day: date, usd: float) -> None:
        self._own.add(day, usd)
        try:
            with self._connection.pipeline() as pipeline:
                pipeline.incrbyfloat(_key(day), usd)
                pipeline.expire(_key(day), KEEP)
                pipeline.execute()
        except RedisError as error:
            log.warning("spending_unavailable", error=type(error).__name__)


def _key(day: date) -> str:
    return f"nexten:spent:{day.isoformat()}"
