"""The count of what the LLM cost: the same promises in one process and shared through Redis."""

import socket
from datetime import UTC, date, datetime, timedelta

import pytest

from shared.adapters.redis.connection import connect
from shared.adapters.spending import MemorySpending, RedisSpending
from shared.wiring.circuit import budget_pause

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def memory_spending():
    return MemorySpending()


@pytest.fixture
def redis_spending(redis_connection):
    return RedisSpending(redis_connection)


@pytest.fixture(params=["memory", "redis"])
def spending(request):
    return request.getfixturevalue(f"{request.param}_spending")


def test_what_is_spent_adds_up_day_by_day(spending):
    spending.add(TODAY, 0.25)
    spending.add(TODAY, 0.50)

    assert spending.of(TODAY) == pytest.approx(0.75)
    assert spending.of(TOMORROW) == 0.0


def test_the_llm_pauses_until_midnight_once_the_budget_is_spent(spending):
    evening = datetime(2026, 11, 23, 23, 0, tzinfo=UTC)
    spending.add(TODAY, 1.5)

    assert budget_pause(spending, 2.0, lambda: evening) == 0.0
    spending.add(TODAY, 0.5)

    assert budget_pause(spending, 2.0, lambda: evening) == 3600.0
    assert budget_pause(spending, 2.0, lambda: evening + timedelta(hours=1)) == 0.0


def test_workers_share_the_count(redis_connection):
    RedisSpending(redis_connection).add(TODAY, 0.25)
    RedisSpending(redis_connection).add(TODAY, 0.50)

    assert RedisSpending(redis_connection).of(TODAY) == pytest.approx(0.75)


def test_without_redis_a_worker_still_counts_its_own():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        spending = RedisSpending(connect("127.0.0.1", listener.getsockname()[1]))

    spending.add(TODAY, 0.25)

    assert spending.of(TODAY) == 0.25
