"""The process in which files are read: takes them from its standard input, one after the other.

Started by `sandbox.py`, with bounds on itself, no network, and an environment without secrets.
It ends when its input ends, so it never outlives the process that started it.

A message is a line of JSON with the length of what follows, then that many bytes. The request is
`{"file_name": …, "size": …}` and the file; the answer `{"size": …}` and a document as JSON, or
`{"error": code, "size": 0}`. `retire` in an answer asks for a fresh process in its place.
"""

import json
import resource
import signal
import sys
import threading
from typing import Any, BinaryIO, Final

from shared.documents.limits import Limits

OUT_OF_MEMORY: Final = 77  # exit code
WATCH_SECONDS: Final = 0.05  # between looks at the memory in use
OPEN_FILES: Final = 128
NEAR: Final = 0.8  # of the memory that a process may take; one that came so near is replaced
RETIRE_AFTER: Final = 1_000  # documents
CLONE_NEWUSER: Final = 0x10000000
CLONE_NEWNET: Final = 0x40000000
NETWORK_EVENTS: Final = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto")


def main(limits: Limits, requests: BinaryIO, answers: BinaryIO) -> None:
    """Serve until the input ends."""
    _confine(limits)
    watch = MemoryWatch(limits.memory)
    done = 0
    while header := requests.readline():
        request = json.loads(header)
        content = requests.read(request["size"])
        if len(content) < request["size"]:
            return
        _allow_cpu(limits.cpu_seconds)
        with watch:
            answer, body = _answer(content, request["file_name"], limits)
        del content
        done += 1
        answer["retire"] = answer.get("retire") or done >= RETIRE_AFTER or watch.is_large()
        answers.write(json.dumps({**answer, "size": len(body)}).encode() + b"\n" + body)
        answers.flush()


def _answer(content: bytes, file_name: str, limits: Limits) -> tuple[dict[str, Any], bytes]:
    from shared.documents.codec import dumps
    from shared.documents.reader import DocumentReader
    from shared.errors import PipelineError, TooComplex, Unreadable

    try:
        document = DocumentReader(limits).read(content, file_name)
    except PipelineError as error:
        return {"error": error.code, "detail": error.detail}, b""
    except (MemoryError, RecursionError):
        return {"error": TooComplex.code, "retire": True}, b""
    except Exception as error:  # noqa: BLE001 - a flaw of a library or ours; again would not help
        return {"error": Unreadable.code, "detail": type(error).__name__}, b""
    return {}, dumps(document).encode("utf-8", errors="replace")


class MemoryWatch:
    """Ends the process when a document takes too much memory; macOS knows no limit for it."""

    def __init__(self, most: int) -> None:
        """`most` is in bytes."""
        self._most = most
        self._reading = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def __enter__(self) -> None:
        self._reading.set()

    def __exit__(self, *_: object) -> None:
        self._reading.clear()

    def is_large(self) -> bool:
        """Say whether the process has come near to what it may take."""
        return _peak_memory() > NEAR * self._most

    def _watch(self) -> None:
        import os

        pause = threading.Event()
        while True:
            self._reading.wait()
            if _peak_memory() > self._most:
                os._exit(OUT_OF_MEMORY)
            pause.wait(WATCH_SECONDS)


def _peak_memory() -> int:
    """Return the most memory the process has had resident, in bytes.

    Linux counts what a process had before `exec` into its `ru_maxrss`: that was its parent's.
    """
    if sys.platform == "linux":
        with open("/proc/self/status", "rb") as status:
            peak = next(line for line in status if line.startswith(b"VmHWM:"))
        return int(peak.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _confine(limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    if sys.platform == "linux":
        _limit(resource.RLIMIT_DATA, limits.memory + limits.memory // 2)
        _leave_network()
    sys.addaudithook(_refuse_network)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, hard))


def _allow_cpu(seconds: float) -> None:
    """Give the next document its share of CPU time; the kernel ends the process after it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + 1)


def _leave_network() -> None:
    """Move to a network namespace without interfaces, where the kernel lets us."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in NETWORK_EVENTS:
        raise PermissionError("a reading process uses no network")


if __name__ == "__main__":
    main(Limits(**json.loads(sys.argv[1])), sys.stdin.buffer, sys.stdout.buffer)
