"""docker/dashboard.py: RQ Dashboard shows queues whose jobs are JSON, also while one runs."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from typing import Any
from uuid import uuid4

import pytest
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from tests.unit.deploy.variables import ROOT

START_WITHIN = 30.0  # seconds, on a busy machine


@pytest.fixture
def busy_worker(redis_connection):
    """A worker in the middle of a JSON job."""
    queue = Queue(f"cv-{uuid4().hex}", connection=redis_connection, serializer=JSONSerializer)
    job = queue.enqueue("shared.bridge.tasks.call", queue.name, "an-id")
    worker = SimpleWorker([queue], connection=redis_connection, serializer=JSONSerializer)
    worker.register_birth()
    worker.prepare_execution(job)
    worker.prepare_job_execution(job)
    yield worker
    worker.register_death()
    job.delete()


@pytest.fixture
def dashboard(server_addresses, redis_connection):
    """Start the dashboard as its image does; return its address."""
    if find_spec("rq_dashboard") is None:
        pytest.skip("rq-dashboard is not installed: its page of workers was not tried")
    database = redis_connection.connection_pool.connection_kwargs.get("db", 0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "RQ_DASHBOARD_REDIS_URL": f"redis://{server_addresses['redis']}/{database}",
        "RQ_DASHBOARD_BIND": "127.0.0.1",
        "RQ_DASHBOARD_PORT": str(port),
    }
    command = [sys.executable, str(ROOT / "docker" / "dashboard.py")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_the_workers_are_shown_while_a_json_job_runs(dashboard, busy_worker):
    status, body = _get(f"{dashboard}/0/data/workers.json")

    assert status == 200
    (shown,) = [found for found in body["workers"] if found["name"] == busy_worker.name]
    assert "an-id" in shown["current_job"]["call_string"]


def _get(url: str) -> tuple[int, dict[str, Any]]:
    until = time.monotonic() + START_WITHIN
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, {}
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
