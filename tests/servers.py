"""The embedded servers of `local`, for tests: started beside the tests, in a loop of their own."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from local.home import Home
from local.ports import PortBook
from local.processes.keeper import Keeper, State
from local.processes.output import Output
from local.servers import postgres, seaweedfs, valkey
from local.servers.server import Server

PATIENCE = 60  # seconds for all of them to start
NOBODY = "http://127.0.0.1:9/"  # where notifications of test objects may go


@contextmanager
def embedded(folder: Path, notify: str = NOBODY) -> Iterator[dict[str, str]]:
    """Run PostgreSQL, Valkey and SeaweedFS in `folder`; yield their addresses.

    `notify` is the URL that SeaweedFS tells of what happens in the drop zone.
    """
    home = Home.at(folder)
    ports = PortBook(home.ports)
    access = seaweedfs.Access(
        access_key="minioadmin",
        secret_key="minioadmin",
        notify=notify,
        notification_token="none",
    )
    plain = dict(os.environ)
    servers = [
        postgres.server(home, ports.port("postgres"), plain),
        valkey.server(home, ports.port("valkey"), plain),
        seaweedfs.server(home, ports, access, plain),
    ]
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="servers", daemon=True)
    thread.start()
    output = Output(home.logs, terminal=None)
    keepers: list[Keeper] = []
    try:
        starting = asyncio.run_coroutine_threadsafe(_start(servers, keepers, output), loop)
        starting.result(PATIENCE)
        yield {
            "database": f"postgresql+pg8000://postgres@127.0.0.1:{ports.port('postgres')}/postgres",
            "redis": f"127.0.0.1:{ports.port('valkey')}",
            "s3": f"127.0.0.1:{ports.port('s3')}",
        }
    finally:
        asyncio.run_coroutine_threadsafe(_stop(keepers), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()
        output.close()
        for server in servers:
            server.clean_up()


async def _start(servers: list[Server], keepers: list[Keeper], output: Output) -> None:
    for server in servers:
        await server.prepare()
        keepers.append(Keeper(server.command, output=output, ready=server.ready))
        keepers[-1].start()
    for keeper in keepers:
        if await keeper.first_outcome() is not State.READY:
            raise RuntimeError(f"{keeper.name} did not start:\n{output.tail(keeper.name)}")


async def _stop(keepers: list[Keeper]) -> None:
    await asyncio.gather(*(keeper.stop() for keeper in keepers))
