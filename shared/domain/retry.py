"""When to try again: jobs soon, webhooks patiently. `chance` is a random number in [0, 1)."""

import math
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from shared.errors import Failed, PipelineError, Postponed, Unavailable, Unreadable

FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=5)

# Standard Webhooks 1.0.0, "Retries": the wait before each attempt.
WEBHOOK_DELAYS = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
WEBHOOK_JITTER = 0.2  # of the delay, added
LONGEST_RETRY_AFTER = timedelta(hours=24)

# The one table of what may pass by itself. The most specific class counts.
TRANSIENT: dict[type[PipelineError], bool] = {
    Unavailable: True,
    Postponed: True,
    Unreadable: False,
    Failed: False,
    PipelineError: False,
}


PATIENCE = 3  # failures in a row before an endpoint is left alone
LONGEST_PAUSE = timedelta(minutes=5)


def is_transient(error: BaseException) -> bool:
    """Whether running again may help; a bug of ours (any other exception) does not pass."""
    return next(
        (TRANSIENT[kind] for kind in type(error).__mro__ if kind in TRANSIENT),
        False,
    )


def job_delay(attempt: int, chance: float, retry_after: float | None = None) -> timedelta:
    """Return the wait after the failed `attempt` (1 is the first): exponential, full jitter.

    `retry_after` (seconds), where the other side named it, is the least we wait.
    """
    ceiling = min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY)
    floor = _asked_for(retry_after)
    return floor + ceiling * chance


def webhook_delay(
    attempt: int,
    chance: float,
    retry_after: float | None = None,
    delays: Sequence[timedelta] = WEBHOOK_DELAYS,
) -> timedelta | None:
    """Return the wait after the failed `attempt` (1 is the first), or None to give up."""
    if attempt >= len(delays):
        return None
    delay = delays[attempt]
    floor = _asked_for(retry_after)
    return max(delay + delay * WEBHOOK_JITTER * chance, floor)


def _asked_for(seconds: float | None) -> timedelta:
    """Return the wait that the other side named, within reason: it may say anything."""
    if seconds is None or math.isnan(seconds):
        return timedelta(0)
    return timedelta(seconds=min(max(seconds, 0.0), LONGEST_RETRY_AFTER.total_seconds()))


def until_tomorrow(now: datetime) -> float:
    """Return the seconds to the next midnight of the zone that `now` is told in."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
    return (midnight - now).total_seconds()


def endpoint_pause(failures: int, chance: float) -> timedelta | None:
    """Return how long to leave an endpoint alone after so many failures in a row, or None.

    It grows with every failure: a dead endpoint costs the others less and less time.
    """
    if failures < PATIENCE:
        return None
    ceiling = min(timedelta(seconds=1) * 2 ** min(failures - PATIENCE, 20), LONGEST_PAUSE)
    return ceiling * (0.5 + chance / 2)
