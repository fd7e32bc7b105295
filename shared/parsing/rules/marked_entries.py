"""Entries that are list items themselves: "• Hotel Adler, Leeds / Cook, 2009 – 2012"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules.prose import glue, had_no_room
from shared.parsing.rules.rows import Row

LEAST: Final = 2  # entries
HANGING: Final = 4.0  # points at least by which the second line of an item is indented


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


def whole_items(rows: Sequence[Row]) -> list[Row]:
    """Return one row for each list item, if the rows are nothing else; none of others."""
    items: list[Row] = []
    widest = max((row.x1 for row in rows), default=0.0)
    for at, row in enumerate(rows):
        if row.bullet:
            items.append(row)
        elif items and (_hangs(items[-1], row) or had_no_room(rows[at - 1], row, widest)):
            items[-1] = items[-1].with_text(glue(items[-1].text, row.text))
        else:
            return []
    return items


def _hangs(item: Row, row: Row) -> bool:
    """Whether a row goes on with a list item: it is set right of its mark, or begins small."""
    return len(item.cells) == 1 and (row.x0 > item.x0 + HANGING > HANGING or row.text[0].islower())
