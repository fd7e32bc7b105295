"""functions/*/requirements.txt: the locked versions, and only what each function imports."""

import re
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest

from tests.unit.deploy.variables import ROOT

FUNCTIONS = sorted(folder.name for folder in (ROOT / "functions").iterdir() if folder.is_dir())
HEAVY = {
    "openai",
    "pydantic",
    "pypdfium2",
    "pdfminer-six",
    "python-docx",
    "lxml",
    "phonenumbers",
    "jsonschema",
}
# Hides everything that is not installed where the code will run.
ONLY_INSTALLED = """
import re, sys
from importlib.machinery import PathFinder
from importlib.metadata import packages_distributions
installed = sys.argv[2:]
owners = packages_distributions()
class Installed(PathFinder):
    @classmethod
    def find_spec(cls, module, path=None, target=None):
        these = {re.sub("[-_.]+", "-", o).lower() for o in owners.get(module.split(".")[0], [])}
        if not these or not these.isdisjoint(installed):
            return super().find_spec(module, path, target)
sys.meta_path[sys.meta_path.index(PathFinder)] = Installed
"""
FUNCTION = """
from functions_framework import create_app
create_app("handle", sys.argv[1])
"""
PARSER = """
import shared.documents.sandbox, shared.parsing.llm.engine, shared.parsing.rules.engine
import shared.parsing.guarded, shared.adapters.breaker.redis
"""
BESIDE = {  # the images of docker/stack.Dockerfile
    "library": """
import runpy, shared.bridge.__main__, shared.migrations.__main__
for name in ("make_keys", "subscribe", "bridge_alive"):
    runpy.run_path(f"{sys.argv[1]}/{name}.py")
""",
    "gateway": "import local.__main__, local.gateway.command",
}


def pins(path: Path) -> dict[str, str]:
    """Return the lines of a requirements file by the name of what they pin."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return {_name(line): line for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_installs_the_versions_of_the_lock(name):
    locked = pins(ROOT / "requirements.txt")

    for package, line in pins(ROOT / "functions" / name / "requirements.txt").items():
        assert "==" in line
        assert locked.get(package) == line, "run docker/lock-functions.sh"


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "parse-worker"])
def test_only_parse_worker_carries_documents_and_models(name):
    assert not HEAVY & pins(ROOT / "functions" / name / "requirements.txt").keys()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_installs_all_that_it_imports(name):
    code = FUNCTION + (PARSER if name == "parse-worker" else "")
    installed = pins(ROOT / "functions" / name / "requirements.txt")

    _imports(code, str(ROOT / "functions" / name / "handler.py"), *installed)


@pytest.mark.parametrize("target", BESIDE)
def test_what_stands_beside_the_functions_installs_all_that_it_imports(target):
    installed = set(pins(ROOT / "functions" / "queue-cv" / "requirements.txt"))
    if target == "gateway":
        installed |= _needed_by(*_gateway_packages())

    _imports(BESIDE[target], str(ROOT / "docker"), *installed)


def _imports(code: str, argument: str, *installed: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", ONLY_INSTALLED + code, argument, *installed],
        env={"PYTHONPATH": str(ROOT), "DATABASE_URL": "postgresql+pg8000://127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr


def _gateway_packages() -> list[str]:
    text = (ROOT / "docker" / "stack.Dockerfile").read_text(encoding="utf-8")
    return text.partition("--constraint /tmp/requirements-local.txt")[2].partition("\n")[0].split()


def _needed_by(*packages: str) -> set[str]:
    """Return the packages and all that they require, as installed here."""
    found: set[str] = set()
    waiting = list(packages)
    while waiting:
        name = _name(waiting.pop())
        if name not in found:
            found.add(name)
            with suppress(PackageNotFoundError):  # for another platform or an extra
                waiting += requires(name) or []
    return found


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()
