"""The replicas of one function: as many as wanted, and all of its newest form."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from local.gateway.board import Running
from local.processes.keeper import Keeper, State
from local.stackfile.function import Function

DRAIN = 30.0  # seconds for the calls under way of a replica that goes; gunicorn gives no more


@dataclass(kw_only=True, eq=False)
class Replica:
    """One kept process of the function."""

    keeper: Keeper
    url: str
    slot: int  # 1, 2, …: in the process's name, and for its port
    form: int  # of the function; older ones go as soon as newer ones are ready

    @property
    def is_ready(self) -> bool:
        return self.keeper.state == State.READY


class Replicas:
    """Starts and ends replicas until what runs is what is wanted.

    A new form of the function takes over when it is ready; the old one answers until then, and
    finishes its calls. A form that cannot start never takes over.
    """

    def __init__(
        self,
        function: Function,
        *,
        make: Callable[[Function, int], tuple[Keeper, str]],
        changed: Callable[[], None],
        gateway_knows: Callable[[], Awaitable[None]],
    ) -> None:
        """`make` returns the keeper and URL for a slot; `gateway_knows` returns once the gateway
        has heard what `changed` told it."""
        self.function = function
        self.wanted = 0
        self.is_deployed = True
        self._make = make
        self._changed = changed
        self._gateway_knows = gateway_knows
        self._form = 0
        self._hasty = False
        self._serving: list[Replica] = []
        self._leaving: dict[Replica, asyncio.Task[None]] = {}

    @property
    def keepers(self) -> dict[str, Keeper]:
        """All of them by name, also those that leave."""
        return {each.keeper.name: each.keeper for each in (*self._leaving, *self._serving)}

    @property
    def ports(self) -> dict[str, int]:
        return {each.keeper.name: int(each.url.rpartition(":")[2]) for each in self._serving}

    @property
    def running(self) -> Running:
        """Return what the gateway is to know."""
        return Running(
            ready=tuple(each.url for each in self._serving if each.is_ready),
            wanted=self.wanted,
            coming=any(each.keeper.coming for each in self._serving),
        )

    @property
    def is_broken(self) -> bool:
        return self.wanted > 0 and not self.running.ready

    def scale_to(self, count: int) -> None:
        """Want `count` replicas."""
        self.wanted = count
        self._settle()

    def deploy(self, function: Function, *, hasty: bool = False) -> None:
        """Replace what runs by the function as it now is: its environment, labels, or code.

        `hasty`: the new form takes over even if it cannot start, so that who changes the code sees
        that it is broken.
        """
        self.function, self.is_deployed = function, True
        self._hasty = hasty
        self._form += 1
        self.scale_to(max(1, function.scale.min, min(self.wanted, function.scale.max)))

    def remove(self) -> None:
        """Let all go; the gateway is to forget the function."""
        self.is_deployed = False
        self.scale_to(0)

    async def first_outcome(self) -> None:
        """Return when each replica was ready or broken once."""
        await asyncio.gather(*(each.keeper.first_outcome() for each in self._serving))

    async def stop(self) -> None:
        """End all, with the grace of a stack that stops."""
        self.wanted = 0
        leaving, serving = list(self._leaving.values()), self._serving
        for task in leaving:
            task.cancel()
        self._serving = []
        ending = [each.keeper.stop() for each in (*self._leaving, *serving)]
        await asyncio.gather(*ending, *leaving, return_exceptions=True)

    def _settle(self) -> None:
        """Start what is missing; let go of what is too many, or old and no longer needed."""
        newest = [each for each in self._serving if each.form == self._form]
        for _ in range(self.wanted - len(newest)):
            newest.append(self._start())
        taken_over = sum(each.is_ready for each in newest) >= self.wanted or (
            self._hasty and any(each.keeper.state == State.BROKEN for each in newest)
        )
        for each in list(self._serving):
            old = each.form != self._form and (taken_over or not each.is_ready)
            if old or each in newest[self.wanted :]:
                self._let_go(each)
        self._changed()

    def _start(self) -> Replica:
        used = {each.slot for each in (*self._serving, *self._leaving)}
        slot = next(number for number in range(1, len(used) + 2) if number not in used)
        keeper, url = self._make(self.function, slot)
        replica = Replica(keeper=keeper, url=url, slot=slot, form=self._form)
        self._serving.append(replica)
        keeper.listen(lambda _: self._settle())
        keeper.start()
        return replica

    def _let_go(self, replica: Replica) -> None:
        self._serving.remove(replica)
        replica.keeper.listen(lambda _: self._changed())
        self._leaving[replica] = asyncio.create_task(self._end(replica))

    async def _end(self, replica: Replica) -> None:
        """Let it go once nobody sends it new calls."""
        await self._gateway_knows()
        await replica.keeper.stop(DRAIN)
        del self._leaving[replica]
        self._settle()
