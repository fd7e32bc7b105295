"""What the gateway knows: which functions there are, which replicas are ready, what runs in them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from local.gateway.refusal import no_endpoints, too_many, unknown_function
from local.stackfile.function import NAMESPACE, Function


class Board:
    """Functions by name, with the addresses of their ready replicas."""

    def __init__(
        self,
        functions: Mapping[str, Function],
        created_at: datetime,
        replicas: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """`replicas` are base URLs by function."""
        self.functions = dict(functions)
        self.created_at = created_at
        self.draining = False  # nothing new from outside; the bridge may finish
        self.invocations: Counter[str] = Counter()
        self._replicas: dict[str, list[str]] = {}
        self._inflight: Counter[str] = Counter()
        self.set_replicas(replicas or {})

    def set_replicas(self, replicas: Mapping[str, Sequence[str]]) -> None:
        """Replace what is known of the ready replicas."""
        self._replicas = {name: list(urls) for name, urls in replicas.items()}

    def replicas(self, name: str) -> Sequence[str]:
        return self._replicas.get(name, ())

    def find(self, called: str) -> Function:
        """Return the function that `name` or `name.namespace` means; raise `Refusal`."""
        name, dot, namespace = called.rpartition(".")
        if not dot:
            name, namespace = called, NAMESPACE
        function = self.functions.get(name)
        if function is None or namespace != NAMESPACE:
            raise unknown_function(name, namespace)
        return function

    @contextmanager
    def place_in(self, function: Function) -> Iterator[str]:
        """Take a place in the replica that has least to do; yield its URL; raise `Refusal`."""
        replicas = self._replicas.get(function.name)
        if not replicas:
            raise no_endpoints(function.name)
        url = min(replicas, key=lambda each: self._inflight[each])
        if 0 < function.max_inflight <= self._inflight[url]:
            raise too_many(function.max_inflight)
        self._inflight[url] += 1
        try:
            yield url
        finally:
            self._inflight[url] -= 1
