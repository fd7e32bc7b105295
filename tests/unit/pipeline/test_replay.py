"""Dead letters get another chance."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.dead_letter import LetterFilter, LetterStatus
from shared.domain.job import Status
from shared.errors import BadParameter, Corrupt, DeadLetterNotFound, EngineUnavailable
from shared.pipeline.parse import parse
from shared.pipeline.replay import purge, replay_all, replay_one, run_schedule
from shared.pipeline.submit import submit
from tests.builders import CV_TEXT, an_upload


@pytest.fixture
def world(world):
    world.services = replace(world.services, limits=replace(world.limits, max_attempts=1))
    return world


def died(world, error=None):
    world.engine.faults = [error or EngineUnavailable()]
    job = submit(an_upload(), world.services)
    parse(job.id, world.services, world.parser)
    world.queue.wipe()
    return job


def letters(world, status=None):
    return world.letters.find(LetterFilter(status=status), 100)


def test_the_schedule_replays_what_may_pass_once_it_is_due(world):
    job = died(world)
    assert run_schedule(world.services)["replayed"] == 0
    world.clock.advance(minutes=10)

    assert run_schedule(world.services)["replayed"] == 1

    assert (world.jobs.get(job.id).status, world.jobs.get(job.id).generation) == (
        Status.QUEUED,
        1,
    )
    assert world.queue.pop("cv-standard") == job.id
    assert run_schedule(world.services)["replayed"] == 0


def test_the_schedule_waits_while_the_circuit_is_open(world):
    died(world)
    world.clock.advance(minutes=10)

    closed_in = replace(world.services, engine_pause=lambda: 30.0)
    assert run_schedule(closed_in)["replayed"] == 0
    assert run_schedule(world.services)["replayed"] == 1


def test_the_schedule_leaves_what_cannot_pass(world):
    died(world, Corrupt())
    world.clock.advance(hours=48)

    assert run_schedule(world.services)["replayed"] == 0


def test_the_schedule_replays_a_limited_number(world):
    for _ in range(3):
        died(world)
    world.services = replace(world.services, limits=replace(world.limits, replay_rate=2))
    world.clock.advance(minutes=10)

    assert run_schedule(world.services)["replayed"] == 2
    assert run_schedule(world.services)["replayed"] == 1


def test_a_dry_run_changes_nothing(world):
    job = died(world)

    done = replay_all(LetterFilter(), world.services, actor="ada", most=10, dry_run=True)

    assert (len(done.letters), done.dry_run) == (1, True)
    assert world.jobs.get(job.id).status is Status.FAILED


def test_poison_is_left_out_of_bulk_unless_forced(world):
    job = died(world)
    (letter,) = letters(world)
    world.letters.mark(
        letter.id, LetterStatus.QUARANTINED, actor="ada", reason="", now=world.clock()
    )

    wanted = LetterFilter(status=None)
    assert replay_all(wanted, world.services, actor="ada", most=10).letters == []
    assert replay_all(wanted, world.services, actor="ada", most=10, force=True).letters
    assert world.jobs.get(job.id).status is Status.QUEUED


def test_one_letter_is_replayed_once(world):
    died(world)
    (letter,) = letters(world)

    assert replay_one(letter.id, world.services, actor="ada").letters == [letter.id]
    assert replay_one(letter.id, world.services, actor="ada").letters == []
    (done,) = world.letters.audit(letter.id)
    assert (done.actor, done.action) == ("ada", "replayed")


def test_a_purged_letter_needs_a_reason_and_is_audited(world):
    died(world)
    (letter,) = letters(world)

    with pytest.raises(BadParameter):
        purge(letter.id, world.services, actor="ada", reason=" ")
    purge(letter.id, world.services, actor="ada", reason="candidate withdrew")

    assert letters(world, LetterStatus.DEAD) == []
    (done,) = world.letters.audit(letter.id)
    assert (done.actor, done.action, done.reason) == ("ada", "purged", "candidate withdrew")
    with pytest.raises(DeadLetterNotFound):
        purge("none", world.services, actor="ada", reason="x")


def test_the_schedule_finds_drops_that_nobody_announced(world):
    world.objects.drop("inbox/batch/cv.txt", CV_TEXT)

    assert run_schedule(world.services)["registered"] == 1
    assert run_schedule(world.services)["registered"] == 0
    assert world.queue.depth("cv-batch") == 1


def test_the_schedule_deletes_old_uploads_without_a_job(world):
    world.objects.drop("uploads/nobody/cv.pdf", CV_TEXT)
    kept = submit(an_upload(), world.services)

    assert run_schedule(world.services)["orphans_deleted"] == 0
    world.clock.advance(hours=25)
    assert run_schedule(world.services)["orphans_deleted"] == 1

    assert [found.key for found in world.objects.list("uploads/")] == [kept.object_key]


def test_the_schedule_erases_what_is_past_its_time(world):
    world.services = replace(
        world.services, limits=replace(world.limits, retention=timedelta(days=30))
    )
    job = submit(an_upload(), world.services)
    parse(job.id, world.services, world.parser)

    assert run_schedule(world.services)["expired"] == 0
    world.clock.advance(hours=31 * 24)
    assert run_schedule(world.services)["expired"] == 1

    assert world.jobs.get(job.id).status is Status.ERASED
