"""`python -m local logs`: what the processes of a stack said, and say."""

import os
import re
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from local.developing.running import NotRunning, nobody_reads_on, parser_of
from local.home import Home
from local.processes.output import COLOURS

PAUSE = 0.2  # seconds between looks
WRITTEN = re.compile(r"\S+Z ")  # the time that stands before each line of a file
SAID = re.compile(  # the time of whoever spoke, as each of them writes it
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\.\d+(Z| UTC) "  # ours, PostgreSQL
    r"|(?P<role>\d+:\w )\d\d? \w{3} \d{4} \d\d:\d\d:\d\d\.\d+ "  # Valkey
    r"|(?P<level>[IWEF])\d{4} \d\d:\d\d:\d\d\.\d+ "  # SeaweedFS
)
MANY = 100


def main(argv: Sequence[str]) -> int:
    """Print the logs of all, or of those that are named; return the exit code."""
    parser = parser_of(
        "logs",
        "Show what functions, bridge, gateway and servers said, as `up` does.",
        "examples:\n  python -m local logs -f parse-worker\n  python -m local logs bridge -n 500",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all")
    parser.add_argument("-f", "--follow", action="store_true", help="go on until Ctrl-C")
    parser.add_argument("-n", type=int, default=MANY, help="lines of each (default: %(default)s)")
    asked = parser.parse_args(argv)
    try:
        files = _files(Home(root=asked.home.resolve()), asked.names)
        width = max(map(len, files))
        for name, lines in _last(files, asked.n):
            for line in lines:
                print(_prefix(name, width), once_timed(line))
        for name, line in follow(files) if asked.follow else ():
            print(_prefix(name, width), once_timed(line), flush=True)
    except NotRunning as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:
        nobody_reads_on()
        return 0
    return 0


def once_timed(line: str) -> str:
    """Return a line of a log file without the second time that most of its writers tell.

    The first is kept: all have it, and in the same form.
    """
    if not (written := WRITTEN.match(line)):
        return line
    text = line[written.end() :]
    if said := SAID.match(text):
        kept = said["role"] or said["level"] or ""
        text = f"{kept.strip()} {text[said.end() :]}".lstrip()
    return written[0] + text


def _files(home: Home, names: Sequence[str]) -> dict[str, Path]:
    """Return the log files by name; a function's replicas are named after it."""
    there = {path.stem: path for path in sorted(home.logs.glob("*.log"))}
    wanted = {
        name: path
        for name, path in there.items()
        if not names or any(name == each or name.startswith(f"{each}.") for each in names)
    }
    if not wanted:
        known = ", ".join(there) or "none"
        raise NotRunning(f"{home.root} has no such log. It has: {known}")
    return wanted


def _last(files: dict[str, Path], many: int) -> Iterator[tuple[str, Sequence[str]]]:
    for name, path in files.items():
        with path.open(encoding="utf-8", errors="replace") as file:
            yield name, [line.rstrip("\n") for line in deque(file, maxlen=many)]


def follow(files: dict[str, Path]) -> Iterator[tuple[str, str]]:
    """Yield what is written from now on, also into a file that takes the place of another."""
    opened = {name: _open_at_end(path) for name, path in files.items()}
    rest = dict.fromkeys(files, "")
    while True:
        quiet = True
        for name, path in files.items():
            while piece := opened[name].readline():
                quiet = False
                rest[name] += piece
                if piece.endswith("\n"):
                    yield name, rest[name].rstrip("\n")
                    rest[name] = ""
            if _was_replaced(opened[name], path):
                opened[name].close()
                opened[name] = path.open(encoding="utf-8", errors="replace")
        if quiet:
            time.sleep(PAUSE)


def _open_at_end(path: Path) -> IO[str]:
    file = path.open(encoding="utf-8", errors="replace")
    file.seek(0, 2)
    return file


def _was_replaced(file: IO[str], path: Path) -> bool:
    try:
        return path.stat().st_ino != os.fstat(file.fileno()).st_ino
    except FileNotFoundError:  # it was put aside, and nothing was said since
        return False


def _prefix(name: str, width: int) -> str:
    text = f"{name:<{width}} |"
    if not sys.stdout.isatty():
        return text
    return f"\x1b[{COLOURS[sum(name.encode()) % len(COLOURS)]}m{text}\x1b[0m"
