"""When to try again."""

from datetime import timedelta

import pytest

from shared import errors
from shared.domain.retry import (
    WEBHOOK_DELAYS,
    endpoint_pause,
    is_transient,
    job_delay,
    webhook_delay,
)


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (errors.EngineUnavailable(), True),
        (errors.ObjectStoreUnavailable(), True),
        (errors.CircuitOpen(), True),
        (errors.Corrupt(), False),
        (errors.EngineMisconfigured(), False),
        (errors.WorkerCrashed(), False),
        (ValueError(), False),
    ],
)
def test_what_may_pass_is_told_by_its_class(error, transient):
    assert is_transient(error) is transient


def test_the_wait_grows_and_is_jittered():
    assert job_delay(1, 0.0) == timedelta(0)
    assert job_delay(1, 1.0) == timedelta(seconds=2)
    assert job_delay(2, 1.0) == timedelta(seconds=4)
    assert job_delay(30, 1.0) == timedelta(minutes=5)


def test_retry_after_is_the_least_wait_but_never_more_than_a_day():
    assert job_delay(1, 0.0, retry_after=60) == timedelta(seconds=60)
    assert job_delay(1, 0.0, retry_after=1e9) == timedelta(days=1)


def test_webhooks_are_tried_ten_times_over_three_days():
    waits = [webhook_delay(attempt, 0.0) for attempt in range(1, 11)]

    assert waits == [*WEBHOOK_DELAYS[1:], None]
    assert sum(WEBHOOK_DELAYS, timedelta()) > timedelta(days=3)


def test_an_endpoint_is_left_alone_for_longer_with_every_failure():
    pauses = [endpoint_pause(failures, 1.0) for failures in (1, 2, 3, 4, 5, 100)]

    assert pauses[:2] == [None, None]
    assert [pause.total_seconds() for pause in pauses[2:]] == [1, 2, 4, 300]


@pytest.mark.parametrize("asked", [float("inf"), float("nan"), -5.0, 1e300])
def test_whatever_an_endpoint_asks_for_gives_a_wait(asked):
    assert timedelta(0) <= job_delay(1, 0.0, asked) <= timedelta(days=1)
    assert timedelta(0) <= webhook_delay(1, 0.0, asked) <= timedelta(days=1)
