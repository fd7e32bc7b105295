"""What the stack needs to know of a server."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from local.processes.command import Command


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server that can be started."""

    command: Command
    prepare: Callable[
        [], Awaitable[None]
    ]  # what comes before each first start; may raise CannotRun
    ready: Callable[[], Awaitable[None]]  # returns when the server answers
    clean_up: Callable[[], None] = lambda: None  # what it leaves outside of its folder


async def nothing() -> None:
    """Prepare nothing."""
