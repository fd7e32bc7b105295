"""The pace that all workers keep to together, on the clock of Redis."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import cast

import structlog
from redis import Redis
from redis.exceptions import RedisError

from shared.domain.pace import Limits
from shared.errors import Overloaded
from shared.ports import Pace

log = structlog.get_logger(__name__)

ASK_AGAIN_AFTER = 5.0  # seconds before Redis is asked again; each question may cost a timeout


class RedisPace:
    """Provides `ports.Pace`; while Redis is away, `own` does, the pace of this process."""

    def __init__(
        self, connection: Redis, name: str, limits: Limits, own: Pace, clock: Callable[[], float]
    ) -> None:
        """`name` tells one endpoint from another. `clock` is in seconds and never goes back."""
        self._key = f"nexten:pace:{name}"
        self._limits = limits
        self._own = own
        self._clock = clock
        self._connection = connection
        self._reserve = connection.register_script(_script("reserve"))
        self._hold = connection.register_script(_script("hold"))
        self._ask_again_at = 0.0

    def reserve(self, tokens: int, longest: float) -> float:
        limits = self._limits
        args = [
            1000 * limits.seconds_per_request,
            1000 * limits.seconds_per_token * tokens,
            1000 * limits.burst,
            1000 * longest,
        ]
        answer = self._asked(lambda: self._reserve(keys=[self._key], args=args))
        if answer is None:
            return self._own.reserve(tokens, longest)
        taken, wait = cast("list[int]", answer)
        if not taken:
            raise Overloaded("rate limit", retry_after=wait / 1000)
        return wait / 1000

    def settle(self, tokens: int) -> None:
        milliseconds = 1000 * self._limits.seconds_per_token * tokens
        if milliseconds and self._asked(lambda: self._add(milliseconds)) is None:
            self._own.settle(tokens)

    def hold(self, seconds: float) -> None:
        args = [1000 * seconds]
        if self._asked(lambda: self._hold(keys=[self._key], args=args)) is None:
            self._own.hold(seconds)

    def _add(self, milliseconds: float) -> object:
        return self._connection.hincrbyfloat(self._key, "tokens_until", milliseconds)

    def _asked(self, question: Callable[[], object]) -> object | None:
        """Return the answer of Redis, or None while it is away."""
        if self._clock() < self._ask_again_at:
            return None
        try:
            return question()
        except RedisError as error:
            self._ask_again_at = self._clock() + ASK_AGAIN_AFTER
            log.warning("shared_pace_unavailable", error=type(error).__name__)
            return None


@cache
def _script(name: str) -> str:
    return (files("shared.adapters.pace") / f"{name}.lua").read_text(encoding="utf-8")
