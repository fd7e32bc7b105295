"""What a caller is told."""

from threading import Thread

import pytest

from shared.errors import Corrupt, JobErased, JobNotFound
from shared.pipeline.erase import erase
from shared.pipeline.lookup import lookup
from shared.pipeline.parse import parse
from shared.pipeline.register import register
from shared.pipeline.submit import submit
from tests.builders import CV_TEXT, an_id, an_upload


def test_a_waiting_job_tells_its_place(world):
    first = submit(an_upload(), world.services)
    world.clock.advance(seconds=1)
    second = submit(an_upload(), world.services)

    assert lookup(first.id, world.services) == {
        "job_id": first.id,
        "status": "pending",
        "position_in_queue": 1,
    }
    assert lookup(second.id, world.services)["position_in_queue"] == 2


def test_a_running_job_tells_since_when(world):
    job = submit(an_upload(), world.services)
    world.jobs.claim(job.id, run_token="t", now=world.clock(), lease_until=world.clock())

    assert lookup(job.id, world.services) == {
        "job_id": job.id,
        "status": "running",
        "started_at": "2026-11-23T12:00:00Z",
    }


def test_a_done_job_tells_its_result_from_any_tier(world):
    job = submit(an_upload(), world.services)
    parse(job.id, world.services, world.parser)

    from_cache = lookup(job.id, world.services)
    world.cache.__init__()
    from_rows = lookup(job.id, world.services)

    assert from_cache == from_rows
    assert from_cache["result"]["data"]["personal_info"]["name"] == "Nadia Verhoeven"


def test_a_failed_job_tells_why_in_the_callers_language(world):
    world.reader.faults = [Corrupt()]
    job = submit(an_upload(), world.services)
    parse(job.id, world.services, world.parser)

    assert lookup(job.id, world.services)["error"] == "The document is damaged."
    assert lookup(job.id, world.services, locale="fr")["error"] == "Le document est corrompu."


def test_the_job_of_another_owner_is_not_there(world):
    job = submit(an_upload(owner="acme"), world.services)
    parse(job.id, world.services, world.parser)

    with pytest.raises(JobNotFound):
        lookup(job.id, world.services, owner="globex")
    assert lookup(job.id, world.services, owner="acme")["status"] == "done"


def test_who_waits_hears_at_once_when_the_job_is_over(world):
    job = submit(an_upload(), world.services)
    answers = []
    waiting = Thread(
        target=lambda: answers.append(lookup(job.id, world.services, wait=30)), daemon=True
    )
    waiting.start()

    parse(job.id, world.services, world.parser)

    waiting.join(10)
    assert answers
    assert answers[0]["status"] == "done"


def test_an_erased_job_is_gone_from_every_tier(world):
    job = submit(an_upload(webhook_url="https://receiver.example/h"), world.services)
    parse(job.id, world.services, world.parser)

    erase(job.id, world.services)

    with pytest.raises(JobErased):
        lookup(job.id, world.services)
    with pytest.raises(JobErased):
        erase(job.id, world.services)
    assert list(world.objects.list("")) == []
    assert world.cache.get(job.id) is None
    assert world.deliveries.of_job(job.id) == []
    assert world.jobs.get(job.id).file_name == ""


def test_a_result_that_is_finished_late_does_not_bring_an_erased_cv_back(world):
    job = submit(an_upload(), world.services)
    erase(job.id, world.services)

    world.cache.put(job.id, b'{"owner": "", "result": {}}')

    with pytest.raises(JobErased):
        lookup(job.id, world.services)


def test_an_erased_drop_is_gone_from_inbox_and_outbox(world):
    world.objects.drop("inbox/cv.txt", CV_TEXT)
    job = register("inbox/cv.txt", world.services)
    parse(job.id, world.services, world.parser)

    erase(job.id, world.services)

    assert list(world.objects.list("")) == []


def test_nobody_erases_the_job_of_another_owner(world):
    job = submit(an_upload(owner="acme"), world.services)

    with pytest.raises(JobNotFound):
        erase(job.id, world.services, owner="globex")
    with pytest.raises(JobNotFound):
        erase(an_id(), world.services)
