"""One run of a job, however it ends."""

import json
from dataclasses import replace

import pytest

from shared.domain.dead_letter import LetterFilter, LetterStatus
from shared.domain.job import Status
from shared.errors import (
    CircuitOpen,
    Corrupt,
    DatabaseUnavailable,
    EngineUnavailable,
    ObjectStoreUnavailable,
)
from shared.pipeline.parse import parse
from shared.pipeline.register import register
from shared.pipeline.submit import submit
from tests.builders import CV_TEXT, an_attempt, an_upload

HOOK = "https://receiver.example/hook"


def run(world, **values):
    job = submit(an_upload(**values), world.services)
    parse(job.id, world.services, world.parser)
    return world.jobs.get(job.id)


def letters(world):
    return world.letters.find(LetterFilter(status=None), 100)


def test_a_parsed_job_is_done_with_its_result(world):
    job = run(world)

    assert job.status is Status.DONE
    result = json.loads(world.jobs.result(job.id).body)
    assert result["data"]["personal_info"]["name"] == "Nadia Verhoeven"
    assert result["file_name"] == "nadia.txt"
    assert result["meta"]["engine"] == "local"


def test_a_second_delivery_of_a_done_job_changes_nothing(world):
    job = run(world, webhook_url=HOOK)

    parse(job.id, world.services, world.parser)

    assert world.engine.calls == 1
    assert len(world.deliveries.of_job(job.id)) == 1
    assert world.queue.depth("webhooks") == 1


def test_a_done_job_owes_its_webhook_once_with_exact_bytes(world):
    job = run(world, webhook_url=HOOK, webhook_secret="s3cret")

    (owed,) = world.deliveries.of_job(job.id)

    body = json.loads(owed.body)
    assert set(body) == {"job_id", "status", "timestamp", "data"}
    assert (body["job_id"], body["status"]) == (job.id, "done")
    assert (owed.url, owed.event) == (HOOK, "job.done")
    assert owed.secret != "s3cret"
    assert world.sealer.open(owed.secret) == "s3cret"


def test_a_large_result_goes_to_the_object_store(world):
    world.services = replace(world.services, limits=replace(world.limits, inline_result=10))

    job = run(world)

    stored = world.jobs.result(job.id)
    assert stored.body is None
    assert json.loads(world.objects.get(stored.object_key))["job_id"] == job.id


def test_a_corrupt_document_fails_at_once_and_is_told(world):
    world.reader.faults = [Corrupt()]

    job = run(world, webhook_url=HOOK, locale="fr")

    assert (job.status, job.error_code) == (Status.FAILED, "corrupt")
    (letter,) = letters(world)
    assert (letter.transient, letter.replay_after) == (False, None)
    (owed,) = world.deliveries.of_job(job.id)
    body = json.loads(owed.body)
    assert body["status"] == "failed"
    assert body["error"] == "Le document est corrompu."


@pytest.mark.parametrize("error", [EngineUnavailable(), ObjectStoreUnavailable()])
def test_what_may_pass_is_tried_again_later(world, error):
    world.engine.faults = [error]

    job = run(world)

    assert (job.status, job.attempts) == (Status.QUEUED, 1)
    assert job.available_at > world.clock()
    world.clock.at = job.available_at
    parse(job.id, world.services, world.parser)
    assert world.jobs.get(job.id).status is Status.DONE


def test_retry_after_is_the_least_wait(world):
    world.engine.faults = [EngineUnavailable(retry_after=40)]

    job = run(world)

    assert (job.available_at - world.clock()).total_seconds() >= 40


def test_what_does_not_pass_becomes_a_transient_dead_letter(world):
    world.engine.faults = [EngineUnavailable("HTTP 500")] * 3
    job = run(world)

    for _ in range(2):
        world.clock.at = world.jobs.get(job.id).available_at
        parse(job.id, world.services, world.parser)

    job = world.jobs.get(job.id)
    assert (job.status, job.error_code) == (Status.FAILED, "engine_unavailable")
    (letter,) = letters(world)
    assert letter.transient
    assert [attempt.detail for attempt in world.letters.get(letter.id).history] == ["HTTP 500"] * 3


