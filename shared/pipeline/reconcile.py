"""What the rows say is brought into Redis: due work is queued, lost workers' work is taken back."""

import structlog

from shared.domain.dead_letter import Attempt
from shared.domain.job import Claim
from shared.errors import WorkerCrashed
from shared.pipeline.ending import give_up
from shared.pipeline.queues import handout_of, push_delivery, push_job
from shared.services import Services

log = structlog.get_logger(__name__)

BATCH = 500  # rows looked at in one pass


def reconcile(services: Services, *, take_back: bool = True) -> int:
    """Queue what is due and not in Redis; return how many ids were pushed.

    `take_back` also ends the leases of workers that died. Raises `Unavailable` when PostgreSQL or
    Redis does not answer: the next pass does it.
    """
    if take_back:
        take_back_lapsed(services)
    return push_due_jobs(services) + push_due_deliveries(services)


def take_back_lapsed(services: Services) -> None:
    """Queue again, or give up, the jobs whose worker has died."""
    for claim in services.jobs.lapsed(services.now(), BATCH):
        attempt = _crash(claim, services)
        if not _is_poison(claim, services):
            if services.jobs.take_back(claim, attempt, services.now()):
                log.warning("job_taken_back", job_id=claim.job.id, crashes=claim.job.crashes + 1)
        else:
            log.warning("job_quarantined", job_id=claim.job.id, crashes=claim.job.crashes + 1)
            give_up(claim, attempt, services, transient=False, poison=True)


def _is_poison(claim: Claim, services: Services) -> bool:
    """Whether too many workers have died on it; where its content is known for that, one will do."""
    job = claim.job
    return job.crashes + 1 >= services.limits.max_crashes or services.jobs.is_poison(job.sha256)


def push_due_jobs(services: Services) -> int:
    """Push the due jobs that neither a queue nor a live worker holds."""
    due = {(job.id, handout_of(job)): job for job in services.jobs.due(services.now(), BATCH)}
    missing = services.queue.missing(list(due))
    for item in missing:
        push_job(due[item], services)
    return len(missing)


def push_due_deliveries(services: Services) -> int:
    """Push the due deliveries that neither a queue nor a live worker holds."""
    waiting = services.deliveries.due(services.now(), BATCH)
    due = {(delivery.id, delivery.attempts): delivery for delivery in waiting}
    missing = services.queue.missing(list(due))
    for item in missing:
        push_delivery(due[item], services)
    return len(missing)


def _crash(claim: Claim, services: Services) -> Attempt:
    started = claim.job.started_at or claim.lease_until
    seconds = (claim.lease_until - started).total_seconds()
    return Attempt(at=services.now(), seconds=round(seconds, 3), error_code=WorkerCrashed.code)
