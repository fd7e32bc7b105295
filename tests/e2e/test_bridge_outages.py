"""What the bridge lives without is away for a while, and comes back: nobody restarts the bridge.

The outages are as long as the test lets them be; what is awaited is the work that follows.
"""

import subprocess
import threading

import pytest
from redis.exceptions import RedisError

from local.ports import PortBook
from local.servers import programs
from shared.adapters.redis.connection import connect
from tests.builders import a_job
from tests.e2e.bridges import bridge_process, finish
from tests.e2e.local_stacks import wait_for

OUTAGE = 4.0  # seconds: longer than any single call of the bridge waits for Redis


class Valkey:
    """A Valkey of the test's own, that can be taken away and brought back, empty."""

    def __init__(self, folder):
        self.port = PortBook.free_port(taken=set())
        self._folder = folder
        self._process = None
        self.start()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def start(self):
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self._process = subprocess.Popen(
            [programs.valkey(), *options, "--loglevel", "warning"], cwd=self._folder
        )
        wait_for(self._answers)

    def kill(self):
        self._process.kill()
        self._process.wait()

    def _answers(self):
        try:
            return connect("127.0.0.1", self.port).ping()
        except RedisError:
            return False


@pytest.fixture
def valkey(tmp_path):
    made = Valkey(tmp_path)
    yield made
    made.kill()


def pause(seconds):
    """Let an outage last."""
    threading.Event().wait(seconds)


def test_redis_may_be_away_while_the_bridge_is_idle(
    valkey, function, jobs, empty_database_url, server_addresses
):
    addresses = server_addresses | {"redis": valkey.address}
    with bridge_process(function.url, empty_database_url, addresses) as bridge:
        finish(jobs, function.call_for(jobs.add(a_job())))
        valkey.kill()
        missed = jobs.add(a_job())
        pause(OUTAGE)
        valkey.start()

        finish(jobs, function.call_for(missed))

        assert bridge.poll() is None


def test_redis_may_be_away_when_a_job_ends(
    valkey, function, jobs, empty_database_url, server_addresses
):
    addresses = server_addresses | {"redis": valkey.address}
    with bridge_process(function.url, empty_database_url, addresses) as bridge:
        call = function.call_for(jobs.add(a_job()))
        valkey.kill()
        finish(jobs, call)
        pause(OUTAGE)
        valkey.start()

        later = {jobs.add(a_job()).id for _ in range(2)}
        calls = [function.next_call() for _ in later]
        for each in calls:
            finish(jobs, each)

        assert {each.job_id for each in calls} == later
        assert bridge.poll() is None


def test_the_gateway_may_be_away(function, jobs, empty_database_url, server_addresses):
    with bridge_process(function.url, empty_database_url, server_addresses) as bridge:
        finish(jobs, function.call_for(jobs.add(a_job())))
        function.go_away()
        missed = jobs.add(a_job())
        pause(OUTAGE)
        function.come_back()

        call = function.call_for(missed)

        assert jobs.get(missed.id).attempts == 0
        finish(jobs, call)
        assert bridge.poll() is None
