"""Faults on purpose: which calls of a function fail or are late, so that one sees what then happens.

The file that holds them belongs to a running stack; the gateway looks at it with every call.
"""

import argparse
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path

from local.errors import BadStackFile, CannotRun
from local.stackfile.function import seconds

ERRORS = frozenset(status.value for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST)
EVERY = ""  # where a fault is meant for every function


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What happens to the calls of one function."""

    fail: int = 0  # the status that is answered in place of the function; 0 = it is called
    latency: float = 0.0  # seconds before that
    rate: float = 1.0  # the share of calls that this happens to

    def check(self) -> None:
        """Raise `CannotRun` for what makes no sense."""
        if self.fail and self.fail not in ERRORS:
            raise CannotRun(f"--fail {self.fail} is no status of an error, such as 503")
        if not 0 < self.rate <= 1:
            raise CannotRun(f"--rate {self.rate:g} is no share of calls, such as 0.2")
        if not self.fail and not self.latency:
            raise CannotRun("A fault needs --fail or --latency")

    def __str__(self) -> str:
        what = [f"late by {self.latency:g} s"] if self.latency else []
        what += [f"answered {self.fail}"] if self.fail else []
        return f"{self.rate:.0%} of the calls are {' and '.join(what)}"


def add_options(parser: argparse._ActionsContainer) -> None:
    """Let the parser know what a fault is made of."""
    parser.add_argument("--fail", type=int, default=0, metavar="STATUS", help="answer this")
    parser.add_argument("--latency", default="0", help="wait before that, such as 200ms or 2s")
    parser.add_argument("--rate", type=float, default=1.0, help="share of calls; default: all")


def fault_of(asked: argparse.Namespace) -> Fault:
    """Return the fault that the options describe; raise `CannotRun` for what makes no sense."""
    try:
        latency = seconds(asked.latency)
    except BadStackFile:
        raise CannotRun(f"--latency {asked.latency} is no duration, such as 200ms or 2s") from None
    fault = Fault(fail=asked.fail, latency=latency, rate=asked.rate)
    fault.check()
    return fault


def check_names(names: Collection[str], known: Collection[str]) -> None:
    """Raise `CannotRun` for a function that is none of those that are `known`."""
    for name in names:
        if name not in known:
            raise CannotRun(f"There is no function {name}. There are: {', '.join(known)}")


class FaultFile:
    """The faults of a stack, by function."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = 0  # when the file was last changed, ns; 0 = there is none
        self._faults: dict[str, Fault] = {}

    def read(self) -> Mapping[str, Fault]:
        """Return what is set; the file is read again only when it was changed."""
        try:
            changed = os.stat(self._path).st_mtime_ns
        except FileNotFoundError:
            self._seen, self._faults = 0, {}
            return self._faults
        if changed != self._seen:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            self._faults = {name: Fault(**each) for name, each in found.items()}
            self._seen = changed
        return self._faults

    def write(self, faults: Mapping[str, Fault]) -> None:
        """Replace what is set, in one piece."""
        if not faults:
            self._path.unlink(missing_ok=True)
            return
        fresh = self._path.with_suffix(".new")
        found = {name: asdict(fault) for name, fault in faults.items()}
        fresh.write_text(json.dumps(found, indent=1), encoding="utf-8")
        fresh.replace(self._path)
