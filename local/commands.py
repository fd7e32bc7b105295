"""What each process of the stack runs that is not a server: gateway, bridge, migrations, functions."""

import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from local.environment import Environment
from local.home import Home
from local.processes.command import Command
from local.stackfile.function import Function

GATEWAY = "gateway"
BRIDGE = "bridge"
MIGRATIONS = "migrations"

BRIDGE_GRACE = 3.5  # seconds for the jobs under way; what is not done by then is taken up later
GATEWAY_GRACE = 1.0
FUNCTION_GRACE = 2.0
GRACE = 3.0


@dataclass(frozen=True, kw_only=True)
class Commands:
    """The commands of one stack."""

    environment: Environment
    home: Home
    stack_file: Path
    overlays: Sequence[Path]
    record: bool  # write all calls down

    @property
    def root(self) -> Path:
        return self.stack_file.parent

    def gateway(self, listener: int, line: int) -> Command:
        """`listener` and `line` are open files that it inherits."""
        arguments = (
            *("-m", "local", "gateway", "--stack", str(self.stack_file)),
            *(option for path in self.overlays for option in ("--overlay", str(path))),
            *("--logs", str(self.home.logs)),
            *("--listener", str(listener), "--line", str(line)),
            *("--faults", str(self.home.faults)),
            *(("--record", str(self.home.recordings)) if self.record else ()),
        )
        return self._python(GATEWAY, arguments, grace=GATEWAY_GRACE, files=(listener, line))

    def bridge(self) -> Command:
        """When we are killed its servers are gone, too: then there is nothing to drain."""
        arguments = ("-m", "shared.bridge")
        return self._python(BRIDGE, arguments, grace=BRIDGE_GRACE, orphan_signal=signal.SIGKILL)

    def migrations(self) -> Command:
        return self._python(MIGRATIONS, ("-m", "shared.migrations"))

    def replica(self, function: Function, name: str, port: int) -> Command:
        """Return the command of one replica, called `name`."""
        return Command(
            name=name,
            argv=(
                *(sys.executable, "-m", "functions_framework", "--target", "handle"),
                *("--source", str(self.root / function.handler / "handler.py")),
                *("--signature-type", "http", "--host", "127.0.0.1", "--port", str(port)),
            ),
            environment=self.environment.of_function(function.name, function.environment)
            | {"XDG_RUNTIME_DIR": str(self.home.run_of(name))},
            folder=self.root,
            grace=FUNCTION_GRACE,
        )

    def _python(
        self,
        name: str,
        arguments: tuple[str, ...],
        *,
        grace: float = GRACE,
        files: tuple[int, ...] = (),
        orphan_signal: signal.Signals | None = None,
    ) -> Command:
        return Command(
            name=name,
            argv=(sys.executable, *arguments),
            environment=self.environment.common(),
            folder=self.root,
            grace=grace,
            files=files,
            orphan_signal=orphan_signal,
        )
