"""The whole stack on this machine: what starts when, and what stops in which order."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from local.briefing import Briefing
from local.commands import BRIDGE, GATEWAY, MIGRATIONS, Commands
from local.environment import Addresses, Environment
from local.errors import CannotRun, ServerFailed
from local.faults import EVERY, Fault, FaultFile, check_names
from local.gateway.board import Running
from local.gateway.settings import Settings as GatewaySettings
from local.gateway.supervisor import function_of, state_of
from local.home import Home, Lock
from local.keys import keys
from local.ports import GRPC, PortBook, listen
from local.processes.keeper import Keeper, State
from local.processes.leftovers import end_leftovers, identity
from local.processes.output import Output
from local.processes.process import Process
from local.processes.waiting import exchange, http_status, until
from local.replicas import Replicas
from local.servers import postgres, seaweedfs, valkey
from local.servers.server import Server
from local.stackfile.function import Function
from local.stackfile.load import load
from local.tracebacks import last_traceback


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What stack is to run, and where."""

    home: Path
    stack_file: Path
    port: int  # of the gateway; 0 = a free one
    host: str = "127.0.0.1"
    environ: Mapping[str, str]  # the user's, with .env
    overlays: tuple[Path, ...] = ()  # laid over the stack file
    reload: bool = False  # run changed code anew, and show why a function is broken
    record: bool = False  # write all calls down, CVs too
    faults: Mapping[str, Fault] = field(default_factory=dict[str, Fault])  # to begin with


