"""What the pipeline needs from outside, in its own words. Adapters provide it; `wiring` chooses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO, Protocol

from shared.domain.circuit import Outcome, Permit
from shared.domain.cv import ParsedCV
from shared.domain.dead_letter import (
    Action,
    Attempt,
    DeadLetter,
    LetterFilter,
    LetterStatus,
)
from shared.domain.delivery import Answer, Delivery
from shared.domain.document import Document
from shared.domain.job import Claim, Job, Priority
from shared.domain.ledger import Call, Total


class Reader(Protocol):
    """Turns the bytes of a file into laid-out text."""

    def read(self, content: bytes, file_name: str) -> Document:
        """Return what `content` says to a human reader.

        Raises `Unreadable` (one of its kinds) for a file that cannot be read, `Unavailable` when
        the reader itself has failed.
        """
        ...


class Engine(Protocol):
    """Turns laid-out text into the data of a CV."""

    def parse(self, document: Document) -> ParsedCV:
        """Return the CV; its data fits the schema.

        Raises `Unavailable` for what may pass, `Postponed` for "not now", `Failed` for the rest.
        """
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredResult:
    """The result of a job: its JSON, or where that lies in the object store."""

    body: bytes | None = None
    object_key: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """What stands before a job."""

    ahead: int  # jobs that will be taken earlier
    running: int
    mean_seconds: float | None  # of recent runs; None when there were none


class Jobs(Protocol):
    """Keeps the jobs: the truth about every CV. Each method is one transaction.

    Any of them raises `DatabaseUnavailable`.
    """

    def add(self, job: Job) -> Job:
        """Keep `job`; return it, or the earlier one with its idempotency key or its source object."""
        ...

    def get(self, job_id: str) -> Job:
        """Return the job; raise `JobNotFound`."""
        ...

    def claim(
        self, job_id: str, *, run_token: str, now: datetime, lease_until: datetime
    ) -> Claim | None:
        """Take a queued, due job to run it; None when it is not there to be taken."""
        ...

    def extend(self, run_tokens: Collection[str], lease_until: datetime) -> None:
        """Keep the claims with these tokens for longer."""
        ...

    def checkpoint(self, claim: Claim, body: bytes, fingerprint: str | None = None) -> bool:
        """Keep what was parsed, so that a second run need not pay again; False: claim lost.

        With a `fingerprint` its owner need not pay again for another job either.
        """
        ...

    def checkpoint_of(self, job_id: str) -> bytes | None:
        """Return what the last run of this generation had parsed."""
        ...

    def finish(
        self,
        claim: Claim,
        result: StoredResult,
        delivery: Delivery | None,
        now: datetime,
        *,
        degraded: bool = False,
    ) -> bool:
        """Make the job done, with its result and the webhook owed; False: claim lost."""
        ...

    def keep(self, claim: Claim, attempt: Attempt | None, now: datetime) -> bool:
        """Make a degraded job done with the result that it had; False: claim lost."""
        ...

    def retry(self, claim: Claim, attempt: Attempt, available_at: datetime) -> bool:
        """Queue the job again after a failed attempt; False: claim lost."""
        ...

    def postpone(self, claim: Claim, available_at: datetime) -> bool:
        """Queue the job again without counting an attempt; False: claim lost."""
        ...

    def fail(
        self,
        claim: Claim,
        attempt: Attempt,
        letter: DeadLetter,
        delivery: Delivery | None,
        now: datetime,
    ) -> bool:
        """Make the job failed, with its dead letter and the webhook owed; False: claim lost."""
        ...

    def hold_back(self, job_id: str, available_at: datetime) -> None:
        """Do not hand out a queued job before `available_at`."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Job]:
        """Return queued jobs that may run, the most urgent first."""
        ...

    def lapsed(self, now: datetime, limit: int) -> Sequence[Claim]:
        """Return the claims whose lease is over."""
        ...

    def take_back(self, claim: Claim, attempt: Attempt, now: datetime) -> bool:
        """Queue a job whose worker died; its crashes grow by one. False: it was not lapsed."""
        ...

    def is_poison(self, sha256: str) -> bool:
        """Whether a job with this content has failed because worker after worker died on it."""
        ...

    def history(self, job_id: str) -> Sequence[Attempt]:
        """Return every failed attempt, the oldest first."""
        ...

    def load(self, job: Job) -> Load:
        """Return what stands before `job`."""
        ...

    def result(self, job_id: str) -> StoredResult | None:
        """Return the result of a done job."""
        ...

    def parsed_before(self, owner: str, fingerprint: str) -> StoredResult | None:
        """Return the newest result that a done job of `owner` has under this fingerprint."""
        ...

    def replay(self, job_id: str, now: datetime) -> Job | None:
        """Queue a failed job anew, one generation on; None when it is not failed."""
        ...

    def requeue_degraded(
        self, now: datetime, *, delay: timedelta, generations: int, limit: int
    ) -> Sequence[Job]:
        """Queue done jobs with a degraded result anew, one generation on; return them.

        Each once `delay`, doubled with every generation, has passed since its end, and at most so
        many `generations`. The earlier result stays until a better one comes.
        """
        ...

    def erase(self, job_id: str, now: datetime) -> None:
        """Forget all but the id, with result, deliveries and dead letters. `JobNotFound`."""
        ...

    def finished_before(self, before: datetime, limit: int) -> Sequence[str]:
        """Return ids of finished jobs that ended before that time, for retention."""
        ...

    def known_sources(self, sources: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return those (object key, etag) pairs that have a job."""
        ...

    def known_ids(self, job_ids: Collection[str]) -> set[str]:
        """Return those ids that belong to a job that is not erased."""
        ...

    def counts(self) -> Mapping[tuple[str, str], int]:
        """Return the number of jobs by (priority, status)."""
        ...

    def oldest_due(self, now: datetime) -> Mapping[Priority, datetime]:
        """Return since when the oldest queued job of each priority is due, where one is."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryClaim:
    """The right to make one attempt at a delivery."""

    delivery: Delivery
    run_token: str


class Deliveries(Protocol):
    """Keeps the webhooks owed (written with the job's end, by `Jobs`). `DatabaseUnavailable`."""

    def get(self, delivery_id: str) -> Delivery:
        """Return the delivery; raise `DeliveryNotFound`."""
        ...

    def of_job(self, job_id: str) -> Sequence[Delivery]:
        """Return the deliveries of a job, the oldest first."""
        ...

    def claim(
        self,
        delivery_id: str,
        *,
        run_token: str,
        now: datetime,
        lease_until: datetime,
        per_endpoint: int,
    ) -> DeliveryClaim | None:
        """Take a pending, due delivery that nobody holds; None when there is none.

        None also while its endpoint is paused, or has `per_endpoint` deliveries under way.
        """
        ...

    def delivered(self, claim: DeliveryClaim, attempt: Attempt) -> bool:
        """Note the attempt that the endpoint took, and that it is well; False: claim lost."""
        ...

    def note_failure(self, endpoint: str, now: datetime) -> int:
        """Return how often the endpoint has failed in a row, with this failure."""
        ...

    def pause(self, endpoint: str, until: datetime) -> None:
        """Leave the endpoint alone until then."""
        ...

    def retry(self, claim: DeliveryClaim, attempt: Attempt, available_at: datetime) -> bool:
        """Note a failed attempt and when the next is due; False: claim lost."""
        ...

    def fail(self, claim: DeliveryClaim, attempt: Attempt, letter: DeadLetter) -> bool:
        """Give the delivery up, with its dead letter; False: claim lost."""
        ...

    def hold_back(self, delivery_id: str, available_at: datetime) -> None:
        """Do not hand out a pending delivery before `available_at`."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Return pending deliveries whose time has come, held by nobody, to no paused endpoint."""
        ...

    def resend(self, delivery_id: str, *, actor: str, now: datetime) -> Delivery:
        """Make the delivery pending from the first attempt on, and write the audit.

        Raises `DeliveryNotFound`.
        """
        ...

    def history(self, delivery_id: str) -> Sequence[Attempt]:
        """Return every attempt, the oldest first."""
        ...


class DeadLetters(Protocol):
    """Keeps what was given up (written with the failure, by `Jobs` and `Deliveries`)."""

    def get(self, letter_id: str) -> DeadLetter:
        """Return the letter with its history; raise `DeadLetterNotFound`."""
        ...

    def find(self, wanted: LetterFilter, limit: int) -> Sequence[DeadLetter]:
        """Return matching letters, the oldest first, without their histories."""
        ...

    def mark(
        self, letter_id: str, status: LetterStatus, *, actor: str, reason: str, now: datetime
    ) -> None:
        """Change a letter's status and write the audit; raise `DeadLetterNotFound`."""
        ...

    def audit(self, subject: str) -> Sequence[Action]:
        """Return what was done to a letter or delivery with this id, the oldest first."""
        ...

    def depth(self) -> Mapping[tuple[str, str], int]:
        """Return the number of dead or quarantined letters by (function, error code)."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectInfo:
    """An object in the bucket."""

    key: str
    size: int  # bytes
    etag: str
    modified_at: datetime
    metadata: Mapping[str, str]  # the user's, names in lower case without `x-amz-meta-`


class Objects(Protocol):
    """Keeps files in one bucket. Any method raises `ObjectStoreUnavailable`."""

    def ensure_bucket(self) -> None:
        """Make the bucket if it is not there."""
        ...

    def put(self, key: str, content: bytes | BinaryIO, size: int, content_type: str) -> None:
        """Keep `size` bytes under `key`."""
        ...

    def get(self, key: str, etag: str | None = None) -> bytes:
        """Return the object; raise `FileGone` when it is not there, or not with that etag."""
        ...

    def stat(self, key: str) -> ObjectInfo:
        """Return what is known of the object; raise `FileGone`."""
        ...

    def delete(self, key: str) -> None:
        """Delete the object; it need not be there."""
        ...

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """Yield the objects below `prefix`, without their metadata."""
        ...


ALIVE = 10  # seconds without a sign of life until others take over what a bridge had taken


class Queue(Protocol):
    """Hands ids to the bridge. Any method raises `QueueUnavailable`."""

    def push(self, queue: str, item_id: str, delivery: int) -> None:
        """Queue an id; `delivery` tells one handing out of it from the next."""
        ...

    def missing(self, items: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
        """Return those (id, delivery) pairs that no queue and no live worker holds."""
        ...

    def depth(self, queue: str) -> int:
        """Return how many ids wait."""
        ...

    def show_life(self, bridge_id: str, places: Mapping[str, int]) -> None:
        """Tell for the next `ALIVE` seconds that a bridge lives, and has so many places by queue."""
        ...

    def places(self, queue: str) -> int:
        """Return how many ids of `queue` the live bridges can have under way; 0 = none lives."""
        ...


class Listener(Protocol):
    """Waits for a job to be announced."""

    def wait(self, seconds: float) -> None:
        """Return when the job is announced, or after that time."""
        ...


class Cache(Protocol):
    """Keeps finished results hot, and tells who waits. It may lose everything, at any time.

    Only `forget` raises (`QueueUnavailable`): what is to be erased must not come back.
    """

    def get(self, job_id: str) -> bytes | None:
        """Return the JSON of the result, if it is here."""
        ...

    def put(self, job_id: str, body: bytes) -> None:
        """Keep the JSON of a result for a while, in place of an earlier one."""
        ...

    def forget(self, job_id: str) -> None:
        """Drop the result for good: a late `put` of it changes nothing."""
        ...

    def announce(self, job_id: str) -> None:
        """Wake those who wait for this job to be over."""
        ...

    def listen(self, job_id: str) -> AbstractContextManager["Listener"]:
        """Hear of every announcement of this job from now on."""
        ...


class Leases(Protocol):
    """Keeps the claims of this process alive."""

    def keep(self, run_token: str) -> AbstractContextManager[None]:
        """Extend the claim with this token for as long as the context lasts."""
        ...


class Sealer(Protocol):
    """Keeps secrets secret at rest."""

    def seal(self, secret: str) -> str:
        """Return `secret` sealed; raise `SecretsNotConfigured`."""
        ...

    def open(self, sealed: str) -> str:
        """Return what was sealed; raise `SecretUnreadable`."""
        ...


class Sender(Protocol):
    """Sends webhooks to addresses that may be called."""

    def check(self, url: str) -> None:
        """Raise `BadWebhookUrl` unless `url` may be called."""
        ...

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """POST once, follow nothing; raise `EndpointUnavailable` or `BadWebhookUrl`."""
        ...


class Breaker(Protocol):
    """Keeps calls away from a service that is failing."""

    def acquire(self) -> Permit:
        """Return the right to make one call; raise `CircuitOpen`. Each permit is reported once."""
        ...

    def report(self, permit: Permit, outcome: Outcome, seconds: float) -> None:
        """Tell how the call with `permit` ended, and how long it took."""
        ...

    def wait(self) -> float:
        """Return the seconds until calls may pass again; 0 = they may, or one may try."""
        ...


class Pace(Protocol):
    """Spreads calls over time, so that all workers together keep to an endpoint's limits."""

    def reserve(self, tokens: int, longest: float) -> float:
        """Take one call of `tokens`; return the seconds to wait before it is made.

        Raises `Overloaded` when that would be longer than `longest`; then nothing is taken.
        """
        ...

    def settle(self, tokens: int) -> None:
        """Take `tokens` that a call used beyond its reservation; give back, where negative."""
        ...

    def hold(self, seconds: float) -> None:
        """Let no call be made for that time: the endpoint asked for it."""
        ...


class Ledger(Protocol):
    """Keeps the books of the LLM, for all processes together."""

    def enter(self, call: Call) -> None:
        """Write down a call. It never raises: what cannot be written now is written later."""
        ...

    def spent(self, day: date) -> float:
        """Return the US dollars that the calls of `day` (UTC) cost, as far as is known."""
        ...

    def totals(self) -> Sequence[Total]:
        """Return what all calls come to, by model and outcome; raise `DatabaseUnavailable`."""
        ...
