"""The jobs in PostgreSQL. Every change of state is a compare-and-set on the row."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Update,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.sql.dml import ReturningUpdate

from shared.adapters.postgres import tables
from shared.adapters.postgres.database import Database
from shared.adapters.postgres.rows import (
    attempt_of,
    job_of,
    utc,
    values_of_attempt,
    values_of_delivery,
    values_of_job,
    values_of_letter,
)
from shared.domain.dead_letter import Attempt, DeadLetter
from shared.domain.delivery import Delivery
from shared.domain.job import RANK, Claim, Job, Priority, Status, check_move
from shared.errors import JobNotFound, WorkerCrashed
from shared.ports import Load, StoredResult

RECENT = 50  # finished jobs that the mean duration is taken from

rows = tables.jobs.c
QUEUED, RUNNING = Status.QUEUED.value, Status.RUNNING.value
NOT_HELD: Mapping[str, Any] = {"run_token": None, "lease_until": None}


class PostgresJobs:
    """Provides `ports.Jobs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, job: Job) -> Job:
        values = values_of_job(job)
        with self._database.transaction() as connection:
            adding = (
                upsert(tables.jobs).values(**values).on_conflict_do_nothing().returning(rows.id)
            )
            if connection.execute(adding).first():
                return job
            earlier = connection.execute(select(tables.jobs).where(_same_request(job))).one()
            return job_of(earlier)

    def get(self, job_id: str) -> Job:
        with self._database.transaction() as connection:
            row = connection.execute(select(tables.jobs).where(rows.id == job_id)).first()
        if row is None:
            raise JobNotFound
        return job_of(row)

    def claim(
        self, job_id: str, *, run_token: str, now: datetime, lease_until: datetime
    ) -> Claim | None:
        claiming = (
            _move(Status.QUEUED, Status.RUNNING)
            .where(rows.id == job_id, rows.available_at <= now)
            .values(run_token=run_token, lease_until=lease_until, started_at=now)
            .returning(*tables.jobs.c)
        )
        with self._database.transaction() as connection:
            row = connection.execute(claiming).first()
        if row is None:
            return None
        return Claim(job=job_of(row), run_token=run_token, lease_until=lease_until)

    def extend(self, run_tokens: Collection[str], lease_until: datetime) -> None:
        extending = (
            update(tables.jobs)
            .where(rows.status == RUNNING, rows.run_token.in_(run_tokens))
            .values(lease_until=lease_until)
        )
        with self._database.transaction() as connection:
            connection.execute(extending)

    def checkpoint(self, claim: Claim, body: bytes, fingerprint: str | None = None) -> bool:
        kept = {"checkpoint": body} | ({"fingerprint": fingerprint} if fingerprint else {})
        keeping = update(tables.jobs).where(_held(claim)).values(**kept)
        with self._database.transaction() as connection:
            return connection.execute(keeping).rowcount == 1

    def checkpoint_of(self, job_id: str) -> bytes | None:
        with self._database.transaction() as connection:
            kept = connection.execute(select(rows.checkpoint).where(rows.id == job_id)).scalar()
        return None if kept is None else bytes(kept)

    def finish(
        self,
        claim: Claim,
        result: StoredResult,
        delivery: Delivery | None,
        now: datetime,
        *,
        degraded: bool = False,
    ) -> bool:
        finishing = _done(claim, now).values(degraded=degraded)
        content = {"body": result.body, "object_key": result.object_key, "created_at": now}
        with self._database.transaction() as connection:
            if connection.execute(finishing).rowcount == 0:
                return False
            storing = upsert(tables.results).values(job_id=claim.job.id, **content)
            connection.execute(
                storing.on_conflict_do_update(
                    index_elements=[tables.results.c.job_id], set_=content
                )
            )
            _owe(delivery, connection)
        return True

    def keep(self, claim: Claim, attempt: Attempt | None, now: datetime) -> bool:
        with self._database.transaction() as connection:
            if connection.execute(_done(claim, now).where(rows.degraded)).rowcount == 0:
                return False
            if attempt:
                _note(attempt, claim.job.id, connection)
        return True

    def retry(self, claim: Claim, attempt: Attempt, available_at: datetime) -> bool:
        return self._requeue(claim, attempt, attempts=rows.attempts + 1, available_at=available_at)

    def postpone(self, claim: Claim, available_at: datetime) -> bool:
        return self._requeue(claim, None, available_at=available_at)

    def take_back(self, claim: Claim, attempt: Attempt, now: datetime) -> bool:
        return self._requeue(
            claim, attempt, rows.lease_until < now, crashes=rows.crashes + 1, available_at=now
        )

    def fail(
        self,
        claim: Claim,
        attempt: Attempt,
        letter: DeadLetter,
        delivery: Delivery | None,
        now: datetime,
    ) -> bool:
        failing = (
            _move(Status.RUNNING, Status.FAILED)
            .where(_held(claim))
            .values(
                **NOT_HELD,
                finished_at=now,
                error_code=attempt.error_code,
                error_detail=attempt.detail,
            )
        )
        with self._database.transaction() as connection:
            if connection.execute(failing).rowcount == 0:
                return False
            _note(attempt, claim.job.id, connection)
            connection.execute(insert(tables.dead_letters).values(**values_of_letter(letter)))
            _owe(delivery, connection)
        return True

    def hold_back(self, job_id: str, available_at: datetime) -> None:
        holding = (
            update(tables.jobs)
            .where(rows.id == job_id, rows.status == QUEUED)
            .values(available_at=func.greatest(rows.available_at, available_at))
        )
        with self._database.transaction() as connection:
            connection.execute(holding)

    def due(self, now: datetime, limit: int) -> Sequence[Job]:
        waiting = (
            select(tables.jobs)
            .where(rows.status == QUEUED, rows.available_at <= now)
            .order_by(rows.rank, rows.available_at)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return [job_of(row) for row in connection.execute(waiting)]

    def lapsed(self, now: datetime, limit: int) -> Sequence[Claim]:
        lost = (
            select(tables.jobs)
            .where(rows.status == RUNNING, rows.lease_until < now)
            .order_by(rows.lease_until)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return [
                Claim(
                    job=job_of(row),
                    run_token=row.run_token,
                    lease_until=utc(row.lease_until),
                )
                for row in connection.execute(lost)
            ]

    def is_poison(self, sha256: str) -> bool:
        died = select(rows.id).where(
            rows.sha256 == sha256,
            rows.status == Status.FAILED.value,
            rows.error_code == WorkerCrashed.code,
        )
        with self._database.transaction() as connection:
            return bool(sha256) and connection.execute(died.limit(1)).first() is not None

    def history(self, job_id: str) -> Sequence[Attempt]:
        attempts = tables.attempts.c
        past = (
            select(tables.attempts)
            .where(attempts.job_id == job_id, attempts.delivery_id.is_(None))
            .order_by(attempts.id)
        )
        with self._database.transaction() as connection:
            return [attempt_of(row) for row in connection.execute(past)]

    def load(self, job: Job) -> Load:
        rank = RANK[job.priority]
        before = and_(
            rows.status == QUEUED,
            or_(
                rows.rank < rank,
                and_(
                    rows.rank == rank, tuple_(rows.created_at, rows.id) < (job.created_at, job.id)
                ),
            ),
        )
        recent = (
            select((rows.finished_at - rows.started_at).label("took"))
            .where(rows.status == Status.DONE.value)
            .order_by(rows.finished_at.desc())
            .limit(RECENT)
            .subquery()
        )
        asking = select(
            select(func.count()).where(before).scalar_subquery().label("ahead"),
            select(func.count()).where(rows.status == RUNNING).scalar_subquery().label("running"),
            select(func.avg(recent.c.took)).scalar_subquery().label("mean"),
        )
        with self._database.transaction() as connection:
            row = connection.execute(asking).one()
        mean = row.mean.total_seconds() if row.mean is not None else None
        return Load(ahead=row.ahead, running=row.running, mean_seconds=mean)

    def result(self, job_id: str) -> StoredResult | None:
        return self._result(select(tables.results).where(tables.results.c.job_id == job_id))

    def parsed_before(self, owner: str, fingerprint: str) -> StoredResult | None:
        finding = (
            select(tables.results)
            .join(tables.jobs, rows.id == tables.results.c.job_id)
            .where(rows.owner == owner, rows.fingerprint == fingerprint)
            .where(rows.status == Status.DONE.value, rows.degraded.is_not(True))
            .order_by(rows.finished_at.desc())
            .limit(1)
        )
        return self._result(finding)

    def replay(self, job_id: str, now: datetime) -> Job | None:
        replaying = _anew(Status.FAILED, now).where(rows.id == job_id)
        with self._database.transaction() as connection:
            row = connection.execute(replaying).first()
        return None if row is None else job_of(row)

    def requeue_degraded(
        self, now: datetime, *, delay: timedelta, generations: int, limit: int
    ) -> Sequence[Job]:
        seconds = delay.total_seconds() * func.power(2, rows.generation)
        waited = func.make_interval(0, 0, 0, 0, 0, 0, seconds)
        ready = (
            select(rows.id)
            .where(rows.status == Status.DONE.value, rows.degraded)
            .where(rows.generation < generations, rows.finished_at + waited <= now)
            .order_by(rows.finished_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        requeuing = _anew(Status.DONE, now).where(rows.id.in_(ready))
        with self._database.transaction() as connection:
            return [job_of(row) for row in connection.execute(requeuing)]

    def erase(self, job_id: str, now: datetime) -> None:
        erasing = (
            update(tables.jobs)
            .where(rows.id == job_id)
            .values(
                **NOT_HELD,
                status=Status.ERASED.value,
                finished_at=now,
                file_name="",
                sha256="",
                object_key="",
                source_etag=None,
                idempotency_key=None,
                webhook_url=None,
                webhook_secret=None,
                request_hash=None,
                checkpoint=None,
                fingerprint=None,
                error_detail=None,
                degraded=False,
            )
        )
        with self._database.transaction() as connection:
            if connection.execute(erasing).rowcount == 0:
                raise JobNotFound
            for table in (tables.dead_letters, tables.attempts, tables.deliveries, tables.results):
                connection.execute(delete(table).where(table.c.job_id == job_id))

    def finished_before(self, before: datetime, limit: int) -> Sequence[str]:
        over = (
            select(rows.id)
            .where(rows.status.in_((Status.DONE.value, Status.FAILED.value)))
            .where(rows.finished_at < before)
            .order_by(rows.finished_at)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return list(connection.execute(over).scalars())

    def known_sources(self, sources: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        finding = select(rows.object_key, rows.source_etag).where(
            tuple_(rows.object_key, rows.source_etag).in_(sources)
        )
        with self._database.transaction() as connection:
            return {(row.object_key, row.source_etag) for row in connection.execute(finding)}

    def known_ids(self, job_ids: Collection[str]) -> set[str]:
        finding = select(rows.id).where(rows.id.in_(job_ids), rows.status != Status.ERASED.value)
        with self._database.transaction() as connection:
            return set(connection.execute(finding).scalars())

    def counts(self) -> Mapping[tuple[str, str], int]:
        counting = select(rows.priority, rows.status, func.count()).group_by(
            rows.priority, rows.status
        )
        with self._database.transaction() as connection:
            return {(row[0], row[1]): row[2] for row in connection.execute(counting)}

    def oldest_due(self, now: datetime) -> Mapping[Priority, datetime]:
        finding = (
            select(rows.priority, func.min(rows.available_at))
            .where(rows.status == Status.QUEUED.value, rows.available_at <= now)
            .group_by(rows.priority)
        )
        with self._database.transaction() as connection:
            return {Priority(row[0]): utc(row[1]) for row in connection.execute(finding)}

    def _result(self, finding: Select[Any]) -> StoredResult | None:
        with self._database.transaction() as connection:
            row = connection.execute(finding).first()
        if row is None:
            return None
        body = None if row.body is None else bytes(row.body)
        return StoredResult(body=body, object_key=row.object_key)

    def _requeue(
        self, claim: Claim, attempt: Attempt | None, *also: ColumnElement[bool], **changes: Any
    ) -> bool:
        requeuing = (
            _move(Status.RUNNING, Status.QUEUED)
            .where(_held(claim), *also)
            .values(**NOT_HELD, **changes)
        )
        with self._database.transaction() as connection:
            if connection.execute(requeuing).rowcount == 0:
                return False
            if attempt:
                _note(attempt, claim.job.id, connection)
        return True


def _move(before: Status, after: Status) -> Update:
    check_move(before, after)
    return update(tables.jobs).where(rows.status == before.value).values(status=after.value)


def _done(claim: Claim, now: datetime) -> Update:
    return (
        _move(Status.RUNNING, Status.DONE)
        .where(_held(claim))
        .values(**NOT_HELD, finished_at=now, checkpoint=None, error_code=None, error_detail=None)
    )


def _anew(before: Status, now: datetime) -> ReturningUpdate[Any]:
    """Queue jobs that were over, one generation on; their rows are returned."""
    return (
        _move(before, Status.QUEUED)
        .values(
            generation=rows.generation + 1,
            attempts=0,
            crashes=0,
            available_at=now,
            finished_at=None,
            error_code=None,
            error_detail=None,
        )
        .returning(*tables.jobs.c)
    )


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(rows.id == claim.job.id, rows.status == RUNNING, rows.run_token == claim.run_token)


def _note(attempt: Attempt, job_id: str, connection: Connection) -> None:
    connection.execute(insert(tables.attempts).values(**values_of_attempt(attempt, job_id)))


def _owe(delivery: Delivery | None, connection: Connection) -> None:
    if delivery:
        values = values_of_delivery(delivery)
        connection.execute(upsert(tables.deliveries).values(**values).on_conflict_do_nothing())


def _same_request(job: Job) -> ColumnElement[bool]:
    by_key = and_(rows.owner == job.owner, rows.idempotency_key == job.idempotency_key)
    by_source = and_(rows.object_key == job.object_key, rows.source_etag == job.source_etag)
    return by_source if job.source_etag else by_key
