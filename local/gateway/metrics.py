"""Figures of the calls, by the names of OpenFaaS' gateway."""

import time
from collections.abc import Iterator
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
        self._done = Counter(
            "gateway_function_invocation",
            "Calls that ended, by function and status",
            ["function_name", "code"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "gateway_functions_seconds",
            "Seconds of calls, by function and status",
            ["function_name", "code"],
            registry=self._registry,
        )
        self._started = (
            Gauge(  # a counter in OpenFaaS, under a name that our library refuses to one
                "gateway_function_invocation_started",
                "Calls that began, by function",
                ["function_name"],
                registry=self._registry,
            )
        )
        self._replicas = Gauge(
            "gateway_service_count",
            "Ready replicas, by function",
            ["function_name"],
            registry=self._registry,
        )

    @contextmanager
    def timed(self, function: str) -> Iterator[Outcome]:
        """Count one call and its time."""
        name, outcome, began = f"{function}.{NAMESPACE}", Outcome(), time.monotonic()
        self._started.labels(name).inc()
        try:
            yield outcome
        finally:
            code = str(int(outcome.code))
            self._done.labels(name, code).inc()
            self._seconds.labels(name, code).observe(time.monotonic() - began)

    def text(self, replicas: dict[str, int]) -> bytes:
        """Return all figures in Prometheus' text format."""
        for function, count in replicas.items():
            self._replicas.labels(f"{function}.{NAMESPACE}").set(count)
        return generate_latest(self._registry)
