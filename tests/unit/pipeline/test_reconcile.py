"""What the rows say is brought into Redis."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.dead_letter import LetterFilter, LetterStatus
from shared.domain.job import Status
from shared.pipeline.parse import parse
from shared.pipeline.reconcile import reconcile
from shared.pipeline.submit import submit
from tests.builders import an_id, an_upload


def claim(world, job):
    now = world.clock()
    return world.jobs.claim(
        job.id, run_token=an_id(), now=now, lease_until=now + world.limits.lease
    )


def test_a_flushed_redis_loses_no_job_and_no_webhook(world):
    jobs = [submit(an_upload(), world.services) for _ in range(5)]
    done = submit(an_upload(webhook_url="https://receiver.example/h"), world.services)
    parse(done.id, world.services, world.parser)
    world.queue.wipe()

    assert reconcile(world.services) == 6

    assert {world.queue.pop("cv-standard") for _ in range(5)} == {job.id for job in jobs}
    assert world.queue.depth("webhooks") == 1


def test_what_waits_in_redis_is_not_pushed_again(world):
    submit(an_upload(), world.services)

    assert reconcile(world.services) == 0
    assert world.queue.depth("cv-standard") == 1


def test_what_is_not_due_waits(world):
    job = submit(an_upload(), world.services)
    world.queue.wipe()
    world.jobs.hold_back(job.id, world.clock() + timedelta(seconds=5))

    assert reconcile(world.services) == 0
    world.clock.advance(seconds=5)
    assert reconcile(world.services) == 1


def test_a_job_whose_worker_died_is_queued_again(world):
    job = submit(an_upload(), world.services)
    world.queue.pop("cv-standard")
    claim(world, job)
    world.clock.advance(seconds=16)

    assert reconcile(world.services) == 1

    assert world.jobs.get(job.id).crashes == 1
    assert world.queue.pop("cv-standard") == job.id


def test_a_live_worker_keeps_its_job(world):
    job = submit(an_upload(), world.services)
    world.queue.pop("cv-standard")
    claim(world, job)
    world.clock.advance(seconds=14)

    assert reconcile(world.services) == 0
    assert world.jobs.get(job.id).status is Status.RUNNING


def test_after_an_outage_no_worker_is_judged(world):
    job = submit(an_upload(), world.services)
    world.queue.pop("cv-standard")
    claim(world, job)
    world.clock.advance(hours=1)

    reconcile(world.services, take_back=False)

    assert world.jobs.get(job.id).status is Status.RUNNING


def test_a_document_that_kills_its_workers_is_quarantined(world):
    job = submit(an_upload(webhook_url="https://receiver.example/h"), world.services)

    for _ in range(3):
        assert claim(world, job)
        world.clock.advance(seconds=16)
        reconcile(world.services)

    assert world.jobs.get(job.id).error_code == "worker_crashed"
    (letter,) = world.letters.find(LetterFilter(status=None), 10)
    assert (letter.status, letter.transient) == (LetterStatus.QUARANTINED, False)
    assert len(world.letters.get(letter.id).history) == 3
    assert world.queue.depth("webhooks") == 1


@pytest.mark.parametrize("crashes", [1, 5])
def test_the_number_of_crashes_allowed_is_a_setting(world, crashes):
    world.services = replace(world.services, limits=replace(world.limits, max_crashes=crashes))
    job = submit(an_upload(), world.services)

    for _ in range(crashes):
        assert world.jobs.get(job.id).status is Status.QUEUED
        assert claim(world, job)
        world.clock.advance(seconds=16)
        reconcile(world.services)

    assert world.jobs.get(job.id).status is Status.FAILED


def test_content_that_is_known_as_poison_is_quarantined_at_its_first_crash(world):
    world.services = replace(world.services, limits=replace(world.limits, max_crashes=2))
    first = submit(an_upload(), world.services)
    for _ in range(2):
        assert claim(world, first)
        world.clock.advance(seconds=16)
        reconcile(world.services)
    assert world.jobs.get(first.id).status is Status.FAILED

    second = submit(an_upload(), world.services)
    claim(world, second)
    world.clock.advance(seconds=16)
    reconcile(world.services)

    assert world.jobs.get(second.id).status is Status.FAILED
    quarantined = world.letters.find(LetterFilter(status=LetterStatus.QUARANTINED), 10)
    assert {letter.job_id for letter in quarantined} == {first.id, second.id}
