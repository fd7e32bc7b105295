"""Figures of the calls, by the names of OpenFaaS: gateway, watchdog and queue worker."""

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from local.stackfile.function import NAMESPACE


@dataclass
class Outcome:
    """What a call came to; filled in by whoever makes it."""

    code: int = 500


class Metrics:
    """The gateway's figures."""

    def __init__(self) -> None:
        disable_created_metrics()  # OpenFaaS has none
        self._registry = CollectorRegistry()
        called, ended, http = ["function_name"], ["function_name", "code"], ["code", "method"]
        # The gateway's.
        self._done = self._counter("gateway_function_invocation", "Calls that ended", ended)
        self._seconds = self._histogram("gateway_functions_seconds", "Seconds of calls", ended)
        # A counter in OpenFaaS, under a name that our library refuses to one.
        self._started = self._gauge(
            "gateway_function_invocation_started", "Calls that began", called
        )
        self._replicas = self._gauge("gateway_service_count", "Ready replicas", called)
        # The watchdogs': here, of all functions together.
        self._requests = self._counter("http_requests", "Calls by status and method", http)
        self._duration = self._histogram(
            "http_request_duration_seconds", "Seconds of calls, by status and method", http
        )
        self._inside = self._gauge("http_requests_in_flight", "Calls under way", [])
        # The queue worker's.
        self._pending = self._gauge("queue_worker_pending_messages", "Async calls that wait", [])
        self.submitted = self._counter("queue_worker_messages_submitted", "Accepted", [])
        self.processed = self._counter("queue_worker_messages_processed", "Made", [])
        self.under_way = self._gauge("queue_worker_function_invocation_inflight", "Under way", [])

    def _counter(self, name: str, what: str, labels: Sequence[str]) -> Counter:
        return Counter(name, what, labels, registry=self._registry)

    def _gauge(self, name: str, what: str, labels: Sequence[str]) -> Gauge:
        return Gauge(name, what, labels, registry=self._registry)

    def _histogram(self, name: str, what: str, labels: Sequence[str]) -> Histogram:
        return Histogram(name, what, labels, registry=self._registry)

    @contextmanager
    def timed(self, function: str, method: str) -> Iterator[Outcome]:
        """Count one call and its time."""
        name, outcome, began = f"{function}.{NAMESPACE}", Outcome(), time.monotonic()
        self._started.labels(name).inc()
        self._inside.inc()
        try:
            yield outcome
        finally:
            code, seconds = str(int(outcome.code)), time.monotonic() - began
            self._inside.dec()
            self._done.labels(name, code).inc()
            self._seconds.labels(name, code).observe(seconds)
            self._requests.labels(code, method).inc()
            self._duration.labels(code, method).observe(seconds)

    def text(self, replicas: Mapping[str, int], pending: int | None) -> bytes:
        """Return all figures in Prometheus' text format; None = it is not known how many wait."""
        self._replicas.clear()  # a function that was removed has none
        for function, count in replicas.items():
            self._replicas.labels(f"{function}.{NAMESPACE}").set(count)
        self._pending.set(math.nan if pending is None else pending)
        return generate_latest(self._registry)
