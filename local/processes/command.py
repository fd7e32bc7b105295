"""What to run, as a value."""

import shutil
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Command:
    """One program to run."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    folder: Path  # where it runs
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals | None = None  # when we are killed; None = the stop signal
    grace: float = 3.0  # seconds between the stop signal and SIGKILL
    files: tuple[int, ...] = ()  # open files that it inherits
    user: str | None = None  # who runs it, None = who runs this; only root may say

    def full_argv(self) -> tuple[str, ...]:
        """Return the arguments, behind `setpriv` where that serves."""
        return (*self._wrapping(), *self.argv)

    def _wrapping(self) -> tuple[str, ...]:
        """Let the system stop the program when we are killed; only Linux can.

        Elsewhere a program that was left behind is ended at the next start.
        """
        setpriv = found_setpriv()
        if setpriv is None:
            return ()
        number = self.orphan_signal or self.stop_signal
        death = ("--pdeathsig", number.name.removeprefix("SIG"))
        return (setpriv, *death, *(as_user(self.user) if self.user else ()))


def as_user(user: str) -> tuple[str, ...]:
    """Return setpriv's options for another user, who may still walk through private folders.

    A venv or a home may lie under somebody's 0700 folder: the one capability reads its way through,
    and the folder's mode stays as it is.
    """
    import grp
    import pwd

    entry = pwd.getpwnam(user)
    group = grp.getgrgid(entry.pw_gid).gr_name
    reading = "+dac_read_search"
    return (
        *("--reuid", user, "--regid", group, "--clear-groups"),
        *(f"--inh-caps={reading}", f"--ambient-caps={reading}"),
    )


@cache
def found_setpriv() -> str | None:
    """Return the path of util-linux's setpriv, or None."""
    return shutil.which("setpriv") if sys.platform == "linux" else None
