"""`python -m local queue` where no stack runs here, as in docker-compose's gateway."""

import pytest

from local.developing.queues import main
from shared.adapters.redis.pauses import Pauses
from shared.adapters.redis.queue import RedisQueue
from shared.settings import Settings


@pytest.fixture
def service(monkeypatch, server_addresses, redis_connection):
    """The environment of a service whose Redis is that of the tests."""
    host, _, port = server_addresses["redis"].rpartition(":")
    environ = {"DATABASE_URL": "postgresql+pg8000://nowhere/x", "REDIS_HOST": host}
    found = Settings.from_environ(environ | {"REDIS_PORT": port})
    monkeypatch.setattr(Settings, "from_environ", lambda: found)
    return redis_connection


def test_the_queues_of_the_environment_are_looked_at_and_held(service, tmp_path, capsys):
    RedisQueue(service).push("cv-batch", "an-id", 0)

    def said(*argv):
        assert main(["--home", str(tmp_path), *argv]) == 0
        return capsys.readouterr().out

    said("pause", "cv-batch")
    rows = {line.split()[0]: line.split()[1:] for line in said("ls").splitlines()[1:]}

    assert rows["cv-batch"] == ["1", "0", "paused"]
    assert rows["cv-premium"] == ["0", "0", "open"]
    assert said("peek", "cv-batch").startswith("an-id  since ")
    said("resume", "cv-batch")
    assert Pauses(service).paused() == frozenset()


def test_without_a_stack_and_without_settings_that_is_said(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    assert main(["--home", str(tmp_path), "ls"]) == 1
    assert "No stack runs" in capsys.readouterr().err
