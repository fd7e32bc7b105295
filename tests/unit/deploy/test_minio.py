"""The wiring of docker-compose's MinIO, tried with a real one where there is one."""

import io
import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from minio import Minio

from shared.domain.notifications import objects_created
from shared.settings import Settings
from tests.free_ports import free_port
from tests.hooks import listening
from tests.minio_server import PASSWORD, USER, running
from tests.notifications import emitted, shape
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
    with listening(hook_port) as heard:
        headers, body = heard.get(timeout=TELLS_WITHIN)

    assert headers["authorization"] == f"Bearer {settings.notification_token}"
    told = objects_created(headers, body)
    assert [(found.bucket, found.key) for found in told] == [("cv-files", "inbox/premium/é +1.pdf")]
    assert heard.empty()
    assert shape(json.loads(emitted("minio", told[0].key))) == shape(json.loads(body))


def test_the_image_and_the_tests_are_built_from_the_same_commit():
    version = re.compile(r"v0\.0\.0-\d{14}-[0-9a-f]{12}")

    built = {
        name: version.findall((ROOT / name).read_text(encoding="utf-8"))
        for name in ("Makefile", "docker/minio.Dockerfile")
    }

    assert len(built["Makefile"]) == 1
    assert built["Makefile"] == built["docker/minio.Dockerfile"]


def _client(found: Settings) -> Minio:
    return Minio(
        found.minio_endpoint,
        access_key=found.minio_access_key,
        secret_key=found.minio_secret_key,
        secure=False,
    )
