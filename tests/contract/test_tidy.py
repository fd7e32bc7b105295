"""Ids that a bridge has lost sight of are found again; in a real Redis."""

from threading import Event

import pytest
from redis.exceptions import TimeoutError
from rq.job import Job
from rq.serializers import JSONSerializer

from shared.adapters.redis.queue import TAKEN_BY, RedisQueue, bridge_key
from shared.bridge.bell import Bell
from shared.bridge.tidy import Tidier
from shared.bridge.under_way import UnderWay
from shared.bridge.worker import TAKE, queue_class

BRIDGE = "the-bridge"
ITEM = ("a-job", 0)
RQ_ID = "a-job-0"


@pytest.fixture
def queue(redis_connection):
    return RedisQueue(redis_connection)


@pytest.fixture
def taken(queue, redis_connection):
    """An id that a live bridge took, as far as Redis knows."""
    queue.push("cv-standard", *ITEM)
    redis_connection.set(bridge_key(BRIDGE), b"")
    take = redis_connection.register_script(TAKE)
    assert take(keys=["rq:queue:cv-standard"], args=[Job.key_for(""), TAKEN_BY, BRIDGE])
    assert list(queue.missing([ITEM])) == []


@pytest.mark.usefixtures("taken")
def test_an_id_whose_taker_never_heard_of_it_is_missing_after_two_looks(queue, redis_connection):
    tidier = Tidier(redis_connection, BRIDGE, set())

    assert tidier.tidy() == 0
    assert list(queue.missing([ITEM])) == []
    assert tidier.tidy() == 1

    assert list(queue.missing([ITEM])) == [ITEM]


@pytest.mark.usefixtures("taken")
def test_an_id_that_is_under_way_is_left_alone(queue, redis_connection):
    tidier = Tidier(redis_connection, BRIDGE, {RQ_ID})

    assert [tidier.tidy() for _ in range(3)] == [0, 0, 0]
    assert list(queue.missing([ITEM])) == []


@pytest.mark.usefixtures("taken")
def test_a_bridge_does_not_judge_what_another_live_one_has_taken(redis_connection):
    tidier = Tidier(redis_connection, "another", set())

    assert [tidier.tidy() for _ in range(3)] == [0, 0, 0]


@pytest.mark.usefixtures("taken")
def test_an_id_of_a_dead_bridge_is_missing_at_once(queue, redis_connection):
    redis_connection.delete(bridge_key(BRIDGE))

    assert Tidier(redis_connection, "another", set()).tidy() == 1
    assert list(queue.missing([ITEM])) == [ITEM]


def test_an_id_that_redis_failed_to_hand_over_is_found_again(queue, redis_connection, monkeypatch):
    """Taken by a live bridge, but the answer with its job never came."""
    queue.push("cv-standard", *ITEM)
    queue.show_life(BRIDGE, {})
    under_way, stopping = UnderWay(), Event()
    bell = Bell(redis_connection, stopping)
    kind = queue_class(BRIDGE, bell, stopping, lambda: 0.5, under_way)
    served = kind("cv-standard", connection=redis_connection, serializer=JSONSerializer)

    def fails(*_, **__):
        raise TimeoutError

    with monkeypatch.context() as away:
        away.setattr(kind, "_fetch_dequeued_job", fails)
        with pytest.raises(TimeoutError):
            kind.dequeue_any([served], None, redis_connection)
    assert kind.dequeue_any([served], None, redis_connection) is None  # the thread goes on

    tidier = Tidier(redis_connection, BRIDGE, under_way)
    assert [tidier.tidy() for _ in range(2)] == [0, 1]
    assert list(queue.missing([ITEM])) == [ITEM]


def test_an_id_that_a_thread_works_on_is_under_way_until_it_lets_go():
    under_way = UnderWay()

    under_way.take("one")
    assert "one" in under_way
    under_way.take("two")
    assert ("one" in under_way, "two" in under_way) == (False, True)
    under_way.let_go()
    assert "two" not in under_way


@pytest.mark.parametrize("status", ["started", "failed", "finished"])
def test_what_rq_writes_to_where_a_flushed_job_was_is_no_job(queue, redis_connection, status):
    queue.push("cv-standard", *ITEM)
    redis_connection.flushdb()
    redis_connection.hset(Job.key_for(RQ_ID), "status", status)

    assert list(queue.missing([ITEM])) == [ITEM]
