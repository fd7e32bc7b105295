"""Processes are started, heard, kept alive and ended."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from local.processes.command import Command
from local.processes.keeper import Keeper, State
from local.processes.leftovers import end_leftovers, identity
from local.processes.output import Output
from local.processes.process import LONGEST_LINE, Process


@pytest.fixture
def output(tmp_path):
    found = Output(tmp_path, terminal=None)
    yield found
    found.close()


def python(folder: Path, code: str, **values: object) -> Command:
    return replace(
        Command(
            name="toy",
            argv=(sys.executable, "-c", code),
            environment=dict(os.environ),
            folder=folder,
        ),
        **values,  # type: ignore[arg-type]
    )


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def limited() -> None:
        async with asyncio.timeout(20):
            await test()

    asyncio.run(limited())


def lines_of(folder: Path, name: str = "toy") -> list[str]:
    lines = (folder / f"{name}.log").read_text().splitlines()
    return [line.partition(" ")[2] for line in lines]


def test_every_line_goes_to_the_log_also_the_last_without_an_end(tmp_path, output):
    async def test():
        code = "import sys; print('one'); sys.stderr.write('two\\nthr'); sys.stderr.write('ee')"
        process = await Process.start(python(tmp_path, code), output)
        assert await process.ended() == 0

    run(test)

    assert sorted(lines_of(tmp_path)) == ["one", "three", "two"]


def test_a_line_without_end_does_not_fill_the_memory(tmp_path, output):
    async def test():
        code = f"print('x' * {LONGEST_LINE * 3})"
        await (await Process.start(python(tmp_path, code), output)).ended()

    run(test)

    lines = lines_of(tmp_path)
    assert len(lines) > 1
    assert sum(map(len, lines)) == LONGEST_LINE * 3


def test_a_process_that_does_not_stop_when_asked_is_ended(tmp_path, output):
    async def test():
        code = (
            "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
            "print('deaf', flush=True); time.sleep(60)"
        )
        process = await Process.start(python(tmp_path, code, grace=0.2), output)
        while not lines_of(tmp_path):
            await asyncio.sleep(0.01)
        assert await process.stop() == -signal.SIGKILL

    (tmp_path / "toy.log").touch()
    run(test)


def test_the_children_of_a_process_end_with_it(tmp_path, output):
    """Also when it was killed, and they hold its pipe: a killed gunicorn's workers do."""

    async def test():
        code = (
            "import subprocess, sys;"
            "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid)"
        )
        await (await Process.start(python(tmp_path, code), output)).ended()
        child = int(lines_of(tmp_path)[0])
        while psutil.pid_exists(child) and psutil.Process(child).status() != psutil.STATUS_ZOMBIE:
            await asyncio.sleep(0.01)

    run(test)


def test_a_process_that_dies_is_started_again(tmp_path, output):
    async def test():
        states = []
        keeper = Keeper(python(tmp_path, "pass"), output=output, ready=asyncio.Event().wait)
        keeper.listen(lambda changed: states.append(changed.state))
        keeper.start()
        assert await keeper.first_outcome() == State.BROKEN
        while states.count(State.STARTING) < 2:
            await asyncio.sleep(0.01)
        await keeper.stop()
        assert states[:3] == [State.STARTING, State.BROKEN, State.STARTING]
        assert states[-1] == State.STOPPED

    run(test)

    assert "toy ended with code 0; starting it again in 0.2 s" in output.tail("stack")


def test_a_program_that_is_not_there_is_broken_and_says_so(tmp_path, output):
    async def test():
        missing = python(tmp_path / "nowhere", "")
        keeper = Keeper(missing, output=output, ready=asyncio.Event().wait)
        keeper.start()
        assert await keeper.first_outcome() == State.BROKEN
        await keeper.stop()

    run(test)

    assert "toy cannot be started (No such file or directory)" in output.tail("stack")


def test_a_ready_process_is_ready(tmp_path, output):
    async def at_once() -> None:
        return

    async def test():
        code = "import time; time.sleep(60)"
        keeper = Keeper(python(tmp_path, code), output=output, ready=at_once)
        keeper.start()
        assert await keeper.first_outcome() == State.READY
        await keeper.stop()
        assert keeper.pid is not None
        assert not psutil.pid_exists(keeper.pid)

    run(test)


def test_lines_bear_the_name_of_who_said_them_and_no_colour_off_a_terminal(tmp_path):
    terminal = io.StringIO()
    output = Output(tmp_path, terminal, files_only=frozenset(("valkey",)))
    output.width_for(["get-result"])

    output.line("queue-cv", "hello")
    output.line("valkey", "much")
    output.close()

    assert terminal.getvalue() == "queue-cv   | hello\n"
    assert lines_of(tmp_path, "valkey") == ["much"]


def test_the_log_files_go_on_when_nobody_reads_the_terminal_any_more(tmp_path):
    class Closed(io.StringIO):
        def write(self, s: str) -> int:
            raise BrokenPipeError

    output = Output(tmp_path, Closed())
    output.line("toy", "one")
    output.line("toy", "two")
    output.close()

    assert lines_of(tmp_path) == ["one", "two"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of that death")
def test_a_process_ends_when_we_are_killed(tmp_path):
    code = f"""
import asyncio, os
from pathlib import Path
from tests.unit.local.test_processes import Output, Process, python

async def main():
    output = Output(Path({str(tmp_path)!r}), terminal=None)
    begun = Path({str(tmp_path)!r}, "begun")
    os.mkfifo(begun)
    code = f"import time; open({{str(begun)!r}}, 'w').close(); time.sleep(60)"  # then ends by itself
    process = await Process.start(python(begun.parent, code), output)
    await asyncio.to_thread(begun.read_text)  # before that it may not yet know of our death
    print(process.pid, flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    ) as supervisor:
        assert supervisor.stdout is not None
        child = psutil.Process(int(supervisor.stdout.readline()))
        supervisor.kill()

    _, alive = psutil.wait_procs([child], timeout=5)

    assert [each for each in alive if each.status() != psutil.STATUS_ZOMBIE] == []


def test_leftovers_are_ended_and_strangers_with_their_id_are_not():
    with (
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as leftover,
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger,
    ):
        ours = identity(leftover.pid)
        other = {"pid": stranger.pid, "began": 0.0}

        ended = end_leftovers({"ours": ours, "other": other, "gone": {"pid": 2**22 + 1}})

        assert ended == ["ours"]
        assert not psutil.pid_exists(leftover.pid)
        assert stranger.poll() is None
        stranger.kill()
