"""Chooses the adapters, once in a process. The only place that asks for the time or a random id."""

import random
import time
import uuid
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Lock, Thread

from shared import logs
from shared.adapters.http_sender import HttpSender
from shared.adapters.leases import Heartbeat
from shared.adapters.postgres.database import Database
from shared.adapters.postgres.dead_letters import PostgresDeadLetters
from shared.adapters.postgres.deliveries import PostgresDeliveries
from shared.adapters.postgres.jobs import PostgresJobs
from shared.adapters.redis.cache import RedisCache
from shared.adapters.redis.connection import connect
from shared.adapters.redis.queue import RedisQueue
from shared.adapters.s3 import S3Objects
from shared.adapters.sealing import FernetSealer
from shared.domain.circuit import CircuitRules
from shared.domain.retry import WEBHOOK_DELAYS
from shared.ports import Breaker, Engine
from shared.services import Limits, Parser, Services
from shared.settings import Settings

WARM_UP = b"Jane Doe\njane@example.com\n+33 1 23 45 67 89\nSkills\nReading\n"  # nobody's CV

_one_parser = Lock()


@cache
def settings() -> Settings:
    """Return the settings of this process; raise `BadSetting`. Logs are set up with them."""
    found = Settings.from_environ()
    logs.configure(found.log_level, found.log_format)
    return found


@cache
def services() -> Services:
    """Return the services of this process. Connections are made when first used."""
    return build(settings())


def build(found: Settings) -> Services:
    """Return services for `found`."""
    database = Database(found.database_url)
    redis = connect(found.redis_host, found.redis_port, found.redis_password)
    jobs = PostgresJobs(database)
    limits = limits_of(found)
    return Services(
        jobs=jobs,
        deliveries=PostgresDeliveries(database),
        letters=PostgresDeadLetters(database),
        objects=S3Objects(
            found.minio_endpoint,
            access_key=found.minio_access_key,
            secret_key=found.minio_secret_key,
            bucket=found.minio_bucket_name,
            secure=found.minio_secure,
            region=found.minio_region,
            session_token=found.minio_session_token,
        ),
        queue=RedisQueue(redis),
        cache=RedisCache(redis, found.result_cache_ttl),
        sender=HttpSender(now, found.webhook_allowed_cidrs),
        sealer=FernetSealer(found.encryption_key),
        leases=Heartbeat(jobs, limits.lease, now),
        now=now,
        new_id=new_id,
        chance=random.random,
        limits=limits,
        engine_pause=_breaker_of(found).wait if _guards_an_llm(found) else lambda: 0.0,
    )


def parser() -> Parser:
    """Return the reader and the engine. Only `parse-worker` calls this: it imports their libraries."""
    with _one_parser:
        return _parser()


@cache
def warm_up() -> None:
    """Begin to load what parsing needs, beside the calls, so that the first CV does not wait."""

    from shared.parsing.rules.engine import LocalEngine

    def load() -> None:
        LocalEngine().parse(parser().reader.read(WARM_UP, "warm-up.txt"))

    Thread(target=load, name="warm-up", daemon=True).start()


@cache
def _parser() -> Parser:
    from shared.documents.limits import Limits as ReadingLimits
    from shared.documents.sandbox import SandboxedReader

    found = settings()
    limits = ReadingLimits(wall_seconds=found.read_timeout, cpu_seconds=found.read_timeout)
    return Parser(reader=SandboxedReader(limits), engine=engine_of(found))


def engine_of(found: Settings) -> Engine:
    """Return the engine that ENGINE names; "auto" is the LLM where one is configured."""
    from shared.parsing.rules.engine import LocalEngine

    local = LocalEngine()
    if not _uses_an_llm(found):
        return local
    from shared.parsing.guarded import FallbackEngine

    llm = _llm_engine(found)
    return llm if found.engine == "openai" else FallbackEngine(llm, local)


def _llm_engine(found: Settings) -> Engine:
    from shared.parsing.guarded import GuardedEngine
    from shared.parsing.llm.engine import OpenAIEngine
    from shared.parsing.llm.settings import OPENAI_URL, LLMSettings

    chosen = LLMSettings(
        api_key=found.openai_api_key or "none",  # endpoints in the house need none
        model=found.openai_model,
        base_url=found.openai_base_url or OPENAI_URL,
        call_timeout=found.openai_timeout,
    )
    llm = OpenAIEngine(chosen)
    if not found.circuit_breaker_enabled:
        return llm
    return GuardedEngine(llm, _breaker_of(found))


def _uses_an_llm(found: Settings) -> bool:
    configured = bool(found.openai_api_key or found.openai_base_url)
    return found.engine == "openai" or (found.engine == "auto" and configured)


def _guards_an_llm(found: Settings) -> bool:
    return found.circuit_breaker_enabled and _uses_an_llm(found)


def _breaker_of(found: Settings) -> Breaker:
    """Return the breaker around the LLM: the same circuit in every process, named by what it is."""
    from shared.adapters.breaker.failover import FailoverBreaker
    from shared.adapters.breaker.memory import MemoryBreaker
    from shared.adapters.breaker.redis import RedisBreaker

    name = f"{found.openai_base_url or 'api.openai.com'} {found.openai_model}"
    rules = CircuitRules()
    redis = connect(found.redis_host, found.redis_port, found.redis_password)
    shared = RedisBreaker(redis, name, rules, new_token=new_id, chance=random.random)
    own = MemoryBreaker(rules, clock=time.monotonic, new_token=new_id, chance=random.random)
    return FailoverBreaker(shared, own, time.monotonic)


def limits_of(found: Settings) -> Limits:
    """Return the numbers of the pipeline."""
    return Limits(
        max_bytes=found.max_content_length,
        max_attempts=found.max_retries,
        max_crashes=found.max_crashes,
        lease=timedelta(seconds=found.lease),
        inline_result=found.inline_result_limit,
        retention=timedelta(days=found.retention_days) if found.retention_days else None,
        replay_rate=found.replay_rate,
        replay_delay=timedelta(seconds=found.replay_delay),
        max_replays=found.max_replays,
        orphan_age=timedelta(seconds=found.orphan_age),
        webhook_delays=[timedelta(seconds=seconds) for seconds in found.webhook_delays]
        or WEBHOOK_DELAYS,
        capacity=max(
            1, found.bridge_threads - found.bridge_premium_threads - found.bridge_webhook_threads
        ),
    )


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return an id that cannot be guessed."""
    return str(uuid.uuid4())
