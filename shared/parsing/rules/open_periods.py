"""Periods, and employers, that a line begins and the line below ends: "2012 –", "2016"."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold

_OPEN_PERIOD: Final = re.compile(r"\d\s*[-–—]$")


def with_margins_joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a period that ends in the row below: "2012 – | Adler Ltd", "2016 | Cook".

    So may an employer, whose legal form stands there.
    """
    joined: list[Row] = []
    for row in rows:
        at = _ends_in_margin(joined[-1], row) if joined else None
        if at is not None:
            before, cells = list(joined[-1].cells), list(row.cells)
            before[at] += f" {cells.pop(at)}"
            joined[-1] = joined[-1].with_text("  ".join(before), tuple(before))
            row = row.with_text("  ".join(cells), tuple(cells))
        joined.append(row)
    return joined


def _ends_in_margin(before: Row, row: Row) -> int | None:
    """Return the place of the cell, first or last, in which `row` ends the period of `before`; else None.

    So does the legal form of an employer that had no room: "… | Adler Care", "Leeds | Ltd".
    """
    if len(before.cells) != 2 or len(row.cells) != 2:
        return None
    legal = tables.sections("companies")["legal"]
    if before.periods and not row.periods and fold(row.cells[-1]) in legal:
        return -1 if lexicon.title(before.cells[-1].rpartition(", ")[2]) < 0.7 else None
    if len(before.periods) != len(row.periods):
        return None
    for at in (0, -1):
        opened = len(before.periods) == 1 and _OPEN_PERIOD.search(before.cells[at])
        if opened and row.text[row.periods[0].at : row.periods[0].end] == row.cells[at]:
            began, ended = before.periods[0], row.periods[0]
            later = (ended.last or "") >= (began.first or began.last or "9")
            return at if later and not ended.is_range else None
    return None


def is_end_of_period(before: Row, row: Row) -> bool:
    """Whether `row` begins with the end of the period that `before` stops in: "… | 03/2011 –"."""
    return (
        bool(before.periods)
        and _OPEN_PERIOD.search(before.text) is not None
        and bool(row.periods)
        and row.periods[0].at == 0
        and not row.periods[0].is_range
    )
