"""Queues that are held: ids are still put into them, and no bridge takes any out.

The switch is a set in Redis, so that it outlives bridges and counts for all of them; a flush of
Redis sets all queues free.
"""

from typing import cast

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue

from shared.adapters.redis.queue import PUSHED
from shared.errors import QueueUnavailable

PAUSED = "nexten:paused"  # a set of keys of RQ's queues
PREFIX = Queue.redis_queue_namespace_prefix


class Pauses:
    """The switches of all queues. Any method raises `QueueUnavailable`."""

    def __init__(self, connection: Redis) -> None:
        self._connection = connection

    def pause(self, queue: str) -> None:
        """Let no bridge take from `queue`; what is under way goes on."""
        try:
            self._connection.sadd(PAUSED, PREFIX + queue)
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None

    def resume(self, queue: str) -> None:
        """Let the bridges take from `queue` again, at once."""
        try:
            self._connection.srem(PAUSED, PREFIX + queue)
            self._connection.publish(PUSHED, b"")
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None

    def paused(self) -> frozenset[str]:
        """Return the names of the queues that are held."""
        try:
            found = cast("set[bytes]", self._connection.smembers(PAUSED))
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None
        return frozenset(key.decode().removeprefix(PREFIX) for key in found)
