"""What the local engine stood in for is read by the LLM once that answers again."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.dead_letter import LetterFilter
from shared.domain.job import Status
from shared.errors import Corrupt, EngineUnavailable
from shared.pipeline.lookup import lookup
from shared.pipeline.parse import parse
from shared.pipeline.reconcile import take_back_lapsed
from shared.pipeline.replay import run_schedule
from shared.pipeline.submit import submit
from tests.builders import an_id, an_upload

HOOK = "https://receiver.example/hook"
LLM_READ = {"skills": ["Read by the LLM"]}


@pytest.fixture
def world(world):
    limits = replace(world.limits, reparse_degraded=True, max_attempts=1)
    world.services = replace(world.services, limits=limits)
    return world


def stood_in(world):
    """A job that the local engine read in place of the LLM; its time to be read again has come."""
    world.engine.degraded = True
    job = submit(an_upload(webhook_url=HOOK), world.services)
    parse(job.id, world.services, world.parser)
    world.queue.wipe()
    world.clock.advance(minutes=10)
    return job


def skills(world, job):
    return lookup(job.id, world.services)["result"]["data"]["skills"]


def test_the_schedule_has_it_read_again_and_tells_of_the_better_result(world):
    job = stood_in(world)
    assert run_schedule(world.services)["reparsed"] == 1
    assert world.queue.pop("cv-standard") == job.id
    world.engine.degraded, world.engine.extra = False, LLM_READ

    parse(job.id, world.services, world.parser)

    assert skills(world, job) == ["Read by the LLM"]
    told = world.deliveries.of_job(job.id)
    assert [delivery.event for delivery in told] == ["job.done", "job.done"]
    assert told[0].id != told[1].id
    assert json.loads(told[1].body)["data"]["skills"] == ["Read by the LLM"]
    world.clock.advance(hours=48)
    assert run_schedule(world.services)["reparsed"] == 0


@pytest.mark.parametrize("state", ["queued", "running"])
@pytest.mark.parametrize("tier", ["hot", "rows"])
def test_meanwhile_its_caller_has_the_result_there_is(world, state, tier):
    job = stood_in(world)
    before = lookup(job.id, world.services)
    run_schedule(world.services)
    if state == "running":
        lease = world.clock() + timedelta(hours=1)
        assert world.jobs.claim(job.id, run_token="t", now=world.clock(), lease_until=lease)
    if tier == "rows":
        world.cache.__init__()

    assert lookup(job.id, world.services, wait=30) == before
    assert before["status"] == "done"


def test_nothing_is_read_again_while_the_circuit_is_open_or_unless_configured(world):
    stood_in(world)
    closed_in = replace(world.services, engine_pause=lambda: 30.0)
    not_wanted = replace(
        world.services, limits=replace(world.services.limits, reparse_degraded=False)
    )

    assert run_schedule(closed_in)["reparsed"] == 0
    assert run_schedule(not_wanted)["reparsed"] == 0
    assert run_schedule(world.services)["reparsed"] == 1


@pytest.mark.parametrize("error", [None, EngineUnavailable(), Corrupt()])
def test_a_second_reading_that_is_no_better_changes_nothing(world, error):
    job = stood_in(world)
    before = lookup(job.id, world.services)
    run_schedule(world.services)
    world.engine.extra = {"skills": ["Also degraded"]}
    world.engine.faults = [error] if error else []

    parse(job.id, world.services, world.parser)

    assert world.jobs.get(job.id).status is Status.DONE
    assert lookup(job.id, world.services) == before
    assert len(world.deliveries.of_job(job.id)) == 1
    assert world.letters.find(LetterFilter(status=None), 10) == []


def test_a_worker_that_dies_on_it_does_not_make_it_fail(world):
    world.services = replace(world.services, limits=replace(world.services.limits, max_crashes=1))
    job = stood_in(world)
    run_schedule(world.services)
    world.jobs.claim(job.id, run_token=an_id(), now=world.clock(), lease_until=world.clock())
    world.clock.advance(seconds=1)

    take_back_lapsed(world.services)

    assert world.jobs.get(job.id).status is Status.DONE
    assert lookup(job.id, world.services)["status"] == "done"
