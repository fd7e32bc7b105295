"""A circuit breaker of one process."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.circuit import Circuit, CircuitRules, Outcome, Permit
from shared.errors import CircuitOpen


@dataclass
class _Second:
    """The calls that ended within one second."""

    second: int
    calls: int = 0
    failed: int = 0
    slow: int = 0


class MemoryBreaker:
    """Provides `ports.Breaker` for one process; safe to share between threads."""

    def __init__(
        self,
        rules: CircuitRules,
        *,
        clock: Callable[[], float],
        new_token: Callable[[], str],
        chance: Callable[[], float],
    ) -> None:
        """`clock` is in seconds and never goes back; `chance` returns a number in [0, 1)."""
        self._rules = rules
        self._clock = clock
        self._new_token = new_token
        self._chance = chance
        self._lock = threading.Lock()
        self._state = Circuit.CLOSED
        self._epoch = 0
        self._openings = 0  # without a closing between
        self._open_until = 0.0
        self._successes = 0  # of probes
        self._leases: dict[str, float] = {}  # token of a probe -> when it is taken for dead
        self._seconds: deque[_Second] = deque()

    def acquire(self) -> Permit:
        with self._lock:
            if self._state is Circuit.CLOSED:
                return Permit(token=self._new_token(), epoch=self._epoch)
            return self._probe()

    def report(self, permit: Permit, outcome: Outcome, seconds: float) -> None:
        with self._lock:
            slow = seconds > self._rules.slow_call
            if permit.epoch != self._epoch:
                return
            if permit.probe:
                self._probed(permit, outcome, slow=slow)
            elif self._state is Circuit.CLOSED:
                self._count(outcome, slow=slow)

    def wait(self) -> float:
        with self._lock:
            if self._state is Circuit.OPEN:
                return max(0.0, self._open_until - self._clock())
            return 0.0

    def _probe(self) -> Permit:
        now = self._clock()
        if self._state is Circuit.OPEN:
            if now < self._open_until:
                raise CircuitOpen(retry_after=self._open_until - now)
            self._state, self._successes = Circuit.HALF_OPEN, 0
            self._leases.clear()
        self._leases = {token: end for token, end in self._leases.items() if end > now}
        if len(self._leases) >= self._rules.probes:
            raise CircuitOpen(retry_after=self._rules.probe_wait)
        permit = Permit(token=self._new_token(), epoch=self._epoch, probe=True)
        self._leases[permit.token] = now + self._rules.probe_lease
        return permit

    def _probed(self, permit: Permit, outcome: Outcome, *, slow: bool) -> None:
        if self._leases.pop(permit.token, None) is None or outcome is Outcome.IGNORED:
            return
        if outcome is not Outcome.OK or slow:
            self._open(outcome)
            return
        self._successes += 1
        if self._successes >= self._rules.successes_to_close:
            self._state, self._openings = Circuit.CLOSED, 0
            self._seconds.clear()

    def _count(self, outcome: Outcome, *, slow: bool) -> None:
        if outcome is Outcome.HOPELESS:
            self._open(outcome)
        if outcome not in (Outcome.OK, Outcome.FAILED):
            return
        failed = outcome is Outcome.FAILED
        second = self._this_second()
        second.calls += 1
        second.failed += failed
        second.slow += slow
        if (failed or slow) and self._too_many():
            self._open(outcome)

    def _this_second(self) -> _Second:
        now = int(self._clock())
        while self._seconds and self._seconds[0].second <= now - self._rules.window:
            self._seconds.popleft()
        if not self._seconds or self._seconds[-1].second != now:
            self._seconds.append(_Second(now))
        return self._seconds[-1]

    def _too_many(self) -> bool:
        calls = sum(second.calls for second in self._seconds)
        failed = sum(second.failed for second in self._seconds)
        slow = sum(second.slow for second in self._seconds)
        return calls >= self._rules.min_calls and (
            failed >= calls * self._rules.failure_rate or slow >= calls * self._rules.slow_rate
        )

    def _open(self, outcome: Outcome) -> None:
        self._epoch += 1
        self._openings += 1
        rules = self._rules
        hopeless = outcome is Outcome.HOPELESS
        seconds = rules.hopeless_for if hopeless else rules.opening(self._openings)
        self._open_until = self._clock() + seconds * (1 + rules.jitter * self._chance())
        self._state = Circuit.OPEN
        self._leases.clear()
        self._seconds.clear()
