"""The dead letters in PostgreSQL."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update

from shared.adapters.postgres import tables
from shared.adapters.postgres.database import Database
from shared.adapters.postgres.rows import attempt_of, letter_of, utc
from shared.domain.dead_letter import Action, DeadLetter, LetterFilter, LetterStatus
from shared.errors import DeadLetterNotFound

rows = tables.dead_letters.c
OPEN = (LetterStatus.DEAD.value, LetterStatus.QUARANTINED.value)


class PostgresDeadLetters:
    """Provides `ports.DeadLetters`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, letter_id: str) -> DeadLetter:
        attempts = tables.attempts.c
        with self._database.transaction() as connection:
            row = connection.execute(
                select(tables.dead_letters).where(rows.id == letter_id)
            ).first()
            if row is None:
                raise DeadLetterNotFound
            past = (
                select(tables.attempts)
                .where(
                    attempts.job_id == row.job_id,
                    attempts.delivery_id.is_not_distinct_from(row.delivery_id),
                )
                .order_by(attempts.id)
            )
            history = tuple(attempt_of(found) for found in connection.execute(past))
        return letter_of(row, history)

    def find(self, wanted: LetterFilter, limit: int) -> Sequence[DeadLetter]:
        finding = (
            select(tables.dead_letters)
            .where(*_conditions(wanted))
            .order_by(rows.created_at, rows.id)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return [letter_of(row) for row in connection.execute(finding)]

    def mark(
        self, letter_id: str, status: LetterStatus, *, actor: str, reason: str, now: datetime
    ) -> None:
        marking = (
            update(tables.dead_letters)
            .where(rows.id == letter_id)
            .values(status=status.value, reason=reason)
        )
        auditing = insert(tables.audit).values(
            at=now, actor=actor, action=status.value, subject=letter_id, reason=reason
        )
        with self._database.transaction() as connection:
            if connection.execute(marking).rowcount == 0:
                raise DeadLetterNotFound
            connection.execute(auditing)

    def audit(self, subject: str) -> Sequence[Action]:
        entries = tables.audit.c
        done = select(tables.audit).where(entries.subject == subject).order_by(entries.id)
        with self._database.transaction() as connection:
            return [
                Action(at=utc(row.at), actor=row.actor, action=row.action, reason=row.reason)
                for row in connection.execute(done)
            ]

    def depth(self) -> Mapping[tuple[str, str], int]:
        counting = (
            select(rows.function, rows.error_code, func.count())
            .where(rows.status.in_(OPEN))
            .group_by(rows.function, rows.error_code)
        )
        with self._database.transaction() as connection:
            return {(row[0], row[1]): row[2] for row in connection.execute(counting)}


def _conditions(wanted: LetterFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.function is not None:
        yield rows.function == wanted.function.value
    if wanted.error_code is not None:
        yield rows.error_code == wanted.error_code
    if wanted.priority is not None:
        yield rows.priority == wanted.priority
    if wanted.status is not None:
        yield rows.status == wanted.status.value
    if wanted.transient is not None:
        yield rows.transient == wanted.transient
    if wanted.created_before is not None:
        yield rows.created_at < wanted.created_before
    if wanted.created_after is not None:
        yield rows.created_at >= wanted.created_after
    if wanted.replay_before is not None:
        yield rows.replay_after <= wanted.replay_before
