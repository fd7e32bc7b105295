"""Which sample CV goes which way."""

from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from local.errors import CannotRun

FORMATS = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".jpg")
FEWEST = 8
DROPPED = 2  # of the samples, by way of the bucket
PRIORITIES = ("premium", "standard", "batch")


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One CV on its way through the stack."""

    file: Path
    priority: str
    dropped: bool  # into the bucket's inbox/, not uploaded


def errands(samples: Path) -> list[Errand]:
    """Return what to do with each sample; raise `CannotRun` when there are not enough."""
    files = sorted(file for file in samples.glob("*") if file.suffix in FORMATS)
    missing = set(FORMATS) - {file.suffix for file in files}
    if len(files) < FEWEST or missing:
        raise CannotRun(f"{samples} does not hold {FEWEST} sample CVs of the formats {FORMATS}.")
    return [
        Errand(file=file, priority=priority, dropped=place >= len(files) - DROPPED)
        for place, (file, priority) in enumerate(zip(files, cycle(PRIORITIES), strict=False))
    ]
