"""An RQ worker in a thread, on several queues, that loses nothing.

RQ takes an id off several queues with BLPOP, so that a worker that dies between pop and start loses
it. Here one script moves it into RQ's intermediate list of the queue and writes on the job who has
taken it, in one step; the reconciler sees which takers are alive.
"""

from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

import structlog
from redis import Redis
from rq import Queue, SimpleWorker
from rq.exceptions import DequeueTimeout
from rq.executions import Execution
from rq.job import Job
from rq.registry import BaseRegistry
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty

from shared.adapters.redis.pauses import PAUSED
from shared.adapters.redis.queue import TAKEN_BY
from shared.bridge.bell import Bell
from shared.bridge.lanes import in_turn
from shared.bridge.under_way import UnderWay

log = structlog.get_logger(__name__)

IDLE_TIMEOUT = 5  # seconds until an idle worker shows that it lives
WORKER_TTL = 60

# KEYS: queues in the order to look into. ARGV: prefix of job keys, field, bridge.
TAKE = f"""
for _, queue in ipairs(KEYS) do
  local held = redis.call('SISMEMBER', '{PAUSED}', queue) == 1
  local id = not held and redis.call('LMOVE', queue, queue .. ':intermediate', 'LEFT', 'RIGHT')
  while id do
    local job = ARGV[1] .. id
    if redis.call('EXISTS', job) == 1 then
      redis.call('HSET', job, ARGV[2], ARGV[3])
      return {{queue, id}}
    end
    redis.call('LREM', queue .. ':intermediate', 1, id)
    id = redis.call('LMOVE', queue, queue .. ':intermediate', 'LEFT', 'RIGHT')
  end
end
return false
"""

# Otherwise a registry that is cleaned in a thread cannot set its alarm and skips its work.
BaseRegistry.death_penalty_class = TimerDeathPenalty


class BridgeQueue(Queue):
    """A queue of ids; its class knows how all of them are served."""


def queue_class(
    bridge_id: str,
    bell: Bell,
    stopping: Event,
    chance: Callable[[], float],
    under_way: UnderWay,
) -> type[BridgeQueue]:
    """Return the RQ queue class of one bridge: RQ dequeues through a class method.

    A thread that comes for an id has let go of the one before, also when Redis failed it between
    taking that and running it: then the tidier finds it lost.
    """

    class Served(BridgeQueue):
        @classmethod
        def dequeue_any(
            cls,
            queues: Iterable[Queue],
            timeout: int | None,
            connection: Redis,
            job_class: type[Job] | None = None,
            serializer: Any = None,
            death_penalty_class: Any = None,
        ) -> tuple[Job, Queue] | None:
            under_way.let_go()
            names = {queue.name: queue for queue in queues}
            take = connection.register_script(TAKE)
            while not stopping.is_set():
                rings = bell.rings
                keys = [names[name].key for name in in_turn(list(names), chance)]
                taken = take(keys=keys, args=[Job.key_for(""), TAKEN_BY, bridge_id])
                if taken:
                    under_way.take(taken[1].decode())
                    found = cls._fetch_dequeued_job(
                        connection,
                        taken[0].decode(),
                        taken[1].decode(),
                        job_class=job_class,
                        serializer=serializer,
                        death_penalty_class=death_penalty_class,
                    )
                    if found:
                        return found
                    under_way.let_go()
                elif timeout is None:
                    return None
                else:
                    bell.wait(rings, min(timeout, IDLE_TIMEOUT))
                    if bell.rings == rings and not stopping.is_set():
                        raise DequeueTimeout(timeout, keys)
            return None

    return Served


class BridgeWorker(SimpleWorker):
    """Runs its jobs in the thread that it lives in; the main thread has the signals."""

    death_penalty_class = TimerDeathPenalty
    max_connection_wait_time = 5.0  # seconds; RQ's minute would follow an outage of a minute

    def __init__(
        self,
        names: Iterable[str],
        kind: type[Queue],
        connection: Redis,
        name: str,
        under_way: UnderWay,
    ) -> None:
        self._under_way = under_way
        super().__init__(
            [kind(queue, connection=connection, serializer=JSONSerializer) for queue in names],
            name=name,
            connection=connection,
            queue_class=kind,
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL,
            log_job_description=False,
        )

    @property
    def should_run_maintenance_tasks(self) -> bool:
        """Never: RQ would move lost jobs to its failed registry, the reconciler queues them."""
        return False

    def execute_job(self, job: Job, queue: Queue) -> None:
        try:
            super().execute_job(job, queue)
        finally:
            self._under_way.let_go()

    def prepare_job_execution(self, job: Job, remove_from_intermediate_queue: bool = False) -> None:
        super().prepare_job_execution(job, True)

    def handle_job_failure(
        self,
        job: Job,
        queue: Queue,
        started_job_registry: Any = None,
        exc_string: str = "",
        execution: Execution | None = None,
    ) -> None:
        """Forget the job: nothing fails here but RQ's own bookkeeping, when Redis was away.

        Its row says what is to be done; RQ's failed registry never has another opinion.
        """
        with self.connection.pipeline() as pipeline:
            self.cleanup_execution(job, pipeline=pipeline, execution=execution)
            pipeline.delete(job.key)
            pipeline.execute()

    def handle_exception(self, job: Job, *exc_info: Any) -> None:
        """Say it in one line; see `handle_job_failure`."""
        log.warning("rq_bookkeeping_failed", item=job.id, error=str(exc_info[0]))

    def _install_signal_handlers(self) -> None:
        """Signals belong to the main thread."""

    def subscribe(self) -> None:
        """Commands by pubsub would need a thread for each worker."""

    def unsubscribe(self) -> None:
        """See `subscribe`."""

    def procline(self, message: str) -> None:
        """The process has many workers; none may name it."""
