"""An uploaded CV becomes a job."""

import structlog

from shared.domain import file_type
from shared.domain.job import Job
from shared.domain.object_key import upload_key
from shared.domain.upload import Upload
from shared.errors import IdempotencyConflict, MissingWebhookUrl, TooLarge
from shared.pipeline.queues import push_job
from shared.services import Services

log = structlog.get_logger(__name__)


def submit(upload: Upload, services: Services) -> Job:
    """Store the CV and queue it for parsing; return the job to ask about.

    Once this returns the CV is kept: the file lies in the object store and the row is committed.
    The queue comes last: a worker must never meet an id whose file or row is not there yet.

    Raises `Refused` or `Unreadable` for what is not acceptable, `Unavailable` when it cannot be
    kept; in both cases nothing is left behind.
    """
    _check(upload, services)
    job = _job_of(upload, services)
    services.objects.put(job.object_key, upload.content, job.size, "application/octet-stream")
    try:
        kept = services.jobs.add(job)
    except Exception:
        # The commit may have gone through although its answer did not: the sweep decides later.
        log.warning("accept_failed", job_id=job.id)
        raise
    if kept.id != job.id:
        services.objects.delete(job.object_key)
        return _same_request(kept, job)
    log.info("job_accepted", job_id=job.id, bytes=job.size, priority=job.priority)
    push_job(job, services)
    return job


def _check(upload: Upload, services: Services) -> None:
    if len(upload.content) > services.limits.max_bytes:
        raise TooLarge
    file_type.check(upload.file_name, upload.content)
    if upload.webhook_url:
        services.sender.check(upload.webhook_url)
    elif upload.webhook_secret:  # whoever signs expects to be called
        raise MissingWebhookUrl


def _job_of(upload: Upload, services: Services) -> Job:
    job_id = services.new_id()
    now = services.now()
    extension = upload.file_name.rpartition(".")[2].lower()
    return Job(
        id=job_id,
        priority=upload.priority,
        owner=upload.owner,
        locale=upload.locale,
        file_name=upload.file_name,
        size=len(upload.content),
        sha256=upload.sha256,
        object_key=upload_key(job_id, extension),
        webhook_url=upload.webhook_url,
        webhook_secret=services.sealer.seal(upload.webhook_secret)
        if upload.webhook_secret
        else None,
        idempotency_key=upload.idempotency_key,
        request_hash=upload.request_hash if upload.idempotency_key else None,
        available_at=now,
        created_at=now,
    )


def _same_request(earlier: Job, job: Job) -> Job:
    if earlier.request_hash != job.request_hash:
        raise IdempotencyConflict
    return earlier
