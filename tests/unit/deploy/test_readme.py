"""The READMEs: their table of settings is the code's, and their snippets work."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.domain.signature import plain, standard
from shared.settings import Settings
from tests.unit.deploy.variables import ROOT, variables_read

READMES = ["README.md", "README.fr.md"]
BODY = '{"job_id":"550e8400","status":"done","data":{"name":"Hélène"}}'.encode()
SECRETS = ["a plain secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
DATABASE = "postgresql+pg8000://127.0.0.1:1/none"


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_settings_names_every_variable_and_its_default(name):
    settings = Settings.from_environ({"DATABASE_URL": DATABASE}, Path("/nowhere"))
    expected = {
        variable: "" if variable == "DATABASE_URL" else _shown(getattr(settings, variable.lower()))
        for variable in variables_read()
    }

    assert _table(name) == expected


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_a_readme_links_to_is_there(name):
    links = re.findall(r"\]\(([^)#]+)\)", _text(name))

    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("secret", SECRETS)
def test_the_python_snippet_knows_our_signature(secret):
    is_genuine = _python("README.md", "is_genuine")

    assert is_genuine(BODY, plain(secret, BODY), secret) is True
    assert is_genuine(BODY + b" ", plain(secret, BODY), secret) is False
    assert is_genuine(BODY, plain("another", BODY), secret) is False
    assert is_genuine(BODY, "é", secret) is False


@pytest.mark.parametrize("secret", SECRETS)
def test_the_python_snippet_of_standard_webhooks_knows_our_signature(secret):
    is_genuine = _python("docs/webhooks.md", "is_genuine")
    now = datetime.now(UTC)

    assert is_genuine(BODY, _headers(secret, now), secret) is True
    assert is_genuine(BODY + b" ", _headers(secret, now), secret) is False
    assert is_genuine(BODY, _headers("another", now), secret) is False
    assert is_genuine(BODY, _headers(secret, now - timedelta(minutes=6)), secret) is False


@pytest.mark.parametrize("secret", SECRETS)
def test_the_node_snippet_knows_our_signature(secret, tmp_path):
    signature = plain(secret, BODY)

    assert _node("README.md", [BODY.decode(), signature, secret], tmp_path) == "true"
    assert _node("README.md", [BODY.decode() + " ", signature, secret], tmp_path) == "false"
    assert _node("README.md", [BODY.decode(), "00", secret], tmp_path) == "false"


@pytest.mark.parametrize("secret", SECRETS)
def test_the_node_snippet_of_standard_webhooks_knows_our_signature(secret, tmp_path):
    fresh, old = (
        _headers(secret, datetime.now(UTC)),
        _headers(secret, datetime(2020, 1, 1, tzinfo=UTC)),
    )

    assert _node("docs/webhooks.md", [BODY.decode(), fresh, secret], tmp_path) == "true"
    assert _node("docs/webhooks.md", [BODY.decode() + " ", fresh, secret], tmp_path) == "false"
    assert _node("docs/webhooks.md", [BODY.decode(), old, secret], tmp_path) == "false"


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _table(name: str) -> dict[str, str]:
    part = _text(name).partition("<!-- settings -->")[2].partition("<!-- /settings -->")[0]
    rows = re.findall(r"^\| `([A-Z_]+)` \|([^|]*)\|", part, re.MULTILINE)
    return {variable: "".join(re.findall(r"`(.*)`", default)) for variable, default in rows}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if value or value == 0 else ""


def _snippet(name: str, language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", _text(name), re.DOTALL)
    assert found is not None
    return found[1]


def _python(name: str, function: str) -> Callable[..., bool]:
    namespace: dict[str, Any] = {}
    exec(_snippet(name, "python"), namespace)
    return namespace[function]


def _node(name: str, arguments: list[Any], folder: Path) -> str:
    """Run the snippet in Node as a module and return what `isGenuine` says."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on the PATH: the Node snippet was not tried")
    (folder / "snippet.mjs").write_text(_snippet(name, "js"), encoding="utf-8")
    body, given, secret = arguments
    call = f"isGenuine(Buffer.from({body!r}), {given!r}, {secret!r})"
    script = f'import {{ isGenuine }} from "./snippet.mjs"; console.log({call});'
    answer = subprocess.run(
        [node, "--input-type=module", "--eval", script],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def _headers(secret: str, sent_at: datetime) -> dict[str, str]:
    return {
        "webhook-id": "dlv_1",
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": standard(secret, "dlv_1", sent_at, BODY),
    }
