"""A webhook endpoint that hands to the test what came."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from threading import Thread
from typing import Any

Heard = Queue[tuple[dict[str, str], bytes]]


@contextmanager
def listening(port: int) -> Iterator[Heard]:
    """Listen on `port`; yield a queue of the (headers, body) that came, names in lower case."""
    heard: Heard = Queue()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()
            heard.put(({name.lower(): said for name, said in self.headers.items()}, body))

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", port), Hook)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
