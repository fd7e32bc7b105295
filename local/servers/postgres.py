"""PostgreSQL: the truth about every job."""

import asyncio
import re
import shutil
import signal
import struct
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from local.errors import CannotRun, ServerFailed
from local.home import Home
from local.processes.command import Command
from local.processes.waiting import exchange, until
from local.servers import programs
from local.servers.server import Server
from local.servers.unprivileged import user_for

DATABASE = "nexten"
OWNER_ONLY = 0o700
SETTINGS = {  # beside the address; nothing that could lose a commit
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "300",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}


def server(home: Home, port: int, environment: Mapping[str, str]) -> Server:
    """Return PostgreSQL on `port`; only this machine reaches it, and needs no password."""
    folder = programs.postgres()
    settings = {**SETTINGS, "port": str(port)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = Command(
        name="postgres",
        argv=(str(folder / "postgres"), "-D", str(home.postgres), *options),
        environment=environment,
        folder=home.postgres,
        stop_signal=signal.SIGINT,  # "fast": no new work, roll back, write, end
        grace=3.0,
        user=user_for("PostgreSQL", folder / "postgres", home.root),
    )
    return Server(
        command=command,
        prepare=partial(_prepare, home, folder, command),
        ready=partial(until, partial(_answers, port)),
    )


async def _prepare(home: Home, programs: Path, command: Command) -> None:
    """Make the data folder if there is none.

    It gets its name when it is complete: a start that was cut off is done anew.
    """
    if home.postgres.exists():
        await _check_version(home.postgres, programs, command)
        return
    fresh = home.root / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=OWNER_ONLY)
    if command.user is not None:
        shutil.chown(fresh, command.user.name)
    making = replace(command, folder=fresh)
    locale = ("-E", "UTF8", "--locale=C")
    initdb = (str(programs / "initdb"), "-D", str(fresh), "-U", "postgres", "-A", "trust", *locale)
    await _run(making, initdb)
    single = (str(programs / "postgres"), "--single", "-D", str(fresh), "postgres")
    await _run(making, single, f"CREATE DATABASE {DATABASE};\n".encode())
    fresh.rename(home.postgres)


async def _check_version(data: Path, programs: Path, command: Command) -> None:
    written = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    said = await _run(
        replace(command, folder=data.parent), (str(programs / "postgres"), "--version")
    )
    major = re.search(r"\) (\d+)", said)  # "postgres (PostgreSQL) 18.6"
    if major is None or major[1] != written:
        raise CannotRun(
            f"{data} was written by PostgreSQL {written}, this is {said.strip()}. Install that "
            "version, or move the folder away to begin with an empty database."
        )


async def _run(command: Command, argv: tuple[str, ...], given: bytes = b"") -> str:
    """Run one of PostgreSQL's programs to its end; raise `ServerFailed` with what it said."""
    running = await asyncio.create_subprocess_exec(
        *replace(command, argv=argv).full_argv(),
        env=dict(command.environment),
        cwd=command.folder,
        stdin=PIPE,
        stdout=PIPE,
        stderr=STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = await running.communicate(given)
    except asyncio.CancelledError:
        running.kill()
        await running.wait()
        raise
    text = said.decode("utf-8", "replace")
    if running.returncode != 0 or "FATAL" in text:
        raise ServerFailed(f"PostgreSQL could not be prepared ({Path(argv[0]).name}):\n{text}")
    return text


async def _answers(port: int) -> bool:
    """Ask to log in: `R` is a welcome, `E` an error such as "the database is starting up"."""
    fields = b"user\0postgres\0database\0" + DATABASE.encode() + b"\0\0"
    version = 3 << 16  # of the protocol: 3.0
    asking = struct.pack("!ii", 8 + len(fields), version) + fields
    return (await exchange(port, asking)).startswith(b"R")
