"""Faults on purpose: set in a file, struck by the gateway."""

import argparse
import asyncio
import os

import pytest
from aiohttp import web

from local.errors import CannotRun
from local.faults import Fault, FaultFile, add_options, fault_of
from local.gateway.settings import Settings
from tests.unit.local.gateways import gateway


async def well(_: web.Request) -> web.Response:
    return web.Response(text="well")


async def statuses(scene, function: str, times: int = 1) -> list[int]:
    found = []
    for _ in range(times):
        async with scene.session.post(scene.url(f"/function/{function}"), data=b"x") as answer:
            found.append(answer.status)
    return found


def test_a_fault_strikes_its_function_only_until_it_is_cleared(tmp_path):
    file = FaultFile(tmp_path / "faults.json")

    async def test():
        async with gateway(well, settings=Settings(faults=tmp_path / "faults.json")) as scene:
            assert await statuses(scene, "echo") == [200]
            file.write({"echo": Fault(fail=503)})
            assert await statuses(scene, "echo") == [503]
            assert await statuses(scene, "get-result") == [200]
            file.write({})
            assert await statuses(scene, "echo") == [200]

    asyncio.run(test())


def test_a_rate_strikes_some_of_the_calls(tmp_path):
    path = tmp_path / "faults.json"
    FaultFile(path).write({"echo": Fault(fail=500, rate=0.5)})

    async def test():
        async with gateway(well, settings=Settings(faults=path)) as scene:
            return await statuses(scene, "echo", 64)

    assert set(asyncio.run(test())) == {200, 500}  # each alone: once in 2^63 runs


def test_a_call_that_is_late_gets_its_answer_all_the_same(tmp_path):
    path = tmp_path / "faults.json"
    FaultFile(path).write({"echo": Fault(latency=0.05)})

    async def test():
        loop = asyncio.get_running_loop()
        async with gateway(well, settings=Settings(faults=path)) as scene:
            began = loop.time()
            found = await statuses(scene, "echo")
            return found, loop.time() - began

    found, seconds = asyncio.run(test())
    assert found == [200]
    assert seconds >= 0.05


def test_an_answer_on_purpose_says_so_and_is_the_apis_as_well(tmp_path):
    path = tmp_path / "faults.json"
    FaultFile(path).write({"echo": Fault(fail=429), "get-result": Fault(fail=503)})

    async def test():
        async with gateway(well, settings=Settings(faults=path)) as scene:
            async with scene.session.post(scene.url("/function/echo")) as answer:
                assert (answer.status, answer.headers["X-Fault"]) == (429, "on purpose")
                assert "on purpose" in await answer.text()
                assert answer.headers["Retry-After"]
            async with scene.session.get(scene.url("/api/result/x")) as answer:
                assert (answer.status, answer.content_type) == (503, "application/problem+json")

    asyncio.run(test())


def test_what_is_written_is_read_also_when_it_is_changed_at_once(tmp_path):
    path = tmp_path / "faults.json"
    reader, writer = FaultFile(path), FaultFile(path)

    assert reader.read() == {}
    for status in (500, 502, 503):
        writer.write({"echo": Fault(fail=status, rate=0.2, latency=0.1)})
        os.utime(path, ns=(0, status))  # a coarse clock must not hide a change from this test
        assert reader.read() == {"echo": Fault(fail=status, rate=0.2, latency=0.1)}


@pytest.mark.parametrize(
    "fault",
    [Fault(), Fault(fail=200), Fault(fail=600), Fault(fail=503, rate=0), Fault(fail=503, rate=2)],
)
def test_a_fault_that_makes_no_sense_is_refused(fault):
    with pytest.raises(CannotRun):
        fault.check()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--fail", "499"], "--fail 499 is no status of an error"),
        (["--fail", "204"], "--fail 204 is no status of an error"),
        (["--latency", "inf"], "--latency inf is no duration"),
    ],
)
def test_options_that_make_no_sense_are_refused_by_their_names(asked: list[str], said: str):
    parser = argparse.ArgumentParser()
    add_options(parser)

    with pytest.raises(CannotRun, match=said):
        fault_of(parser.parse_args(asked))
