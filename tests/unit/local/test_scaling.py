"""None runs of a function that nobody calls; a call wakes it, and waits until it is there."""

import asyncio
import socket

from aiohttp import web

from local.briefing import Briefing
from local.gateway import scaling
from local.gateway.board import Board, Running
from local.gateway.line import Line
from local.gateway.supervisor import SupervisorLine, state_of
from local.stackfile.function import Function
from tests.builders import NOON
from tests.unit.local.gateways import gateway, run

ASLEEP = Running(wanted=0)
ON_ITS_WAY = Running(coming=True)
SLEEPY = {"com.openfaas.scale.zero": "true", "com.openfaas.scale.zero-duration": "0s"}


async def hello(_: web.Request) -> web.Response:
    return web.Response(text="hello")


class Wishes:
    """A supervisor that notes what it is asked for, and leaves the rest to the test."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self.asked: asyncio.Queue[tuple[str, int]] = asyncio.Queue()

    def scale(self, name: str, replicas: int) -> None:
        self._board.expect(name, replicas)
        self.asked.put_nowait((name, replicas))

    def deploy(self, function: Function) -> None:
        raise AssertionError(function)

    def remove(self, name: str) -> None:
        raise AssertionError(name)


class Obedient(Wishes):
    """A supervisor whose replicas, all at one address, are there at once."""

    at = Running()

    def scale(self, name: str, replicas: int) -> None:
        super().scale(name, replicas)
        running = self.at if replicas else ASLEEP
        self._board.set_state(self._board.functions, self._board._running | {name: running})


def tell(board: Board, **running: Running) -> None:
    board.set_state(board.functions, running)


def test_a_call_wakes_a_function_and_waits_until_it_is_ready():
    async def test():
        made: list[Wishes] = []

        def supervisor(board: Board) -> Wishes:
            made.append(Wishes(board))
            return made[0]

        async with gateway(hello, supervisor=supervisor) as scene:
            ready = scene.board.running("echo")
            tell(scene.board, echo=ASLEEP)
            calls = [
                asyncio.create_task(scene.session.post(scene.url("/function/echo")))
                for _ in range(3)
            ]
            assert await made[0].asked.get() == ("echo", 1)
            tell(scene.board, echo=ON_ITS_WAY)
            tell(scene.board, echo=ready)

            assert [await (await call).text() for call in calls] == ["hello"] * 3
            assert made[0].asked.empty()  # asked for once

    run(test())


def test_a_call_of_a_function_that_breaks_while_it_starts_answers_503():
    async def test():
        async with gateway(hello) as scene:
            tell(scene.board, echo=ON_ITS_WAY)
            call = asyncio.create_task(scene.session.post(scene.url("/function/echo")))
            while not scene.board.invocations["echo"]:
                await asyncio.sleep(0.01)
            tell(scene.board, echo=Running())

            assert (await call).status == 503

    run(test())


def test_a_call_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(scaling, "PATIENCE", 0.05)

    async def test():
        async with gateway(hello) as scene:
            tell(scene.board, echo=ON_ITS_WAY)
            async with scene.session.post(scene.url("/function/echo")) as answer:
                assert answer.status == 503

    run(test())


def test_a_function_that_nobody_calls_is_put_to_sleep_where_its_labels_ask_for_it(monkeypatch):
    monkeypatch.setattr(scaling, "LOOK", 0.01)

    async def test():
        made: list[Obedient] = []

        def supervisor(board: Board) -> Obedient:
            made.append(Obedient(board))
            return made[0]

        entered, leave = asyncio.Event(), asyncio.Event()

        async def wait(_: web.Request) -> web.Response:
            entered.set()
            await leave.wait()
            return web.Response()

        async with gateway(wait, supervisor=supervisor) as scene:
            sleepy = Function(name="echo", labels=SLEEPY)
            made[0].at = scene.board.running("echo")
            functions = {"other": Function(name="other"), "echo": sleepy}
            scene.board.set_state(functions, dict.fromkeys(functions, made[0].at))
            call = asyncio.create_task(scene.session.post(scene.url("/function/echo")))
            await entered.wait()
            awake = made[0].asked.qsize()
            await asyncio.sleep(0.05)  # some looks
            assert made[0].asked.qsize() == awake
            leave.set()
            await call
            asked = [await made[0].asked.get() for _ in range(awake + 1)]

        assert asked[-1] == ("echo", 0)
        assert {name for name, _ in asked} == {"echo"}

    run(test())


def test_no_function_sleeps_while_a_call_runs():
    board = Board({"f": Function(name="f", labels=SLEEPY)}, NOON, {"f": ["http://a"]})

    with board.place_in(board.find("f")):
        assert board.idle("f") is None

    assert board.idle("f") is not None


def test_an_alert_adds_a_fifth_of_the_most_and_its_end_takes_all_back():
    """Source: OpenFaaS' documentation of autoscaling, `com.openfaas.scale.factor`."""
    labels = {"com.openfaas.scale.min": "2", "com.openfaas.scale.max": "10"}
    board = Board({"f": Function(name="f", labels=labels)}, NOON)
    supervisor = Wishes(board)
    scaler = scaling.Scaler(board, supervisor)
    board.expect("f", 2)

    for firing in (True, True, True, True, True, False):
        scaler.heed(board.find("f"), firing=firing)

    asked = [supervisor.asked.get_nowait()[1] for _ in range(6)]
    assert asked == [4, 6, 8, 10, 10, 2]


def test_gateway_and_supervisor_tell_one_another_over_the_line():
    async def test():
        board = Board({"f": Function(name="f")}, NOON)
        briefing = Briefing()
        await briefing.open()
        line = await Line.over(briefing.theirs.dup())
        supervisor = SupervisorLine(line, board)
        listening = asyncio.create_task(supervisor.listen())
        wishes = briefing.wishes()
        wish = asyncio.ensure_future(anext(wishes))
        function = Function(name="f", secrets=("key",), labels={"a": "b"})

        briefing.tell({"f": state_of(function, Running(ready=("http://a",)))})
        await briefing.was_heard()
        assert board.functions == {"f": function}
        assert board.running("f") == Running(ready=("http://a",))

        supervisor.scale("f", 0)
        briefing.tell({"f": state_of(function, Running(ready=("http://a",)))})  # said too early
        await briefing.was_heard()
        assert board.running("f") == Running(wanted=0)
        assert (await wish)["scale"] == "f"
        wish = asyncio.ensure_future(anext(wishes))
        briefing.tell({"f": state_of(function, Running(ready=("http://b",)))})
        await briefing.was_heard()
        assert board.replicas("f") == ("http://b",)

        wish.cancel()
        briefing.close()
        await listening  # the line ends with the supervisor
        line.close()

    run(test())


def test_half_a_message_that_a_killed_gateway_left_behind_is_passed_over():
    async def test():
        ours, theirs = socket.socketpair()
        ours.sendall(b'ions": {}}\n{"number": 1}\n')
        ours.close()
        line = await Line.over(theirs)

        assert [said async for said in line.messages()] == [{"number": 1}]
        line.close()

    run(test())
