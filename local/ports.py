"""Ports on this machine: found free, remembered, and chosen again when somebody took them."""

import json
import os
import random
import socket
from collections.abc import Mapping
from pathlib import Path

from local.errors import PortTaken

HOST = "127.0.0.1"
CHOICE = range(11_000, 22_000)  # with and without GRPC: below what outgoing connections use
GRPC = 10_000  # SeaweedFS' parts look for each other's gRPC port so far above the HTTP port


def is_free(port: int, host: str = HOST) -> bool:
    """Return whether nobody listens on `port`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as asking:
        asking.settimeout(0.5)
        if asking.connect_ex((HOST if host == "0.0.0.0" else host, port)) == 0:  # noqa: S104
            return False
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((host, port))
        except OSError:
            return False
    return True


def listen(port: int, host: str = HOST) -> socket.socket:
    """Return a listening socket on `port` (0 = a free one); raise `PortTaken`."""
    port = port or PortBook.free_port(taken=set())
    if not is_free(port, host):
        raise PortTaken(
            f"Port {port} is taken by another program. Stop it, or choose another: PORT=5052 make up"
        )
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(1024)
    return listening


class PortBook:
    """The ports of one home folder, by name; kept in `ports.json`.

    `NEXTEN_<NAME>_PORT` in the environment sets one by hand.
    """

    def __init__(self, path: Path, environ: Mapping[str, str] = os.environ) -> None:
        self._path = path
        self._environ = environ
        self._remembered: dict[str, int] = self._read()
        self._given: dict[str, int] = {}

    def port(self, name: str, beside: int = 0) -> int:
        """Return the port of `name`, the same at every call; raise `PortTaken`.

        The port `beside` above it is free as well.
        """
        if name not in self._given:
            self._given[name] = self._set_by_hand(name) or self._choose(name, beside)
            self._write()
        return self._given[name]

    @staticmethod
    def free_port(taken: set[int], beside: int = 0) -> int:
        """Return a port that nobody listens on and that is not among `taken`."""
        for port in random.sample(CHOICE, len(CHOICE)):
            if port not in taken and is_free(port) and is_free(port + beside):
                return port
        raise PortTaken("This machine has no free port.")

    def _set_by_hand(self, name: str) -> int | None:
        variable = f"NEXTEN_{name.upper().replace('-', '_')}_PORT"
        value = self._environ.get(variable, "")
        if not value:
            return None
        if not value.isdecimal() or not 0 < int(value) < 65536:
            raise PortTaken(f"{variable}={value} is not a port.")
        if not is_free(int(value)):
            raise PortTaken(f"{variable}={value}: another program listens there.")
        return int(value)

    def _choose(self, name: str, beside: int) -> int:
        taken = set(self._given.values())
        before = self._remembered.get(name)
        usable = before is not None and before not in taken
        if before is not None and usable and is_free(before) and is_free(before + beside):
            return before
        return self.free_port(taken | set(self._remembered.values()), beside)

    def _read(self) -> dict[str, int]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return {name: port for name, port in found.items() if isinstance(port, int)}

    def _write(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self._remembered | self._given, indent=1), encoding="utf-8")
        fresh.replace(self._path)
