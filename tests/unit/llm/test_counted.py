"""Every call is in the books, whatever came of it; what a person must mend is an alarm."""

from contextlib import suppress
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from shared.adapters.memory.ledger import MemoryLedger
from shared.adapters.pace.memory import MemoryPace
from shared.domain.ledger import CallOutcome, alarm_of
from shared.domain.money import Price
from shared.domain.pace import Limits
from shared.errors import PipelineError
from tests.builders import Clock


@pytest.fixture
def ledger():
    return MemoryLedger(Clock())


@pytest.fixture
def engine(new_engine, settings, ledger):
    return new_engine(replace(settings, call_timeout=0.5, max_attempts=2), ledger=ledger)


def outcomes(ledger):
    return {total.outcome.value: total.calls for total in ledger.totals()}


def details(ledger):
    return [total.last_detail for total in ledger.totals() if total.last_detail]


def test_an_answer_is_in_the_books_with_tokens_and_dollars(engine, ledger, document):
    parsed = engine.parse(document)

    (total,) = ledger.totals()
    assert (total.model, total.outcome, total.calls) == ("gpt-4o-mini", CallOutcome.ANSWERED, 1)
    assert {"input": total.usage.input, "output": total.usage.output} == parsed.tokens
    assert total.usd == pytest.approx(parsed.cost_usd)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("500", {"unavailable": 1, "answered": 1}),
        ("reset", {"unavailable": 1, "answered": 1}),
        ("hang", {"unavailable": 1, "answered": 1}),
        ("429-ms", {"rate_limited": 1, "answered": 1}),
        ("refusal", {"unusable": 1, "answered": 1}),
        ("length", {"unusable": 1, "answered": 1}),
        ("content_filter", {"unusable": 1, "answered": 1}),
        ("empty-choices", {"unusable": 1, "answered": 1}),
        ("wrong-schema", {"answered": 2}),
        ("no-json-schema", {"refused": 1, "answered": 1}),
    ],
)
def test_each_call_is_counted_by_what_came_of_it(engine, server, ledger, document, fault, expected):
    server.fail(fault)

    engine.parse(document)

    assert outcomes(ledger) == expected


def test_what_was_answered_in_vain_was_paid_for(engine, server, ledger, document):
    server.always = "length"

    with pytest.raises(PipelineError):
        engine.parse(document)

    (total,) = ledger.totals()
    assert (total.outcome, total.calls) == (CallOutcome.UNUSABLE, 2)
    assert total.usd > 0


def test_every_part_of_a_long_cv_is_a_call(new_engine, settings, ledger, document):
    new_engine(replace(settings, split_over_tokens=50), ledger=ledger).parse(document)

    assert outcomes(ledger) == {"answered": 3}


@pytest.mark.parametrize(
    ("fault", "outcome", "detail"),
    [
        ("401", "misconfigured", "401 invalid_api_key"),
        ("403", "misconfigured", "403 unsupported_country_region_territory"),
        ("404", "misconfigured", "404 model_not_found"),
        ("quota", "no_credit", "429 insufficient_quota"),
    ],
)
def test_a_permanent_refusal_is_an_alarm(engine, server, ledger, document, fault, outcome, detail):
    server.always = fault

    with capture_logs() as logged, pytest.raises(PipelineError):
        engine.parse(document)

    alarm = alarm_of(ledger.totals())
    assert alarm
    assert (alarm.outcome.value, alarm.last_detail, alarm.calls) == (outcome, detail, 1)
    told = [entry for entry in logged if entry["event"] == "llm_needs_attention"]
    assert [(entry["log_level"], entry["detail"]) for entry in told] == [("error", detail)]


@pytest.mark.parametrize("fault", ["context", "403-page", "500", "429-bare", "refusal"])
def test_what_may_pass_or_is_about_one_cv_is_no_alarm(engine, server, ledger, document, fault):
    server.always = fault

    with capture_logs() as logged, pytest.raises(PipelineError):
        engine.parse(document)

    assert alarm_of(ledger.totals()) is None
    assert [entry for entry in logged if entry["event"] == "llm_needs_attention"] == []


def test_a_call_that_was_not_made_is_not_counted(new_engine, settings, ledger, document):
    pace = MemoryPace(Limits(tokens_per_minute=100, burst=1.0), Clock().at.timestamp)

    with pytest.raises(PipelineError):
        new_engine(settings, pace=pace, ledger=ledger).parse(document)

    assert ledger.totals() == []


def test_a_price_of_ones_own_counts(new_engine, settings, ledger, document):
    prices = {"gpt-4o-mini": Price(input=1000.0, output=0.0)}

    parsed = new_engine(replace(settings, prices=prices), ledger=ledger).parse(document)

    assert ledger.totals()[0].usd == pytest.approx(parsed.tokens["input"] / 1000)


def test_no_word_of_the_cv_is_in_the_books(engine, server, ledger, document):
    for fault in ("401", "500", "refusal", "context"):
        server.fail(fault)
        with suppress(PipelineError):
            engine.parse(document)

    assert not any("amille" in detail for detail in details(ledger))
    assert details(ledger)
