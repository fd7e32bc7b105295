"""functions/*/requirements.txt: the locked versions, and only what each function imports."""

import re
import subprocess
import sys
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
# Loads a handler as functions-framework does, where nothing else can be imported.
LOAD = """
import re, sys
from importlib.metadata import packages_distributions
handler, name, *installed = sys.argv[1:]
owners = packages_distributions()
class OnlyInstalled:
    def find_spec(self, module, path=None, target=None):
        these = {re.sub("[-_.]+", "-", o).lower() for o in owners.get(module.split(".")[0], [])}
        if these and these.isdisjoint(installed):
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)
sys.meta_path.insert(0, OnlyInstalled())
from functions_framework import create_app
create_app("handle", handler)
if name == "parse-worker":
    import shared.documents.sandbox, shared.parsing.llm.engine, shared.parsing.rules.engine
"""


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
    handler = ROOT / "functions" / name / "handler.py"
    installed = pins(ROOT / "functions" / name / "requirements.txt")

    answer = subprocess.run(
        [sys.executable, "-c", LOAD, str(handler), name, *installed],
        env={"PYTHONPATH": str(ROOT), "DATABASE_URL": "postgresql+pg8000://127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()
