"""The bridge as a process, between a real Redis and a function that can be told what to answer."""

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from rq.registry import FailedJobRegistry, StartedJobRegistry

from shared.adapters.postgres.database import Database
from shared.adapters.postgres.jobs import PostgresJobs
from shared.adapters.redis.queue import RedisQueue
from shared.bridge.tidy import Tidier
from shared.domain.job import Priority, Status
from shared.ports import StoredResult
from shared.wiring import now
from tests.builders import a_job, an_id

PATIENCE = 30  # seconds that a test waits for what must come


@dataclass
class Call:
    """One call that the function got, waiting to be answered."""

    path: str
    headers: dict[str, str]
    answer: queue.Queue

    @property
    def job_id(self) -> str:
        return self.headers["ce-subject"]

    def reply(self, status=204, **headers):
        self.answer.put((status, headers))


class Function:
    """Hands every call to the test, and answers what the test says."""

    def __init__(self):
        self.calls: queue.Queue[Call] = queue.Queue()
        calls = self.calls

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                names = {name.lower(): value for name, value in self.headers.items()}
                call = Call(self.path, names, queue.Queue())
                calls.put(call)
                status, headers = call.answer.get()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/function/{{function}}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next_call(self) -> Call:
        return self.calls.get(timeout=PATIENCE)


@pytest.fixture
def function():
    made = Function()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def jobs(empty_database_url):
    database = Database(empty_database_url)
    yield PostgresJobs(database)
    database.close()


@pytest.fixture
def start_bridge(function, empty_database_url, redis_connection, server_addresses):
    """Return a context manager that runs a bridge."""
    host, _, port = server_addresses["redis"].rpartition(":")
    environ = os.environ | {
        "DATABASE_URL": empty_database_url,
        "REDIS_HOST": host,
        "REDIS_PORT": port,
        "MINIO_ENDPOINT": server_addresses["s3"],
        "FUNCTION_URL": function.url,
        "BRIDGE_THREADS": "6",
        "BRIDGE_PREMIUM_THREADS": "2",
        "BRIDGE_WEBHOOK_THREADS": "2",
        "LOG_LEVEL": "WARNING",
    }

    @contextmanager
    def run():
        process = subprocess.Popen([sys.executable, "-m", "shared.bridge"], env=environ)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    return run


def claim(jobs, call):
    found = jobs.claim(
        call.job_id, run_token=an_id(), now=now(), lease_until=now() + timedelta(minutes=5)
    )
    assert found
    return found


def finish(jobs, call):
    assert jobs.finish(claim(jobs, call), StoredResult(body=b"{}"), None, now())
    call.reply(204)


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
