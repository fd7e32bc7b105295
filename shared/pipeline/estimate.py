"""How long a job will wait, from what waits before it, how long such jobs took, how many run at once."""

import math

from shared.domain.job import Job
from shared.errors import DatabaseUnavailable, QueueUnavailable
from shared.pipeline.queues import QUEUE_OF
from shared.services import Services

USUAL_SECONDS = 2.0  # of a job, until there are measured ones


def estimated_wait(job: Job, services: Services) -> str:
    """Return the wait until the job is over, in whole seconds, such as "30s"."""
    try:
        load = services.jobs.load(job)
    except DatabaseUnavailable:  # the job is accepted; a guess must not turn that into an error
        return f"{math.ceil(USUAL_SECONDS)}s"
    seconds = load.mean_seconds or USUAL_SECONDS
    rounds = (load.ahead + load.running) // _places(job, services) + 1
    return f"{max(1, math.ceil(rounds * seconds))}s"


def _places(job: Job, services: Services) -> int:
    """Return how many such jobs run at once: as the live bridges say, else as is configured."""
    try:
        return services.queue.places(QUEUE_OF[job.priority]) or services.limits.places
    except QueueUnavailable:
        return services.limits.places
