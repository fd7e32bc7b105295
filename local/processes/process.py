"""One running process: its output is read line by line, its end is awaited, and it can be stopped."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT

from local.processes.command import Command
from local.processes.output import Output

LONGEST_LINE = 256 * 1024  # bytes; what is longer is broken
READ_AT_ONCE = 64 * 1024


class Process:
    """A process in its own session: Ctrl-C at the terminal reaches us only, and we stop it in turn."""

    def __init__(
        self, command: Command, running: asyncio.subprocess.Process, output: Output
    ) -> None:
        self.command = command
        self._running = running
        self._reading = asyncio.create_task(self._read(output))

    @classmethod
    async def start(cls, command: Command, output: Output) -> "Process":
        """Start `command`; raise OSError when the program cannot be run."""
        running = await asyncio.create_subprocess_exec(
            *command.full_argv(),
            env=dict(command.environment),
            cwd=command.folder,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            pass_fds=command.files,
            start_new_session=True,
        )
        return cls(command, running, output)

    @property
    def pid(self) -> int:
        return self._running.pid

    async def ended(self) -> int:
        """Return the exit code once the process and all of its group are gone."""
        code = await self._running.wait()
        self._signal_group(signal.SIGKILL)
        # A grandchild in another session may hold the pipe open: its words are not waited for.
        await asyncio.wait([self._reading], timeout=1)
        self._reading.cancel()
        return code

    async def stop(self) -> int:
        """Ask it to stop, insist after its grace; return the exit code."""
        self.send(self.command.stop_signal)
        try:
            async with asyncio.timeout(self.command.grace):
                await self._running.wait()
        except TimeoutError:
            self._signal_group(signal.SIGKILL)
        return await self.ended()

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process; one that has ended does not mind."""
        if self._running.returncode is None:
            self._running.send_signal(number)

    def kill(self) -> None:
        """End the process and its group at once."""
        self._signal_group(signal.SIGKILL)

    def _signal_group(self, number: signal.Signals) -> None:
        try:
            os.killpg(self._running.pid, number)
        except (ProcessLookupError, PermissionError):  # gone; macOS says the latter of zombies
            return

    async def _read(self, output: Output) -> None:
        reader = self._running.stdout
        assert reader is not None  # noqa: S101  (PIPE above)
        name, rest = self.command.name, b""
        while piece := await reader.read(READ_AT_ONCE):
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                lines, rest = [*lines, rest], b""
            for line in lines:
                output.line(name, line.decode("utf-8", "replace").rstrip("\r"))
        if rest:
            output.line(name, rest.decode("utf-8", "replace"))
