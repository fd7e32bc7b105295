"""A webhook endpoint that verifies every signature, remembers what it got, and can misbehave."""

import hashlib
import hmac
import json
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass
class Inbox:
    """What the receiver got."""

    bodies: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))  # by job
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # webhook-id by job
    forged: int = 0  # deliveries whose signature did not fit


class Receiver:
    """Answers 204, or as its mood says: "500", "429", "slow", "garbage"."""

    def __init__(self, seed: int) -> None:
        self.inbox = Inbox()
        self.mood: str | None = None
        self._chance = Random(seed)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                receiver.take(dict(self.headers), body)
                receiver.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def take(self, headers: dict[str, str], body: bytes) -> None:
        """Remember a delivery; it counts whatever we answer, as with a real endpoint."""
        plain = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        names = {name.lower(): value for name, value in headers.items()}
        job_id = json.loads(body)["job_id"]
        with self._lock:
            try:
                Webhook(SECRET).verify(body, names)
                if names.get("x-signature") != plain:
                    self.inbox.forged += 1
            except WebhookVerificationError:
                self.inbox.forged += 1
            self.inbox.bodies[job_id].append(body)
            self.inbox.ids[job_id].add(names["webhook-id"])

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        match self.mood:
            case "500":
                handler.send_response(500)
            case "429":
                handler.send_response(429)
                handler.send_header("Retry-After", "1")
            case "slow":
                self._closing.wait(self._chance.uniform(1, 4))
                handler.send_response(204)
            case "garbage":
                handler.wfile.write(b"\x00\xffnonsense\r\n\r\n")
                return
            case _:
                handler.send_response(204)
        handler.end_headers()

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
