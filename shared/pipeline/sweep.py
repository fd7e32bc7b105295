"""What the schedule looks after: drops nobody announced, blobs nobody owns, CVs past their time."""

from collections.abc import Iterable, Iterator
from itertools import islice

import structlog

from shared.domain.object_key import INBOX, RESULTS, UPLOADS, is_drop, job_id_of
from shared.errors import JobErased
from shared.pipeline.erase import erase
from shared.pipeline.register import register
from shared.ports import ObjectInfo
from shared.services import Services

log = structlog.get_logger(__name__)

BATCH = 500


def register_forgotten_drops(services: Services) -> int:
    """Make jobs of the objects in `inbox/` that have none; return how many.

    Notifications are at-most-once on SeaweedFS, and MinIO loses them without a queue directory.
    """
    registered = 0
    for objects in _chunks(services.objects.list(INBOX)):
        drops = [found for found in objects if is_drop(found.key)]
        known = services.jobs.known_sources({(found.key, found.etag) for found in drops})
        for found in drops:
            if (found.key, found.etag) not in known and register(found.key, services):
                registered += 1
    return registered


def delete_orphans(services: Services) -> int:
    """Delete uploads and results without a job, once they are old enough; return how many."""
    deleted = 0
    oldest = services.now() - services.limits.orphan_age
    for prefix in (UPLOADS, RESULTS):
        for objects in _chunks(services.objects.list(prefix)):
            old = {
                found.key: job_id_of(found.key) for found in objects if found.modified_at < oldest
            }
            known = services.jobs.known_ids({job_id for job_id in old.values() if job_id})
            for key, job_id in old.items():
                if job_id not in known:
                    services.objects.delete(key)
                    deleted += 1
    return deleted


def erase_expired(services: Services) -> int:
    """Erase finished jobs whose time is over; return how many."""
    if services.limits.retention is None:
        return 0
    before = services.now() - services.limits.retention
    expired = services.jobs.finished_before(before, BATCH)
    for job_id in expired:
        try:
            erase(job_id, services)
        except JobErased:
            continue
    return len(expired)


def _chunks(objects: Iterable[ObjectInfo]) -> Iterator[list[ObjectInfo]]:
    source = iter(objects)
    while chunk := list(islice(source, BATCH)):
        yield chunk
