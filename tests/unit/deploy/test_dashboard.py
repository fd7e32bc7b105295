"""docker/dashboard.py: RQ Dashboard shows queues whose jobs are JSON, also while one runs."""

import runpy
from uuid import uuid4

import pytest
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from tests.unit.deploy.variables import ROOT

web = pytest.importorskip("rq_dashboard.web", reason="rq-dashboard is not installed here")


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
def dashboard(server_addresses, redis_connection, monkeypatch):
    from rq_dashboard.cli import make_flask_app

    database = redis_connection.connection_pool.connection_kwargs.get("db", 0)
    found = runpy.run_path(str(ROOT / "docker" / "dashboard.py"))
    monkeypatch.setattr(web, "Worker", found["JsonWorkers"])
    monkeypatch.setattr(web.config, "serializer", JSONSerializer)
    app = make_flask_app(None, None, None, "")
    app.config["RQ_DASHBOARD_REDIS_URL"] = [f"redis://{server_addresses['redis']}/{database}"]
    web.setup_rq_connection(app)
    return app.test_client()


def test_the_workers_are_shown_while_a_json_job_runs(dashboard, busy_worker):
    answer = dashboard.get("/0/data/workers.json")

    assert answer.status_code == 200
    (shown,) = [found for found in answer.json["workers"] if found["name"] == busy_worker.name]
    assert "an-id" in shown["current_job"]["call_string"]
