"""Finished results, hot, and the news that a job is over."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import structlog
from redis import Redis
from redis.client import PubSub
from redis.exceptions import RedisError

from shared.errors import QueueUnavailable
from shared.ports import Listener

log = structlog.get_logger(__name__)

# KEYS: the result. ARGV: its body, seconds to keep it.
PUT = """
if redis.call('GET', KEYS[1]) == '' then return end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
"""
ERASED = b""  # stands where a result was: a late `put` does not replace it
ERASED_TTL = 3600  # seconds


class RedisCache:
    """Provides `ports.Cache`."""

    def __init__(self, connection: Redis, ttl: int) -> None:
        """`ttl` is in seconds."""
        self._connection = connection
        self._put = connection.register_script(PUT)
        self._ttl = ttl

    def get(self, job_id: str) -> bytes | None:
        try:
            return cast("bytes | None", self._connection.get(_key(job_id))) or None
        except RedisError as error:
            log.warning("cache_unavailable", error=type(error).__name__)
            return None

    def put(self, job_id: str, body: bytes) -> None:
        try:
            self._put(keys=[_key(job_id)], args=[body, self._ttl])
        except RedisError as error:
            log.warning("cache_unavailable", error=type(error).__name__)

    def forget(self, job_id: str) -> None:
        try:
            self._connection.set(_key(job_id), ERASED, ex=max(self._ttl, ERASED_TTL))
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None

    def announce(self, job_id: str) -> None:
        try:
            self._connection.publish(_channel(job_id), b"")
        except RedisError as error:
            log.warning("announcement_lost", error=type(error).__name__)

    @contextmanager
    def listen(self, job_id: str) -> Iterator[Listener]:
        with self._connection.pubsub(ignore_subscribe_messages=False) as channel:
            yield _Listener(channel, _channel(job_id))


class _Listener:
    """Listens on one channel; deaf while Redis is down, then it only lets the time pass."""

    def __init__(self, pubsub: PubSub, channel: str) -> None:
        self._pubsub = pubsub
        try:
            pubsub.subscribe(channel)
            pubsub.get_message(timeout=1.0)  # the confirmation: from here on nothing is missed
        except RedisError as error:
            log.warning("cannot_listen", error=type(error).__name__)

    def wait(self, seconds: float) -> None:
        try:
            self._pubsub.get_message(timeout=seconds)
        except (RedisError, RuntimeError):  # RuntimeError: it could not subscribe
            time.sleep(seconds)


def _key(job_id: str) -> str:
    return f"nexten:result:{job_id}"


def _channel(job_id: str) -> str:
    return f"nexten:over:{job_id}"
