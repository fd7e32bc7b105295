"""Calls that wait in Redis: they outlive the gateway, and a call that it died on is made again.

The queue is RQ's, so that dashboards show it; an RQ job holds the call's id only. What the caller
sent lies beside it, sealed.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any, cast

from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError
from rq import Queue
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job
from rq.serializers import JSONSerializer

from local.gateway.later.call import CannotQueue, LaterCall, QueueFull
from shared.adapters.redis.queue import TAKEN_BY
from shared.errors import SecretUnreadable
from shared.ports import Sealer

NAME = "async"
TASK = "local.gateway.later.task.call"
KEPT = 24 * 3600  # seconds that a call may wait
ALIVE_TTL = 10  # seconds without a sign of life until others take over what a gateway had taken
LOOK = 2.0  # seconds between looks, and signs of life
BLOCK = 5  # seconds of one wait for the next call
PAUSE = 1.0  # seconds between tries while Redis is down


class RedisCalls:
    """Provides `Calls`."""

    def __init__(
        self, connection: Redis, address: AsyncRedis, sealer: Sealer, *, taker: str, limit: int
    ) -> None:
        """`taker` tells this gateway from others; both clients are of the same server."""
        self._connection = connection
        self._redis = address
        self._sealer = sealer
        self._taker = taker
        self._limit = limit
        self._queue = f"{Queue.redis_queue_namespace_prefix}{NAME}"
        self._taken = IntermediateQueue.get_intermediate_queue_key(self._queue)
        self._suspects: set[str] = set()

    async def put(self, call: LaterCall) -> None:
        try:
            await asyncio.to_thread(self._put, call)
        except RedisError as error:
            raise CannotQueue(type(error).__name__) from None

    def _put(self, call: LaterCall) -> None:
        queue = Queue(NAME, connection=self._connection, serializer=JSONSerializer)
        if queue.count >= self._limit:
            raise QueueFull(f"{self._limit} calls wait already")
        self._connection.set(_message_key(call.id), self._sealer.seal(call.to_json()), ex=KEPT)
        queue.enqueue_call(
            TASK, args=(call.id,), job_id=call.id, ttl=KEPT, result_ttl=0, failure_ttl=KEPT
        )

    async def take(self) -> LaterCall:
        """A call that cannot be read any more (it waited too long, keys were changed) is dropped."""
        while True:
            try:
                found = await _of(self._redis.blmove(self._queue, self._taken, BLOCK))
                if found is None:
                    continue
                waiting_id = found.decode()
                marks: dict[Any, Any] = {TAKEN_BY: self._taker, "status": "started"}
                await _of(self._redis.hset(Job.key_for(waiting_id), mapping=marks))
                if call := await self.read(waiting_id):
                    return call
                await self._forget(waiting_id)
            except RedisError:
                await asyncio.sleep(PAUSE)

    async def read(self, waiting_id: str) -> LaterCall | None:
        """Return what waits under this id, if it can be read."""
        sealed = await _of(self._redis.get(_message_key(waiting_id)))
        try:
            return LaterCall.from_json(self._sealer.open(sealed.decode())) if sealed else None
        except SecretUnreadable:
            return None

    async def done(self, call: LaterCall) -> None:
        """While Redis is down it cannot be forgotten: it will be made once more."""
        try:
            await self._forget(call.id)
        except RedisError:
            return

    async def count(self) -> int:
        try:
            return await _of(self._redis.llen(self._queue))
        except RedisError as error:
            raise CannotQueue(type(error).__name__) from None

    async def watch(self) -> None:
        try:
            while True:
                try:
                    await self._redis.set(_life_key(self._taker), b"", ex=ALIVE_TTL)
                    await self.bring_back()
                except RedisError:
                    pass  # the next look is soon
                await asyncio.sleep(LOOK)
        finally:
            await self._say_goodbye()

    async def bring_back(self) -> int:
        """Let wait again what nobody alive has taken; return how many calls.

        Between taking a call and noting who took it lies a moment: it must be seen twice.
        """
        lost, suspects = [], set[str]()
        for found in await _of(self._redis.lrange(self._taken, 0, -1)):
            waiting_id = found.decode()
            taker = await _of(self._redis.hget(Job.key_for(waiting_id), TAKEN_BY))
            if taker is None:
                suspects.add(waiting_id)
                gone = waiting_id in self._suspects
            else:
                name = taker.decode()
                gone = name != self._taker and not await self._redis.exists(_life_key(name))
            if gone:
                lost.append(waiting_id)
        self._suspects = suspects - set(lost)
        for waiting_id in lost:
            await self._let_wait_again(waiting_id)
        return len(lost)

    async def close(self) -> None:
        await self._redis.aclose()
        self._connection.close()

    async def _let_wait_again(self, waiting_id: str) -> None:
        async with self._redis.pipeline() as pipeline:
            pipeline.lrem(self._taken, 0, waiting_id)
            pipeline.hdel(Job.key_for(waiting_id), TAKEN_BY)
            pipeline.lpush(self._queue, waiting_id)
            await pipeline.execute()

    async def _forget(self, waiting_id: str) -> None:
        async with self._redis.pipeline() as pipeline:
            pipeline.lrem(self._taken, 0, waiting_id)
            pipeline.delete(Job.key_for(waiting_id), _message_key(waiting_id))
            await pipeline.execute()

    async def _say_goodbye(self) -> None:
        """Let the next gateway take over at once."""
        try:
            await self._redis.delete(_life_key(self._taker))
        except RedisError:
            return  # the sign of life runs out by itself


def _message_key(waiting_id: str) -> str:
    return f"nexten:async:{waiting_id}"


def _life_key(taker: str) -> str:
    return f"nexten:gateway:{taker}"


async def _of(answer: Awaitable[Any] | Any) -> Any:
    """Await what the library's types leave open."""
    return await cast("Awaitable[Any]", answer)
