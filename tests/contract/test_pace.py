"""The pace towards an endpoint: the same promises in one process and shared through Redis."""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import redis

from shared.adapters.pace.memory import MemoryPace
from shared.adapters.pace.redis import RedisPace
from shared.adapters.redis.connection import connect
from shared.domain.pace import Limits
from shared.errors import Overloaded
from shared.ports import Pace

MakePace = Callable[[Limits], Pace]


def own(limits: Limits) -> MemoryPace:
    return MemoryPace(limits, time.monotonic)


@pytest.fixture
def memory_pace() -> MakePace:
    return own


@pytest.fixture
def redis_pace(redis_connection: redis.Redis) -> MakePace:
    def make(limits: Limits) -> RedisPace:
        return RedisPace(redis_connection, str(uuid4()), limits, own(limits), time.monotonic)

    return make


@pytest.fixture(params=["memory", "redis"])
def make_pace(request: pytest.FixtureRequest) -> MakePace:
    return request.getfixturevalue(f"{request.param}_pace")


def test_without_limits_nobody_waits(make_pace):
    pace = make_pace(Limits())

    assert [pace.reserve(1_000_000, 0) for _ in range(100)] == [0.0] * 100


def test_what_was_saved_up_is_used_at_once_then_calls_are_spread(make_pace):
    pace = make_pace(Limits(requests_per_minute=60, burst=3.0))

    waits = [pace.reserve(0, 60) for _ in range(6)]

    assert waits[:3] == [0.0] * 3
    assert waits[3:] == [pytest.approx(wait, abs=0.2) for wait in (1.0, 2.0, 3.0)]


def test_tokens_are_limited_as_well(make_pace):
    pace = make_pace(Limits(requests_per_minute=6000, tokens_per_minute=60_000, burst=2.0))

    waits = [pace.reserve(1000, 60) for _ in range(4)]

    assert waits == [pytest.approx(wait, abs=0.2) for wait in (0.0, 0.0, 1.0, 2.0)]


def test_a_longer_wait_than_bearable_takes_nothing(make_pace):
    pace = make_pace(Limits(requests_per_minute=60, burst=1.0))
    pace.reserve(0, 0)

    for _ in range(5):
        with pytest.raises(Overloaded) as caught:
            pace.reserve(0, 0.1)
        assert caught.value.retry_after == pytest.approx(1.0, abs=0.2)

    assert pace.reserve(0, 60) == pytest.approx(1.0, abs=0.2)


def test_a_call_that_took_more_than_expected_slows_the_next(make_pace):
    pace = make_pace(Limits(tokens_per_minute=60_000, burst=1.0))
    pace.reserve(1000, 0)

    pace.settle(3000)

    assert pace.reserve(1000, 60) == pytest.approx(4.0, abs=0.2)


def test_what_was_not_used_is_given_back(make_pace):
    pace = make_pace(Limits(tokens_per_minute=60_000, burst=1.0))
    pace.reserve(10_000, 60)

    pace.settle(-10_000)

    assert pace.reserve(1000, 60) == pytest.approx(0.0, abs=0.2)


def test_nobody_calls_while_the_endpoint_wants_peace(make_pace):
    pace = make_pace(Limits())

    pace.hold(2.0)
    pace.hold(0.5)

    assert pace.reserve(1, 60) == pytest.approx(2.0, abs=0.2)


def test_many_at_once_get_each_a_place_of_its_own(make_pace):
    pace = make_pace(Limits(requests_per_minute=60, burst=1.0))

    with ThreadPoolExecutor(8) as threads:
        waits = sorted(threads.map(lambda _: pace.reserve(0, 60), range(8)))

    assert waits == [pytest.approx(place, abs=0.3) for place in range(8)]


def test_without_redis_each_process_keeps_its_own_pace():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        nowhere = connect("127.0.0.1", listener.getsockname()[1])
    limits = Limits(requests_per_minute=60, burst=1.0)
    pace = RedisPace(nowhere, "x", limits, own(limits), time.monotonic)

    assert pace.reserve(0, 60) == 0.0
    assert pace.reserve(0, 60) == pytest.approx(1.0, abs=0.2)
    pace.settle(5)
    pace.hold(5)
    assert pace.reserve(0, 60) == pytest.approx(5.0, abs=0.2)
