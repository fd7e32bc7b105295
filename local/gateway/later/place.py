"""Chooses where asynchronous calls wait."""

from collections.abc import Mapping
from uuid import uuid4

from redis.asyncio import Redis as AsyncRedis

from local.gateway.later.call import Calls
from local.gateway.later.memory import MemoryCalls
from local.gateway.later.redis import BLOCK, RedisCalls
from local.gateway.settings import Settings
from shared.adapters.redis.connection import CONNECT_TIMEOUT, connect
from shared.adapters.sealing import FernetSealer
from shared.settings import BadSetting
from shared.settings import Settings as ServiceSettings


def calls_of(environ: Mapping[str, str], settings: Settings) -> Calls:
    """Return the service's Redis where the service is configured here, else this process.

    Without a key to seal them with, calls are not written down.
    """
    try:
        found = ServiceSettings.from_environ(environ)
    except BadSetting:
        return MemoryCalls(settings.async_waiting)
    if not found.encryption_key:
        return MemoryCalls(settings.async_waiting)
    return redis_calls(found, settings.async_waiting)


def redis_calls(found: ServiceSettings, limit: int) -> RedisCalls:
    """Return the calls that wait in the Redis of `found`."""
    host, port, password = found.redis_host, found.redis_port, found.redis_password
    waiting = AsyncRedis(
        host=host,
        port=port,
        password=password or None,
        socket_connect_timeout=CONNECT_TIMEOUT,
        socket_timeout=2 * BLOCK,
    )
    return RedisCalls(
        connect(host, port, password),
        waiting,
        FernetSealer(found.encryption_key),
        taker=str(uuid4()),
        limit=limit,
    )
