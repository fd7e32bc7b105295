"""What a pipeline step may touch: the ports, the clock, and the limits it keeps to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.retry import WEBHOOK_DELAYS
from shared.ports import (
    Cache,
    DeadLetters,
    Deliveries,
    Engine,
    Jobs,
    Leases,
    Ledger,
    Objects,
    Queue,
    Reader,
    Sealer,
    Sender,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The numbers that the pipeline keeps to."""

    max_bytes: int = 10 * 1024 * 1024  # of one file
    max_attempts: int = 3  # at a job, then it is a dead letter
    max_crashes: int = 3  # of workers on one job, then it is quarantined
    max_replays: int = 3  # by the schedule, then it is quarantined
    lease: timedelta = timedelta(seconds=15)
    delivery_lease: timedelta = timedelta(seconds=60)
    inline_result: int = 256 * 1024  # bytes; larger results go to the object store
    retention: timedelta | None = None  # until a finished job is erased; None = never
    replay_rate: int = 50  # dead letters in one scheduled run
    reparse_degraded: bool = False  # whether the schedule has the LLM read what it missed
    per_endpoint: int = 2  # deliveries under way at a time to one endpoint
    webhook_delays: Sequence[timedelta] = WEBHOOK_DELAYS  # before each attempt at a webhook
    replay_delay: timedelta = timedelta(minutes=10)  # before the schedule replays a dead letter
    orphan_age: timedelta = timedelta(hours=24)  # of an upload without a job, then it is deleted
    places: int = 8  # jobs that run at once, for estimates while no bridge tells


@dataclass(frozen=True, kw_only=True, slots=True)
class Services:
    """The outside world of a pipeline step."""

    jobs: Jobs
    deliveries: Deliveries
    letters: DeadLetters
    objects: Objects
    queue: Queue
    cache: Cache
    sender: Sender
    leases: Leases
    sealer: Sealer
    ledger: Ledger
    now: Callable[[], datetime]  # aware, UTC
    new_id: Callable[[], str]  # unguessable
    chance: Callable[[], float]  # in [0, 1)
    limits: Limits
    engine_pause: Callable[[], float] = lambda: 0.0  # seconds until the LLM may be called


@dataclass(frozen=True, kw_only=True, slots=True)
class Parser:
    """The two halves of parsing. Only `parse-worker` has them: they bring the heavy libraries."""

    reader: Reader
    engine: Engine
    recipe: str | None = None  # what decides an answer besides the file; None: parse each time
