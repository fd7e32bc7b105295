"""Running a server as `nobody`, because it refuses to run as root."""

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from local.errors import CannotRun
from local.processes.command import User, found_setpriv

NOBODY = "nobody"
READ_AND_PASS = stat.S_IROTH | stat.S_IXOTH
CAP_DAC_READ_SEARCH = 1 << 2  # linux/capability.h
STATUS = Path("/proc/self/status")


def user_for(server: str, program: Path, home: Path) -> User | None:
    """Return who runs `program`, with its data below `home`; None = who runs us.

    Raises `CannotRun`, naming what to do.
    """
    if os.geteuid() != 0:
        return None
    if found_setpriv() is None:
        raise CannotRun(
            f"{server} does not run as root, and util-linux's setpriv, which would run it as "
            f"{NOBODY}, was not found. Install it, or run the stack as another user."
        )
    closed = closed_to_others([program, home])
    if not closed:
        return User(name=NOBODY)
    if may_read_all():
        return User(name=NOBODY, reads_all=True)
    raise CannotRun(
        f"{server} does not run as root, and {NOBODY} cannot get through {closed[0]}. Run the "
        f"stack as another user, or open that folder to others (chmod o+rx {closed[0]}), or put "
        "checkout and NEXTEN_HOME elsewhere."
    )


def closed_to_others(paths: Iterable[Path]) -> list[Path]:
    """Return which of these paths, and of the folders above them, others cannot read and pass."""
    return [
        each
        for path in paths
        for each in (*reversed(path.resolve().parents), path.resolve())
        if each.exists() and each.stat().st_mode & READ_AND_PASS != READ_AND_PASS
    ]


def may_read_all(status: Path = STATUS) -> bool:
    """Return whether we hold the capability that we would hand on; Docker's root does not."""
    if sys.platform != "linux":
        return False
    masks = {
        name: int(value, 16)
        for name, _, value in (line.partition(":\t") for line in status.read_text().splitlines())
        if name in ("CapPrm", "CapBnd")
    }
    return all(mask & CAP_DAC_READ_SEARCH for mask in masks.values())
