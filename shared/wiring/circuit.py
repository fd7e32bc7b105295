"""The circuit around the LLM: the same in every process, named by what it guards."""

from collections.abc import Callable

from redis import Redis

from shared.adapters.breaker.failover import FailoverBreaker
from shared.adapters.breaker.memory import MemoryBreaker
from shared.adapters.breaker.redis import RedisBreaker
from shared.domain.circuit import CircuitRules
from shared.ports import Breaker
from shared.settings import Settings
from shared.wiring.sources import chance, new_id, stopwatch


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
    shared = RedisBreaker(redis, name_of(found), rules, new_token=new_id, chance=chance)
    own = MemoryBreaker(rules, clock=stopwatch, new_token=new_id, chance=chance)
    return FailoverBreaker(shared, own, stopwatch)


def pause_of(found: Settings, redis: Redis) -> Callable[[], float]:
    """Return what tells how many seconds the LLM is left alone; 0 where nothing guards it."""
    if found.circuit_breaker_enabled and uses_llm(found):
        return breaker_of(found, redis).wait
    return lambda: 0.0
