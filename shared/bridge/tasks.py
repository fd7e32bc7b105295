"""The task behind every RQ job. A plain `rq worker` on one queue can run it too."""

from functools import cache

import structlog

from shared.bridge.courier import Courier
from shared.errors import PipelineError
from shared.wiring import services, settings

log = structlog.get_logger(__name__)


def call(queue: str, item_id: str) -> None:
    """Bring the id to the function of its queue.

    It never fails in RQ's eyes: what becomes of a job is told by its row alone.
    """
    try:
        courier().bring(queue, item_id)
    except PipelineError as error:
        log.warning("not_brought", queue=queue, item=item_id, error=error.code)


@cache
def courier() -> Courier:
    """Return the courier of this process."""
    found = settings()
    return Courier(found.function_url, found.bridge_timeout, services())
