"""What Prometheus is told."""

from dataclasses import replace

from prometheus_client import CollectorRegistry, generate_latest

from shared.adapters.memory.ledger import MemoryLedger
from shared.bridge.llm_metrics import LLMCollector
from shared.bridge.metrics import PauseCollector, PipelineCollector
from shared.domain.job import Priority
from shared.domain.ledger import Call, CallOutcome
from shared.domain.money import Usage
from shared.errors import Corrupt, DatabaseUnavailable
from shared.pipeline.parse import parse
from shared.pipeline.submit import submit
from tests.builders import NOON, Clock, an_upload
from tests.worlds import World


def told(services):
    registry = CollectorRegistry()
    registry.register(PipelineCollector(services))
    return generate_latest(registry).decode()


def test_jobs_queues_dead_letters_and_circuit_are_told():
    world = World()
    world.reader.faults = [Corrupt()]
    failed = submit(an_upload(), world.services)
    parse(failed.id, world.services, world.parser)
    submit(an_upload(), world.services)

    text = told(replace(world.services, engine_pause=lambda: 12.5))

    assert 'cv_jobs{priority="standard",status="failed"} 1.0' in text
    assert 'cv_jobs{priority="standard",status="queued"} 1.0' in text
    assert 'cv_queue_depth{queue="cv-standard"} 2.0' in text
    assert 'cv_dlq_depth{error_code="corrupt",function="parse-worker"} 1.0' in text
    assert "cv_circuit_open_seconds 12.5" in text


def test_how_long_the_oldest_cv_waits_is_told_by_queue():
    world = World()
    old = submit(an_upload(), world.services)
    world.clock.advance(seconds=40)
    submit(an_upload(), world.services)
    submit(an_upload(priority=Priority.PREMIUM), world.services)
    world.clock.advance(seconds=5)

    waiting = told(world.services)
    parse(old.id, world.services, world.parser)
    taken = told(world.services)

    assert 'cv_queue_oldest_seconds{queue="cv-standard"} 45.0' in waiting
    assert 'cv_queue_oldest_seconds{queue="cv-premium"} 5.0' in waiting
    assert 'cv_queue_oldest_seconds{queue="cv-batch"} 0.0' in waiting
    assert 'cv_queue_oldest_seconds{queue="cv-standard"} 5.0' in taken


def test_a_queue_that_is_held_is_told():
    registry = CollectorRegistry()
    registry.register(PauseCollector(lambda: {"cv-batch"}))

    text = generate_latest(registry).decode()

    assert 'cv_queue_paused{queue="cv-batch"} 1.0' in text
    assert 'cv_queue_paused{queue="cv-premium"} 0.0' in text


def test_what_does_not_answer_is_left_out(monkeypatch):
    world = World()

    def down():
        raise DatabaseUnavailable

    monkeypatch.setattr(world.jobs, "counts", down)

    text = told(world.services)

    assert "cv_jobs" not in text
    assert "cv_circuit_open_seconds 0.0" in text


def told_of_the_llm(ledger, daily_usd=0.0):
    registry = CollectorRegistry()
    registry.register(LLMCollector(ledger, daily_usd, lambda: NOON))
    return generate_latest(registry).decode()


def a_ledger(*outcomes):
    clock = Clock()
    ledger = MemoryLedger(clock)
    usage = Usage(input=900, output=300, cached_input=500)
    for outcome in outcomes:
        clock.advance(seconds=1)
        ledger.enter(Call(model="gpt-4o-mini", outcome=outcome, usage=usage, usd=0.25))
    return ledger


def test_calls_tokens_and_dollars_of_the_llm_are_told():
    ledger = a_ledger(CallOutcome.ANSWERED, CallOutcome.ANSWERED, CallOutcome.UNUSABLE)

    text = told_of_the_llm(ledger, daily_usd=5.0)

    labels = 'model="gpt-4o-mini",outcome="answered"'
    assert f"cv_llm_calls_total{{{labels}}} 2.0" in text
    assert 'cv_llm_calls_total{model="gpt-4o-mini",outcome="unusable"} 1.0' in text
    assert f'cv_llm_tokens_total{{{labels},type="input"}} 800.0' in text
    assert f'cv_llm_tokens_total{{{labels},type="cached_input"}} 1000.0' in text
    assert f'cv_llm_tokens_total{{{labels},type="output"}} 600.0' in text
    assert f"cv_llm_cost_usd_total{{{labels}}} 0.5" in text
    assert "cv_llm_spent_today_usd 0.75" in text
    assert "cv_llm_daily_budget_usd 5.0" in text


def test_without_a_budget_none_is_told():
    assert "cv_llm_daily_budget_usd" not in told_of_the_llm(a_ledger())


def test_what_a_person_must_mend_is_an_alarm():
    text = told_of_the_llm(a_ledger(CallOutcome.ANSWERED, CallOutcome.NO_CREDIT))

    assert 'cv_llm_needs_attention{outcome="no_credit"} 1.0' in text
    assert 'cv_llm_needs_attention{outcome="misconfigured"} 0.0' in text


def test_the_alarm_ends_with_the_next_answer():
    text = told_of_the_llm(a_ledger(CallOutcome.NO_CREDIT, CallOutcome.ANSWERED))

    assert 'cv_llm_needs_attention{outcome="no_credit"} 0.0' in text


def test_without_the_database_nothing_is_told_of_the_llm(monkeypatch):
    ledger = a_ledger(CallOutcome.ANSWERED)

    def down():
        raise DatabaseUnavailable

    monkeypatch.setattr(ledger, "totals", down)

    assert "cv_llm" not in told_of_the_llm(ledger)
