"""What runs of a function becomes what is wanted."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from local.gateway.board import Running
from local.processes.command import Command
from local.processes.keeper import Keeper
from local.processes.output import Output
from local.replicas import Replicas
from local.stackfile.function import Function

SLEEP = "import time; time.sleep(60)"
BREAK = "raise SystemExit(1)"


class Scene:
    """The replicas of a toy whose processes are ready when the test says so."""

    def __init__(self, folder: Path, output: Output) -> None:
        self.told: list[Running] = []
        self.begin_to_answer = asyncio.Event()
        self.begin_to_answer.set()
        self.gateway_knows = asyncio.Event()
        self.gateway_knows.set()
        self._folder, self._output = folder, output
        self._moved = asyncio.Event()
        self.replicas = Replicas(
            Function(name="toy"),
            make=self._make,
            changed=self._changed,
            gateway_knows=self.gateway_knows.wait,
        )

    async def until(self, true: Callable[[], bool]) -> None:
        while not true():
            self._moved.clear()
            await self._moved.wait()

    async def until_ready(self, urls: set[str]) -> None:
        await self.until(lambda: set(self.replicas.running.ready) == urls)

    def pids(self) -> set[int]:
        return {each.pid for each in self.replicas.keepers.values() if each.pid}

    def _make(self, function: Function, slot: int) -> tuple[Keeper, str]:
        command = Command(
            name=f"toy.{slot}",
            argv=(sys.executable, "-c", function.environment.get("code", SLEEP)),
            environment=dict(os.environ),
            folder=self._folder,
        )
        ready = Keeper(command, output=self._output, ready=self._ready)
        return ready, f"http://toy:{slot}"

    async def _ready(self) -> None:
        await self.begin_to_answer.wait()

    def _changed(self) -> None:
        self.told.append(self.replicas.running)
        self._moved.set()


@pytest.fixture
def run(tmp_path):
    def run(test: Callable[[Scene], Awaitable[None]]) -> None:
        async def limited() -> None:
            output = Output(tmp_path, terminal=None)
            scene = Scene(tmp_path, output)
            try:
                async with asyncio.timeout(20):
                    await test(scene)
            finally:
                pids = scene.pids()
                await scene.replicas.stop()
                output.close()
                assert not any(psutil.pid_exists(pid) for pid in pids)

        asyncio.run(limited())

    return run


def test_as_many_processes_run_as_are_wanted(run):
    async def test(scene: Scene) -> None:
        scene.replicas.scale_to(3)
        assert scene.replicas.running == Running(wanted=3, coming=True)
        await scene.until_ready({"http://toy:1", "http://toy:2", "http://toy:3"})
        assert len(scene.pids()) == 3

        scene.replicas.scale_to(1)
        await scene.until_ready({"http://toy:1"})
        await scene.until(lambda: len(scene.replicas.keepers) == 1)
        assert len(scene.pids()) == 1

    run(test)


def test_none_runs_when_none_is_wanted_and_one_again_when_one_is(run):
    async def test(scene: Scene) -> None:
        scene.replicas.scale_to(1)
        await scene.until_ready({"http://toy:1"})

        scene.replicas.scale_to(0)
        assert scene.replicas.running == Running(wanted=0)
        assert not scene.replicas.is_broken
        await scene.until(lambda: not scene.replicas.keepers)

        scene.replicas.scale_to(1)
        await scene.until_ready({"http://toy:1"})

    run(test)


def test_a_replica_goes_only_when_the_gateway_sends_it_nothing_any_more(run):
    async def test(scene: Scene) -> None:
        scene.replicas.scale_to(2)
        await scene.until_ready({"http://toy:1", "http://toy:2"})
        scene.gateway_knows.clear()

        scene.replicas.scale_to(1)

        assert scene.told[-1].ready == ("http://toy:1",)
        leaving = scene.replicas.keepers["toy.2"].pid
        await asyncio.sleep(0.05)
        assert leaving is not None
        assert psutil.pid_exists(leaving)
        scene.gateway_knows.set()
        await scene.until(lambda: "toy.2" not in scene.replicas.keepers)
        assert not psutil.pid_exists(leaving)

    run(test)


def test_a_new_form_takes_over_when_it_is_ready_and_not_before(run):
    async def test(scene: Scene) -> None:
        scene.replicas.scale_to(1)
        await scene.until_ready({"http://toy:1"})
        scene.begin_to_answer.clear()

        scene.replicas.deploy(Function(name="toy", environment={"new": "1"}))

        await scene.until(lambda: len(scene.pids()) == 2)
        assert scene.replicas.running.ready == ("http://toy:1",)
        scene.begin_to_answer.set()
        await scene.until_ready({"http://toy:2"})
        await scene.until(lambda: len(scene.replicas.keepers) == 1)

    run(test)


def test_a_new_form_that_cannot_start_never_takes_over(run):
    async def test(scene: Scene) -> None:
        scene.replicas.scale_to(1)
        await scene.until_ready({"http://toy:1"})
        scene.begin_to_answer.clear()  # a process that ends at once answers nobody

        scene.replicas.deploy(Function(name="toy", environment={"code": BREAK}))

        await scene.until(lambda: not scene.replicas.running.coming)
        assert scene.replicas.running.ready == ("http://toy:1",)
        scene.begin_to_answer.set()
        scene.replicas.deploy(Function(name="toy"))
        await scene.until_ready({"http://toy:3"})
        await scene.until(lambda: len(scene.replicas.keepers) == 1)

    run(test)


def test_a_function_that_cannot_start_is_broken_and_not_coming(run):
    async def test(scene: Scene) -> None:
        scene.begin_to_answer.clear()
        scene.replicas.deploy(Function(name="toy", environment={"code": BREAK}))

        await scene.replicas.first_outcome()

        assert scene.replicas.running == Running(wanted=1)
        assert scene.replicas.is_broken

    run(test)


def test_a_replica_that_dies_is_not_ready_and_comes_back(run):
    async def test(scene: Scene) -> None:
        scene.replicas.scale_to(1)
        await scene.until_ready({"http://toy:1"})
        (pid,) = scene.pids()

        psutil.Process(pid).kill()

        await scene.until_ready(set())
        await scene.until_ready({"http://toy:1"})
        assert scene.pids() != {pid}

    run(test)


def test_a_function_that_was_removed_can_be_deployed_at_once(run):
    """Not on the port that the old process may still hold."""

    async def test(scene: Scene) -> None:
        scene.replicas.scale_to(1)
        await scene.until_ready({"http://toy:1"})
        scene.gateway_knows.clear()

        scene.replicas.remove()
        assert not scene.replicas.is_deployed
        assert scene.told[-1].ready == ()
        scene.replicas.deploy(Function(name="toy"))

        await scene.until_ready({"http://toy:2"})
        assert scene.replicas.is_deployed
        scene.gateway_knows.set()
        await scene.until(lambda: set(scene.replicas.keepers) == {"toy.2"})

    run(test)


def test_a_changed_form_that_cannot_start_takes_over_where_that_was_asked_for(run):
    """Who changes code wants to see that it is broken."""

    async def test(scene):
        scene.replicas.scale_to(1)
        await scene.until_ready({"http://toy:1"})

        scene.replicas.deploy(Function(name="toy", environment={"code": BREAK}), hasty=True)

        await scene.until(lambda: not scene.replicas.running.ready)
        await scene.until(lambda: not scene.replicas.running.coming)
        scene.replicas.deploy(Function(name="toy"), hasty=True)
        await scene.until(lambda: bool(scene.replicas.running.ready))

    run(test)
