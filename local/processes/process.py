"""One running process: its output is read line by line, its end is awaited, and it can be stopped."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, STDOUT
from collections.abc import Callable
from functools import partial

from local.processes.command import Command
from local.processes.output import Output

LONGEST_LINE = 256 * 1024  # bytes; what is longer is broken
READ_AT_ONCE = 64 * 1024
LAST_WORDS = 1.0  # seconds to hear what a process said before it ended


class Process:
    """A process in its own session: Ctrl-C at the terminal reaches us only, and we stop it in turn."""

    def __init__(
        self, command: Command, running: asyncio.subprocess.Process, reading: asyncio.Task[None]
    ) -> None:
        self.command = command
        self._running = running
        self._reading = reading

    @classmethod
    async def start(cls, command: Command, output: Output) -> "Process":
        """Start `command`; raise OSError when the program cannot be run.

        The pipe is ours, not asyncio's: asyncio reports the end of a process only when nobody holds
        its pipe any more, and a killed gunicorn's workers do for a while.
        """
        ours, theirs = os.pipe()
        try:
            running = await asyncio.create_subprocess_exec(
                *command.full_argv(),
                env=dict(command.environment),
                cwd=command.folder,
                stdin=DEVNULL,
                stdout=theirs,
                stderr=STDOUT,
                pass_fds=command.files,
                start_new_session=True,
            )
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        reading = asyncio.create_task(_read(ours, partial(output.line, command.name)))
        return cls(command, running, reading)

    @property
    def pid(self) -> int:
        return self._running.pid

    async def ended(self) -> int:
        """Return the exit code once the process and all of its group are gone."""
        code = await self._running.wait()
        self._signal_group(signal.SIGKILL)
        # A grandchild in another session may hold the pipe open: its words are not waited for.
        await asyncio.wait([self._reading], timeout=LAST_WORDS)
        self._reading.cancel()
        await asyncio.wait([self._reading])
        return code

    async def stop(self, grace: float | None = None) -> int:
        """Ask it to stop, insist after `grace` (or its command's) seconds; return the exit code."""
        self.send(self.command.stop_signal)
        try:
            async with asyncio.timeout(self.command.grace if grace is None else grace):
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


async def _read(pipe: int, say: Callable[[str], None]) -> None:
    """Say every line that comes out of `pipe`, until its end; then close it."""
    reader = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(pipe, "rb", buffering=0)
    )
    rest = b""
    try:
        while piece := await reader.read(READ_AT_ONCE):
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                lines, rest = [*lines, rest], b""
            for line in lines:
                say(_text(line))
        if rest:
            say(_text(rest))
    finally:
        transport.close()


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r")
