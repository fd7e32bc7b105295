"""`python -m shared.bridge`: worker threads, the reconciler, and an orderly end."""

import signal
from collections.abc import Sequence
from functools import partial
from threading import Event, Thread

import structlog
from redis import Redis
from redis.exceptions import RedisError

from shared.adapters.redis.connection import connect
from shared.adapters.redis.pauses import Pauses
from shared.bridge import metrics
from shared.bridge.bell import Bell
from shared.bridge.lanes import Lane, lanes, places
from shared.bridge.llm_metrics import LLMCollector
from shared.bridge.metrics import PauseCollector
from shared.bridge.tidy import Tidier
from shared.bridge.under_way import UnderWay
from shared.bridge.worker import BridgeWorker, queue_class
from shared.errors import QueueUnavailable, Unavailable
from shared.pipeline.reconcile import reconcile
from shared.services import Services
from shared.settings import Settings
from shared.wiring import services, settings
from shared.wiring.circuit import uses_llm

log = structlog.get_logger(__name__)

ALIVE_EVERY = 2.0
RECONCILE_EVERY = 1.0
TIDY_EVERY = 5.0
PAUSE = 1.0  # seconds before a worker that failed is started again
GRACE = 25.0  # seconds to finish what is under way when told to stop


class Bridge:
    """All the threads of one bridge process."""

    def __init__(self, services: Services, connection: Redis, lanes: Sequence[Lane]) -> None:
        self._services = services
        self._connection = connection
        self._id = services.new_id()
        self._stopping = Event()
        self._bell = Bell(connection, self._stopping)
        self._lanes = lanes
        self._under_way = UnderWay()

    def stop(self) -> None:
        """Take nothing more; what is under way may finish."""
        self._stopping.set()
        self._bell.ring()

    def run(self) -> None:
        """Work until `stop`, then wait for what is under way, at most `GRACE` seconds."""
        self._bell.start()
        kind = queue_class(
            self._id, self._bell, self._stopping, self._services.chance, self._under_way
        )
        minders = [
            Thread(target=self._stay_alive, name="alive", daemon=True),
            Thread(target=self._reconcile, name="reconciler", daemon=True),
            Thread(target=self._tidy, name="tidy", daemon=True),
        ]
        workers = [
            Thread(
                target=partial(self._work, names, kind, number),
                name=f"worker-{number}",
                daemon=True,
            )
            for number, names in enumerate(self._lanes)
        ]
        for thread in minders + workers:
            thread.start()
        log.info("bridge_started", threads=len(workers))
        self._stopping.wait()
        until = self._services.now().timestamp() + GRACE
        for thread in workers:
            thread.join(max(0.0, until - self._services.now().timestamp()))
        log.info("bridge_stopped", unfinished=sum(thread.is_alive() for thread in workers))

    def _work(self, names: Lane, kind: type, number: int) -> None:
        while not self._stopping.is_set():
            try:
                name = f"{self._id}-{number}"
                worker = BridgeWorker(names, kind, self._connection, name, self._under_way)
                worker.work(logging_level="WARNING")
            except RedisError as error:
                log.warning("worker_restarts", error=type(error).__name__)
            except Exception:
                log.exception("worker_failed")
            self._stopping.wait(PAUSE)

    def _stay_alive(self) -> None:
        while not self._stopping.is_set():
            try:
                self._services.queue.show_life(self._id, places(self._lanes))
            except QueueUnavailable as error:
                log.warning("sign_of_life_lost", error=error.detail)
            self._stopping.wait(ALIVE_EVERY)

    def _tidy(self) -> None:
        tidier = Tidier(self._connection, self._id, self._under_way)
        while not self._stopping.wait(TIDY_EVERY):
            try:
                forgotten = tidier.tidy()
                if forgotten:
                    log.info("tidied", forgotten=forgotten)
            except RedisError as error:
                log.warning("tidying_waits", error=type(error).__name__)

    def _reconcile(self) -> None:
        """After an outage claims get the time of a lease to be extended before they are judged."""
        judge_after = self._services.now()
        while not self._stopping.is_set():
            try:
                pushed = reconcile(self._services, take_back=self._services.now() >= judge_after)
                if pushed:
                    log.info("reconciled", pushed=pushed)
            except Unavailable as error:
                log.warning("reconciler_waits", error=error.code)
                judge_after = self._services.now() + self._services.limits.lease
            except Exception:
                log.exception("reconciler_failed")
            self._stopping.wait(RECONCILE_EVERY)


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    found = settings()
    connection = connect(found.redis_host, found.redis_port, found.redis_password)
    served = lanes(found.bridge_threads, found.bridge_premium_threads, found.bridge_webhook_threads)
    bridge = Bridge(services(), connection, served)
    if found.metrics_port:
        pauses = PauseCollector(Pauses(connection).paused)
        metrics.serve(services(), found.metrics_port, pauses, *_llm_metrics(found))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: bridge.stop())
    bridge.run()


def _llm_metrics(found: Settings) -> list[LLMCollector]:
    """What is told of the LLM, where one is used."""
    told = LLMCollector(services().ledger, found.openai_daily_budget_usd, services().now)
    return [told] if uses_llm(found) else []


if __name__ == "__main__":
    main()
