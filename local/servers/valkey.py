"""Valkey: the queues and the cache."""

from collections.abc import Mapping
from functools import partial

from local.home import Home
from local.processes.command import Command
from local.processes.waiting import exchange, until
from local.servers import programs
from local.servers.server import Server, nothing


def server(home: Home, port: int, environment: Mapping[str, str]) -> Server:
    """Return Valkey on `port`, which writes every second what it knows."""
    settings = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": str(home.valkey),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "save": "",
        "loglevel": "warning",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Server(
        command=Command(
            name="valkey",
            argv=(str(programs.valkey()), *options),
            environment=environment,
            folder=home.valkey,
        ),
        prepare=nothing,
        ready=partial(until, partial(_answers, port)),
    )


async def _answers(port: int) -> bool:
    """Ask in the protocol's short form; a server that still loads its file answers -LOADING."""
    return (await exchange(port, b"PING\r\n")).startswith(b"+PONG")
