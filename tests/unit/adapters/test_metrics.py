"""What Prometheus is told."""

from dataclasses import replace

from prometheus_client import CollectorRegistry, generate_latest

from shared.bridge.metrics import PipelineCollector
from shared.errors import Corrupt, DatabaseUnavailable
from shared.pipeline.parse import parse
from shared.pipeline.submit import submit
from tests.builders import an_upload
from tests.worlds import World


def told(services):
    registry = CollectorRegistry()
    registry.register(PipelineCollector(services))
    return generate_latest(registry).decode()


def test_jobs_queues_dead_letters_and_circuit_are_told():
    world = World()
    world.reader.faults = [Corrupt()]
    failed = submit(an_upload(), world.services)
    parse(failed.id, world.services, world.parser)
    submit(an_upload(), world.services)

    text = told(replace(world.services, engine_pause=lambda: 12.5))

    assert 'cv_jobs{priority="standard",status="failed"} 1.0' in text
    assert 'cv_jobs{priority="standard",status="queued"} 1.0' in text
    assert 'cv_queue_depth{queue="cv-standard"} 2.0' in text
    assert 'cv_dlq_depth{error_code="corrupt",function="parse-worker"} 1.0' in text
    assert "cv_circuit_open_seconds 12.5" in text


def test_what_does_not_answer_is_left_out(monkeypatch):
    world = World()

    def down():
        raise DatabaseUnavailable

    monkeypatch.setattr(world.jobs, "counts", down)

    text = told(world.services)

    assert "cv_jobs" not in text
    assert "cv_circuit_open_seconds 0.0" in text
