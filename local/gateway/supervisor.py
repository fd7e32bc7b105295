"""Whoever starts and stops functions, as the gateway sees it."""

import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Protocol

from local.gateway.board import Board, Running
from local.gateway.line import Line
from local.gateway.refusal import starts_nothing
from local.stackfile.function import Function


class Supervisor(Protocol):
    """Starts and stops functions. A wish is on the board at once, what came of it later."""

    def scale(self, name: str, replicas: int) -> None: ...

    def deploy(self, function: Function) -> None: ...

    def remove(self, name: str) -> None: ...


class Elsewhere:
    """Functions are started by somebody whom we cannot ask, such as docker compose."""

    def scale(self, name: str, replicas: int) -> None:
        raise starts_nothing()

    def deploy(self, function: Function) -> None:
        raise starts_nothing()

    def remove(self, name: str) -> None:
        raise starts_nothing()


class SupervisorLine:
    """The supervisor of this machine's stack, at the other end of a line."""

    def __init__(self, line: Line, board: Board) -> None:
        self._line = line
        self._board = board
        self._asked = 0

    def scale(self, name: str, replicas: int) -> None:
        self._ask({"scale": name, "replicas": replicas})
        self._board.expect(name, replicas)

    def deploy(self, function: Function) -> None:
        self._ask({"deploy": asdict(function)})
        self._board.expect_function(function)

    def remove(self, name: str) -> None:
        self._ask({"remove": name})
        self._board.forget(name)

    async def listen(self) -> None:
        """Keep the board up to date until the line ends.

        What the supervisor said before it heard of our last wish is out of date.
        """
        async for said in self._line.messages():
            if said["asked"] >= self._asked:
                self._board.set_state(*_state(said["functions"]))
            self._line.say({"heard": said["number"]})

    def _ask(self, wish: Mapping[str, Any]) -> None:
        """The number grows also from one gateway to the next."""
        self._asked = time.monotonic_ns()
        self._line.say({**wish, "ask": self._asked})


def state_of(function: Function, running: Running) -> Mapping[str, Any]:
    """Return what the supervisor tells of one function."""
    return {"function": asdict(function), "running": asdict(running)}


def function_of(said: Mapping[str, Any]) -> Function:
    """Return the function that was sent as a mapping."""
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    return Function(**{**said, **lists})


def _state(
    functions: Mapping[str, Mapping[str, Any]],
) -> tuple[dict[str, Function], dict[str, Running]]:
    return (
        {name: function_of(each["function"]) for name, each in functions.items()},
        {
            name: Running(**{**each["running"], "ready": tuple(each["running"]["ready"])})
            for name, each in functions.items()
        },
    )
