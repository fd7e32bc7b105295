"""A real MinIO for tests, where there is one: MINIO_BINARY, `make minio`'s, or that of the PATH."""

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from minio import Minio

from tests.e2e.local_stacks import ROOT
from tests.free_ports import free_port

START_WITHIN = 30.0  # seconds
USER = PASSWORD = "minioadmin"
MISSING = (
    "no MinIO: set MINIO_BINARY, run `make minio` (needs Go), or have it on the PATH; "
    "what a real MinIO does was not tried"
)


@dataclass(frozen=True, kw_only=True)
class MinioServer:
    """A running MinIO."""

    address: str  # host:port
    folder: Path  # its data, its log, and the events that it could not deliver yet

    @property
    def events(self) -> Path:
        return self.folder / "events"

    def client(self) -> Minio:
        """Return the owner's client."""
        return Minio(self.address, USER, PASSWORD, secure=False)

    def undelivered(self) -> list[Path]:
        """Return the events that wait in the queue directory."""
        return [path for path in self.events.rglob("*") if path.is_file()]


def program() -> Path:
    """Return MinIO's program; skip the test, loudly, where there is none."""
    if named := os.environ.get("MINIO_BINARY"):
        assert os.access(named, os.X_OK), f"MINIO_BINARY={named} is no program"
        return Path(named)
    for place in (ROOT / ".tools" / "minio", shutil.which("minio"), Path.home() / "go/bin/minio"):
        if place and os.access(place, os.X_OK):
            return Path(place)
    pytest.skip(MISSING)


@contextmanager
def running(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[MinioServer]:
    """Run MinIO in `folder`."""
    server = MinioServer(address=f"127.0.0.1:{free_port()}", folder=folder)
    settings = {
        "MINIO_ROOT_USER": USER,
        "MINIO_ROOT_PASSWORD": PASSWORD,
        "HOME": str(folder),
        "NO_PROXY": "*",
    }
    command = [str(program()), "server", "--quiet", "--address", server.address]
    with (folder / "minio.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, str(folder / "data")],
            env=settings | dict(environment or {}),
            stdout=log,
            stderr=log,
        )
        try:
            _wait_until_it_answers(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def webhook(endpoint: str, token: str, folder: Path) -> dict[str, str]:
    """Return the environment of the webhook target PRIMARY that docker-compose.yml has."""
    return {
        "MINIO_NOTIFY_WEBHOOK_ENABLE_PRIMARY": "on",
        "MINIO_NOTIFY_WEBHOOK_ENDPOINT_PRIMARY": endpoint,
        "MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_PRIMARY": token,
        "MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_PRIMARY": str(folder / "events"),
    }


def _wait_until_it_answers(server: MinioServer, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{server.address}/minio/health/cluster", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    said = (server.folder / "minio.log").read_text("utf-8", "replace")
    pytest.fail(f"MinIO did not start (exit code {process.poll()}):\n{said}")
