"""A Python with only what a requirements file installs, made of what is installed here."""

import sys
import venv
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

NAMESPACES = frozenset({"google"})  # of functions-framework and of protobuf
SCRIPT = """#!{python}
import sys
from {module} import {name}
sys.exit({name}())
"""


def bare_environment(folder: Path, requirements: Path) -> Path:
    """Make the environment in `folder`; return where its programs are.

    What is installed here is linked, not downloaded; a version that the file does not name fails.
    """
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    for line in requirements.read_text(encoding="utf-8").splitlines():
        pinned = Requirement(line)
        if pinned.marker is None or pinned.marker.evaluate():
            found = distribution(pinned.name)
            assert pinned.specifier.contains(found.version), f"{line}: {found.version} is here"
            _link(found, packages)
            _write_programs(found, folder / "bin")
    return folder / "bin"


def _link(found: Distribution, packages: Path) -> None:
    files = found.files
    assert files is not None
    home = Path(str(found.locate_file("")))
    for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
        if top in NAMESPACES:
            (packages / top).mkdir(exist_ok=True)
            for part in {file.parts[1] for file in files if file.parts[0] == top}:
                (packages / top / part).symlink_to(home / top / part)
        else:
            assert not (packages / top).exists(), f"{top} is of two packages"
            (packages / top).symlink_to(home / top)


def _write_programs(found: Distribution, programs: Path) -> None:
    for entry in found.entry_points.select(group="console_scripts"):
        program = programs / entry.name
        code = SCRIPT.format(
            python=programs / Path(sys.executable).name, module=entry.module, name=entry.attr
        )
        program.write_text(code, encoding="utf-8")
        program.chmod(0o755)
