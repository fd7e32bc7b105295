"""The books of the LLM in PostgreSQL: a row for each day, model and outcome."""

import threading
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import structlog
from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import Insert, aggregate_order_by
from sqlalchemy.dialects.postgresql import insert as upsert

from shared.adapters.postgres import tables
from shared.adapters.postgres.database import Database
from shared.adapters.postgres.rows import utc
from shared.domain.ledger import Books, Call, CallOutcome, Total
from shared.domain.money import Usage
from shared.errors import DatabaseUnavailable

log = structlog.get_logger(__name__)

rows = tables.llm_calls.c
SUMS = ("calls", "input_tokens", "cached_input_tokens", "output_tokens", "usd")


class PostgresLedger:
    """Provides `ports.Ledger`; safe to share between threads.

    One thread writes for all that are there: many calls at once take one connection, and none
    waits for another's row.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """`now` returns the time, aware, in UTC."""
        self._database = database
        self._now = now
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._unwritten = Books()
        self._known: tuple[date, float] | None = None  # what the database last said of a day

    def enter(self, call: Call) -> None:
        with self._lock:
            self._unwritten.enter(call, self._now())
        # Let go of first, looked at afterwards: who comes in between finds it free.
        while self._unwritten and self._writing.acquire(blocking=False):
            try:
                written = self._write()
            finally:
                self._writing.release()
            if not written:
                return

    def spent(self, day: date) -> float:
        spending = select(func.sum(rows.usd)).where(rows.day == day)
        try:
            with self._database.transaction() as connection:
                self._known = (day, connection.execute(spending).scalar() or 0.0)
        except DatabaseUnavailable as error:
            log.warning("ledger_unavailable", error=error.code)
        known = self._known[1] if self._known and self._known[0] == day else 0.0
        with self._lock:
            return known + self._unwritten.spent(day)

    def totals(self) -> Sequence[Total]:
        details = func.array_agg(aggregate_order_by(rows.last_detail, rows.last_at.desc()))
        adding = select(
            rows.model,
            rows.outcome,
            *(func.sum(rows[name]).label(name) for name in SUMS),
            func.max(rows.last_at).label("last_at"),
            details.label("details"),
        ).group_by(rows.model, rows.outcome)
        with self._database.transaction() as connection:
            return [_total_of(row) for row in connection.execute(adding)]

    def _write(self) -> bool:
        """Write down what is not written yet; False: it has to wait."""
        with self._lock:
            taken, self._unwritten = self._unwritten, Books()
        try:
            with self._database.transaction() as connection:
                connection.execute(_adding(taken))
        except DatabaseUnavailable as error:
            log.warning("ledger_unavailable", error=error.code)
            with self._lock:
                self._unwritten = Books([*taken, *self._unwritten])
            return False
        return True


def _adding(books: Books) -> Insert:
    """Return the statement that adds `books`; their order is one, so no two block each other."""
    entering = upsert(tables.llm_calls).values([_values_of(*entry) for entry in books])
    new = entering.excluded
    return entering.on_conflict_do_update(
        index_elements=[rows.day, rows.model, rows.outcome],
        set_={name: rows[name] + new[name] for name in SUMS}
        | {"last_at": func.greatest(rows.last_at, new.last_at), "last_detail": new.last_detail},
    )


def _values_of(day: date, total: Total) -> dict[str, Any]:
    return {
        "day": day,
        "model": total.model,
        "outcome": total.outcome.value,
        "calls": total.calls,
        "input_tokens": total.usage.input,
        "cached_input_tokens": total.usage.cached_input,
        "output_tokens": total.usage.output,
        "usd": total.usd,
        "last_at": total.last_at,
        "last_detail": total.last_detail,
    }


def _total_of(row: Row[Any]) -> Total:
    usage = Usage(
        input=int(row.input_tokens),
        output=int(row.output_tokens),
        cached_input=int(row.cached_input_tokens),
    )
    return Total(
        model=row.model,
        outcome=CallOutcome(row.outcome),
        calls=int(row.calls),
        usage=usage,
        usd=row.usd,
        last_at=utc(row.last_at),
        last_detail=row.details[0],
    )
