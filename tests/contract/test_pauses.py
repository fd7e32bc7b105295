"""A queue that is held keeps what it has, for every bridge."""

import pytest
from redis import Redis
from rq.job import Job

from shared.adapters.redis.pauses import Pauses
from shared.adapters.redis.queue import TAKEN_BY, RedisQueue
from shared.bridge.worker import TAKE
from shared.errors import QueueUnavailable

KEYS = ["rq:queue:cv-premium", "rq:queue:cv-batch"]


@pytest.fixture
def queue(redis_connection):
    return RedisQueue(redis_connection)


@pytest.fixture
def take(redis_connection):
    """Take the next id, as the bridge does."""
    script = redis_connection.register_script(TAKE)

    def taken():
        found = script(keys=KEYS, args=[Job.key_for(""), TAKEN_BY, "a bridge"])
        return found and found[1].decode()

    return taken


def test_nothing_is_taken_from_a_queue_that_is_held(redis_connection, queue, take):
    queue.push("cv-premium", "held", 0)
    queue.push("cv-batch", "free", 0)

    Pauses(redis_connection).pause("cv-premium")

    assert take() == "free-0"
    assert take() is None
    assert (queue.depth("cv-premium"), list(queue.missing([("held", 0)]))) == (1, [])
    assert Pauses(redis_connection).paused() == {"cv-premium"}


def test_a_queue_that_is_resumed_is_served_again_and_idle_bridges_hear_of_it(
    redis_connection, queue, take
):
    pauses = Pauses(redis_connection)
    pauses.pause("cv-premium")
    queue.push("cv-premium", "held", 0)
    with redis_connection.pubsub(ignore_subscribe_messages=True) as channel:
        channel.subscribe("nexten:pushed")
        channel.get_message(timeout=1)

        pauses.resume("cv-premium")

        assert channel.get_message(timeout=5) is not None
    assert take() == "held-0"
    assert pauses.paused() == frozenset()


def test_without_redis_it_is_said_that_nothing_was_switched():
    pauses = Pauses(Redis("127.0.0.1", 9, socket_connect_timeout=0.5))

    for act in (lambda: pauses.pause("a"), lambda: pauses.resume("a"), pauses.paused):
        with pytest.raises(QueueUnavailable):
            act()
