"""The OpenFaaS template: what its image is made of. tests/e2e/test_shrinkwrap.py starts it."""

import os
import re

import pytest
import yaml

from tests.support.shrinkwrap import shrinkwrap
from tests.unit.deploy.variables import ROOT

TEMPLATE = ROOT / "templates" / "cv-python-http"


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


def test_scans_are_read_by_the_image_unless_it_is_built_without(dockerfile):
    assert "ARG OCR=true" in dockerfile
    assert '[ "$OCR" = true ] && [ -f requirements-ocr.txt ]' in dockerfile


def test_what_scans_need_comes_on_top_of_all_else():
    locks = ROOT / "functions" / "parse-worker"
    plain, with_ocr = (
        set((locks / f"{name}.txt").read_text(encoding="utf-8").splitlines())
        for name in ("requirements", "requirements-ocr")
    )

    assert plain < with_ocr
    assert not any(line.startswith("opencv-python=") for line in with_ocr)


def test_dependencies_are_installed_before_the_code_is_copied(dockerfile):
    assert dockerfile.index("pip install") < dockerfile.index("COPY ${LIBRARY}/")


@pytest.mark.parametrize("outside", [".", "..", "../other", "shared/../.."])
def test_only_what_is_inside_the_project_can_be_copied_into_a_context(tmp_path, outside):
    """As faas-cli refuses it; the double must not be kinder."""
    (tmp_path / "functions" / "f").mkdir(parents=True)
    (tmp_path / "template" / "l").mkdir(parents=True)
    (tmp_path / "template" / "l" / "template.yml").write_text("language: l\n")
    stack = {
        "functions": {"f": {"lang": "L", "handler": "./functions/f"}},
        "configuration": {"copy": [outside]},
    }
    (tmp_path / "stack.yml").write_text(yaml.safe_dump(stack))

    with pytest.raises(ValueError, match="forbidden path"):
        shrinkwrap(tmp_path, "f")


def test_what_python_leaves_behind_is_not_sent_to_the_builder():
    ignored = (TEMPLATE / ".dockerignore").read_text(encoding="utf-8").split()

    assert "**/__pycache__" in ignored
