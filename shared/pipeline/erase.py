"""A CV is erased from every tier; its id remains, so that it is known to be gone."""

import structlog

from shared.domain.job import Job
from shared.domain.object_key import is_drop, outbox_key, result_key
from shared.errors import JobErased, JobNotFound
from shared.services import Services

log = structlog.get_logger(__name__)


def erase(job_id: str, services: Services, *, owner: str | None = None) -> None:
    """Forget the CV, its result and its webhooks.

    The row comes last: until it says so the job is not erased, and the caller is told to try
    again. `owner` None is the service itself. Raises `JobNotFound`, `JobErased`, `Unavailable`.
    """
    job = services.jobs.get(job_id)
    if owner is not None and job.owner != owner:
        raise JobNotFound
    if job.status == "erased":
        raise JobErased
    services.cache.forget(job.id)
    for key in _keys(job):
        services.objects.delete(key)
    services.jobs.erase(job.id, services.now())
    log.info("job_erased", job_id=job.id)


def _keys(job: Job) -> list[str]:
    keys = [job.object_key, result_key(job.id)]
    if is_drop(job.object_key):
        keys.append(outbox_key(job.object_key))
    return keys
