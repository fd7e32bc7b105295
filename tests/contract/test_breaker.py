"""The circuit breaker: the same promises in one process and shared through Redis."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
import redis

from shared.adapters.breaker.failover import FailoverBreaker
from shared.adapters.breaker.memory import MemoryBreaker
from shared.adapters.breaker.redis import RedisBreaker
from shared.adapters.redis.connection import connect
from shared.domain.circuit import CircuitRules, Outcome
from shared.errors import CircuitOpen
from shared.ports import Breaker
from shared.settings import Settings
from shared.wiring.circuit import breaker_of

RULES = CircuitRules(
    window=30,
    min_calls=10,
    failure_rate=0.5,
    slow_rate=0.8,
    slow_call=10.0,
    open_for=0.3,
    open_for_at_most=0.8,
    hopeless_for=60.0,
    jitter=0.0,
    probes=1,
    probe_lease=0.3,
    probe_wait=0.05,
    successes_to_close=2,
)

MakeBreaker = Callable[..., Breaker]


def token() -> str:
    return str(uuid4())


def own_breaker(rules: CircuitRules = RULES, chance: float = 0.0) -> MemoryBreaker:
    return MemoryBreaker(rules, clock=time.monotonic, new_token=token, chance=lambda: chance)


def a_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def redis_port(redis_connection: redis.Redis) -> int:
    return redis_connection.connection_pool.connection_kwargs["port"]


@pytest.fixture
def memory_breaker() -> MakeBreaker:
    return own_breaker


@pytest.fixture
def redis_breaker(redis_connection: redis.Redis) -> MakeBreaker:
    def make(rules: CircuitRules = RULES, name: str = "", chance: float = 0.0) -> RedisBreaker:
        return RedisBreaker(
            redis_connection, name or token(), rules, new_token=token, chance=lambda: chance
        )

    return make


@pytest.fixture(params=["memory", "redis"])
def make_breaker(request: pytest.FixtureRequest) -> MakeBreaker:
    return request.getfixturevalue(f"{request.param}_breaker")


@pytest.fixture
def breaker(make_breaker: MakeBreaker) -> Breaker:
    return make_breaker()


def calls(breaker: Breaker, outcome: Outcome, times: int = 1, seconds: float = 0.1) -> None:
    for _ in range(times):
        breaker.report(breaker.acquire(), outcome, seconds)


def is_open(breaker: Breaker) -> bool:
    try:
        breaker.report(breaker.acquire(), Outcome.IGNORED, 0.0)
    except CircuitOpen:
        return True
    return False


def opened(breaker: Breaker) -> Breaker:
    calls(breaker, Outcome.FAILED, RULES.min_calls)
    return breaker


def half_opened(breaker: Breaker) -> Breaker:
    opened(breaker)
    time.sleep(breaker.wait() + 0.01)
    return breaker


def test_calls_pass_while_all_is_well(breaker):
    calls(breaker, Outcome.OK, 50)

    assert not is_open(breaker)
    assert breaker.wait() == 0.0


def test_a_few_failures_are_not_enough_to_judge(breaker):
    calls(breaker, Outcome.FAILED, RULES.min_calls - 1)

    assert not is_open(breaker)


def test_it_opens_when_half_of_the_calls_fail(breaker):
    calls(breaker, Outcome.OK, 10)
    calls(breaker, Outcome.FAILED, 9)
    assert not is_open(breaker)

    calls(breaker, Outcome.FAILED)

    assert is_open(breaker)


def test_a_good_call_does_not_open_it(breaker):
    calls(breaker, Outcome.FAILED, 9)

    calls(breaker, Outcome.OK)

    assert not is_open(breaker)


def test_it_opens_when_most_calls_are_slow(breaker):
    calls(breaker, Outcome.OK, 2)

    calls(breaker, Outcome.OK, 8, seconds=11.0)

    assert is_open(breaker)


def test_ignored_calls_count_neither_way(breaker):
    calls(breaker, Outcome.FAILED, 9)

    calls(breaker, Outcome.IGNORED, 50, seconds=99.0)

    assert not is_open(breaker)
    calls(breaker, Outcome.FAILED)
    assert is_open(breaker)


def test_one_hopeless_call_opens_it_for_long(breaker):
    calls(breaker, Outcome.HOPELESS)

    assert 55 < breaker.wait() <= 60


def test_an_open_circuit_says_how_long_to_wait(breaker):
    opened(breaker)

    with pytest.raises(CircuitOpen) as caught:
        breaker.acquire()

    assert 0 < caught.value.retry_after <= 0.3
    assert 0 < breaker.wait() <= 0.3


def test_failures_leave_the_window_after_a_while(make_breaker):
    breaker = make_breaker(replace(RULES, window=1))
    calls(breaker, Outcome.FAILED, 9)

    time.sleep(2.0)

    calls(breaker, Outcome.FAILED)
    assert not is_open(breaker)


def test_half_open_lets_one_probe_through(breaker):
    half_opened(breaker)
    breaker.acquire()

    with pytest.raises(CircuitOpen) as caught:
        breaker.acquire()

    assert caught.value.retry_after == pytest.approx(0.05)


def test_of_many_callers_at_once_only_one_is_the_probe(make_breaker):
    breaker = half_opened(make_breaker())
    start = threading.Barrier(16)

    def attempt(_: int) -> bool:
        start.wait()
        try:
            return breaker.acquire().probe
        except CircuitOpen:
            return False

    with ThreadPoolExecutor(16) as threads:
        passed = sum(threads.map(attempt, range(16)))

    assert passed == 1


def test_good_probes_close_it(breaker):
    half_opened(breaker)

    calls(breaker, Outcome.OK, RULES.successes_to_close)

    assert not breaker.acquire().probe
    calls(breaker, Outcome.FAILED, RULES.min_calls - 1)
    assert not is_open(breaker)


@pytest.mark.parametrize(
    ("outcome", "seconds"), [(Outcome.FAILED, 0.1), (Outcome.OK, 99.0)], ids=["failed", "slow"]
)
def test_a_bad_probe_opens_it_again_for_longer(breaker, outcome, seconds):
    half_opened(breaker)

    calls(breaker, outcome, seconds=seconds)

    assert 0.4 < breaker.wait() <= 0.6


def test_the_open_time_grows_to_a_limit(breaker):
    half_opened(breaker)
    for _ in range(3):
        calls(breaker, Outcome.FAILED)
        time.sleep(breaker.wait() + 0.01)

    calls(breaker, Outcome.FAILED)

    assert 0.6 < breaker.wait() <= 0.8


def test_the_open_time_is_spread_by_chance(make_breaker):
    breaker = make_breaker(replace(RULES, jitter=1.0, open_for=10, open_for_at_most=10), chance=0.9)

    opened(breaker)

    assert 18 < breaker.wait() <= 19


def test_after_closing_the_open_time_starts_small_again(breaker):
    half_opened(breaker)
    calls(breaker, Outcome.OK, RULES.successes_to_close)

    opened(breaker)

    assert 0 < breaker.wait() <= 0.3


def test_an_ignored_probe_makes_room_for_another(breaker):
    half_opened(breaker)

    calls(breaker, Outcome.IGNORED, 5)

    calls(breaker, Outcome.OK, RULES.successes_to_close)
    assert not breaker.acquire().probe


def test_the_place_of_a_dead_probe_is_given_to_another(breaker):
    half_opened(breaker)
    breaker.acquire()  # and never heard of again

    time.sleep(RULES.probe_lease + 0.05)

    assert breaker.acquire().probe


def test_the_late_report_of_a_dead_probe_is_not_counted(breaker):
    half_opened(breaker)
    dead = breaker.acquire()
    time.sleep(RULES.probe_lease + 0.05)
    alive = breaker.acquire()

    breaker.report(dead, Outcome.FAILED, 0.1)

    breaker.report(alive, Outcome.OK, 0.1)
    calls(breaker, Outcome.OK)
    assert not breaker.acquire().probe


def test_calls_from_before_the_opening_are_not_counted_afterwards(breaker):
    old = [breaker.acquire() for _ in range(RULES.min_calls)]
    half_opened(breaker)
    calls(breaker, Outcome.OK, RULES.successes_to_close)

    for permit in old:
        breaker.report(permit, Outcome.FAILED, 0.1)

    assert not is_open(breaker)


def test_guarded_calls_run_side_by_side(breaker):
    """pybreaker holds a lock around the call."""

    def call(_: int) -> None:
        permit = breaker.acquire()
        time.sleep(0.2)
        breaker.report(permit, Outcome.OK, 0.2)

    started = time.monotonic()
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(call, range(16)))

    assert time.monotonic() - started < 1.0


def test_processes_share_one_circuit(redis_breaker):
    name = token()

    opened(redis_breaker(name=name))

    assert is_open(redis_breaker(name=name))
    assert not is_open(redis_breaker())


PROBE = """
import sys, time, uuid
from shared.adapters.breaker.redis import RedisBreaker
from shared.adapters.redis.connection import connect
from shared.domain.circuit import CircuitRules, Outcome
from shared.errors import CircuitOpen
rules = CircuitRules(probe_lease=30.0)
breaker = RedisBreaker(connect("127.0.0.1", int(sys.argv[1])), sys.argv[2], rules,
    new_token=lambda: str(uuid.uuid4()), chance=lambda: 0.0)
