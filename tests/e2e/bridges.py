"""The bridge as a process, between real servers and a function that can be told what to answer."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from shared.ports import StoredResult
from shared.wiring import now
from tests.builders import an_id

PATIENCE = 30  # seconds that a test waits for what must come


@dataclass
class Call:
    """One call that the function got, waiting to be answered."""

    path: str
    headers: dict[str, str]
    answer: queue.Queue

    @property
    def job_id(self) -> str:
        return self.headers["ce-subject"]

    def reply(self, status=204, **headers):
        self.answer.put((status, headers))


class Function:
    """Hands every call to the test, and answers what the test says."""

    def __init__(self):
        self.calls: queue.Queue[Call] = queue.Queue()
        calls = self.calls

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                names = {name.lower(): value for name, value in self.headers.items()}
                call = Call(self.path, names, queue.Queue())
                calls.put(call)
                status, headers = call.answer.get()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._handler = Handler
        self._serve(port=0)

    def next_call(self) -> Call:
        return self.calls.get(timeout=PATIENCE)

    def call_for(self, job) -> Call:
        """Return the next call, which must be about `job`."""
        call = self.next_call()
        assert call.job_id == job.id
        return call

    def go_away(self):
        """Refuse connections from now on."""
        self._server.shutdown()
        self._server.server_close()

    def come_back(self):
        """Listen again, at the same address."""
        self._serve(self._server.server_port)

    def _serve(self, port):
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/function/{{function}}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()


@contextmanager
def bridge_process(function_url: str, database_url: str, addresses: Mapping[str, str]):
    """Run a bridge; yield its process."""
    host, _, port = addresses["redis"].rpartition(":")
    environ = os.environ | {
        "DATABASE_URL": database_url,
        "REDIS_HOST": host,
        "REDIS_PORT": port,
        "MINIO_ENDPOINT": addresses["s3"],
        "FUNCTION_URL": function_url,
        "BRIDGE_THREADS": "6",
        "BRIDGE_PREMIUM_THREADS": "2",
        "BRIDGE_WEBHOOK_THREADS": "2",
        "LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen([sys.executable, "-m", "shared.bridge"], env=environ)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def claim(jobs, call):
    found = jobs.claim(
        call.job_id, run_token=an_id(), now=now(), lease_until=now() + timedelta(minutes=5)
    )
    assert found
    return found


def finish(jobs, call):
    assert jobs.finish(claim(jobs, call), StoredResult(body=b"{}"), None, now())
    call.reply(204)
