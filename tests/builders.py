"""Values for tests, with only what the test is about spelled out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from shared.domain.dead_letter import Attempt, DeadLetter, Function
from shared.domain.delivery import Delivery
from shared.domain.job import Job
from shared.domain.upload import Upload

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CV_TEXT = b"Nadia Verhoeven\nnadia.verhoeven@example.com\n\nExperience\nBuyer, Tallow Cosmetics\n"


class Clock:
    """The time, moved by hand."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **units: float) -> datetime:
        """Move on, by seconds, minutes, hours; return the new time."""
        self.at += timedelta(**units)
        return self.at


def an_id() -> str:
    return str(uuid4())


def a_job(**values: Any) -> Job:
    job_id = values.pop("id", an_id())
    job = Job(
        id=job_id,
        file_name="nadia.txt",
        size=100,
        sha256="ab" * 32,
        object_key=f"uploads/{job_id}/cv.txt",
        available_at=NOON,
        created_at=NOON,
    )
    return replace(job, **values)


def an_upload(**values: Any) -> Upload:
    return replace(Upload(file_name="nadia.txt", content=CV_TEXT), **values)


def a_delivery(job: Job, **values: Any) -> Delivery:
    delivery = Delivery(
        id=f"msg_{an_id()}",
        job_id=job.id,
        event="job.done",
        generation=job.generation,
        url="https://receiver.example/hook",
        secret="s3cret",
        body=b'{"status":"done"}',
        available_at=NOON,
        created_at=NOON,
    )
    return replace(delivery, **values)


def an_attempt(**values: Any) -> Attempt:
    return replace(Attempt(at=NOON, seconds=1.5, error_code="engine_unavailable"), **values)


def a_letter(job: Job, **values: Any) -> DeadLetter:
    letter = DeadLetter(
        id=an_id(),
        function=Function.PARSE_WORKER,
        job_id=job.id,
        error_code="engine_unavailable",
        transient=True,
        created_at=NOON,
        replay_after=NOON + timedelta(minutes=10),
    )
    return replace(letter, **values)
