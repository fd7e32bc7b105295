"""Lists without marks whose items may take two lines, which stand closer to each other than to the next item."""

from collections.abc import Sequence
from typing import Final

from shared.parsing.rules.prose import had_no_room
from shared.parsing.rules.rows import Row

WIDER: Final = 1.2  # times the distance of close lines; that of items, at least


def wrapped_lines(rows: Sequence[Row], widest: float) -> set[int]:
    """Return the rows, by index, that stand close below one on which their first word found no room."""
    gaps = {at: gap for at in range(1, len(rows)) if (gap := _gap(rows[at - 1], rows[at]))}
    apart = WIDER * min(gaps.values(), default=0.0)
    close = [gap for gap in gaps.values() if gap < apart]
    if 2 * len(close) > len(gaps):  # there are not more second lines than items
        return set()
    return {
        at
        for at, gap in gaps.items()
        if gap < apart and had_no_room(rows[at - 1], rows[at], widest)
    }


def _gap(before: Row, row: Row) -> float:
    """Return how far a row of the same look stands below the one before; 0 for another."""
    alike = before.look == row.look and (before.page, before.block) == (row.page, row.block)
    whole = len(before.cells) == len(row.cells) == 1 and not before.periods
    return max(0.0, row.top - before.top) if alike and whole and not row.bullet else 0.0