class Stack:
    """One running stack. Use it as `async with Stack(wish, output) as stack`."""

    def __init__(self, wish: Wish, home: Home, output: Output) -> None:
        self._wish = wish
        self.home = home
        self.output = output
        self.functions: dict[str, Function] = {}  # of the stack file
        self.replicas: dict[str, Replicas] = {}  # also of what was removed
        self.keepers: dict[str, Keeper] = {}  # of all that is no function
        self._servers: list[Server] = []
        self._briefing = Briefing()
        self._obeying: asyncio.Task[None] | None = None
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
        return [name for name, replicas in self.replicas.items() if replicas.is_broken]

    # --- before anything runs ----------------------------------------------------------------

    def _prepare(self) -> None:
        """Read, choose and make what the processes need."""
        self.functions = load(self._wish.stack_file, self._wish.environ, self._wish.overlays)
        GatewaySettings.from_environ(self._wish.environ)  # say it now if one is wrong
        left = end_leftovers(self.home.read_state().get("processes", {}))
        if left:
            self.output.say(f"ended what a killed stack left running: {', '.join(left)}")
        self._set_faults()
        self._listener = listen(self._wish.port, self._wish.host)
        self.port = self._listener.getsockname()[1]
        ports = self._ports = PortBook(self.home.ports, self._wish.environ)
        self.addresses = Addresses(
            gateway=self.port,
            valkey=ports.port("valkey"),
            postgres=ports.port("postgres"),
            s3=ports.port("s3", beside=GRPC),
        )
        self.keys = keys(self.home.secrets)
        stack_file = self._wish.stack_file.resolve()
        self.root = stack_file.parent
        self.environment = Environment(
            user=self._wish.environ, addresses=self.addresses, keys=self.keys, root=self.root
        )
        self._commands = Commands(
            environment=self.environment,
            home=self.home,
            stack_file=stack_file,
            overlays=[path.resolve() for path in self._wish.overlays],
            record=self._wish.record,
        )
        self._servers = self._make_servers(ports)
        self.output.width_for([*self.functions, *(s.command.name for s in self._servers)])
        self._write_state()

    def _set_faults(self) -> None:
        """Leave none of another stack's."""
        faults = dict(self._wish.faults)
        if EVERY in faults:
            faults = dict.fromkeys(self.functions, faults[EVERY])
        check_names(faults, self.functions)
        FaultFile(self.home.faults).write(faults)
        for name, fault in faults.items():
            self.output.say(f"{name}: {fault}")

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
        await self._briefing.open()
        self._obeying = asyncio.create_task(self._obey())
        try:
            async with asyncio.TaskGroup() as group:
                servers = [group.create_task(self._start_server(each)) for each in self._servers]
                group.create_task(self._start_bridge(servers))
                group.create_task(self._keep(self._gateway()).first_outcome())
                for function in self.functions.values():
                    self._deploy(function)
                for replicas in self.replicas.values():
                    group.create_task(replicas.first_outcome())
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
        command = self._commands.bridge()
        await self._keep(Keeper(command, output=self.output, ready=alive)).first_outcome()

    async def _migrate(self) -> None:
        process = await Process.start(self._commands.migrations(), self.output)
        try:
            code = await process.ended()
        except asyncio.CancelledError:
            process.kill()
            await process.ended()
            raise
        if code != 0:
            raise ServerFailed(f"The migrations failed:\n{self.output.tail(MIGRATIONS)}")

    def _gateway(self) -> Keeper:
        command = self._commands.gateway(self._listener.fileno(), self._briefing.theirs.fileno())
        answers = partial(until, partial(_answers_200, self.port, "/healthz"))
        return Keeper(command, output=self.output, ready=answers)

    def _deploy(self, function: Function, *, hasty: bool = False) -> None:
        """Run the function, anew if it runs."""
        if function.name in self.replicas:
            self.replicas[function.name].deploy(function, hasty=hasty)
            return
        replicas = Replicas(
            function,
            make=self._replica,
            changed=self._changed,
            gateway_knows=self._gateway_knows,
        )
        self.replicas[function.name] = replicas
        replicas.scale_to(function.scale.min)

    def _replica(self, function: Function, slot: int) -> tuple[Keeper, str]:
        """Return what keeps one replica running, and its URL."""
        name = function.name if slot == 1 else f"{function.name}.{slot}"
        port = self._ports.port(name)
        ready = partial(until, partial(_answers_200, port, function.ready_path))
        command = self._commands.replica(function, name, port)
        return Keeper(command, output=self.output, ready=ready), f"http://127.0.0.1:{port}"

    def _keep(self, keeper: Keeper) -> Keeper:
        self.keepers[keeper.name] = keeper
        keeper.listen(lambda _: self._changed())
        keeper.start()
        return keeper

    # --- while it runs -----------------------------------------------------------------------

    async def _obey(self) -> None:
        """Do what the gateway asks for."""
        async for wish in self._briefing.wishes():
            try:
                self._do(wish)
            except CannotRun as problem:
                self.output.say(str(problem))

    def _do(self, wish: Mapping[str, Any]) -> None:
        name = wish.get("scale") or wish.get("remove") or wish["deploy"]["name"]
        if "deploy" in wish:
            self.output.say(f"{name} is deployed")
            self._deploy(function_of(wish["deploy"]))
        elif not (replicas := self.replicas[name]).is_deployed:
            self._changed()  # it was removed meanwhile
        elif "scale" in wish:
            self.output.say(f"{name}: {wish['replicas']} replicas, {replicas.wanted} before")
            replicas.scale_to(wish["replicas"])
        else:
            self._remove(name)

    def _remove(self, name: str) -> None:
        self.output.say(f"{name} is removed")
        self.replicas[name].remove()

    async def _gateway_knows(self) -> None:
        gateway = self.keepers.get(GATEWAY)
        if gateway is not None and gateway.state == State.READY:
            await self._briefing.was_heard()

    # --- when its code changes ---------------------------------------------------------------

    @property
    def reloads(self) -> bool:
        """Whether changed code is to be run anew."""
        return self._wish.reload

    @property
    def stack_files(self) -> list[Path]:
        return [self._wish.stack_file, *self._wish.overlays]

    def run_anew(self, names: Iterable[str]) -> None:
        """Run functions with their code as it now is."""
        for name in names:
            if (replicas := self.replicas.get(name)) and replicas.is_deployed:
                replicas.deploy(replicas.function, hasty=True)

    def read_anew(self) -> None:
        """Run what the stack file now says; raise `CannotRun`, and change nothing, if it is wrong."""
        fresh = load(self._wish.stack_file, self._wish.environ, self._wish.overlays)
        for name in self.functions.keys() - fresh.keys():
            if self.replicas[name].is_deployed:
                self._remove(name)
        self.functions = fresh
        for function in fresh.values():
            self._deploy(function, hasty=True)

    async def run_bridge_anew(self) -> None:
        """Run the bridge with the library as it now is."""
        bridge = self.keepers[BRIDGE]
        await bridge.stop()
        bridge.start()

    def _changed(self) -> None:
        """Tell the gateway which functions are ready; write down what runs."""
        self._write_state()
        self._briefing.tell(
            {
                name: state_of(each.function, self._running(each))
                for name, each in self.replicas.items()
                if each.is_deployed
            }
        )

    def _running(self, replicas: Replicas) -> Running:
        """Return what runs; to who develops it, also why it does not."""
        running = replicas.running
        if not self._wish.reload or running.ready or running.coming or not running.wanted:
            return running
        said = "\n".join(self.output.tail(name, 200) for name in replicas.ports)
        return replace(running, problem=last_traceback(said))

    def _all_keepers(self) -> dict[str, Keeper]:
        functions = (each.keepers for each in self.replicas.values())
        return self.keepers | {name: keeper for each in functions for name, keeper in each.items()}

    def _write_state(self) -> None:
        keepers = self._all_keepers()
        processes = {
            name: found
            for name, keeper in keepers.items()
            if keeper.pid is not None and (found := identity(keeper.pid))
        }
        ports = [each.ports for each in self.replicas.values()]
        self.home.write_state(
            {
                "url": self.url,
                "pid": os.getpid(),
                "started_at": datetime.now(UTC).isoformat(),
                "ports": vars(self.addresses) | {k: v for each in ports for k, v in each.items()},
                "states": {name: keeper.state for name, keeper in keepers.items()},
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
            if self._obeying is not None:
                self._obeying.cancel()
            await asyncio.gather(*(replicas.stop() for replicas in self.replicas.values()))
            await self._stop_all(set(self.keepers))
        finally:
            await asyncio.gather(*(keeper.kill() for keeper in self._all_keepers().values()))
            self._let_go()

    async def _stop_all(self, names: set[str]) -> None:
        await asyncio.gather(*(self.keepers[name].stop() for name in names if name in self.keepers))
        for name in names:
            self.keepers.pop(name, None)

    def _let_go(self) -> None:
        self._briefing.close()
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
