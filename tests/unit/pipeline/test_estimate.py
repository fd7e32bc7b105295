"""How long a caller is told to wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.errors import DatabaseUnavailable, QueueUnavailable
from shared.pipeline.estimate import estimated_wait
from shared.pipeline.submit import submit
from shared.ports import StoredResult
from tests.builders import an_id, an_upload


def took(world, seconds):
    """A job was done, and took that long."""
    job = submit(an_upload(), world.services)
    lease = world.clock() + timedelta(hours=1)
    claim = world.jobs.claim(job.id, run_token=an_id(), now=world.clock(), lease_until=lease)
    world.clock.advance(seconds=seconds)
    world.jobs.finish(claim, StoredResult(body=b"{}"), None, world.clock())


def queued(world, number, **values):
    for _ in range(number):
        world.clock.advance(seconds=0.001)
        last = submit(an_upload(**values), world.services)
    return last


def test_a_job_with_nothing_before_it_takes_as_long_as_the_last_ones(world):
    took(world, 4)
    took(world, 6)

    assert estimated_wait(queued(world, 1), world.services) == "5s"


def test_more_live_places_make_for_a_shorter_wait(world):
    took(world, 10)
    last = queued(world, 9)
    world.services.queue.show_life("one", {"cv-standard": 4, "cv-premium": 6})

    assert estimated_wait(last, world.services) == "30s"
    world.services.queue.show_life("another", {"cv-standard": 4})
    assert estimated_wait(last, world.services) == "20s"


def test_premium_has_the_places_that_are_its_own(world):
    took(world, 10)
    last = queued(world, 6, priority="premium")
    world.services.queue.show_life("one", {"cv-standard": 2, "cv-premium": 6})

    assert estimated_wait(last, world.services) == "10s"


@pytest.mark.parametrize("bridge", ["none lives", "nobody can say"])
def test_without_a_live_bridge_the_configured_places_count(world, monkeypatch, bridge):
    world.services = replace(world.services, limits=replace(world.limits, places=2))
    took(world, 10)
    last = queued(world, 3)

    def down(queue):
        raise QueueUnavailable

    if bridge == "nobody can say":
        monkeypatch.setattr(world.queue, "places", down)

    assert estimated_wait(last, world.services) == "20s"


def test_an_accepted_job_is_told_something_even_without_the_database(world, monkeypatch):
    job = submit(an_upload(), world.services)

    def down(job):
        raise DatabaseUnavailable

    monkeypatch.setattr(world.jobs, "load", down)

    assert estimated_wait(job, world.services) == "2s"
