"""How long a job will wait, from what waits before it and how long such jobs took."""

import math

from shared.domain.job import Job
from shared.errors import DatabaseUnavailable
from shared.services import Services

USUAL_SECONDS = 2.0  # of a job, until there are measured ones


def estimated_wait(job: Job, services: Services) -> str:
    """Return the wait until the job is over, in whole seconds, such as "30s"."""
    try:
        load = services.jobs.load(job)
    except DatabaseUnavailable:  # the job is accepted; a guess must not turn that into an error
        return f"{math.ceil(USUAL_SECONDS)}s"
    seconds = load.mean_seconds or USUAL_SECONDS
    rounds = (load.ahead + load.running) // services.limits.capacity + 1
    return f"{max(1, math.ceil(rounds * seconds))}s"
