"""The LLM behind its circuit breaker, and the local engine that stands in for it."""

import time
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from shared.adapters.breaker.memory import MemoryBreaker
from shared.adapters.memory.ledger import MemoryLedger
from shared.domain.circuit import CircuitRules, Outcome
from shared.domain.cv import ParsedCV, empty
from shared.domain.document import Document
from shared.domain.ledger import Call, CallOutcome
from shared.errors import (
    CircuitOpen,
    Corrupt,
    EngineMisconfigured,
    EngineUnavailable,
    InvalidResult,
    NoText,
)
from shared.parsing.guarded import BudgetedEngine, FallbackEngine, GuardedEngine, outcome_of
from shared.parsing.llm.errors import (
    AccessRefused,
    BudgetSpent,
    QuotaExhausted,
    RateLimited,
    UnusableAnswer,
)
from tests.builders import Clock

RULES = CircuitRules(min_calls=3, open_for=60.0)


class ToldEngine:
    """Raises what it is told to, or parses."""

    def __init__(self, name: str = "openai") -> None:
        self.name = name
        self.fault: Exception | None = None
        self.calls = 0
        self.before_parse: Callable[[], None] = lambda: None

    def parse(self, document: Document) -> ParsedCV:
        self.calls += 1
        self.before_parse()
        if self.fault:
            raise self.fault
        return ParsedCV(data=empty(), engine=self.name, warnings=("seen",))


def guard(engine: object) -> GuardedEngine:
    breaker = MemoryBreaker(
        RULES, clock=time.monotonic, new_token=lambda: str(uuid4()), chance=lambda: 0.0
    )
    return GuardedEngine(engine, breaker)  # pyright: ignore[reportArgumentType]


def fail(parse: Callable[[], ParsedCV], times: int) -> None:
    for _ in range(times):
        with pytest.raises(Exception):  # noqa: B017, PT011 - whatever was told
            parse()


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (EngineUnavailable(), Outcome.FAILED),
        (QuotaExhausted(), Outcome.HOPELESS),
        (AccessRefused(), Outcome.HOPELESS),
        (UnusableAnswer(), Outcome.IGNORED),
        (RateLimited(), Outcome.IGNORED),
        (EngineMisconfigured(), Outcome.IGNORED),
        (InvalidResult(), Outcome.IGNORED),
        (NoText(), Outcome.IGNORED),
    ],
)
def test_only_the_endpoints_own_failures_count(error, outcome):
    assert outcome_of(error) is outcome


def test_a_failing_llm_is_left_alone(document):
    llm = ToldEngine()
    engine = guard(llm)
    llm.fault = EngineUnavailable()
    fail(lambda: engine.parse(document), 3)

    with pytest.raises(CircuitOpen) as caught:
        engine.parse(document)

    assert llm.calls == 3
    assert caught.value.retry_after > 50


@pytest.mark.parametrize("error", [QuotaExhausted(), AccessRefused()])
def test_an_endpoint_that_refuses_us_is_not_asked_again(document, error):
    llm = ToldEngine()
    engine = guard(llm)
    llm.fault = error
    fail(lambda: engine.parse(document), 1)

    with pytest.raises(CircuitOpen):
        engine.parse(document)

    assert llm.calls == 1


def test_a_bug_of_ours_opens_no_circuit(document):
    llm = ToldEngine()
    engine = guard(llm)
    llm.fault = KeyError("bug")
    fail(lambda: engine.parse(document), 5)
    llm.fault = None

    assert engine.parse(document).engine == "openai"


def test_the_llm_answers_while_it_can(document):
    local = ToldEngine("local")

    parsed = FallbackEngine(ToldEngine(), local).parse(document)

    assert (parsed.engine, parsed.degraded, local.calls) == ("openai", False, 0)


@pytest.mark.parametrize(
    "error", [BudgetSpent(), CircuitOpen(), EngineUnavailable(), QuotaExhausted(), UnusableAnswer()]
)
def test_the_local_engine_stands_in_and_the_result_says_so(document, error):
    llm = ToldEngine()
    llm.fault = error

    parsed = FallbackEngine(llm, ToldEngine("local")).parse(document)

    assert (parsed.engine, parsed.degraded) == ("local", True)
    assert parsed.warnings == (f"llm_unavailable:{error.code}", "seen")


def budgeted(llm, clock, daily_usd, per_call=0.04):
    """Return an engine with a budget, every call of which costs the same."""
    ledger = MemoryLedger(clock)
    call = Call(model="gpt-4o-mini", outcome=CallOutcome.ANSWERED, usd=per_call)
    llm.before_parse = lambda: ledger.enter(call)
    return BudgetedEngine(llm, ledger, daily_usd, clock)


def test_nothing_is_asked_once_the_days_budget_is_spent(document):
    llm = ToldEngine()
    engine = budgeted(llm, Clock(), 0.10)
    for _ in range(3):
        engine.parse(document)

    with pytest.raises(BudgetSpent) as caught:
        engine.parse(document)

    assert llm.calls == 3
    assert caught.value.retry_after == 12 * 3600


def test_an_answer_of_no_use_is_paid_from_the_budget_too(document):
    llm = ToldEngine()
    llm.fault = UnusableAnswer()
    engine = budgeted(llm, Clock(), 0.10)
    fail(lambda: engine.parse(document), 3)

    with pytest.raises(BudgetSpent):
        engine.parse(document)


def test_the_next_day_has_a_budget_of_its_own(document):
    llm, clock = ToldEngine(), Clock()
    engine = budgeted(llm, clock, 0.5, per_call=1.0)
    engine.parse(document)
    clock.advance(hours=12)

    assert engine.parse(document)


@pytest.mark.parametrize("error", [RateLimited(asked=3.0), NoText(), Corrupt()])
def test_the_local_engine_does_not_stand_in_for_what_it_cannot_mend(document, error):
    llm = ToldEngine()
    llm.fault = error

    with pytest.raises(type(error)):
        FallbackEngine(llm, ToldEngine("local")).parse(document)


def test_over_http_a_dead_endpoint_degrades_and_recovers(new_engine, server, settings, document):
    """The whole: real engine, real breaker, a server that fails and comes back."""
    rules = replace(RULES, open_for=0.3, jitter=0.0, successes_to_close=1)
    breaker = MemoryBreaker(
        rules, clock=time.monotonic, new_token=lambda: str(uuid4()), chance=lambda: 0.0
    )
    llm = new_engine(replace(settings, max_attempts=1))
    engine = FallbackEngine(GuardedEngine(llm, breaker), ToldEngine("local"))
    server.always = "500"
    degraded = [engine.parse(document).degraded for _ in range(5)]
    asked_while_down = len(server.requests)
    server.always = None
    time.sleep(breaker.wait() + 0.01)

    parsed = engine.parse(document)

    assert degraded == [True] * 5
    assert asked_while_down == 3
    assert (parsed.engine, parsed.degraded) == ("openai", False)
