"""The OpenFaaS template: what faas-cli makes of it starts and answers."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from tests.unit.deploy.variables import ROOT

TEMPLATE = ROOT / "templates" / "cv-python-http"
FUNCTIONS = sorted(folder.name for folder in (ROOT / "functions").iterdir() if folder.is_dir())
START_WITHIN = 30.0  # seconds, on a busy machine


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (TEMPLATE / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def start_command() -> list[str]:
    """Return of-watchdog's fprocess: it splits at spaces and knows no quotes."""
    return yaml.safe_load((TEMPLATE / "template.yml").read_text())["fprocess"].split(" ")


def test_faas_cli_finds_the_templates_where_it_looks():
    link = ROOT / "template"

    assert link.is_symlink()
    assert os.readlink(link) == "templates"


def test_the_image_starts_what_the_template_names(dockerfile, start_command):
    named = re.search(r'fprocess="([^"]+)"', dockerfile)

    assert named is not None
    assert named[1].split(" ") == start_command


def test_the_port_is_told_because_knative_sets_another(dockerfile, start_command):
    port = start_command[start_command.index("--port") + 1]

    assert f"upstream_url=http://127.0.0.1:{port}" in dockerfile


def test_the_image_runs_without_root(dockerfile):
    users = re.findall(r"^USER (\S+)$", dockerfile, re.MULTILINE)

    assert users[-1] == "1000"


def test_dependencies_are_installed_before_the_code_is_copied(dockerfile):
    assert dockerfile.index("pip install") < dockerfile.index("COPY ${LIBRARY}/")


@pytest.mark.parametrize("name", ["queue-cv", "parse-worker"])
def test_the_build_context_starts_and_is_healthy(name, tmp_path, start_command):
    """The context is laid out as faas-cli does it: handler and ./shared under function/."""
    shutil.copytree(ROOT / "functions" / name, tmp_path / "function")
    shutil.copytree(ROOT / "shared", tmp_path / "function" / "shared")

    assert _answers(tmp_path, start_command) == 200


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_real_faas_cli_makes_a_context_that_starts(name, tmp_path, start_command):
    faas_cli = shutil.which("faas-cli")
    if faas_cli is None:
        pytest.skip("faas-cli is not on the PATH: the real shrinkwrap was not tried")
    for needed in ("functions", "shared", "templates"):
        shutil.copytree(ROOT / needed, tmp_path / needed)
    (tmp_path / "template").symlink_to("templates")
    shutil.copy(ROOT / "stack.yml", tmp_path)

    subprocess.run(
        [faas_cli, "build", "--shrinkwrap", "-f", "stack.yml", "--filter", name],
        cwd=tmp_path,
        check=True,
        timeout=60,
    )

    context = tmp_path / "build" / name
    assert (context / "Dockerfile").is_file()
    assert (context / "function" / "requirements.txt").is_file()
    assert _answers(context, start_command) == 200


def _answers(context: Path, command: list[str]) -> int:
    """Start the function as its image would and return the status of its health check."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [str(port) if part == "5000" else part for part in command[1:]]
    program = Path(sys.executable).parent / command[0]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(context / "function"),
        "HOME": str(context),
        "XDG_RUNTIME_DIR": str(context),
        "PORT": "8080",  # as Knative would
        "DATABASE_URL": "postgresql+pg8000://nobody@127.0.0.1:1/none",
    }
    process = subprocess.Popen([str(program), *arguments], cwd=context, env=environment)
    try:
        return _status(f"http://127.0.0.1:{port}/_/health", process)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _status(url: str, process: subprocess.Popen[bytes]) -> int:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.status
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the function did not answer (exit code {process.poll()})")
