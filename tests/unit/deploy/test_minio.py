"""The wiring of docker-compose's MinIO, tried with a real one where there is one."""

import io
import re
import runpy
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest
import yaml
from minio import Minio

from shared.domain import events
from shared.settings import Settings
from tests.free_ports import free_port
from tests.minio_server import PASSWORD, USER, running
from tests.unit.deploy.variables import ROOT

TELLS_WITHIN = 30.0  # seconds; MinIO tries again every 3 s


@pytest.fixture
def secrets(tmp_path) -> Path:
    folder = tmp_path / "secrets"
    folder.mkdir()
    runpy.run_path(str(ROOT / "docker" / "make_keys.py"))["main"](folder)
    return folder


@pytest.fixture
def hook_port() -> int:
    return free_port()


@pytest.fixture
def settings(tmp_path, secrets, hook_port) -> Iterator[Settings]:
    """Start MinIO with the environment of docker-compose.yml, at other addresses."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    environment = compose["services"]["storage"]["environment"] | {
        "MINIO_ROOT_USER": USER,
        "MINIO_ROOT_PASSWORD": PASSWORD,
        "MINIO_NOTIFY_WEBHOOK_ENDPOINT_PRIMARY": f"http://127.0.0.1:{hook_port}/hook",
        "MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_PRIMARY": str(tmp_path / "events"),
        "MINIO_CONFIG_ENV_FILE": str(secrets / "minio.env"),
    }
    with running(tmp_path, environment) as server:
        found = Settings.from_environ({"MINIO_ENDPOINT": server.address}, secrets)
        _client(found).make_bucket(found.minio_bucket_name)
        yield found


def test_a_drop_is_reported_with_the_token_even_if_nobody_listened_at_first(settings, hook_port):
    runpy.run_path(str(ROOT / "docker" / "subscribe.py"))["main"](settings)
    client = _client(settings)

    client.put_object(settings.minio_bucket_name, "uploads/1/cv.pdf", io.BytesIO(b"a"), 1)
    client.put_object(settings.minio_bucket_name, "inbox/premium/é +1.pdf", io.BytesIO(b"b"), 1)
    with _listening(hook_port) as heard:
        headers, body = heard.get(timeout=TELLS_WITHIN)

    assert headers["authorization"] == f"Bearer {settings.notification_token}"
    told = events.objects_created(headers, body)
    assert [(found.bucket, found.key) for found in told] == [("cv-files", "inbox/premium/é +1.pdf")]
    assert heard.empty()


def test_the_image_and_the_tests_are_built_from_the_same_commit():
    version = re.compile(r"v0\.0\.0-\d{14}-[0-9a-f]{12}")

    built = {
        name: version.findall((ROOT / name).read_text(encoding="utf-8"))
        for name in ("Makefile", "docker/minio.Dockerfile")
    }

    assert len(built["Makefile"]) == 1
    assert built["Makefile"] == built["docker/minio.Dockerfile"]


class _listening:  # noqa: N801  reads as a word where it is used
    """A webhook endpoint on `port`; gives a queue of the (headers, body) that came."""

    def __init__(self, port: int) -> None:
        heard: Queue[tuple[dict[str, str], bytes]] = Queue()

        class Hook(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(204)
                self.end_headers()
                heard.put(({name.lower(): said for name, said in self.headers.items()}, body))

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._heard = heard
        self._server = HTTPServer(("127.0.0.1", port), Hook)
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Queue[tuple[dict[str, str], bytes]]:
        self._thread.start()
        return self._heard

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _client(found: Settings) -> Minio:
    return Minio(
        found.minio_endpoint,
        access_key=found.minio_access_key,
        secret_key=found.minio_secret_key,
        secure=False,
    )