try:
    sys.exit(0 if breaker.acquire().probe else 2)
except CircuitOpen:
    sys.exit(3)
"""


def test_of_many_processes_only_one_is_the_probe(redis_breaker, redis_port):
    name = token()
    half_opened(redis_breaker(name=name))

    command = [sys.executable, "-c", PROBE, str(redis_port), name]
    processes = [subprocess.Popen(command) for _ in range(4)]

    assert sorted(process.wait(60) for process in processes) == [0, 3, 3, 3]


def test_a_flushed_redis_is_a_closed_circuit(redis_breaker, redis_connection):
    breaker = opened(redis_breaker())

    redis_connection.flushdb()

    assert not is_open(breaker)


def test_without_redis_each_process_has_a_breaker_of_its_own():
    nowhere = connect("127.0.0.1", a_free_port())
    shared = RedisBreaker(nowhere, token(), RULES, new_token=token, chance=lambda: 0.0)
    breaker = FailoverBreaker(shared, own_breaker(), time.monotonic)

    assert not is_open(breaker)

    opened(breaker)
    assert is_open(breaker)
    assert breaker.wait() > 0


def test_with_redis_the_shared_circuit_counts(redis_breaker):
    name = token()
    breaker = FailoverBreaker(redis_breaker(name=name), own_breaker(), time.monotonic)

    opened(breaker)

    assert is_open(redis_breaker(name=name))
    assert breaker.wait() == pytest.approx(redis_breaker(name=name).wait(), abs=0.2)


def test_a_call_that_outlives_redis_still_ends_well(redis_connection):
    shared = RedisBreaker(redis_connection, token(), RULES, new_token=token, chance=lambda: 0.0)
    permit = shared.acquire()
    nowhere = connect("127.0.0.1", a_free_port())
    lost = RedisBreaker(nowhere, token(), RULES, new_token=token, chance=lambda: 0.0)

    FailoverBreaker(lost, own_breaker(), time.monotonic).report(permit, Outcome.FAILED, 0.1)


def test_redis_is_asked_again_after_a_while(redis_breaker):
    now = 0.0
    nowhere = connect("127.0.0.1", a_free_port())
    shared = RedisBreaker(nowhere, token(), RULES, new_token=token, chance=lambda: 0.0)
    breaker = FailoverBreaker(shared, own_breaker(), lambda: now)
    calls(breaker, Outcome.OK)
    breaker._shared = opened(redis_breaker(replace(RULES, open_for=60, open_for_at_most=60)))

    assert not is_open(breaker)
    now = 10.0
    assert is_open(breaker)


def test_a_guarded_call_costs_little(redis_breaker):
    """Measured at about 0.4 ms for both steps; the bound leaves room for a loaded machine."""
    breaker = redis_breaker()
    calls(breaker, Outcome.OK, 20)
    started = time.perf_counter()

    calls(breaker, Outcome.OK, 200)

    assert (time.perf_counter() - started) / 200 < 0.01


def test_a_new_key_begins_with_a_closed_circuit(redis_connection):
    old, new = (
        breaker_of(Settings(database_url="", openai_api_key=key), redis_connection)
        for key in ("sk-old", "sk-new")
    )

    old.report(old.acquire(), Outcome.HOPELESS, 0.1)

    assert old.wait() > 0
    assert new.wait() == 0
