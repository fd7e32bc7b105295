"""A CV through the pipeline, the real engine and real HTTP, whatever the endpoint does."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from shared.adapters.breaker.memory import MemoryBreaker
from shared.domain.circuit import CircuitRules
from shared.domain.dead_letter import LetterFilter
from shared.domain.job import Status
from shared.domain.ledger import Call, CallOutcome
from shared.parsing.guarded import BudgetedEngine, FallbackEngine, GuardedEngine
from shared.parsing.rules.engine import LocalEngine
from shared.pipeline.parse import parse
from shared.pipeline.submit import submit
from shared.services import Parser
from tests.builders import an_upload
from tests.unit.llm.conftest import CV
from tests.worlds import World

PASSING = [
    "429-ms", "429-reset", "429-bare", "500", "502", "503", "slow:0.1", "drip:0.1", "reset", "hang",
]  # fmt: skip
USELESS = [
    "empty-choices", "not-json", "refusal", "truncated", "wrong-schema", "length", "content_filter",
]  # fmt: skip
POSTPONED = ["429", "429-long"]
REFUSED = ["quota", "401", "403", "404", "context"]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def llm(new_engine, settings):
    """The engine behind a breaker; `hang` must not take the test's time."""
    quick = replace(settings, call_timeout=0.3, total_timeout=2.0, longest_wait=0.3)
    breaker = MemoryBreaker(
        CircuitRules(min_calls=20),
        clock=time.monotonic,
        new_token=lambda: str(uuid4()),
        chance=lambda: 0.0,
    )
    return GuardedEngine(new_engine(quick), breaker)


def run(world, engine, job_id=None):
    parser = Parser(reader=world.reader, engine=engine)
    job_id = job_id or submit(an_upload(content=CV.encode()), world.services).id
    parse(job_id, world.services, parser)
    return world.jobs.get(job_id)


def result_of(world, job):
    return json.loads(world.jobs.result(job.id).body)


def letters(world):
    return world.letters.find(LetterFilter(status=None), 100)


@pytest.mark.parametrize("fault", PASSING + USELESS)
def test_a_fault_that_passes_leaves_no_trace(world, llm, server, fault):
    server.fail(fault)

    job = run(world, llm)

    assert job.status is Status.DONE
    result = result_of(world, job)
    assert result["meta"]["engine"] == "openai"
    assert result["data"]["personal_info"]["name"] == "Camille Roux-Lefèvre"


@pytest.mark.parametrize("fault", ["500", "reset", "hang", *USELESS])
def test_a_fault_that_stays_costs_attempts_and_ends_as_a_dead_letter(world, llm, server, fault):
    server.always = fault
    job = run(world, llm)
    assert job.status is Status.QUEUED

    for _ in range(world.limits.max_attempts):
        world.clock.advance(hours=1)
        job = run(world, llm, job.id)

    assert job.status is Status.FAILED
    assert [letter.error_code for letter in letters(world)] == ["engine_unavailable"]
    assert "Camille" not in repr(letters(world))


@pytest.mark.parametrize("fault", [*POSTPONED, "429-bare"])
def test_a_rate_limit_that_stays_costs_no_attempt(world, llm, server, fault):
    server.always = fault
    job = run(world, llm)
    for _ in range(5):
        world.clock.advance(hours=1)
        job = run(world, llm, job.id)
    server.always = None
    world.clock.advance(hours=1)

    job = run(world, llm, job.id)

    assert job.status is Status.DONE
    assert letters(world) == []


@pytest.mark.parametrize("fault", REFUSED)
def test_a_wrong_configuration_is_told_at_once(world, llm, server, fault):
    server.always = fault

    job = run(world, llm)

    assert job.status is Status.FAILED
    assert [letter.error_code for letter in letters(world)] == ["engine_misconfigured"]
    assert len(server.requests) == (2 if fault == "context" else 1)  # once without a limit


@pytest.mark.parametrize("fault", ["quota", "401", "403", "404"])
def test_after_a_permanent_refusal_jobs_wait_without_losing_an_attempt(world, llm, server, fault):
    server.always = fault
    run(world, llm)

    job = run(world, llm)

    assert (job.status, job.attempts) == (Status.QUEUED, 0)
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", ["500", "hang", "quota", "401", *USELESS])
def test_with_a_local_engine_every_cv_is_done_whatever_the_llm_does(world, llm, server, fault):
    server.always = fault

    job = run(world, FallbackEngine(llm, LocalEngine()))

    assert job.status is Status.DONE
    result = result_of(world, job)
    assert (result["meta"]["engine"], result["meta"]["degraded"]) == ("local", True)
    assert result["data"]["personal_info"]["email"] == "camille.roux@example.com"


def spent_out(world, llm):
    """An engine whose budget for the day is gone."""
    call = Call(model="gpt-4o-mini", outcome=CallOutcome.ANSWERED, usd=5.0)
    world.ledger.enter(call)
    return BudgetedEngine(llm, world.ledger, 5.0, world.clock)


def test_beyond_the_days_budget_jobs_wait_for_the_next_day(world, llm, server):
    engine = spent_out(world, llm)

    waiting = run(world, engine)
    asked = len(server.requests)
    world.clock.at = waiting.available_at
    done = run(world, engine, waiting.id)

    assert (waiting.status, waiting.attempts) == (Status.QUEUED, 0)
    assert waiting.available_at == datetime(2026, 11, 24, tzinfo=UTC)
    assert (done.status, asked) == (Status.DONE, 0)


def test_beyond_the_days_budget_the_local_engine_reads(world, llm, server):
    engine = FallbackEngine(spent_out(world, llm), LocalEngine())

    meta = result_of(world, run(world, engine))["meta"]

    assert (meta["engine"], meta["degraded"]) == ("local", True)
    assert server.requests == []


def test_invented_values_never_reach_a_result(world, llm, server):
    server.fail("hallucinate")

    result = result_of(world, run(world, llm))

    assert "Googolplex" not in json.dumps(result)
    assert any(code.startswith("not_in_source:") for code in result["meta"]["warnings"])


def test_repeated_entries_reach_a_result_once(world, llm, server):
    server.fail("duplicate")

    result = result_of(world, run(world, llm))

    assert len(result["data"]["experience"]) == 2
    assert result["data"]["skills"] == ["Python", "PostgreSQL", "C++", "Docker"]
    assert "repeated:experience:2" in result["meta"]["warnings"]


def test_meta_says_what_the_cv_cost(world, llm):
    meta = result_of(world, run(world, llm))["meta"]

    assert meta["model"] == "gpt-4o-mini"
    assert meta["tokens"]["input"] > 0
    assert meta["cost_usd"] > 0
    assert meta["prompt_version"].startswith("cv-1-")
