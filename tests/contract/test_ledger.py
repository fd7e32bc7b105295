"""What every book of the LLM's calls promises."""

import socket
from datetime import timedelta
from random import randrange
from threading import Barrier, Thread

import pytest

from shared.adapters.memory.ledger import MemoryLedger
from shared.adapters.postgres.database import Database
from shared.adapters.postgres.ledger import PostgresLedger
from shared.domain.ledger import Call, CallOutcome, Total
from shared.domain.money import Usage
from shared.wiring.circuit import budget_pause
from tests.builders import NOON, Clock, an_id

TODAY, TOMORROW = NOON.date(), NOON.date() + timedelta(days=1)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def model():
    """A model of this test's own: others leave their calls in the same database."""
    return f"model-{an_id()}"


@pytest.fixture
def memory_ledger(clock):
    return MemoryLedger(clock)


@pytest.fixture
def postgres_ledger(database, clock):
    return PostgresLedger(database, clock)


@pytest.fixture(params=["memory", "postgres"])
def ledger(request):
    return request.getfixturevalue(f"{request.param}_ledger")


def answered(model, **values):
    usage = Usage(input=900, output=300, cached_input=500)
    return Call(
        model=model, outcome=CallOutcome.ANSWERED, **({"usage": usage, "usd": 0.25} | values)
    )


def of(ledger, model):
    return sorted(
        (total for total in ledger.totals() if total.model == model), key=lambda t: t.outcome
    )


def test_calls_add_up_by_model_and_outcome(ledger, clock, model):
    ledger.enter(answered(model))
    clock.advance(days=1)
    ledger.enter(answered(model))
    ledger.enter(Call(model=model, outcome=CallOutcome.MISCONFIGURED, detail="401 invalid_api_key"))

    assert of(ledger, model) == [
        Total(
            model=model,
            outcome=CallOutcome.ANSWERED,
            calls=2,
            usage=Usage(input=1800, output=600, cached_input=1000),
            usd=0.5,
            last_at=clock(),
        ),
        Total(
            model=model,
            outcome=CallOutcome.MISCONFIGURED,
            calls=1,
            usage=Usage(),
            usd=0.0,
            last_at=clock(),
            last_detail="401 invalid_api_key",
        ),
    ]


def test_what_is_spent_is_told_by_day(ledger, clock, model):
    before = ledger.spent(TODAY), ledger.spent(TOMORROW)
    ledger.enter(answered(model, usd=0.25))
    ledger.enter(answered(model, usd=0.5))
    clock.advance(days=1)
    ledger.enter(answered(model, usd=1.0))

    assert ledger.spent(TODAY) - before[0] == pytest.approx(0.75)
    assert ledger.spent(TOMORROW) - before[1] == pytest.approx(1.0)


def test_the_llm_pauses_until_midnight_once_the_budget_is_spent(ledger, clock, model):
    clock.advance(days=9 + randrange(9000), hours=11)  # at 23:00 of a day of its own
    ledger.enter(answered(model, usd=1.5))

    assert budget_pause(ledger, 2.0, clock) == 0.0
    ledger.enter(answered(model, usd=0.5))

    assert budget_pause(ledger, 2.0, clock) == 3600.0
    clock.advance(hours=1)
    assert budget_pause(ledger, 2.0, clock) == 0.0


def test_the_newest_detail_is_kept(ledger, clock, model):
    for detail in ("401 invalid_api_key", "404 model_not_found"):
        clock.advance(days=1)
        ledger.enter(Call(model=model, outcome=CallOutcome.MISCONFIGURED, detail=detail))

    (total,) = of(ledger, model)

    assert (total.last_detail, total.calls) == ("404 model_not_found", 2)


def test_of_many_calls_that_end_at_once_none_is_lost(ledger, model):
    barrier = Barrier(16)

    def enter():
        barrier.wait()
        for _ in range(5):
            ledger.enter(answered(model))

    threads = [Thread(target=enter) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (total,) = of(ledger, model)
    assert (total.calls, total.usd) == (80, 20.0)


def test_processes_share_the_books(database, clock, model):
    PostgresLedger(database, clock).enter(answered(model))
    PostgresLedger(database, clock).enter(answered(model))

    assert of(PostgresLedger(database, clock), model)[0].calls == 2


def test_without_the_database_calls_are_kept_and_written_later(database_url, clock, model):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        away = Database(f"postgresql+pg8000://nobody@127.0.0.1:{listener.getsockname()[1]}/none")
    back = Database(database_url)
    ledger = PostgresLedger(away, clock)
    ledger.enter(answered(model, usd=0.25))
    assert ledger.spent(TODAY) == 0.25

    ledger._database = back
    ledger.enter(answered(model, usd=0.25))

    assert of(ledger, model)[0].calls == 2
    back.close()
    away.close()


def test_while_the_database_is_away_the_last_that_it_said_counts(database, clock, model):
    ledger = PostgresLedger(database, clock)
    ledger.enter(answered(model, usd=0.25))
    known = ledger.spent(TODAY)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        away = Database(f"postgresql+pg8000://nobody@127.0.0.1:{listener.getsockname()[1]}/none")
    ledger._database = away

    ledger.enter(answered(model, usd=0.5))

    assert ledger.spent(TODAY) == pytest.approx(known + 0.5)
    away.close()
