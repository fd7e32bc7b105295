"""Takes out of RQ what dead bridges left there, so that its dashboards show true numbers.

RQ would do it by moving those jobs to its failed registry, long after their rows say otherwise.
"""

from typing import cast

from redis import Redis
from rq import Queue
from rq.job import Job
from rq.registry import StartedJobRegistry
from rq.worker_registration import clean_worker_registry

from shared.adapters.redis.queue import TAKEN_BY, bridge_key
from shared.bridge.lanes import WEIGHTS


def tidy(connection: Redis) -> int:
    """Forget the executions and workers of bridges that are gone; return how many executions.

    Raises `RedisError`.
    """
    forgotten = 0
    for name in WEIGHTS:
        queue = Queue(name, connection=connection)
        clean_worker_registry(queue)
        registry = StartedJobRegistry(name, connection).key
        entries = cast("list[bytes]", connection.zrange(registry, 0, -1))
        left = [entry for entry in entries if not _lives(entry, connection)]
        if left:
            forgotten += cast("int", connection.zrem(registry, *left))
    return forgotten


def _lives(entry: bytes, connection: Redis) -> bool:
    """Whether the bridge that took the job is alive; an entry is `job_id:execution_id`."""
    job_id = entry.rpartition(b":")[0].decode()
    taker = cast("bytes | None", connection.hget(Job.key_for(job_id), TAKEN_BY))
    return taker is not None and bool(connection.exists(bridge_key(taker.decode())))
