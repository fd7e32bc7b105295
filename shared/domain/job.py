"""A job: one CV on its way from accepted to done, failed or erased."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.errors import IllegalTransition, UnknownPriority


class Status(StrEnum):
    """Where a job is. The API calls `queued` "pending"."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    ERASED = "erased"


NEXT: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.RUNNING, Status.FAILED, Status.ERASED}),
    Status.RUNNING: frozenset({Status.DONE, Status.FAILED, Status.QUEUED, Status.ERASED}),
    Status.DONE: frozenset({Status.QUEUED, Status.ERASED}),  # to be read by a better engine
    Status.FAILED: frozenset({Status.QUEUED, Status.ERASED}),
    Status.ERASED: frozenset(),
}

OVER = frozenset({Status.DONE, Status.FAILED, Status.ERASED})


def check_move(before: Status, after: Status) -> None:
    """Raise `IllegalTransition` unless a job may go from `before` to `after`."""
    if after not in NEXT[before]:
        raise IllegalTransition(f"{before} -> {after}")


class Priority(StrEnum):
    """Who is served first."""

    PREMIUM = "premium"
    STANDARD = "standard"
    BATCH = "batch"

    @classmethod
    def of(cls, name: str | None) -> "Priority":
        """Return the priority called `name` (default standard); raise `UnknownPriority`."""
        if not name:
            return cls.STANDARD
        try:
            return cls(name.strip().lower())
        except ValueError:
            raise UnknownPriority from None


RANK = {Priority.PREMIUM: 0, Priority.STANDARD: 1, Priority.BATCH: 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """What is known of a job. Times are aware, in UTC."""

    id: str
    status: Status = Status.QUEUED
    priority: Priority = Priority.STANDARD
    owner: str = ""  # name of the API key that sent it; "" = none was needed
    locale: str = "en"  # of the texts its caller reads: "en" or "fr"
    file_name: str
    size: int  # bytes
    sha256: str
    object_key: str  # of the file in the bucket
    source_etag: str | None = None  # of an object that was dropped into inbox/
    webhook_url: str | None = None
    webhook_secret: str | None = None  # sealed
    idempotency_key: str | None = None
    request_hash: str | None = None  # of file and options; tells a retry from another request
    attempts: int = 0  # failed attempts since it was last queued anew
    crashes: int = 0  # workers that died on it
    generation: int = 0  # grows whenever it is queued anew
    degraded: bool = False  # it has a result, from an engine that stood in for the LLM
    available_at: datetime  # not before this
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None
    error_code: str | None = None
    error_detail: str | None = None  # for operators; holds no CV content

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.status in OVER

    @property
    def is_answered(self) -> bool:
        """Whether its caller has an answer; a better one may be under way."""
        return self.is_over or self.degraded


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """The right to run a job: whoever holds the token may finish it, until the lease ends."""

    job: Job
    run_token: str
    lease_until: datetime
