"""The pace of one process."""

import threading
from collections.abc import Callable

from shared.domain.pace import Limits
from shared.errors import Overloaded


class MemoryPace:
    """Provides `ports.Pace` for one process; safe to share between threads.

    Each limit is a time until which it is used up; a call may be made once that time is no more
    than `burst` ahead. (Generic cell rate algorithm; ITU-T I.371.)
    """

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """`clock` is in seconds and never goes back."""
        self._limits = limits
        self._clock = clock
        self._lock = threading.Lock()
        self._requests_until = 0.0
        self._tokens_until = 0.0
        self._held_until = 0.0

    def reserve(self, tokens: int, longest: float) -> float:
        with self._lock:
            now = self._clock()
            requests = max(now, self._requests_until) + self._limits.seconds_per_request
            used = max(now, self._tokens_until) + tokens * self._limits.seconds_per_token
            free_at = max(requests - self._limits.burst, used - self._limits.burst)
            wait = max(0.0, free_at - now, self._held_until - now)
            if wait > longest:
                raise Overloaded("rate limit", retry_after=wait)
            self._requests_until, self._tokens_until = requests, used
            return wait

    def settle(self, tokens: int) -> None:
        with self._lock:
            self._tokens_until += tokens * self._limits.seconds_per_token

    def hold(self, seconds: float) -> None:
        with self._lock:
            self._held_until = max(self._held_until, self._clock() + seconds)
