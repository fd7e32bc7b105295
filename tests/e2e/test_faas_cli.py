"""The real faas-cli against the local gateway, where faas-cli is on the PATH."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.e2e.local_stacks import a_stack, wait_for

FAAS_CLI = shutil.which("faas-cli")
pytestmark = pytest.mark.skipif(
    FAAS_CLI is None,
    reason="NO faas-cli ON THE PATH: the gateway is not tried with the real one "
    "(go install github.com/openfaas/faas-cli@latest)",
)

HANDLER = """\
import os

def handle(request):
    print("called with", request.get_data(as_text=True), flush=True)
    return os.environ["MARK"] + " " + request.get_data(as_text=True)
"""
STACK = """\
version: 1.0
provider: {name: openfaas, gateway: "http://127.0.0.1:8080"}
functions:
  good:
    lang: dockerfile
    handler: ./good
    image: example/good:1
    environment: {MARK: first}
    secrets: [a-key]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    (folder / "stack.yml").write_text(STACK)
    (folder / "good").mkdir()
    (folder / "good" / "handler.py").write_text(HANDLER)
    return folder


@pytest.fixture(scope="module")
def stack(project):
    with a_stack(project / "stack.yml") as running:
        yield running


Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def called(project, tmp_path) -> Call:
    """Call faas-cli as somebody who never logged in before; its logins end with the test."""

    def run(*arguments: str, sent: str = "", folder: Path = project) -> Any:
        assert FAAS_CLI is not None
        return subprocess.run(
            [FAAS_CLI, *arguments],
            cwd=folder,
            input=sent,
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "OPENFAAS_CONFIG": str(tmp_path / "openfaas")},
        )

    return run


@pytest.fixture
def faas_cli(called, stack):
    def run(*arguments: str, sent: str = "") -> str:
        done = called(*arguments, "--gateway", stack.url, sent=sent)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_it_lists_and_describes(faas_cli):
    assert "good" in faas_cli("list")
    described = faas_cli("describe", "good")
    assert "example/good:1" in described
    assert "Ready" in described


def test_it_invokes_and_tells_the_logs(faas_cli):
    assert "first hello" in faas_cli("invoke", "good", sent="hello")
    assert "called with hello" in faas_cli("logs", "good", "--tail=false")


def test_it_invokes_asynchronously(faas_cli):
    assert "submitted asynchronously" in faas_cli("invoke", "good", "--async", sent="later")
    wait_for(lambda: "called with later" in faas_cli("logs", "good", "--tail=false"))


def test_it_lists_secrets_and_namespaces_and_the_version(faas_cli):
    assert "a-key" in faas_cli("secret", "list")
    assert "openfaas-fn" in faas_cli("namespace", "list")
    assert "nexten-local" in faas_cli("version", "--warn-update=false")


def test_it_deploys_and_removes(faas_cli, stack):
    assert "202" in faas_cli("deploy", "-f", "stack.yml", "-e", "MARK=second")
    wait_for(lambda: "second" in faas_cli("invoke", "good", sent="x"), 60)

    faas_cli("remove", "good")
    assert requests.get(f"{stack.url}/function/good", timeout=5).status_code == 404

    assert "202" in faas_cli("deploy", "-f", "stack.yml")
    assert "first x" in faas_cli("invoke", "good", sent="x")


def test_the_call_behind_its_scaling_scales(faas_cli, stack):
    body = {"serviceName": "good", "replicas": 2}
    scale = f"{stack.url}/system/scale-function/good"

    assert requests.post(scale, json=body, timeout=5).status_code == 202

    wait_for(lambda: "2" in faas_cli("list").split("good", 1)[1].split("\n", 1)[0], 60)


def test_what_is_not_there_is_told_as_such(called, stack):
    for command, told in (
        (("describe", "nobody"), "No such function: nobody"),
        (("invoke", "nobody"), "error finding function nobody.openfaas-fn: not deployed"),
        (("remove", "nobody"), "No existing function to remove"),
    ):
        done = called(*command, "--gateway", stack.url, sent="x")
        assert done.returncode == 1
        assert told in done.stdout + done.stderr


def test_a_function_of_no_stack_file_is_refused(called, stack, tmp_path):
    done = called(
        *("deploy", "--name", "stranger", "--image", "example/stranger:1"),
        *("--gateway", stack.url),
        folder=tmp_path,
    )

    assert done.returncode == 1
    assert "stranger: not in stack.yml; only its functions run here" in done.stdout + done.stderr


def test_it_signs_what_it_sends_and_waits_for_a_function(faas_cli):
    assert "Function good is ready" in faas_cli("ready", "good")
    assert "first x" in faas_cli(
        "invoke", "good", "--sign", "X-Hub-Signature", "--key", "k", sent="x"
    )


def test_it_logs_in(called, project, tmp_path):
    for what, said in (("user", "admin"), ("password", "a long one")):
        (tmp_path / f"basic-auth-{what}").write_text(said)
    environ = {"basic_auth": "true", "secret_mount_path": str(tmp_path)}
    with a_stack(project / "stack.yml", settings=environ) as guarded:
        gateway = ("--gateway", guarded.url)
        refused = called("list", *gateway)
        assert refused.returncode == 1
        assert 'nauthorized access, run "faas-cli login"' in refused.stdout + refused.stderr

        login = ("login", "--username", "admin", "--password-stdin", *gateway)
        assert called(*login, sent="a wrong one").returncode == 1
        assert called(*login, sent="a long one").returncode == 0

        assert "good" in called("list", *gateway).stdout
