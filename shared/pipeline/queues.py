"""Which queue an id goes to, and handing it over as well as can be."""

import structlog

from shared.domain.delivery import Delivery
from shared.domain.job import Job, Priority
from shared.errors import QueueUnavailable
from shared.services import Services

log = structlog.get_logger(__name__)

QUEUE_OF = {
    Priority.PREMIUM: "cv-premium",
    Priority.STANDARD: "cv-standard",
    Priority.BATCH: "cv-batch",
}
WEBHOOKS = "webhooks"


def push_job(job: Job, services: Services) -> None:
    """Queue the job's id. The row is the truth: what fails here the reconciler pushes again."""
    _push(QUEUE_OF[job.priority], job.id, handout_of(job), services)


def push_delivery(delivery: Delivery, services: Services) -> None:
    """Queue the delivery's id, as well as can be."""
    _push(WEBHOOKS, delivery.id, delivery.attempts, services)


def handout_of(job: Job) -> int:
    """Return a number that tells one handing out of a job from the next."""
    return job.generation * 1000 + job.attempts + job.crashes


def _push(queue: str, item_id: str, handout: int, services: Services) -> None:
    try:
        services.queue.push(queue, item_id, handout)
    except QueueUnavailable as error:
        log.warning("push_failed", queue=queue, item=item_id, error=error.code)
