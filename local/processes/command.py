"""What to run, as a value."""

import grp
import pwd
import shutil
import signal
import subprocess
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
    user: "User | None" = None  # who runs it, None = who runs this; only root may say

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
        return (setpriv, *death, *(self.user.options() if self.user else ()))


@dataclass(frozen=True, kw_only=True)
class User:
    """Another user of this machine."""

    name: str
    reads_all: bool = False  # also what is closed to them, so that no folder's mode is changed

    def options(self) -> tuple[str, ...]:
        """Return what setpriv needs to run a program as this user."""
        group = grp.getgrgid(pwd.getpwnam(self.name).pw_gid).gr_name
        found = ("--reuid", self.name, "--regid", group, "--clear-groups")
        capability = "+dac_read_search"
        reading = (f"--inh-caps={capability}", f"--ambient-caps={capability}")
        return (*found, *reading) if self.reads_all else found


@cache
def found_setpriv() -> str | None:
    """Return the path of util-linux's setpriv, or None; Busybox's cannot do what we need."""
    path = shutil.which("setpriv") if sys.platform == "linux" else None
    if path is None:
        return None
    said = subprocess.run([path, "--help"], capture_output=True, text=True, check=False)
    return path if "--pdeathsig" in said.stdout else None
