"""The shared breaker, and one of this process for as long as Redis is away."""

from collections.abc import Callable

import structlog
from redis.exceptions import RedisError

from shared.domain.circuit import Outcome, Permit
from shared.ports import Breaker

log = structlog.get_logger(__name__)

ASK_AGAIN_AFTER = 5.0  # seconds before Redis is asked again; each question may cost a timeout


class FailoverBreaker:
    """Provides `ports.Breaker`. No job ever fails because the breaker's own store is down."""

    def __init__(self, shared: Breaker, own: Breaker, clock: Callable[[], float]) -> None:
        """`shared` may raise `RedisError`; `clock` is in seconds and never goes back."""
        self._shared = shared
        self._own = own
        self._clock = clock
        self._ask_again_at = 0.0
        self._own_tokens: set[str] = set()

    def acquire(self) -> Permit:
        if self._clock() >= self._ask_again_at:
            try:
                return self._shared.acquire()
            except RedisError as error:
                self._gone(error)
        permit = self._own.acquire()
        self._own_tokens.add(permit.token)
        return permit

    def report(self, permit: Permit, outcome: Outcome, seconds: float) -> None:
        if permit.token in self._own_tokens:
            self._own_tokens.discard(permit.token)
            self._own.report(permit, outcome, seconds)
            return
        try:
            self._shared.report(permit, outcome, seconds)
        except RedisError as error:
            self._gone(error)

    def wait(self) -> float:
        if self._clock() >= self._ask_again_at:
            try:
                return self._shared.wait()
            except RedisError as error:
                self._gone(error)
        return self._own.wait()

    def _gone(self, error: RedisError) -> None:
        self._ask_again_at = self._clock() + ASK_AGAIN_AFTER
        log.warning("shared_breaker_unavailable", error=type(error).__name__)
