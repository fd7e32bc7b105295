"""Takes out of RQ what nobody works on, so that it is queued again and dashboards show true numbers.

A bridge may have died. Or Redis answered too late: an id was taken and the taker never heard of it,
or a job ended and RQ could not write it down. RQ itself would move such jobs to its failed registry,
long after their rows say otherwise.
"""

from collections.abc import Container
from typing import cast

from redis import Redis
from rq import Queue
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.worker_registration import clean_worker_registry

from shared.adapters.redis.queue import TAKEN_BY, bridge_key
from shared.bridge.lanes import WEIGHTS


class Tidier:
    """Tidies for one bridge: what dead bridges had taken, and what itself has lost sight of."""

    def __init__(self, connection: Redis, bridge_id: str, under_way: Container[str]) -> None:
        """`under_way` holds the RQ ids that the bridge works on, at any moment."""
        self._connection = connection
        self._bridge_id = bridge_id
        self._under_way = under_way
        self._suspects: set[str] = set()

    def tidy(self) -> int:
        """Forget what nobody works on; return how many ids. Raises `RedisError`.

        Our own are forgotten when they were not under way at two looks: between taking an id and
        knowing of it lies a moment.
        """
        suspects, forgotten = set[str](), 0
        for name in WEIGHTS:
            queue = Queue(name, connection=self._connection)
            clean_worker_registry(queue)
            for rq_id in self._held(queue):
                taker = self._taker(rq_id)
                if taker == self._bridge_id and rq_id not in self._under_way:
                    suspects.add(rq_id)
                    lost = rq_id in self._suspects
                else:
                    lost = not taker or not self._connection.exists(bridge_key(taker))
                if lost:
                    self._forget(rq_id, queue)
                    forgotten += 1
        self._suspects = suspects
        return forgotten

    def _held(self, queue: Queue) -> set[str]:
        """The ids that were taken off the queue and not let go; a registry's are `id:execution`."""
        started = StartedJobRegistry(queue.name, self._connection).key
        taken = cast("list[bytes]", self._connection.lrange(queue.intermediate_queue_key, 0, -1))
        running = cast("list[bytes]", self._connection.zrange(started, 0, -1))
        return {rq_id.decode() for rq_id in taken} | {
            entry.decode().rpartition(":")[0] for entry in running
        }

    def _taker(self, rq_id: str) -> str:
        taker = cast("bytes | None", self._connection.hget(Job.key_for(rq_id), TAKEN_BY))
        return taker.decode() if taker else ""

    def _forget(self, rq_id: str, queue: Queue) -> None:
        """The row of the id says whether there is still anything to do."""
        started = StartedJobRegistry(queue.name, self._connection).key
        entries = [
            entry
            for entry in cast("list[bytes]", self._connection.zrange(started, 0, -1))
            if entry.decode().rpartition(":")[0] == rq_id
        ]
        with self._connection.pipeline() as pipeline:
            pipeline.delete(Job.key_for(rq_id))
            pipeline.lrem(queue.intermediate_queue_key, 0, rq_id)
            if entries:
                pipeline.zrem(started, *entries)
            pipeline.execute()
