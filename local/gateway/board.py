"""What the gateway knows: which functions there are, which replicas are ready, what runs in them."""

import asyncio
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from local.gateway.refusal import Refusal, no_endpoints, too_many, unknown_function
from local.stackfile.function import NAMESPACE, Function


@dataclass(frozen=True, kw_only=True)
class Running:
    """What runs of one function."""

    ready: tuple[str, ...] = ()  # base URLs
    wanted: int = 1  # how many replicas there shall be
    coming: bool = False  # one is on its way, and has not failed yet
    problem: str = ""  # why none is ready, for who develops the function


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
        self._running: dict[str, Running] = {}
        self._inflight: Counter[str] = Counter()  # by URL
        self._taken: dict[str, int] = {}  # URL -> number of the last call that it took
        self._calls = 0
        self._used: dict[str, float] = {}  # function -> when a call began or ended, monotonic
        self._changed = asyncio.Event()
        self.set_replicas(replicas or {})

    # --- what runs ---------------------------------------------------------------------------

    def set_replicas(self, replicas: Mapping[str, Sequence[str]]) -> None:
        """Replace what is known of the ready replicas."""
        running = {
            name: Running(ready=tuple(urls), wanted=max(1, len(urls)))
            for name, urls in replicas.items()
        }
        self.set_state(self.functions, running)

    def set_state(self, functions: Mapping[str, Function], running: Mapping[str, Running]) -> None:
        """Replace what is known of functions and replicas."""
        self.functions = dict(functions)
        self._running = dict(running)
        for name in functions:
            self._used.setdefault(name, time.monotonic())
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def expect(self, name: str, replicas: int) -> None:
        """Note what was asked for, until the supervisor says what came of it."""
        now = self.running(name)
        kept = now.ready[:replicas]
        fresh = replace(now, ready=kept, wanted=replicas, coming=replicas > len(kept))
        self.set_state(self.functions, self._running | {name: fresh})

    def expect_function(self, function: Function) -> None:
        """Note that the function was deployed, until the supervisor says what came of it."""
        coming = Running(coming=True)
        running = {function.name: self._running.get(function.name, coming)}
        self.set_state({**self.functions, function.name: function}, self._running | running)

    def forget(self, name: str) -> None:
        """Note that the function was removed."""
        self.set_state(
            {each: function for each, function in self.functions.items() if each != name},
            {each: running for each, running in self._running.items() if each != name},
        )

    async def changed(self) -> None:
        """Return when functions or replicas have changed."""
        await self._changed.wait()

    def running(self, name: str) -> Running:
        return self._running.get(name, Running())

    def nobody_ready(self, name: str) -> Refusal:
        """Return what is said to who calls a function that has no replica."""
        return no_endpoints(name, self.running(name).problem)

    def replicas(self, name: str) -> Sequence[str]:
        return self.running(name).ready

    def idle(self, name: str) -> float | None:
        """Return for how many seconds nobody has called the function; None while a call runs."""
        if any(self._inflight[url] for url in self.replicas(name)):
            return None
        return time.monotonic() - self._used[name]

    # --- calls -------------------------------------------------------------------------------

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
    def place_in(self, function: Function, besides: Collection[str] = ()) -> Iterator[str]:
        """Take a place in the replica that has least to do; yield its URL; raise `Refusal`.

        Of equals the one that has rested longest is taken; none of `besides`.
        """
        replicas = [url for url in self.replicas(function.name) if url not in besides]
        if not replicas:
            raise self.nobody_ready(function.name)
        url = min(replicas, key=lambda each: (self._inflight[each], self._taken.get(each, 0)))
        if 0 < function.max_inflight <= self._inflight[url]:
            raise too_many(function.max_inflight)
        self._calls += 1
        self._taken[url] = self._calls
        self._inflight[url] += 1
        self._used[function.name] = time.monotonic()
        try:
            yield url
        finally:
            self._inflight[url] -= 1
            self._used[function.name] = time.monotonic()
