"""A dead letter: work that was given up, kept until somebody or time decides."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Function(StrEnum):
    """The functions whose work can die."""

    PARSE_WORKER = "parse-worker"
    WEBHOOK_DISPATCH = "webhook-dispatch"


class LetterStatus(StrEnum):
    """Where a dead letter is."""

    DEAD = "dead"
    REPLAYED = "replayed"
    QUARANTINED = "quarantined"  # poison: left out of every replay in bulk
    PURGED = "purged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One run of a job, which failed, or of a webhook. Holds no CV content."""

    at: datetime  # when it was over
    seconds: float
    status: int | None = None  # HTTP, of the webhook's endpoint; None = it did not answer
    error_code: str = ""  # "" = the webhook arrived
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """What somebody did to a dead letter or a delivery: an entry of the audit."""

    at: datetime
    actor: str
    action: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetter:
    """Work that was given up."""

    id: str
    function: Function
    job_id: str
    delivery_id: str | None = None  # of a webhook that could not be delivered
    priority: str = "standard"
    error_code: str
    transient: bool  # whether time alone may mend it
    status: LetterStatus = LetterStatus.DEAD
    replays: int = 0
    created_at: datetime
    replay_after: datetime | None = None  # for the scheduled replay; None = never by itself
    reason: str = ""  # why it was purged or quarantined
    history: tuple[Attempt, ...] = field(default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFilter:
    """Which dead letters; None means any."""

    function: Function | None = None
    error_code: str | None = None
    priority: str | None = None
    status: LetterStatus | None = LetterStatus.DEAD
    transient: bool | None = None
    created_before: datetime | None = None
    created_after: datetime | None = None
    replay_before: datetime | None = None  # due for the scheduled replay by then
