"""The whole stack on this machine: what starts when, and what stops in which order."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from local.environment import Addresses, Environment
from local.errors import CannotRun, ServerFailed
from local.gateway.link import message
from local.home import Home, Lock
from local.keys import keys
from local.ports import GRPC, PortBook, listen
from local.processes.command import Command
from local.processes.keeper import Keeper, State
from local.processes.leftovers import end_leftovers, identity
from local.processes.output import Output
from local.processes.process import Process
from local.processes.waiting import exchange, http_status, until
from local.servers import postgres, seaweedfs, valkey
from local.servers.server import Server
from local.stackfile.function import Function
from local.stackfile.load import load

BRIDGE_GRACE = 3.5  # seconds for the jobs under way; what is not done by then is taken up later
GATEWAY_GRACE = 1.0
FUNCTION_GRACE = 2.0
GATEWAY = "gateway"
BRIDGE = "bridge"
MIGRATIONS = "migrations"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What stack is to run, and where."""

    home: Path
    stack_file: Path
    port: int  # of the gateway; 0 = a free one
    host: str = "127.0.0.1"
    environ: Mapping[str, str]  # the user's, with .env


class Stack:
    """One running stack. Use it as `async with Stack(wish, output) as stack`."""

    def __init__(self, wish: Wish, home: Home, output: Output) -> None:
        self._wish = wish
        self.home = home
        self.output = output
        self.functions: dict[str, Function] = {}
        self.keepers: dict[str, Keeper] = {}
        self._servers: list[Server] = []
        self._line: socket.socket | None = None
        self._listener = socket.socket()  # replaced by the gateway's

    async def __aenter__(self) -> "Stack":
        """Start everything; raise `CannotRun` when the stack as a whole cannot work."""
        self._lock = Lock(self.home)
        try:
            self._prepare()
            await self._start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def broken(self) -> list[str]:
        """Return the functions that could not start."""
        return [
            name
            for name in self.functions
            if name in self.keepers and self.keepers[name].state != State.READY
        ]

    # --- before anything runs ----------------------------------------------------------------

    def _prepare(self) -> None:
        """Read, choose and make what the processes need."""
        self.functions = load(self._wish.stack_file, self._wish.environ)
        left = end_leftovers(self.home.read_state().get("processes", {}))
        if left:
            self.output.say(f"ended what a killed stack left running: {', '.join(left)}")
        self._listener = listen(self._wish.port, self._wish.host)
        self.port = self._listener.getsockname()[1]
        ports = PortBook(self.home.ports, self._wish.environ)
        self.addresses = Addresses(
            gateway=self.port,
            valkey=ports.port("valkey"),
            postgres=ports.port("postgres"),
            s3=ports.port("s3", beside=GRPC),
        )
        self.keys = keys(self.home.secrets)
        self.root = self._wish.stack_file.resolve().parent
        self.environment = Environment(
            user=self._wish.environ, addresses=self.addresses, keys=self.keys, root=self.root
        )
        self.function_ports = {name: ports.port(name) for name in self.functions}
        self._servers = self._make_servers(ports)
        self.output.width_for([*self.functions, *(s.command.name for s in self._servers)])
        self._write_state()

    def _make_servers(self, ports: PortBook) -> list[Server]:
        plain = dict(self._wish.environ)
        access = seaweedfs.Access(
            access_key=self.keys["s3-access-key"],
            secret_key=self.keys["s3-secret-key"],
            notify=f"http://127.0.0.1:{self.port}/function/parse-worker",
            notification_token=self.environment.secrets()["NOTIFICATION_TOKEN"],
        )
        return [
            postgres.server(self.home, self.addresses.postgres, plain),
            seaweedfs.server(self.home, ports, access, plain),
            valkey.server(self.home, self.addresses.valkey, plain),
        ]

    # --- start -------------------------------------------------------------------------------

    async def _start(self) -> None:
        """Start all at once; only migrations and bridge wait for what they need."""
        try:
            async with asyncio.TaskGroup() as group:
                servers = [group.create_task(self._start_server(each)) for each in self._servers]
                group.create_task(self._start_bridge(servers))
                group.create_task(self._keep(self._gateway()).first_outcome())
                for function in self.functions.values():
                    group.create_task(self._keep_function(function).first_outcome())
        except* CannotRun as problems:
            raise _first(problems) from None
        self._write_state()

    async def _start_server(self, server: Server) -> None:
        server.clean_up()  # after a stack that was killed
        await server.prepare()
        keeper = self._keep(Keeper(server.command, output=self.output, ready=server.ready))
        if await keeper.first_outcome() != State.READY:
            raise ServerFailed(f"{keeper.name} could not start:\n{self.output.tail(keeper.name)}")

    async def _start_bridge(self, servers: list[asyncio.Task[None]]) -> None:
        await asyncio.gather(*servers)
        await self._migrate()
        alive = partial(until, partial(_has_bridge, self.addresses.valkey))
        command = replace(
            self._python(BRIDGE, ("-m", "shared.bridge"), grace=BRIDGE_GRACE),
            orphan_signal=signal.SIGKILL,  # its servers are gone: there is nothing to drain
        )
        await self._keep(Keeper(command, output=self.output, ready=alive)).first_outcome()

    async def _migrate(self) -> None:
        command = self._python(MIGRATIONS, ("-m", "shared.migrations"))
        process = await Process.start(command, self.output)
        try:
            code = await process.ended()
        except asyncio.CancelledError:
            process.kill()
            await process.ended()
            raise
        if code != 0:
            raise ServerFailed(f"The migrations failed:\n{self.output.tail(MIGRATIONS)}")

    def _gateway(self) -> Keeper:
        self._line, theirs = socket.socketpair()
        self._line.setblocking(False)
        arguments = ("--stack", str(self._wish.stack_file.resolve()))
        sockets = ("--listener", str(self._listener.fileno()), "--line", str(theirs.fileno()))
        command = self._python(
            GATEWAY,
            ("-m", "local", "gateway", *arguments, *sockets),
            files=(self._listener.fileno(), theirs.fileno()),
            grace=GATEWAY_GRACE,
        )
        self._theirs = theirs  # kept open: a gateway that is started again listens to it too
        answers = partial(until, partial(_answers_200, self.port, "/healthz"))
        return Keeper(command, output=self.output, ready=answers)

    def _keep_function(self, function: Function) -> Keeper:
        port = self.function_ports[function.name]
        ready = partial(until, partial(_answers_200, port, function.ready_path))
        command = Command(
            name=function.name,
            argv=(
                *(sys.executable, "-m", "functions_framework", "--target", "handle"),
                *("--source", str(self.root / function.handler / "handler.py")),
                *("--signature-type", "http", "--host", "127.0.0.1", "--port", str(port)),
            ),
            environment=self.environment.of_function(function.name, function.environment)
            | {"XDG_RUNTIME_DIR": str(self.home.run_of(function.name))},
            folder=self.root,
            grace=FUNCTION_GRACE,
        )
        return self._keep(Keeper(command, output=self.output, ready=ready))

    def _python(
        self, name: str, argv: tuple[str, ...], grace: float = 3.0, files: tuple[int, ...] = ()
    ) -> Command:
        return Command(
            name=name,
            argv=(sys.executable, *argv),
            environment=self.environment.common(),
            folder=self.root,
            grace=grace,
            files=files,
        )

    def _keep(self, keeper: Keeper) -> Keeper:
        self.keepers[keeper.name] = keeper
        keeper.listen(self._changed)
        keeper.start()
        return keeper

    # --- while it runs -----------------------------------------------------------------------

    def _changed(self, keeper: Keeper) -> None:
        """Tell the gateway which functions are ready; write down what runs."""
        self._write_state()
        ready = {
            name: [f"http://127.0.0.1:{port}"]
            for name, port in self.function_ports.items()
            if name in self.keepers and self.keepers[name].state == State.READY
        }
        if self._line is not None:
            with suppress(BlockingIOError, BrokenPipeError):
                self._line.send(message(ready))

    def _write_state(self) -> None:
        processes = {
            name: found
            for name, keeper in self.keepers.items()
            if keeper.pid is not None and (found := identity(keeper.pid))
        }
        self.home.write_state(
            {
                "url": self.url,
                "pid": os.getpid(),
                "started_at": datetime.now(UTC).isoformat(),
                "ports": vars(self.addresses) | self.function_ports,
                "states": {name: keeper.state for name, keeper in self.keepers.items()},
                "processes": processes,
            }
        )

    # --- stop --------------------------------------------------------------------------------

    async def stop(self) -> None:
        """Stop all within 10 s: the door, then the bridge, the gateway, functions, servers.

        Cancelled, it ends all at once.
        """
        try:
            if (gateway := self.keepers.get(GATEWAY)) and gateway.process is not None:
                gateway.process.send(signal.SIGUSR1)  # the bridge still calls through it
            await self._stop_all({BRIDGE})
            await self._stop_all({GATEWAY})
            await self._stop_all(set(self.functions))
            await self._stop_all(set(self.keepers))
        finally:
            await asyncio.gather(*(keeper.kill() for keeper in self.keepers.values()))
            self._let_go()

    async def _stop_all(self, names: set[str]) -> None:
        await asyncio.gather(*(self.keepers[name].stop() for name in names if name in self.keepers))
        for name in names:
            self.keepers.pop(name, None)

    def _let_go(self) -> None:
        self._listener.close()
        for server in self._servers:
            server.clean_up()
        self.home.write_state({})
        self._lock.release()


async def _answers_200(port: int, path: str) -> bool:
    return await http_status(port, path) == 200


async def _has_bridge(port: int) -> bool:
    """Ask Valkey for a bridge's sign of life."""
    return not (await exchange(port, b"KEYS nexten:bridge:*\r\n")).startswith(b"*0")


def _first(problems: BaseExceptionGroup[CannotRun]) -> CannotRun:
    """Return the first problem of a group, however deep it lies."""
    for problem in problems.exceptions:
        return _first(problem) if isinstance(problem, BaseExceptionGroup) else problem
    raise AssertionError("a group is never empty")
