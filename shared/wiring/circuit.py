"""The circuit around the LLM: the same in every process, named by what it guards."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial

from redis import Redis

from shared.adapters.breaker.failover import FailoverBreaker
from shared.adapters.breaker.memory import MemoryBreaker
from shared.adapters.breaker.redis import RedisBreaker
from shared.domain.circuit import CircuitRules
from shared.domain.retry import until_tomorrow
from shared.ports import Breaker, Ledger
from shared.settings import Settings
from shared.wiring.sources import chance, new_id, now, stopwatch


def uses_llm(found: Settings) -> bool:
    """Whether ENGINE asks for the LLM: "auto" does where one is configured."""
    configured = bool(found.openai_api_key or found.openai_base_url)
    return found.engine == "openai" or (found.engine == "auto" and configured)


def name_of(found: Settings) -> str:
    """Return what tells one LLM from another: its address and model."""
    return f"{found.openai_base_url or 'api.openai.com'} {found.openai_model}"


def breaker_of(found: Settings, redis: Redis) -> Breaker:
    """Return the breaker around the LLM."""
    rules = CircuitRules()
    name = f"{name_of(found)} {_digest(found.openai_api_key)}"  # a new key may be asked at once
    shared = RedisBreaker(redis, name, rules, new_token=new_id, chance=chance)
    own = MemoryBreaker(rules, clock=stopwatch, new_token=new_id, chance=chance)
    return FailoverBreaker(shared, own, stopwatch)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def pause_of(found: Settings, redis: Redis, ledger: Ledger) -> Callable[[], float]:
    """Return what tells how many seconds the LLM is left alone: by its circuit, by its budget."""
    pauses: list[Callable[[], float]] = []
    if found.circuit_breaker_enabled and uses_llm(found):
        pauses.append(breaker_of(found, redis).wait)
    if found.openai_daily_budget_usd and uses_llm(found):
        pauses.append(partial(budget_pause, ledger, found.openai_daily_budget_usd, now))
    return lambda: max((pause() for pause in pauses), default=0.0)


def budget_pause(ledger: Ledger, daily_usd: float, now: Callable[[], datetime]) -> float:
    """Return the seconds until the LLM may be paid again; 0 while there is something left today."""
    moment = now()
    return until_tomorrow(moment) if ledger.spent(moment.date()) >= daily_usd else 0.0
