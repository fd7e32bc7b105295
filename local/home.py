"""The folder that holds the state of one local stack, and the lock that lets one use it."""

import fcntl
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.errors import AlreadyRunning

PRIVATE = 0o700


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where the state of one stack is, by default `.nexten`."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> "Home":
        """Return the home at `root`, made if need be. What is inside belongs to its owner only."""
        home = cls(root=root.resolve())
        home.root.mkdir(parents=True, exist_ok=True)
        for folder in (home.logs, home.run, home.secrets, home.valkey, home.seaweedfs):
            folder.mkdir(mode=PRIVATE, exist_ok=True)
        return home

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    def run_of(self, name: str) -> Path:
        """The folder for the sockets of one process, made if need be: gunicorn would share one."""
        folder = self.run / name
        folder.mkdir(mode=PRIVATE, exist_ok=True)
        return folder

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def valkey(self) -> Path:
        return self.root / "valkey"

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def seaweedfs(self) -> Path:
        return self.root / "seaweedfs"

    @property
    def faults(self) -> Path:
        """Faults on purpose, as long as the stack runs."""
        return self.run / "faults.json"

    @property
    def recordings(self) -> Path:
        """Calls that were written down."""
        return self.root / "recordings"

    @property
    def ports(self) -> Path:
        return self.root / "ports.json"

    @property
    def state(self) -> Path:
        """What runs now: address, ports, and the processes with their ids."""
        return self.run / "stack.json"

    def read_state(self) -> dict[str, Any]:
        """Return what the last stack wrote to `state`; {} when there is none."""
        try:
            return json.loads(self.state.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def write_state(self, state: dict[str, Any]) -> None:
        """Replace `state`, in one piece."""
        fresh = self.state.with_suffix(".new")
        fresh.write_text(json.dumps(state, indent=1), encoding="utf-8")
        fresh.replace(self.state)


class Lock:
    """Held as long as a stack runs on a home; the system lets go of it when the process dies."""

    def __init__(self, home: Home) -> None:
        """Take the lock; raise `AlreadyRunning`."""
        self._file = os.open(home.run / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            running = home.read_state()
            raise AlreadyRunning(
                f"A stack already runs on {home.root}: {running.get('url', 'it is starting')} "
                f"(process {running.get('pid', 'unknown')}). Stop it with Ctrl-C there, or choose "
                "another folder and port: NEXTEN_HOME=.nexten2 PORT=5052 make up"
            ) from None

    def release(self) -> None:
        """Let another stack use the home."""
        os.close(self._file)
