"""What the processes say: to the terminal, prefixed and coloured by name, and to log files."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TextIO

COLOURS = (36, 32, 33, 35, 34, 96, 92, 93, 95, 94, 91)
LARGEST_LOG = 20 * 1024 * 1024  # bytes; a larger file is put aside at the next start
STACK = "stack"  # the name under which the stack itself speaks


class Output:
    """All the log lines of one stack."""

    def __init__(
        self,
        folder: Path,
        terminal: TextIO | None = sys.stdout,
        files_only: frozenset[str] = frozenset(),
    ) -> None:
        """`terminal` None = log files only; `files_only` names those who never speak there."""
        self._folder = folder
        self._files_only = files_only
        self._terminal = terminal
        self._coloured = terminal is not None and terminal.isatty()
        self._files: dict[str, IO[str]] = {}
        self._width = 0

    def width_for(self, names: list[str]) -> None:
        """Line the prefixes up."""
        self._width = max(len(name) for name in [*names, STACK])

    def line(self, name: str, text: str) -> None:
        """Write one line that `name` said; in its file, the time stands before it."""
        self._file(name).write(f"{_now()} {text}\n")
        if self._terminal is None or name in self._files_only:
            return
        try:
            self._terminal.write(f"{self._prefix(name)} {text}\n")
            self._terminal.flush()
        except BrokenPipeError:
            self._terminal = None  # nobody looks any more; the files go on

    def say(self, text: str) -> None:
        """Write a line of the stack itself."""
        self.line(STACK, text)

    def tail(self, name: str, lines: int = 20) -> str:
        """Return the last lines that `name` said."""
        path = self._folder / f"{name}.log"
        if not path.exists():
            return ""
        found = path.read_text("utf-8", "replace").splitlines()[-lines:]
        return "\n".join(line.partition(" ")[2] for line in found)

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def _file(self, name: str) -> IO[str]:
        if name not in self._files:
            path = self._folder / f"{name}.log"
            if path.exists() and path.stat().st_size > LARGEST_LOG:
                path.replace(path.with_suffix(".log.1"))
            self._files[name] = path.open("a", encoding="utf-8", buffering=1)
        return self._files[name]

    def _prefix(self, name: str) -> str:
        text = f"{name:<{self._width}} |"
        if not self._coloured:
            return text
        colour = COLOURS[sum(name.encode()) % len(COLOURS)]
        return f"\x1b[{colour}m{text}\x1b[0m"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
