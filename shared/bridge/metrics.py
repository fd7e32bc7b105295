"""What Prometheus is told: the numbers of PostgreSQL and Redis, read when it asks."""

from collections.abc import Callable, Collection, Iterator

import structlog
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from shared.bridge.lanes import WEIGHTS
from shared.errors import Unavailable
from shared.pipeline.queues import QUEUE_OF
from shared.services import Services

log = structlog.get_logger(__name__)


class PipelineCollector(Collector):
    """Jobs, queues, dead letters and the circuit. What does not answer is left out."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def collect(self) -> Iterator[Metric]:
        for measure in (self._jobs, self._queues, self._waits, self._dead_letters, self._circuit):
            try:
                yield measure()
            except Unavailable as error:
                log.warning("metric_left_out", metric=measure.__name__, error=error.code)

    def _jobs(self) -> Metric:
        gauge = GaugeMetricFamily("cv_jobs", "Jobs that are kept", labels=["priority", "status"])
        for labels, number in self._services.jobs.counts().items():
            gauge.add_metric(labels, number)
        return gauge

    def _queues(self) -> Metric:
        gauge = GaugeMetricFamily("cv_queue_depth", "Ids that wait in Redis", labels=["queue"])
        for queue in WEIGHTS:
            gauge.add_metric([queue], self._services.queue.depth(queue))
        return gauge

    def _waits(self) -> Metric:
        """From PostgreSQL: an id that Redis lost waits too."""
        text = "Seconds for which the oldest CV that is due has waited; 0 = none waits"
        gauge = GaugeMetricFamily("cv_queue_oldest_seconds", text, labels=["queue"])
        now = self._services.now()
        oldest = self._services.jobs.oldest_due(now)
        for priority, queue in QUEUE_OF.items():
            waited = now - oldest.get(priority, now)
            gauge.add_metric([queue], waited.total_seconds())
        return gauge

    def _dead_letters(self) -> Metric:
        names = ["function", "error_code"]
        gauge = GaugeMetricFamily("cv_dlq_depth", "Dead and quarantined letters", labels=names)
        for labels, number in self._services.letters.depth().items():
            gauge.add_metric(labels, number)
        return gauge

    def _circuit(self) -> Metric:
        text = "Seconds until the LLM may be called again; 0 = it may"
        return GaugeMetricFamily("cv_circuit_open_seconds", text, self._services.engine_pause())


class PauseCollector(Collector):
    """Which queues are held, so that one that somebody forgot is seen."""

    def __init__(self, paused: Callable[[], Collection[str]]) -> None:
        """`paused` returns the names of those that are."""
        self._paused = paused

    def collect(self) -> Iterator[Metric]:
        gauge = GaugeMetricFamily("cv_queue_paused", "1 while a queue is held", labels=["queue"])
        try:
            paused = self._paused()
        except Unavailable as error:
            log.warning("metric_left_out", metric="paused", error=error.code)
            return
        for queue in WEIGHTS:
            gauge.add_metric([queue], float(queue in paused))
        yield gauge


def serve(services: Services, port: int, *others: Collector) -> None:
    """Answer `GET /metrics` on `port` from a thread of its own."""
    registry = CollectorRegistry()
    for collector in (PipelineCollector(services), *others):
        registry.register(collector)
    start_http_server(port, registry=registry)
