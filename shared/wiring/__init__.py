"""Chooses the adapters, once in a process. Nothing else asks for the time or a random id."""

from datetime import timedelta
from functools import cache

from shared import logs
from shared.adapters.http_sender import HttpSender
from shared.adapters.leases import Heartbeat
from shared.adapters.postgres.database import Database
from shared.adapters.postgres.dead_letters import PostgresDeadLetters
from shared.adapters.postgres.deliveries import PostgresDeliveries
from shared.adapters.postgres.jobs import PostgresJobs
from shared.adapters.postgres.ledger import PostgresLedger
from shared.adapters.redis.cache import RedisCache
from shared.adapters.redis.connection import connect
from shared.adapters.redis.queue import RedisQueue
from shared.adapters.s3 import S3Objects
from shared.adapters.sealing import FernetSealer
from shared.domain.retry import WEBHOOK_DELAYS
from shared.services import Limits, Services
from shared.settings import Settings
from shared.wiring.circuit import pause_of
from shared.wiring.sources import chance, new_id, now


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
    ledger = PostgresLedger(database, now)
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
            addressing=found.minio_addressing,
            ca_file=found.minio_ca_file,
        ),
        queue=RedisQueue(redis),
        cache=RedisCache(redis, found.result_cache_ttl),
        sender=HttpSender(now, found.webhook_allowed_cidrs),
        sealer=FernetSealer(found.encryption_key),
        leases=Heartbeat(jobs, limits.lease, now),
        ledger=ledger,
        now=now,
        new_id=new_id,
        chance=chance,
        limits=limits,
        engine_pause=pause_of(found, redis, ledger),
    )


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
        reparse_degraded=found.reparse_degraded,
        replay_delay=timedelta(seconds=found.replay_delay),
        max_replays=found.max_replays,
        orphan_age=timedelta(seconds=found.orphan_age),
        webhook_delays=[timedelta(seconds=seconds) for seconds in found.webhook_delays]
        or WEBHOOK_DELAYS,
        places=max(
            1, found.bridge_threads - found.bridge_premium_threads - found.bridge_webhook_threads
        ),
    )
