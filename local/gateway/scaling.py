"""How many replicas a function has: by wish, none when nobody calls, again when somebody does."""

import asyncio
import math

from local.gateway.board import Board
from local.gateway.supervisor import Supervisor
from local.stackfile.function import Function

PATIENCE = 30.0  # seconds that a call waits for a replica that is on its way
LOOK = 0.5  # seconds between looks for functions that nobody calls


class Scaler:
    """Asks the supervisor for replicas."""

    def __init__(self, board: Board, supervisor: Supervisor) -> None:
        self._board = board
        self._supervisor = supervisor

    def scale(self, function: Function, replicas: int) -> int:
        """Ask for `replicas`, or the nearest number that is allowed; return it. Raise `Refusal`."""
        allowed = function.scale.within(replicas)
        self._supervisor.scale(function.name, allowed)
        return allowed

    def heed(self, function: Function, *, firing: bool) -> None:
        """Add replicas while an alert fires; go back to the fewest when it is over."""
        step = math.ceil(function.scale.max * function.scale.factor / 100)
        now = self._board.running(function.name).wanted
        self.scale(function, now + step if firing else function.scale.min)

    async def ready(self, function: Function) -> None:
        """Return when a replica is ready; wake the function if it has none. Raise `Refusal`."""
        if self._board.replicas(function.name):
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._wake(function)
        except TimeoutError:
            raise self._board.nobody_ready(function.name) from None

    async def _wake(self, function: Function) -> None:
        while not (running := self._board.running(function.name)).ready:
            if running.wanted == 0:
                self.scale(function, max(1, function.scale.min))
            elif running.coming:
                await self._board.changed()
            else:
                raise self._board.nobody_ready(function.name)

    async def put_to_sleep(self) -> None:
        """Leave no replica of a function that nobody calls, where its labels ask for that."""
        while True:
            await asyncio.sleep(LOOK)
            for function in list(self._board.functions.values()):
                if self._may_sleep(function):
                    self._supervisor.scale(function.name, 0)

    def _may_sleep(self, function: Function) -> bool:
        after, idle = function.scale.to_zero_after, self._board.idle(function.name)
        if after is None or idle is None or not self._board.replicas(function.name):
            return False
        return idle >= after
