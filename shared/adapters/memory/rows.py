"""What a database would hold, in memory: the three stores share it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock

from shared.domain.dead_letter import Action, Attempt, DeadLetter
from shared.domain.delivery import Delivery
from shared.domain.job import Job
from shared.ports import StoredResult


@dataclass(kw_only=True)
class Held:
    """Who holds a row, and until when."""

    run_token: str
    lease_until: datetime


@dataclass(kw_only=True)
class Rows:
    """What a database would hold."""

    lock: RLock = field(default_factory=RLock)
    jobs: dict[str, Job] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)  # by job or delivery id
    checkpoints: dict[str, bytes] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)  # by job id
    results: dict[str, StoredResult] = field(default_factory=dict)
    attempts: dict[str, list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)  # in a row, by endpoint
    paused: dict[str, datetime] = field(default_factory=dict)  # endpoints, until when
    letters: dict[str, DeadLetter] = field(default_factory=dict)
    audit: dict[str, list[Action]] = field(default_factory=lambda: defaultdict(list))  # by subject
