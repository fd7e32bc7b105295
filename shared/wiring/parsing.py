"""Chooses the reader and the engine. Only `parse-worker` imports this: it brings their libraries."""

from functools import cache
from threading import Lock, Thread

from redis import Redis

from shared.adapters.pace.memory import MemoryPace
from shared.adapters.pace.redis import RedisPace
from shared.adapters.redis.connection import connect
from shared.documents.limits import Limits as ReadingLimits
from shared.documents.sandbox import SandboxedReader
from shared.domain.cv import SCHEMA_VERSION
from shared.domain.pace import Limits as PaceLimits
from shared.domain.validity import check_fits
from shared.parsing.guarded import BudgetedEngine, FallbackEngine, GuardedEngine
from shared.parsing.llm.prompt import prompt_version
from shared.parsing.llm.settings import OPENAI_URL, LLMSettings
from shared.ports import Engine, Ledger, Pace
from shared.services import Parser
from shared.settings import Settings
from shared.wiring import services, settings
from shared.wiring.circuit import breaker_of, name_of, uses_llm
from shared.wiring.sources import now, stopwatch

WARM_UP = b"Jane Doe\njane@example.com\n+33 1 23 45 67 89\nSkills\nReading\n"  # nobody's CV

_one_parser = Lock()


def parser() -> Parser:
    """Return the reader and the engine of this process."""
    with _one_parser:
        return _parser()


@cache
def warm_up() -> None:
    """Begin to load what parsing needs, beside the calls, so that the first CV does not wait."""

    def load() -> None:
        parsed = _local().parse(parser().reader.read(WARM_UP, "warm-up.txt"))
        check_fits(parsed.data)

    Thread(target=load, name="warm-up", daemon=True).start()


@cache
def _parser() -> Parser:
    found = settings()
    limits = ReadingLimits(wall_seconds=found.read_timeout, cpu_seconds=found.read_timeout)
    return Parser(
        reader=SandboxedReader(limits),
        engine=engine_of(found, services().ledger),
        recipe=recipe_of(found),
    )


def recipe_of(found: Settings) -> str | None:
    """Return what decides the LLM's answers; None where there is nothing to save by reusing them.

    The local engine costs nothing, and what it makes of a file changes with every version.
    """
    if not (found.parse_once and uses_llm(found)):
        return None
    return f"openai {name_of(found)} {prompt_version()} {SCHEMA_VERSION}"


def engine_of(found: Settings, ledger: Ledger) -> Engine:
    """Return the engine that ENGINE names; the LLM's calls are entered into `ledger`."""
    local = _local()
    if not uses_llm(found):
        return local
    llm = _llm(found, ledger, connect(found.redis_host, found.redis_port, found.redis_password))
    return llm if found.engine == "openai" else FallbackEngine(llm, local)


def _local() -> Engine:
    # It reads its tables of words: the warm-up does that beside the first answers.
    from shared.parsing.rules.engine import LocalEngine

    return LocalEngine()


def _llm(found: Settings, ledger: Ledger, redis: Redis) -> Engine:
    # Its client takes as long to import as all the rest: only where it is used.
    from shared.parsing.llm.engine import OpenAIEngine

    chosen = LLMSettings(
        api_key=found.openai_api_key or "none",  # endpoints in the house need none
        model=found.openai_model,
        base_url=found.openai_base_url or OPENAI_URL,
        call_timeout=found.openai_timeout,
        total_timeout=max(LLMSettings.total_timeout, found.openai_timeout),
        prices=found.prices,
    )
    engine: Engine = OpenAIEngine(chosen, pace=_pace(found, redis), ledger=ledger)
    if found.circuit_breaker_enabled:
        engine = GuardedEngine(engine, breaker_of(found, redis))
    if found.openai_daily_budget_usd:
        engine = BudgetedEngine(engine, ledger, found.openai_daily_budget_usd, now)
    return engine


def _pace(found: Settings, redis: Redis) -> Pace:
    """Also without limits: one 429 then holds all workers back."""
    limits = PaceLimits(
        requests_per_minute=found.openai_rpm or None, tokens_per_minute=found.openai_tpm or None
    )
    return RedisPace(redis, name_of(found), limits, MemoryPace(limits, stopwatch), stopwatch)
