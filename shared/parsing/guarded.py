"""Engines around engines: the LLM left alone while it fails, kept to a budget, stood in for."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from shared.domain.circuit import Outcome
from shared.domain.cv import ParsedCV
from shared.domain.document import Document
from shared.domain.retry import until_tomorrow
from shared.errors import (
    CircuitOpen,
    EngineUnavailable,
    Failed,
    PipelineError,
    Unavailable,
)
from shared.parsing.llm.errors import AccessRefused, BudgetSpent, QuotaExhausted, UnusableAnswer
from shared.ports import Breaker, Engine, Ledger

log = structlog.get_logger(__name__)


class GuardedEngine:
    """An `Engine` behind a circuit breaker."""

    def __init__(
        self, engine: Engine, breaker: Breaker, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._engine = engine
        self._breaker = breaker
        self._clock = clock

    def parse(self, document: Document) -> ParsedCV:
        """Return what the engine makes of `document`; raise `CircuitOpen` while it is failing."""
        permit = self._breaker.acquire()
        started = self._clock()
        outcome = Outcome.IGNORED
        try:
            parsed = self._engine.parse(document)
            outcome = Outcome.OK
        except PipelineError as error:
            outcome = outcome_of(error)
            raise
        else:
            return parsed
        finally:
            self._breaker.report(permit, outcome, self._clock() - started)


# What an error says about the health of the endpoint. The most specific class counts; what is not
# here (a rate limit, a request that is refused, a document without text) says nothing.
HEALTH: dict[type[BaseException], Outcome] = {
    EngineUnavailable: Outcome.FAILED,
    UnusableAnswer: Outcome.IGNORED,
    AccessRefused: Outcome.HOPELESS,
    QuotaExhausted: Outcome.HOPELESS,
}


def outcome_of(error: PipelineError) -> Outcome:
    """Return how a call that raised `error` counts."""
    known = (HEALTH[kind] for kind in type(error).__mro__ if kind in HEALTH)
    return next(known, Outcome.IGNORED)


class BudgetedEngine:
    """An `Engine` that may spend so much a day (UTC); calls in flight may pass the limit a little."""

    def __init__(
        self, engine: Engine, ledger: Ledger, daily_usd: float, now: Callable[[], datetime]
    ) -> None:
        """`engine` enters its calls into `ledger`. `now` returns the time, aware, in UTC."""
        self._engine = engine
        self._ledger = ledger
        self._daily_usd = daily_usd
        self._now = now

    def parse(self, document: Document) -> ParsedCV:
        """Return what the engine makes of `document`; raise `BudgetSpent` until tomorrow."""
        now = self._now()
        if self._ledger.spent(now.date()) >= self._daily_usd:
            raise BudgetSpent(retry_after=until_tomorrow(now))
        return self._engine.parse(document)


class FallbackEngine:
    """The LLM while it answers; the local engine, marked as degraded, while it does not.

    A rate limit is waited out: the LLM is well, and the CV deserves it.
    """

    def __init__(self, llm: Engine, local: Engine) -> None:
        self._llm = llm
        self._local = local

    def parse(self, document: Document) -> ParsedCV:
        """Return the CV; raise `Postponed` for a rate limit, and what the local engine raises."""
        try:
            return self._llm.parse(document)
        except (CircuitOpen, BudgetSpent, Unavailable, Failed) as error:
            log.warning("local_engine_stands_in", error=error.code, detail=error.detail)
            parsed = self._local.parse(document)
            reason = f"llm_unavailable:{error.code}"
            return replace(parsed, degraded=True, warnings=(reason, *parsed.warnings))
