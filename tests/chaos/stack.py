"""The stack under test: `python -m local up` as a user runs it, with its processes in reach."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests
from minio import Minio
from redis import Redis
from rq.registry import FailedJobRegistry, StartedJobRegistry

from shared.bridge.__main__ import TIDY_EVERY
from shared.bridge.lanes import WEIGHTS

ROOT = Path(__file__).parents[2]
BUCKET = "cv-files"
START = 60  # seconds


class ChaosStack:
    """A running stack whose parts can be hurt."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.home = home
        self.log = home / "chaos.log"
        home.mkdir(parents=True, exist_ok=True)
        self._output = self.log.open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "local", "up", "--port", "0", "--home", str(home)],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        self._wait_until_ready()

    def state(self) -> dict[str, Any]:
        """What runs now, as the stack itself writes it down."""
        return json.loads((self.home / "run" / "stack.json").read_text())

    @property
    def url(self) -> str:
        return self.state()["url"]

    @property
    def names(self) -> list[str]:
        return sorted(self.state()["processes"])

    def secret(self, name: str) -> str:
        return (self.home / "secrets" / name).read_text().strip()

    def minio(self) -> Minio:
        endpoint = f"127.0.0.1:{self.state()['ports']['s3']}"
        access, secret = self.secret("s3-access-key"), self.secret("s3-secret-key")
        return Minio(endpoint, access, secret, secure=False)

    def database_url(self) -> str:
        return f"postgresql+pg8000://postgres@127.0.0.1:{self.state()['ports']['postgres']}/nexten"

    def send(self, name: str, number: signal.Signals) -> None:
        """Send a signal to a part and all of its group."""
        pid = self.state()["processes"].get(name, {}).get("pid")
        if pid:
            try:
                os.killpg(pid, number)
            except ProcessLookupError:
                return

    def flush(self) -> None:
        """Make Valkey forget everything."""
        Redis(port=self.state()["ports"]["valkey"], socket_timeout=5).flushall()

    def left_in_rq(self) -> dict[str, int]:
        """What RQ's registries hold that is no true number when all is at rest."""
        connection = Redis(port=self.state()["ports"]["valkey"])
        time.sleep(2 * TIDY_EVERY + 1)  # the bridge looks twice
        held = {}
        for queue in WEIGHTS:
            for registry in (StartedJobRegistry, FailedJobRegistry):
                key = registry(queue, connection=connection).key
                held[key] = connection.zcard(key)
        return {key: number for key, number in held.items() if number}

    def run_schedule(self) -> None:
        """Do what cron does, now."""
        requests.post(f"{self.url}/function/dlq-replay", timeout=60).raise_for_status()

    def wait_until_well(self) -> None:
        """Return when every part is ready again."""
        until = time.monotonic() + START
        while set(self.state()["states"].values()) != {"ready"}:
            if time.monotonic() > until:
                raise RuntimeError(f"not well again: {self.state()['states']}")
            time.sleep(0.1)

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            if "ready in" in self.log.read_text():
                return
            time.sleep(0.1)
        raise RuntimeError(f"the stack did not start:\n{self.log.read_text()[-3000:]}")
