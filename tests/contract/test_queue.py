"""What every queue and every cache promises."""

from threading import Thread

from shared.adapters.redis.queue import RedisQueue, bridge_key
from tests.builders import an_id


def test_an_id_waits_until_it_is_taken(queue):
    queue.push("cv-standard", "one", 0)
    queue.push("cv-standard", "two", 0)
    queue.push("cv-batch", "three", 0)

    assert (queue.depth("cv-standard"), queue.depth("cv-batch")) == (2, 1)
    assert queue.depth("cv-premium") == 0


def test_what_is_not_there_is_missing(queue):
    queue.push("cv-standard", "here", 0)

    asked = [("here", 0), ("gone", 0), ("here", 1)]

    assert list(queue.missing(asked)) == [("gone", 0), ("here", 1)]
    assert list(queue.missing([])) == []


def test_the_places_of_all_live_bridges_count(queue):
    assert queue.places("cv-standard") == 0

    queue.show_life("one", {"cv-premium": 12, "cv-standard": 8})
    queue.show_life("another", {"cv-standard": 2})
    queue.show_life("another", {"cv-standard": 3})

    assert queue.places("cv-premium") == 12
    assert queue.places("cv-standard") == 11


def test_the_places_of_a_dead_bridge_do_not_count(redis_connection):
    queue = RedisQueue(redis_connection)
    queue.show_life("one", {"cv-standard": 8})
    queue.show_life("another", {"cv-standard": 3})

    redis_connection.delete(bridge_key("one"))  # as when its time is over

    assert queue.places("cv-standard") == 3


def test_a_result_is_kept(cache):
    job_id = an_id()
    assert cache.get(job_id) is None

    cache.put(job_id, b"result")

    assert cache.get(job_id) == b"result"


def test_a_better_result_takes_the_place_of_the_earlier(cache):
    job_id = an_id()
    cache.put(job_id, b"degraded")

    cache.put(job_id, b"better")

    assert cache.get(job_id) == b"better"


def test_a_forgotten_result_does_not_come_back(cache):
    job_id = an_id()
    cache.put(job_id, b"result")

    cache.forget(job_id)
    cache.put(job_id, b"late")

    assert cache.get(job_id) is None


def test_who_listens_hears_the_announcement(cache):
    job_id, heard = an_id(), []
    with cache.listen(job_id) as listener:
        waiting = Thread(target=lambda: heard.append(listener.wait(30)), daemon=True)
        waiting.start()

        cache.announce(job_id)

        waiting.join(10)
    assert heard == [None]


def test_who_hears_nothing_stops_waiting(cache):
    with cache.listen(an_id()) as listener:
        listener.wait(0.01)
