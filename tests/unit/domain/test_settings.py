"""Settings are read once; what is wrong is named."""

from ipaddress import ip_network

import pytest

from shared.domain.money import Price
from shared.settings import BadSetting, Settings

URL = {"DATABASE_URL": "postgresql+pg8000://postgres@db/nexten"}


def test_the_users_names_and_defaults_stay(tmp_path):
    found = Settings.from_environ(URL, tmp_path)

    assert (found.redis_host, found.redis_port) == ("redis", 6379)
    assert (found.minio_endpoint, found.minio_bucket_name) == ("storage:9000", "cv-files")
    assert (found.minio_access_key, found.minio_secret_key) == ("minioadmin", "minioadmin")
    assert (found.openai_model, found.engine) == ("gpt-4o-mini", "auto")
    assert (found.max_content_length, found.max_retries) == (10_485_760, 3)
    assert found.circuit_breaker_enabled


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        Settings.from_environ({}, tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REDIS_PORT", "six"),
        ("MAX_RETRIES", "3.5"),
        ("CIRCUIT_BREAKER_ENABLED", "perhaps"),
        ("ENGINE", "magic"),
        ("WEBHOOK_ALLOWED_CIDRS", "10.0.0.1/8"),
        ("LEASE", "soon"),
        ("OPENAI_PRICE", "cheap"),
        ("OPENAI_PRICE", "0.15"),
        ("MINIO_ADDRESSING", "sideways"),
        ("MINIO_CA_FILE", "/nowhere/ca.pem"),
    ],
)
def test_what_cannot_be_understood_is_named(tmp_path, name, value):
    with pytest.raises(BadSetting, match=name):
        Settings.from_environ(URL | {name: value}, tmp_path)


def test_a_secret_may_be_a_file_or_a_directory_with_one_file(tmp_path):
    (tmp_path / "admin-token").write_text("from-a-file\n")
    (tmp_path / "openai-api-key").mkdir()
    (tmp_path / "openai-api-key" / "key").write_text("from-a-directory")

    found = Settings.from_environ(URL, tmp_path)

    assert (found.admin_token, found.openai_api_key) == ("from-a-file", "from-a-directory")


def test_the_environment_wins_over_a_secret_file(tmp_path):
    (tmp_path / "admin-token").write_text("file")

    assert Settings.from_environ(URL | {"ADMIN_TOKEN": "env"}, tmp_path).admin_token == "env"


def test_lists_are_read_by_commas(tmp_path):
    given = {"WEBHOOK_ALLOWED_CIDRS": "127.0.0.0/8, ::1/128", "API_KEYS": "acme:k1, k2"}

    found = Settings.from_environ(URL | given, tmp_path)

    assert found.webhook_allowed_cidrs == (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    assert found.api_keys == {"k1": "acme", "k2": "key-2"}


def test_no_secret_is_shown(tmp_path):
    given = dict.fromkeys(("ADMIN_TOKEN", "OPENAI_API_KEY", "API_KEYS"), "hidden-value")

    assert "hidden-value" not in repr(Settings.from_environ(URL | given, tmp_path))


BUDGET = {"OPENAI_DAILY_BUDGET_USD": "5", "OPENAI_API_KEY": "sk-1"}


def test_a_budget_needs_a_price_to_count_with(tmp_path):
    unknown = URL | BUDGET | {"OPENAI_MODEL": "our-own"}

    with pytest.raises(BadSetting, match="OPENAI_PRICE"):
        Settings.from_environ(unknown, tmp_path)

    assert Settings.from_environ(unknown | {"OPENAI_PRICE": "1,2"}, tmp_path)
    assert Settings.from_environ(unknown | {"ENGINE": "local"}, tmp_path)
    assert Settings.from_environ(URL | BUDGET, tmp_path)


def test_a_price_of_ones_own_goes_before_the_lists(tmp_path):
    found = Settings.from_environ(URL | {"OPENAI_PRICE": "0.3, 1.2, 0.1"}, tmp_path)

    assert found.prices == {"gpt-4o-mini": Price(input=0.3, output=1.2, cached_input=0.1)}
