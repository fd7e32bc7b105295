"""An upload becomes a job, or leaves nothing behind."""

from dataclasses import replace

import pytest

from shared.domain.job import Priority, Status
from shared.errors import (
    BadWebhookUrl,
    DatabaseUnavailable,
    EmptyFile,
    IdempotencyConflict,
    MissingWebhookUrl,
    QueueUnavailable,
    TooLarge,
    TypeMismatch,
    UnsupportedType,
)
from shared.pipeline.submit import submit
from tests.builders import CV_TEXT, an_upload


def everything_in(world):
    return list(world.objects.list("")), list(world.rows.jobs)


def test_an_accepted_cv_is_stored_kept_and_queued(world):
    job = submit(an_upload(priority=Priority.PREMIUM), world.services)

    assert world.objects.get(job.object_key) == CV_TEXT
    assert world.jobs.get(job.id).status is Status.QUEUED
    assert world.queue.pop("cv-premium") == job.id


@pytest.mark.parametrize(
    ("upload", "error"),
    [
        (an_upload(content=b""), EmptyFile),
        (an_upload(file_name="cv.exe"), UnsupportedType),
        (an_upload(file_name="cv.pdf"), TypeMismatch),
        (an_upload(webhook_url="ftp://receiver.example"), BadWebhookUrl),
        (an_upload(webhook_secret="s3cret"), MissingWebhookUrl),
        (an_upload(webhook_secret="s3cret", idempotency_key="k"), MissingWebhookUrl),
    ],
)
def test_a_refused_upload_leaves_nothing_behind(world, upload, error):
    with pytest.raises(error):
        submit(upload, world.services)

    assert everything_in(world) == ([], [])


def test_a_file_over_the_limit_is_refused(world):
    services = replace(world.services, limits=replace(world.limits, max_bytes=10))

    with pytest.raises(TooLarge):
        submit(an_upload(), services)

    assert everything_in(world) == ([], [])


def test_an_accepted_cv_is_kept_although_the_queue_is_down(world, monkeypatch):
    def down(*_):
        raise QueueUnavailable

    monkeypatch.setattr(world.queue, "push", down)

    job = submit(an_upload(), world.services)

    assert world.jobs.get(job.id).status is Status.QUEUED


def test_nothing_is_accepted_while_the_database_is_down(world, monkeypatch):
    def down(*_):
        raise DatabaseUnavailable

    monkeypatch.setattr(world.jobs, "add", down)

    with pytest.raises(DatabaseUnavailable):
        submit(an_upload(), world.services)

    assert world.rows.jobs == {}
    assert world.queue.depth("cv-standard") == 0


def test_the_same_idempotency_key_gives_the_same_job(world):
    first = submit(an_upload(idempotency_key="k"), world.services)

    second = submit(an_upload(idempotency_key="k"), world.services)

    assert second.id == first.id
    assert [found.key for found in world.objects.list("")] == [first.object_key]
    assert world.queue.depth("cv-standard") == 1


def test_an_idempotency_key_with_another_file_is_a_conflict(world):
    submit(an_upload(idempotency_key="k"), world.services)

    with pytest.raises(IdempotencyConflict):
        submit(an_upload(idempotency_key="k", content=CV_TEXT + b"more"), world.services)

    assert len(list(world.objects.list(""))) == 1


def test_the_file_name_is_not_part_of_any_key(world):
    job = submit(an_upload(file_name="Nadia Verhoeven.txt"), world.services)

    assert "Nadia" not in job.object_key
    assert job.file_name == "Nadia Verhoeven.txt"
