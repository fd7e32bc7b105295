"""One stack on a folder; its secrets are made once and for its owner only."""

import base64

import pytest

from local.environment import Addresses, Environment, of_the_user
from local.errors import AlreadyRunning
from local.home import Home, Lock
from local.keys import keys


def test_a_second_stack_on_the_same_home_is_told_of_the_first(tmp_path):
    home = Home.at(tmp_path / "home")
    lock = Lock(home)
    home.write_state({"url": "http://localhost:5051", "pid": 77})

    with pytest.raises(AlreadyRunning, match=r"http://localhost:5051 \(process 77\)"):
        Lock(home)

    lock.release()
    Lock(home).release()


def test_only_the_owner_reads_the_secrets(tmp_path):
    home = Home.at(tmp_path)

    made = keys(home.secrets)

    assert home.secrets.stat().st_mode & 0o077 == 0
    for name in made:
        assert (home.secrets / name).stat().st_mode & 0o777 == 0o600


def test_secrets_are_made_once(tmp_path):
    assert keys(tmp_path) == keys(tmp_path)


def test_the_encryption_key_is_a_fernet_key(tmp_path):
    assert len(base64.urlsafe_b64decode(keys(tmp_path)["encryption-key"])) == 32


def an_environment(tmp_path, **user: str) -> Environment:
    return Environment(
        user=user,
        addresses=Addresses(gateway=1, valkey=2, postgres=3, s3=4),
        keys=keys(tmp_path),
        root=tmp_path,
    )


def test_a_dot_env_made_for_docker_does_not_lead_away_from_the_embedded_servers(tmp_path):
    found = an_environment(tmp_path, REDIS_HOST="redis", DATABASE_URL="postgresql://db").common()

    assert (found["REDIS_HOST"], found["REDIS_PORT"]) == ("127.0.0.1", "2")
    assert found["DATABASE_URL"] == "postgresql+pg8000://postgres@127.0.0.1:3/nexten"
    assert found["FUNCTION_URL"] == "http://127.0.0.1:1/function/{function}"


def test_a_secret_that_the_user_sets_stays(tmp_path):
    found = an_environment(tmp_path, ADMIN_TOKEN="mine", ENCRYPTION_KEY="").common()

    assert found["ADMIN_TOKEN"] == "mine"
    assert found["ENCRYPTION_KEY"] == keys(tmp_path)["encryption-key"]


def test_a_function_does_not_inherit_the_gateways_port(tmp_path):
    found = an_environment(tmp_path, PORT="5052", ENGINE="local").of_function("f", {"THREADS": "3"})

    assert "PORT" not in found
    assert (found["ENGINE"], found["THREADS"], found["OPENFAAS_NAME"]) == ("local", "3", "f")


def test_the_users_environment_wins_over_dot_env(tmp_path):
    (tmp_path / ".env").write_text("OPENAI_MODEL=from-file\nENGINE=local\n")

    found = of_the_user(tmp_path, {"OPENAI_MODEL": "from-shell"})

    assert found == {"OPENAI_MODEL": "from-shell", "ENGINE": "local"}


def test_secrets_are_not_in_the_text_of_an_environment(tmp_path):
    assert keys(tmp_path)["admin-token"] not in repr(an_environment(tmp_path))
