"""The engine waits its turn, and lets everybody wait when the endpoint asks for it."""

import time
from dataclasses import replace

import pytest

from shared.adapters.pace.memory import MemoryPace
from shared.domain.pace import Limits
from shared.parsing.llm.errors import RateLimited


def test_calls_are_made_at_the_pace_of_the_limits(new_engine, settings, document):
    pace = MemoryPace(Limits(requests_per_minute=240, burst=0.25), time.monotonic)
    engine = new_engine(settings, pace=pace)
    started = time.monotonic()

    for _ in range(4):
        engine.parse(document)

    assert 0.7 < time.monotonic() - started < 2.0


def test_a_turn_too_far_off_is_left_to_the_job(new_engine, server, settings, document):
    pace = MemoryPace(Limits(tokens_per_minute=100, burst=1.0), time.monotonic)

    with pytest.raises(RateLimited) as caught:
        new_engine(settings, pace=pace).parse(document)

    assert caught.value.retry_after > 60
    assert server.requests == []


def test_one_429_holds_back_everybody(new_engine, server, settings, document):
    pace = MemoryPace(Limits(), time.monotonic)
    server.fail("429-long")
    with pytest.raises(RateLimited):
        new_engine(settings, pace=pace).parse(document)

    with pytest.raises(RateLimited) as caught:
        new_engine(replace(settings), pace=pace).parse(document)

    assert caught.value.retry_after == pytest.approx(600, abs=5)
    assert len(server.requests) == 1


def test_what_a_call_really_took_is_settled(new_engine, settings, document):
    settled: list[int] = []
    pace = MemoryPace(Limits(), time.monotonic)
    pace.settle = settled.append  # pyright: ignore[reportAttributeAccessIssue]

    tokens = new_engine(settings, pace=pace).parse(document).tokens

    assert len(settled) == 1
    assert abs(settled[0]) < sum(tokens.values())
