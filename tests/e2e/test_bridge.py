"""The bridge as a process, between a real Redis and a function that can be told what to answer."""

import signal

from rq.registry import FailedJobRegistry, StartedJobRegistry

from shared.adapters.redis.queue import RedisQueue
from shared.bridge.tidy import Tidier
from shared.domain.job import Priority, Status
from tests.builders import a_job
from tests.e2e.bridges import PATIENCE, finish


def test_a_queued_job_reaches_its_function_as_a_cloud_event(
    start_bridge, function, jobs, redis_connection
):
    job = jobs.add(a_job(priority=Priority.PREMIUM))
    with start_bridge():
        RedisQueue(redis_connection).push("cv-premium", job.id, 0)
        call = function.next_call()
        finish(jobs, call)

    assert call.path == "/function/parse-worker"
    assert call.headers["ce-type"] == "cv.parse"
    assert call.headers["ce-specversion"] == "1.0"
    assert call.job_id == job.id


def test_a_job_that_was_never_pushed_is_found_in_its_row(start_bridge, function, jobs):
    job = jobs.add(a_job())
    with start_bridge():
        call = function.next_call()
        finish(jobs, call)

    assert call.job_id == job.id
    assert jobs.get(job.id).status is Status.DONE


def test_a_function_that_is_overloaded_gets_the_job_later_and_no_attempt_is_used(
    start_bridge, function, jobs
):
    job = jobs.add(a_job())
    with start_bridge():
        function.next_call().reply(503, Retry_After="1")
        again = function.next_call()
        assert again.job_id == job.id
        assert jobs.get(job.id).attempts == 0
        finish(jobs, again)


def test_a_batch_leaves_room_for_premium(start_bridge, function, jobs):
    batch = [jobs.add(a_job(priority=Priority.BATCH)) for _ in range(10)]
    with start_bridge():
        stuck = [function.next_call() for _ in range(2)]  # all the threads that take any CV
        premium = jobs.add(a_job(priority=Priority.PREMIUM))
        call = function.next_call()
        assert call.job_id == premium.id
        finish(jobs, call)
        for waiting in stuck:
            finish(jobs, waiting)
        for _ in range(8):
            finish(jobs, function.next_call())

    assert {jobs.get(job.id).status for job in batch} == {Status.DONE}


def test_the_work_of_a_killed_bridge_is_taken_over(start_bridge, function, jobs):
    job = jobs.add(a_job())
    with start_bridge() as first:
        lost = function.next_call()
        first.kill()
        first.wait()
        lost.reply(503)  # nobody hears it, and nobody had claimed the job
        with start_bridge():
            again = function.next_call()
            assert again.job_id == job.id
            finish(jobs, again)


def test_what_a_killed_bridge_left_in_rq_is_tidied_away(
    start_bridge, function, jobs, redis_connection
):
    jobs.add(a_job())
    started = StartedJobRegistry("cv-standard", connection=redis_connection)
    tidier = Tidier(redis_connection, "another bridge", set())
    with start_bridge() as bridge:
        lost = function.next_call()
        assert tidier.tidy() == 0
        bridge.kill()
        bridge.wait()
    keys = redis_connection.keys("nexten:bridge:*")
    redis_connection.delete(*keys)  # as if its time were over

    assert tidier.tidy() == 1

    assert redis_connection.zcard(started.key) == 0
    finish(jobs, lost)


def test_a_bridge_that_is_told_to_stop_finishes_what_is_under_way(
    start_bridge, function, jobs, redis_connection
):
    job = jobs.add(a_job())
    with start_bridge() as bridge:
        call = function.next_call()
        bridge.send_signal(signal.SIGTERM)
        finish(jobs, call)
        assert bridge.wait(PATIENCE) == 0

    assert jobs.get(job.id).status is Status.DONE
    queue_of_rq = RedisQueue(redis_connection)
    assert list(queue_of_rq.missing([(job.id, 0)])) == [(job.id, 0)]  # RQ has let go of it


def test_a_flushed_redis_loses_nothing(start_bridge, function, jobs, redis_connection):
    waiting = [jobs.add(a_job()) for _ in range(3)]
    for job in waiting:
        RedisQueue(redis_connection).push("cv-standard", job.id, 0)
    redis_connection.flushdb()

    with start_bridge():
        for _ in waiting:
            finish(jobs, function.next_call())

    assert {jobs.get(job.id).status for job in waiting} == {Status.DONE}


def test_rq_never_calls_a_job_failed(start_bridge, function, jobs, redis_connection):
    jobs.add(a_job())
    with start_bridge():
        function.next_call().reply(500)
        finish(jobs, function.next_call())

    assert FailedJobRegistry("cv-standard", connection=redis_connection).count == 0
