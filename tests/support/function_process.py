"""A function as its image starts it: functions-framework in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_WITHIN = 60.0  # seconds, on a busy machine


@dataclass(frozen=True)
class Running:
    """A function that answers."""

    url: str
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """Return a port on which nobody listens at this moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running(
    name: str, environ: Mapping[str, str], *, ready: str = "/_/health", port: int = 0
) -> Iterator[Running]:
    """Run a function of this repository as Knative tells it to: on the port that PORT names."""
    port = port or free_port()
    command = ["--source", str(ROOT / "functions" / name / "handler.py"), "--target", "handle"]
    environ = {"PYTHONPATH": str(ROOT), **environ, "PORT": str(port), "HOST": "127.0.0.1"}
    with started(Path(sys.executable).parent, command, ROOT, environ) as process:
        yield Running(await_answer(f"http://127.0.0.1:{port}", ready, process), process)


@contextmanager
def started(
    programs: Path, arguments: Sequence[str], folder: Path, environ: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the functions-framework of `programs`; nothing is left of it afterwards."""
    process = subprocess.Popen(
        [str(programs / "functions-framework"), *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environ},
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=40)  # it lets requests finish for 30 s
        finally:
            process.kill()


def await_answer(url: str, path: str, process: subprocess.Popen[bytes]) -> str:
    """Return `url` as soon as its `path` answers 200."""
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url + path, timeout=10):
                return url
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"the function did not answer (exit code {process.poll()})")
