"""The webhooks owed, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    ScalarSelect,
    Update,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from shared.adapters.postgres import tables
from shared.adapters.postgres.database import Database
from shared.adapters.postgres.rows import (
    attempt_of,
    delivery_of,
    values_of_attempt,
    values_of_letter,
)
from shared.domain.dead_letter import Attempt, DeadLetter
from shared.domain.delivery import Delivery, DeliveryStatus
from shared.errors import DeliveryNotFound
from shared.ports import DeliveryClaim

rows = tables.deliveries.c
endpoints = tables.endpoints.c
PENDING = DeliveryStatus.PENDING.value


class PostgresDeliveries:
    """Provides `ports.Deliveries`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, delivery_id: str) -> Delivery:
        found = self._select(rows.id == delivery_id)
        if not found:
            raise DeliveryNotFound
        return found[0]

    def of_job(self, job_id: str) -> Sequence[Delivery]:
        return self._select(rows.job_id == job_id)

    def claim(
        self,
        delivery_id: str,
        *,
        run_token: str,
        now: datetime,
        lease_until: datetime,
        per_endpoint: int,
    ) -> DeliveryClaim | None:
        claiming = (
            update(tables.deliveries)
            .where(rows.id == delivery_id, _free(now), _under_way(now) < per_endpoint)
            .values(run_token=run_token, lease_until=lease_until)
            .returning(*tables.deliveries.c)
        )
        with self._database.transaction() as connection:
            row = connection.execute(claiming).first()
        if row is None:
            return None
        return DeliveryClaim(delivery=delivery_of(row), run_token=run_token)

    def delivered(self, claim: DeliveryClaim, attempt: Attempt) -> bool:
        noting = _end(claim, DeliveryStatus.DELIVERED).values(finished_at=attempt.at)
        well = delete(tables.endpoints).where(endpoints.endpoint == claim.delivery.endpoint)
        return self._note(claim, noting, attempt, well)

    def note_failure(self, endpoint: str, now: datetime) -> int:
        adding = upsert(tables.endpoints).values(endpoint=endpoint, failures=1, failed_at=now)
        noting = adding.on_conflict_do_update(
            index_elements=[endpoints.endpoint],
            set_={"failures": endpoints.failures + 1, "failed_at": now},
        ).returning(endpoints.failures)
        with self._database.transaction() as connection:
            return connection.execute(noting).scalar_one()

    def pause(self, endpoint: str, until: datetime) -> None:
        pausing = (
            update(tables.endpoints)
            .where(endpoints.endpoint == endpoint)
            .values(paused_until=until)
        )
        with self._database.transaction() as connection:
            connection.execute(pausing)

    def retry(self, claim: DeliveryClaim, attempt: Attempt, available_at: datetime) -> bool:
        noting = _end(claim, DeliveryStatus.PENDING).values(available_at=available_at)
        return self._note(claim, noting, attempt)

    def fail(self, claim: DeliveryClaim, attempt: Attempt, letter: DeadLetter) -> bool:
        noting = _end(claim, DeliveryStatus.FAILED).values(finished_at=attempt.at)
        dead = insert(tables.dead_letters).values(**values_of_letter(letter))
        return self._note(claim, noting, attempt, dead)

    def hold_back(self, delivery_id: str, available_at: datetime) -> None:
        holding = (
            update(tables.deliveries)
            .where(rows.id == delivery_id, rows.status == PENDING)
            .values(available_at=func.greatest(rows.available_at, available_at))
        )
        with self._database.transaction() as connection:
            connection.execute(holding)

    def due(self, now: datetime, limit: int) -> Sequence[Delivery]:
        return self._select(_free(now), limit=limit)

    def resend(self, delivery_id: str, *, actor: str, now: datetime) -> Delivery:
        resending = (
            update(tables.deliveries)
            .where(rows.id == delivery_id)
            .values(status=PENDING, attempts=0, available_at=now, run_token=None, lease_until=None)
            .returning(*tables.deliveries.c)
        )
        with self._database.transaction() as connection:
            row = connection.execute(resending).first()
            if row is None:
                raise DeliveryNotFound
            connection.execute(
                insert(tables.audit).values(
                    at=now, actor=actor, action="resent", subject=delivery_id, reason=""
                )
            )
        return delivery_of(row)

    def history(self, delivery_id: str) -> Sequence[Attempt]:
        attempts = tables.attempts.c
        past = (
            select(tables.attempts).where(attempts.delivery_id == delivery_id).order_by(attempts.id)
        )
        with self._database.transaction() as connection:
            return [attempt_of(row) for row in connection.execute(past)]

    def _select(self, wanted: ColumnElement[bool], limit: int | None = None) -> list[Delivery]:
        finding = (
            select(tables.deliveries)
            .where(wanted)
            .order_by(rows.available_at, rows.id)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return [delivery_of(row) for row in connection.execute(finding)]

    def _note(
        self, claim: DeliveryClaim, ending: Update, attempt: Attempt, *also: Executable
    ) -> bool:
        """Write the attempt down with what comes of it; False: claim lost, and nothing is written."""
        ending = ending.values(
            attempts=rows.attempts + 1,
            last_status=attempt.status,
            last_error=attempt.error_code or None,
        )
        delivery = claim.delivery
        values: dict[str, Any] = values_of_attempt(attempt, delivery.job_id, delivery.id)
        with self._database.transaction() as connection:
            if connection.execute(ending).rowcount == 0:
                return False
            for statement in (insert(tables.attempts).values(**values), *also):
                connection.execute(statement)
        return True


def _free(now: datetime) -> ColumnElement[bool]:
    """Pending, due, held by nobody (a sender that died leaves its lease to run out), not paused."""
    paused = select(endpoints.endpoint).where(
        endpoints.endpoint == rows.endpoint, endpoints.paused_until > now
    )
    return and_(
        ~paused.exists(),
        rows.status == PENDING,
        rows.available_at <= now,
        or_(rows.lease_until.is_(None), rows.lease_until < now),
    )


def _under_way(now: datetime) -> ScalarSelect[int]:
    """How many deliveries to the same endpoint are held by somebody."""
    others = tables.deliveries.alias()
    return (
        select(func.count())
        .where(
            others.c.endpoint == rows.endpoint,
            others.c.status == PENDING,
            others.c.lease_until >= now,
        )
        .scalar_subquery()
    )


def _end(claim: DeliveryClaim, status: DeliveryStatus) -> Update:
    return (
        update(tables.deliveries)
        .where(rows.id == claim.delivery.id, rows.run_token == claim.run_token)
        .values(status=status.value, run_token=None, lease_until=None)
    )
