"""Reads files in separate processes that may be killed at any moment.

A small pool of them is kept and reused. They are started as fresh interpreters (a threaded process
must not fork) with an environment of their own, and end by themselves when their pipe closes.
"""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any, Final

from shared import errors
from shared.documents.codec import loads
from shared.documents.limits import Limits
from shared.documents.worker import OUT_OF_MEMORY
from shared.domain.document import Document
from shared.domain.file_type import check

PROGRAM_PATH: Final = "/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin"  # where antiword may be
GRACE_SECONDS: Final = 2.0  # for a process to start, beyond the time for its document
LARGEST_ANSWER: Final = 64 * 2**20  # bytes
ERRORS: Final[Mapping[str, type[errors.PipelineError]]] = {
    error.code: error
    for error in (
        errors.EmptyFile,
        errors.UnsupportedType,
        errors.TypeMismatch,
        errors.Encrypted,
        errors.Corrupt,
        errors.NoText,
        errors.OcrMissing,
        errors.TooComplex,
        errors.Bomb,
        errors.ReaderUnavailable,
        errors.Unreadable,
    )
}


class SandboxedReader:
    """Provides the port `Reader`; many threads may call it."""

    def __init__(self, limits: Limits | None = None, *, processes: int = 2) -> None:
        """At most `processes` files are read at a time; a further caller waits."""
        self._limits = limits or Limits()
        self._free = threading.BoundedSemaphore(processes)
        self._lock = threading.Lock()
        self._idle: list[ReadingProcess] = []
        self._closed = False

    def read(self, content: bytes, file_name: str) -> Document:
        """Return what the file says to a human reader.

        Raises a kind of `Unreadable`; `ReaderUnavailable` when no process could be had.
        """
        check(file_name, content)  # cheap: most bad files never reach a process
        with self._free:
            process = self._take()
            try:
                document = process.read(content, file_name)
            except errors.PipelineError:
                self._give_back(process)
                raise
            except BaseException:
                process.kill()
                raise
            self._give_back(process)
            return document

    def start(self) -> None:
        """Start a process ahead of the first file."""
        self._give_back(self._take())

    def close(self) -> None:
        """End the processes; files in reading are given up."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for process in idle:
            process.kill()

    def __enter__(self) -> "SandboxedReader":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self) -> "ReadingProcess":
        while True:
            with self._lock:
                process = self._idle.pop() if self._idle else None
            if process is None:
                return ReadingProcess(self._limits)
            if process.is_usable():
                return process
            process.kill()

    def _give_back(self, process: "ReadingProcess") -> None:
        with self._lock:
            keep = not self._closed and process.is_usable()
            if keep:
                self._idle.append(process)
        if not keep:
            process.kill()


class ReadingProcess:
    """One process that reads files; of use until a file proves too much for it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._owner = os.getpid()
        self._retired = False
        self._fresh = True
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-P", "-s", "-m", "shared.documents.worker", _as_json(limits)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a traceback could quote the file
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": PROGRAM_PATH},
            )
        except OSError as error:
            raise errors.ReaderUnavailable(f"cannot start a process: {error.strerror}") from error

    def is_usable(self) -> bool:
        """Say whether the process can take a file. After a fork it is the parent's, not ours."""
        return not self._retired and self._owner == os.getpid() and self._process.poll() is None

    def read(self, content: bytes, file_name: str) -> Document:
        """Return the document, or raise what the process says or died of."""
        seconds = self._limits.wall_seconds + (GRACE_SECONDS if self._fresh else 0.0)
        late = threading.Event()
        timer = threading.Timer(seconds, self._end_late, [late])
        timer.daemon = True
        timer.start()
        try:
            header, body = self._exchange(content, file_name)
        except (OSError, ValueError):
            self._retired = True
            raise self._cause_of_death(late=late.is_set()) from None
        finally:
            timer.cancel()
        self._fresh = False
        self._retired = bool(header.get("retire"))
        if "error" in header:
            raise ERRORS.get(header["error"], errors.Unreadable)(str(header.get("detail", "")))
        return loads(body)

    def kill(self) -> None:
        """End the process at once and wait for it."""
        if self._owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                _close(pipe)

    def _exchange(self, content: bytes, file_name: str) -> tuple[dict[str, Any], bytes]:
        """Raises OSError or ValueError when the process does not keep to the protocol."""
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise ValueError("no pipes")
        request = json.dumps({"file_name": file_name, "size": len(content)})
        requests.write(request.encode() + b"\n")
        requests.write(content)
        requests.flush()
        header = json.loads(answers.readline(65_536))
        size = header["size"]
        if not 0 <= size <= LARGEST_ANSWER:
            raise ValueError("an answer of no sane size")
        body = answers.read(size)
        if len(body) < size:
            raise ValueError("the answer broke off")
        return header, body

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _cause_of_death(self, *, late: bool) -> errors.PipelineError:
        self._process.kill()
        code = self._process.wait()
        if late or code in (OUT_OF_MEMORY, -signal.SIGXCPU):
            return errors.TooComplex("time" if late else "memory or CPU time")
        if code in (
            -signal.SIGSEGV,
            -signal.SIGABRT,
            -signal.SIGILL,
            -signal.SIGBUS,
            -signal.SIGFPE,
        ):
            return errors.TooComplex(f"signal {-code}")
        return errors.ReaderUnavailable(f"the reading process ended with {code}")


def _as_json(limits: Limits) -> str:
    return json.dumps(dataclasses.asdict(limits))


def _close(pipe: Any) -> None:
    """Close a pipe whose other end may be gone."""
    try:
        pipe.close()
    except OSError:
        return
