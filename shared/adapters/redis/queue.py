"""Ids on RQ queues: plain RQ jobs with the JSON serializer, that any RQ worker could run."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue as RQQueue
from rq.job import Job as RQJob
from rq.serializers import JSONSerializer

from shared.errors import QueueUnavailable
from shared.ports import ALIVE

TASK = "shared.bridge.tasks.call"  # by name: who pushes need not have the bridge
TASK_TIMEOUT = 900  # seconds; the bridge has its own, shorter limits
FAILURE_TTL = 24 * 3600  # seconds; the dead letters are in PostgreSQL

PUSHED = "nexten:pushed"  # channel: an id was pushed
BRIDGES = "nexten:bridges"  # set: the ids of bridges that live, or did a moment ago
TAKEN_BY = "taken_by"  # field of an RQ job: the bridge that took it off its queue
QUEUED = b"queued"
LEFT = frozenset({b"finished", b"failed", b"stopped", b"canceled"})


def bridge_key(bridge_id: str) -> str:
    """Return the key that a bridge keeps alive for as long as it lives."""
    return f"nexten:bridge:{bridge_id}"


class RedisQueue:
    """Provides `ports.Queue`."""

    def __init__(self, connection: Redis) -> None:
        self._connection = connection
        self._targets: dict[str, RQQueue] = {}  # RQ asks the server for its version for each

    def push(self, queue: str, item_id: str, delivery: int) -> None:
        """Queue the id anew, whatever an earlier handing out under the same number left behind."""
        rq_id = _rq_id(item_id, delivery)
        try:
            target = self._target(queue)
            with self._connection.pipeline() as pipeline:
                pipeline.delete(RQJob.key_for(rq_id))
                pipeline.lrem(target.intermediate_queue_key, 0, rq_id)
                pipeline.lrem(target.key, 0, rq_id)
                pipeline.execute()
                target.enqueue_call(
                    TASK,
                    args=(queue, item_id),
                    job_id=rq_id,
                    timeout=TASK_TIMEOUT,
                    result_ttl=0,
                    failure_ttl=FAILURE_TTL,
                    pipeline=pipeline,
                )
                pipeline.publish(PUSHED, b"")
                pipeline.execute()
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None

    def missing(self, items: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
        """Ask Redis about all of them in two round trips."""
        try:
            with self._connection.pipeline(transaction=False) as pipeline:
                for item in items:
                    pipeline.hmget(RQJob.key_for(_rq_id(*item)), "status", TAKEN_BY)
                states = pipeline.execute()
                takers = sorted({taker for _, taker in states if taker})
                for taker in takers:
                    pipeline.exists(bridge_key(taker.decode()))
                alive = {
                    taker for taker, here in zip(takers, pipeline.execute(), strict=True) if here
                }
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None
        return [
            item
            for item, (status, taker) in zip(items, states, strict=True)
            if not _is_held(status, taker in alive if taker else None)
        ]

    def depth(self, queue: str) -> int:
        try:
            return self._target(queue).count
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None

    def show_life(self, bridge_id: str, places: Mapping[str, int]) -> None:
        try:
            with self._connection.pipeline() as pipeline:
                pipeline.set(bridge_key(bridge_id), json.dumps(places), ex=ALIVE)
                pipeline.sadd(BRIDGES, bridge_id)
                pipeline.execute()
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None

    def places(self, queue: str) -> int:
        try:
            members = cast("set[bytes]", self._connection.smembers(BRIDGES))
            known = sorted(member.decode() for member in members)
            signs = cast("list[bytes | None]", self._connection.mget(map(bridge_key, known)))
            dead = [bridge for bridge, sign in zip(known, signs, strict=True) if not sign]
            if dead:
                self._connection.srem(BRIDGES, *dead)
        except RedisError as error:
            raise QueueUnavailable(type(error).__name__) from None
        return sum(json.loads(sign).get(queue, 0) for sign in signs if sign)

    def _target(self, name: str) -> RQQueue:
        if name not in self._targets:
            target = RQQueue(name, connection=self._connection, serializer=JSONSerializer)
            self._targets[name] = target
        return self._targets[name]


def _is_held(status: bytes | None, taker_lives: bool | None) -> bool:
    """Whether an RQ job waits in its queue (nobody has taken it yet), or is with a live bridge.

    A job without a taker that is not queued either is a remnant: Redis was flushed while a bridge
    worked on it, and RQ wrote a state to where the job had been.
    """
    if taker_lives is None:
        return status == QUEUED
    return taker_lives and status not in LEFT


def _rq_id(item_id: str, delivery: int) -> str:
    return f"{item_id}-{delivery}"
