"""A local stack as a user runs it: `python -m local up` in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import requests

ROOT = Path(__file__).parents[2]
UNSET = ("PORT", "NEXTEN_HOME", "API_KEYS", "OPENAI_API_KEY", "OPENAI_BASE_URL", "ENGINE")


class LocalStack:
    """One stack on `home`; `said` is all that it wrote to the terminal."""

    def __init__(
        self,
        home: Path,
        stack_file: Path = ROOT / "stack.yml",
        port: int = 0,
        overlay: Path | None = None,
        settings: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
    ) -> None:
        """`options` are further ones of `up`."""
        self.home = home
        home.mkdir(parents=True, exist_ok=True)
        self._terminal = home / "terminal.log"
        environ = {name: value for name, value in os.environ.items() if name not in UNSET}
        environ |= settings or {}
        where = ("--home", str(home), "--port", str(port), "--stack", str(stack_file))
        over = ("--overlay", str(overlay)) if overlay else ()
        with self._terminal.open("w") as terminal:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "local", "up", *where, *over, *options],
                cwd=ROOT,
                env=environ,
                stdout=terminal,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self._terminal.read_text()

    @property
    def state(self) -> dict[str, Any]:
        return json.loads((self.home / "run" / "stack.json").read_text())

    @property
    def url(self) -> str:
        return self.state["url"].replace("localhost", "127.0.0.1")

    def pid(self, name: str) -> int:
        return self.state["processes"][name]["pid"]

    def secret(self, name: str) -> str:
        return (self.home / "secrets" / name).read_text()

    def wait_until_ready(self, seconds: float = 60) -> None:
        wait_for(lambda: "ready in" in self.said or self.process.poll() is not None, seconds)
        assert self.process.poll() is None, self.said

    def stop(self, number: signal.Signals = signal.SIGINT) -> float:
        """Stop it in order; return the seconds that took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.wait(timeout=30)
        return time.monotonic() - began

    def family(self) -> list[psutil.Process]:
        """Return every process of the stack, however deep."""
        return psutil.Process(self.process.pid).children(recursive=True)


@contextmanager
def a_folder() -> Iterator[Path]:
    """Yield a new folder that others may pass, as pytest's may not: PostgreSQL's user must."""
    with tempfile.TemporaryDirectory(prefix="nexten-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def a_stack(stack_file: Path = ROOT / "stack.yml", **wishes: Any) -> Iterator[LocalStack]:
    """Yield a running stack on a home of its own; `wishes` are further ones of `LocalStack`."""
    with a_folder() as home:
        running = LocalStack(home, stack_file, **wishes)
        try:
            running.wait_until_ready()
            yield running
        finally:
            running.stop()


def wait_for(true: Any, seconds: float = 20) -> Any:
    """Return what `true()` gives as soon as it is something; fail after `seconds`."""
    until = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
    return found


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return those that still run."""
    return [each for each in processes if _runs(each)]


def answers(url: str, status: int) -> bool:
    """Return whether GET `url` answers `status`."""
    try:
        return requests.get(url, timeout=5).status_code == status
    except requests.RequestException:
        return False


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
