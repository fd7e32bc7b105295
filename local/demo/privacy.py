"""Looks into the logs for what must not be there."""

from collections.abc import Iterable
from pathlib import Path


def leaks(logs: Path, private: Iterable[str]) -> list[str]:
    """Return the names of the log files that hold one of the `private` texts."""
    wanted = [text for text in private if text]
    return [
        file.name
        for file in sorted(logs.glob("*.log*"))
        if any(text in file.read_text("utf-8", "replace") for text in wanted)
    ]
