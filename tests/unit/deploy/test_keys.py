"""docker/make_keys.py: the secrets of the docker-compose stack."""

import runpy
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from shared.settings import Settings
from tests.unit.deploy.variables import ROOT

make_keys = runpy.run_path(str(ROOT / "docker" / "make_keys.py"))["main"]


@pytest.fixture
def folder(tmp_path) -> Path:
    make_keys(tmp_path)
    return tmp_path


def test_the_settings_find_every_secret_there(folder):
    settings = Settings.from_environ({}, folder)

    assert settings.database_url.startswith("postgresql+pg8000://nexten:")
    assert settings.admin_token != settings.notification_token != ""
    assert Fernet(settings.encryption_key).encrypt(b"x")


def test_postgresql_and_minio_are_told_the_same_secrets(folder):
    settings = Settings.from_environ({}, folder)

    assert f":{(folder / 'postgres-password').read_text()}@postgres:5432/" in settings.database_url
    line = (folder / "minio.env").read_text()
    assert line == f"MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_PRIMARY={settings.notification_token}\n"


def test_a_second_run_keeps_what_is_there_so_that_sealed_secrets_still_open(folder):
    before = {path.name: path.read_text() for path in folder.iterdir()}

    make_keys(folder)

    assert {path.name: path.read_text() for path in folder.iterdir()} == before


def test_others_cannot_read_them(folder):
    assert {path.stat().st_mode & 0o007 for path in folder.iterdir()} == {0}
