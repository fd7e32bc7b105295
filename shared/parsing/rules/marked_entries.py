"""Entries that are list items themselves: "• Hotel Adler, Leeds / Cook, 2009 – 2012"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules.rows import Row

LEAST: Final = 2  # entries


def without_marks(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the marks of entries taken off, where each has its date in the line below."""
    marked = [at for at, row in enumerate(rows) if row.bullet]
    if len(marked) < LEAST or marked[0] or not all(_opens_entry(rows, at) for at in marked):
        return list(rows)
    return [replace(row, bullet=False) if row.bullet else row for row in rows]


def _opens_entry(rows: Sequence[Row], at: int) -> bool:
    """Whether an item has no date, and a line of its own below it that has one."""
    below = rows[at + 1 : at + 2]
    return not rows[at].periods and bool(below) and below[0].has_range and not below[0].bullet
