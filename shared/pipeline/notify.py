"""News from the bucket: what was dropped into `inbox/` is registered, all else is acknowledged."""

from collections.abc import Mapping

import structlog

from shared.domain.events import cloud_event
from shared.domain.notifications import objects_created
from shared.errors import BadRequestBody
from shared.pipeline.register import register
from shared.services import Services

log = structlog.get_logger(__name__)


def notify(headers: Mapping[str, str], body: bytes, services: Services, *, bucket: str) -> None:
    """Register the objects that the notification tells of.

    What can never be understood is logged and acknowledged: MinIO would send it again forever, and
    nothing behind it. Raises `Unavailable` when our own stores are down: then it shall come again.
    """
    try:
        created = objects_created(headers, body)
    except BadRequestBody as error:
        log.warning("notification_not_understood", bytes=len(body), error=error.detail)
        return
    for found in created:
        if found.bucket == bucket:
            register(found.key, services)


def undelivered(
    headers: Mapping[str, str], body: bytes, services: Services, *, bucket: str
) -> None:
    """Take in what a broker could not deliver: a file is registered here, a job has its row.

    So that an event is lost to nobody but the one that sent something else.
    """
    event = cloud_event(headers, body)
    if event is not None:
        log.warning("event_undelivered", type=event.type, status=event.failed_with)
    notify(headers, body, services, bucket=bucket)
