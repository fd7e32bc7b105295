"""Parse once: what a caller has paid for is not paid for again when the same file comes again."""

import json
from datetime import datetime

import structlog

from shared.domain import outcome
from shared.domain.job import Job
from shared.domain.result import as_reused
from shared.errors import FileGone
from shared.ports import StoredResult
from shared.services import Services

log = structlog.get_logger(__name__)


def reuse(job: Job, fingerprint: str, started: datetime, services: Services) -> outcome.Json | None:
    """Return the result that another job of the same owner has under `fingerprint`, as this job's.

    None where there is none, or where it is being erased.
    """
    stored = services.jobs.parsed_before(job.owner, fingerprint)
    body = _body(stored, services) if stored else None
    if body is None:
        return None
    earlier = json.loads(body)
    now = services.now()
    log.info("result_reused")
    return outcome.result(
        job,
        earlier["data"],
        as_reused(earlier["meta"]),
        seconds=(now - started).total_seconds(),
        parsed_at=now,
    )


def _body(stored: StoredResult, services: Services) -> bytes | None:
    if stored.object_key is None:
        return stored.body
    try:
        return services.objects.get(stored.object_key)
    except FileGone:
        return None
