"""A delivery: the exact bytes owed to a caller's webhook, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit


class DeliveryStatus(StrEnum):
    """Where a delivery is."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One webhook owed. Times are aware, in UTC."""

    id: str  # the `webhook-id`, the same on every attempt
    job_id: str
    event: str  # "job.done" or "job.failed"
    generation: int  # of the job
    url: str
    secret: str | None  # sealed
    body: bytes  # serialised once, sent and signed as it is
    status: DeliveryStatus = DeliveryStatus.PENDING
    attempts: int = 0  # also the one that arrived; since it was last sent from the start
    available_at: datetime
    created_at: datetime
    last_status: int | None = None  # HTTP status of the last attempt
    last_error: str | None = None  # code of the last failure

    @property
    def endpoint(self) -> str:
        """The server that the webhook goes to: all its deliveries share a cap and a pause."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}".lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the endpoint said."""

    status: int  # HTTP
    retry_after: float | None = None  # seconds

    @property
    def accepted(self) -> bool:
        """Whether the delivery arrived: any 2xx."""
        return 200 <= self.status < 300


GONE = 410
