"""An object dropped into `inbox/` becomes a job."""

import structlog

from shared.domain.job import Job, Priority
from shared.domain.object_key import file_name_of, is_drop, priority_of
from shared.errors import (
    BadWebhookUrl,
    FileGone,
    MissingWebhookUrl,
    SecretsNotConfigured,
    UnknownPriority,
)
from shared.pipeline.queues import push_job
from shared.ports import ObjectInfo
from shared.services import Services

log = structlog.get_logger(__name__)


def register(key: str, services: Services) -> Job | None:
    """Make a job of the object at `key` and queue it; None when there is nothing to parse.

    The same object (key and etag) is one job, however often it is announced. The file stays where
    it is.
    """
    if not is_drop(key):
        return None
    try:
        found = services.objects.stat(key)
    except FileGone:
        log.info("drop_gone")
        return None
    job = _job_of(found, services)
    kept = services.jobs.add(job)
    if kept.id != job.id:
        return kept
    log.info("drop_registered", job_id=job.id, bytes=job.size, priority=job.priority)
    push_job(job, services)
    return job


def _job_of(found: ObjectInfo, services: Services) -> Job:
    now = services.now()
    url, secret = _webhook(found, services)
    return Job(
        id=services.new_id(),
        priority=_priority(found),
        locale="fr" if found.metadata.get("locale") == "fr" else "en",
        file_name=file_name_of(found.key),
        size=found.size,
        sha256="",  # nobody has read the file yet
        object_key=found.key,
        source_etag=found.etag,
        webhook_url=url,
        webhook_secret=secret,
        available_at=now,
        created_at=now,
    )


def _priority(found: ObjectInfo) -> Priority:
    try:
        return Priority.of(found.metadata.get("priority") or priority_of(found.key))
    except UnknownPriority:
        log.warning("drop_priority_unknown")
        return priority_of(found.key)


def _webhook(found: ObjectInfo, services: Services) -> tuple[str | None, str | None]:
    """Return URL and sealed secret. Wrong ones must not lose the CV: the outbox has its result."""
    url, secret = found.metadata.get("webhook-url"), found.metadata.get("webhook-secret")
    if not url and not secret:
        return None, None
    try:
        if not url:
            raise MissingWebhookUrl
        services.sender.check(url)
        return url, services.sealer.seal(secret) if secret else None
    except (BadWebhookUrl, MissingWebhookUrl, SecretsNotConfigured) as error:
        log.warning("drop_webhook_refused", error=error.code)
        return None, None