def test_an_open_circuit_postpones_and_uses_no_attempt(world):
    world.engine.faults = [CircuitOpen(retry_after=30)] * 10
    job = run(world)

    for _ in range(9):
        world.clock.at = world.jobs.get(job.id).available_at
        parse(job.id, world.services, world.parser)

    job = world.jobs.get(job.id)
    assert (job.status, job.attempts) == (Status.QUEUED, 0)
    assert (job.available_at - world.clock()).total_seconds() == 30


def test_a_bug_of_ours_is_a_dead_letter_and_quotes_no_cv(world):
    world.engine.faults = [ValueError("Nadia Verhoeven")]

    job = run(world)

    assert (job.status, job.error_code) == (Status.FAILED, "internal_error")
    assert world.jobs.history(job.id)[0].detail == "ValueError"


def test_data_that_does_not_fit_the_schema_is_never_stored(world):
    world.engine.extra = {"salary": 1}

    job = run(world)

    assert (job.status, job.error_code) == (Status.FAILED, "invalid_result")
    assert world.jobs.result(job.id) is None


def test_what_was_paid_for_is_not_paid_again(world, monkeypatch):
    world.engine.tokens = {"input": 900, "output": 300}
    finish, calls = world.jobs.finish, []

    def dies_once(*args, **named):
        calls.append(args)
        if len(calls) == 1:
            raise KeyboardInterrupt  # as if the process were killed
        return finish(*args, **named)

    monkeypatch.setattr(world.jobs, "finish", dies_once)
    job = submit(an_upload(), world.services)
    with pytest.raises(KeyboardInterrupt):
        parse(job.id, world.services, world.parser)
    world.clock.advance(minutes=1)
    (claim,) = world.jobs.lapsed(world.clock(), 10)
    world.jobs.take_back(claim, an_attempt(), world.clock())

    parse(job.id, world.services, world.parser)

    assert world.jobs.get(job.id).status is Status.DONE
    assert world.engine.calls == 1


def test_the_end_waits_for_a_database_that_is_away_for_a_moment(world, monkeypatch):
    finish, calls = world.jobs.finish, []

    def away_once(*args, **named):
        calls.append(args)
        if len(calls) == 1:
            raise DatabaseUnavailable
        return finish(*args, **named)

    monkeypatch.setattr(world.jobs, "finish", away_once)

    assert run(world).status is Status.DONE


def test_a_drop_leaves_a_copy_of_its_result_in_the_outbox(world):
    world.objects.drop("inbox/premium/nadia.txt", CV_TEXT)
    job = register("inbox/premium/nadia.txt", world.services)

    parse(job.id, world.services, world.parser)

    answer = json.loads(world.objects.get("outbox/premium/nadia.txt.json"))
    assert answer["status"] == "done"
    assert answer["result"]["data"]["personal_info"]["name"] == "Nadia Verhoeven"


def test_a_drop_that_fails_says_so_in_the_outbox(world):
    world.objects.drop("inbox/bad.txt", CV_TEXT)
    job = register("inbox/bad.txt", world.services)
    world.reader.faults = [Corrupt()]

    parse(job.id, world.services, world.parser)

    answer = json.loads(world.objects.get("outbox/bad.txt.json"))
    assert (answer["status"], answer["code"]) == ("failed", "corrupt")


def test_a_drop_that_was_replaced_fails_and_its_successor_is_another_job(world):
    world.objects.drop("inbox/cv.txt", CV_TEXT)
    first = register("inbox/cv.txt", world.services)
    world.objects.drop("inbox/cv.txt", CV_TEXT + b"new")
    second = register("inbox/cv.txt", world.services)

    for job in (first, second):
        parse(job.id, world.services, world.parser)

    assert world.jobs.get(first.id).error_code == "file_gone"
    assert world.jobs.get(second.id).status is Status.DONE


def test_a_job_that_failed_after_many_replays_is_quarantined(world):
    world.services = replace(
        world.services, limits=replace(world.limits, max_replays=1, max_attempts=1)
    )
    world.engine.faults = [EngineUnavailable()] * 2
    job = run(world)
    world.jobs.replay(job.id, world.clock.advance(hours=1))

    parse(job.id, world.services, world.parser)

    assert [letter.status for letter in letters(world)] == [
        LetterStatus.DEAD,
        LetterStatus.QUARANTINED,
    ]
