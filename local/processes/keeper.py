"""Keeps one process running: starts it, waits until it is ready, starts it again when it dies."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import StrEnum

from local.processes.command import Command
from local.processes.output import Output
from local.processes.process import Process

FIRST_DELAY = 0.2  # seconds before the first restart; doubled for each that fails
LONGEST_DELAY = 20.0
STEADY = 10.0  # seconds after which a death counts as the first again


class State(StrEnum):
    """What a kept process does."""

    STARTING = "starting"
    READY = "ready"
    BROKEN = "broken"  # it died; it will be started again
    STOPPED = "stopped"


class Keeper:
    """One kept process."""

    def __init__(
        self,
        command: Command,
        *,
        output: Output,
        ready: Callable[[], Awaitable[None]],
    ) -> None:
        """`ready` returns when the process can do its work."""
        self.command = command
        self.state = State.STOPPED
        self.process: Process | None = None
        self._output = output
        self._ready = ready
        self._tell: Callable[[Keeper], None] = lambda keeper: None
        self._failures = 0
        self._known = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        return self.command.name

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def listen(self, tell: Callable[["Keeper"], None]) -> None:
        """Let `tell` hear of every new state."""
        self._tell = tell

    def start(self) -> None:
        """Begin to keep the process running."""
        self._task = asyncio.create_task(self._keep(), name=self.name)

    async def first_outcome(self) -> State:
        """Return READY or BROKEN, whichever comes first."""
        await self._known.wait()
        return self.state

    @property
    def coming(self) -> bool:
        """Whether it is starting for the first time: neither ready nor broken yet."""
        return not self._known.is_set()

    async def stop(self, grace: float | None = None) -> None:
        """Stop the process, in its own way, and do not start it again.

        `grace` is how many seconds it has for that; None = what its command says.
        """
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self.process is not None:
            await self.process.stop(grace)
        self._move_to(State.STOPPED)

    async def kill(self) -> None:
        """End the process at once, and do not start it again."""
        if self._task is not None:
            self._task.cancel()
        if self.process is not None:
            self.process.kill()
            await self.process.ended()

    async def _keep(self) -> None:
        while True:
            began = asyncio.get_running_loop().time()
            reason = await self._run_once()
            if asyncio.get_running_loop().time() - began > STEADY:
                self._failures = 0
            delay = min(LONGEST_DELAY, FIRST_DELAY * 2**self._failures)
            self._failures += 1
            self._output.say(f"{self.name} {reason}; starting it again in {delay:.1f} s")
            self._move_to(State.BROKEN)
            await asyncio.sleep(delay)

    async def _run_once(self) -> str:
        """Run the process to its end; return how it ended."""
        try:
            self.process = await Process.start(self.command, self._output)
        except OSError as error:
            return f"cannot be started ({error.strerror})"
        self._move_to(State.STARTING)
        ended = asyncio.create_task(self.process.ended())
        ready = asyncio.create_task(self._become_ready())
        try:
            code = await asyncio.shield(ended)
        finally:
            ready.cancel()
        self.process = None
        return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"

    async def _become_ready(self) -> None:
        await self._ready()
        self._move_to(State.READY)

    def _move_to(self, state: State) -> None:
        self.state = state
        if state in (State.READY, State.BROKEN):
            self._known.set()
        self._tell(self)
