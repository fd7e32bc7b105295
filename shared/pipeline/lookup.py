"""What became of a job: its state now, or its result, or a wait until there is one."""

import json
from datetime import timedelta
from typing import Any

from shared.domain import outcome
from shared.domain.job import Job, Status
from shared.errors import JobErased, JobNotFound
from shared.messages import text
from shared.ports import StoredResult
from shared.services import Services

RECHECK = 2.0  # seconds; an announcement may be lost with Redis


def lookup(
    job_id: str, services: Services, *, owner: str = "", locale: str = "en", wait: float = 0
) -> dict[str, Any]:
    """Return the answer about a job, at most `wait` seconds late if it is not over yet.

    Redis is asked first, then PostgreSQL, then the object store. Raises `JobNotFound` (also for
    the job of another owner) and `JobErased`.
    """
    cached = services.cache.get(job_id)
    if cached is not None:
        kept = json.loads(cached)
        if kept["owner"] == owner:
            return outcome.done(job_id, kept["result"])
    job = _wait(_get(job_id, owner, services), services, wait)
    return _answer(job, services, locale)


def _get(job_id: str, owner: str, services: Services) -> Job:
    job = services.jobs.get(job_id)
    if job.owner != owner:
        raise JobNotFound
    return job


def _wait(job: Job, services: Services, seconds: float) -> Job:
    if job.is_answered or seconds <= 0:
        return job
    until = services.now() + timedelta(seconds=seconds)
    with services.cache.listen(job.id) as listener:
        # Only what is announced from now on is heard, so the row is looked at again first.
        while not (job := services.jobs.get(job.id)).is_answered:
            left = (until - services.now()).total_seconds()
            if left <= 0:
                break
            listener.wait(min(left, RECHECK))
    return job


def _answer(job: Job, services: Services, locale: str) -> dict[str, Any]:
    match job.status:
        case Status.QUEUED if not job.degraded:
            return outcome.pending(job, services.jobs.load(job).ahead + 1)
        case Status.RUNNING if not job.degraded:
            return outcome.running(job)
        case Status.DONE | Status.QUEUED | Status.RUNNING:
            return outcome.done(job.id, json.loads(_body(job, services)))
        case Status.FAILED:
            return outcome.failed(job, text(job.error_code or "", locale))
        case Status.ERASED:
            raise JobErased


def _body(job: Job, services: Services) -> bytes:
    stored = services.jobs.result(job.id) or StoredResult()
    if stored.body is not None:
        return stored.body
    if stored.object_key is None:
        raise JobErased  # between our two looks at the row
    return services.objects.get(stored.object_key)
