"""`python -m local merge`: lay stack files over one another, since faas-cli takes one file."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from local.stackfile.load import RawScalars, merge


def main(argv: Sequence[str]) -> int:
    """Print the merged stack file; later files win, lists are replaced."""
    parser = argparse.ArgumentParser(prog="python -m local merge")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    merged: Mapping[str, Any] = {}
    for path in parser.parse_args(argv).files:
        merged = merge(merged, read(path))
    yaml.safe_dump(merged, sys.stdout, sort_keys=False, allow_unicode=True)
    return 0


def read(path: Path) -> Mapping[str, Any]:
    """Return a stack file with every scalar as it is written, `${…}` not yet replaced."""
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=RawScalars)  # noqa: S506  (a SafeLoader)
    return found or {}
