"""When a failing service is left alone: the rules of a circuit breaker.

Closed, every call passes and its outcome counts. When too many calls of the last `window` failed or
were slow, the circuit opens: no call passes. After a while it is half open: a few probes pass, and
their success closes it, their failure opens it again for longer.
"""

from dataclasses import dataclass
from enum import StrEnum


class Circuit(StrEnum):
    """The state of a circuit."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Outcome(StrEnum):
    """How a guarded call ended."""

    OK = "ok"
    FAILED = "failed"
    IGNORED = "ignored"  # says nothing about the health of the service
    HOPELESS = "hopeless"  # the service will go on failing: open at once, for the longest time


@dataclass(frozen=True, kw_only=True, slots=True)
class Permit:
    """The right to make one call."""

    token: str
    epoch: int  # how often the circuit had opened; a report from before is not counted
    probe: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CircuitRules:
    """When a circuit opens, and for how long. Times are in seconds."""

    window: int = 30
    min_calls: int = 10  # in the window, before rates mean anything
    failure_rate: float = 0.5
    slow_rate: float = 0.8
    slow_call: float = 45.0  # a call that took longer is slow
    open_for: float = 5.0  # the first time; doubled with each opening without a closing between
    open_for_at_most: float = 300.0
    hopeless_for: float = 900.0
    jitter: float = 0.2  # of the open time, added at random, so that waiting jobs spread
    probes: int = 1  # at the same time
    probe_lease: float = 150.0  # a probe that has not reported by then is taken for dead
    probe_wait: float = 2.0  # when to ask again, while all probes are out
    successes_to_close: int = 2

    def opening(self, times: int) -> float:
        """Return how long the circuit stays open that opens for the `times`-th time on end."""
        return min(self.open_for * 2.0 ** min(times - 1, 30), self.open_for_at_most)
