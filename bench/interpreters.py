"""Speed of one Python beside others: `python -m bench.interpreters PYTHON [PYTHON ...]`.

How an interpreter was built changes how fast it runs rules. Each PYTHON needs the packages of the service
(say, that of another `.venv`); all read and parse the same files, in turn, and the table shows the best
time of each file, in the median of each format, and how long that is beside the first PYTHON's.
"""

import argparse
import json
import platform
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

from bench.parse import FILES, readable, seconds, to_json
from shared.documents.reader import DocumentReader
from shared.parsing.rules.engine import LocalEngine

ROUNDS: Final = 3  # turns of each interpreter
READINGS: Final = 3  # of each file in one turn, the best of which counts

Times = dict[str, float]  # of a file by its name, in milliseconds


def times(folder: Path) -> Times:
    """Return the least time from bytes to JSON of each file with text, in this interpreter."""
    reader, engine = DocumentReader(), LocalEngine()
    files = readable(folder, reader)
    return {
        path.name: 1000
        * min(
            seconds(lambda c=content, p=path: to_json(c, p.name, reader, engine))[0]
            for _ in range(READINGS)
        )
        for path, content in files.items()
    }


def turn(python: str, folder: Path) -> tuple[str, Times]:
    """Return the version of another interpreter, and its times."""
    ran = subprocess.run(
        [python, "-m", "bench.interpreters", "--own-times", "--folder", str(folder)],
        stdout=subprocess.PIPE,
        check=True,
    )
    version, spent = json.loads(ran.stdout)
    return version, spent


def print_table(pythons: list[str], folder: Path) -> None:
    """Print the times of the interpreters, by format."""
    best: dict[str, Times] = {python: {} for python in pythons}
    versions: dict[str, str] = {}
    for _ in range(ROUNDS):
        for python in pythons:
            versions[python], spent = turn(python, folder)
            for name, each in spent.items():
                best[python][name] = min(each, best[python].get(name, each))
    medians = {python: by_format(spent) for python, spent in best.items()}
    formats = sorted(medians[pythons[0]])
    print(f"{'bytes to JSON, ms':28}" + "".join(f"{kind:>14}" for kind in formats))
    for number, python in enumerate(pythons, start=1):
        cells = [
            f"{medians[python][kind]:.1f} ({medians[python][kind] / medians[pythons[0]][kind]:.2f})"
            for kind in formats
        ]
        print(
            f"{number}. {versions[python]:25}"
            + "".join(f"{cell:>14}" for cell in cells)
            + f"  {python}"
        )


def by_format(spent: Times) -> dict[str, float]:
    """Return the median of the times of each format."""
    found: dict[str, list[float]] = defaultdict(list)
    for name, each in spent.items():
        found[Path(name).suffix[1:]].append(each)
    return {kind: statistics.median(those) for kind, those in found.items()}


def main(argv: list[str]) -> int:
    """Print the table; return 0 when there were files."""
    parser = argparse.ArgumentParser(prog="python -m bench.interpreters", description=__doc__)
    parser.add_argument("pythons", nargs="*", metavar="PYTHON", default=[sys.executable])
    parser.add_argument("--folder", type=Path, default=FILES)
    parser.add_argument("--own-times", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if not options.folder.is_dir():
        print(f"no files at {options.folder}", file=sys.stderr)
        return 1
    if options.own_times:
        json.dump((f"Python {platform.python_version()}", times(options.folder)), sys.stdout)
    else:
        print_table(options.pythons, options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
