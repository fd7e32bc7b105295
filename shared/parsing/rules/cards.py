"""Jobs or studies on cards that stand beside each other: their lines are the cells of shared rows."""

from collections.abc import Sequence

from shared.parsing.rules.dates import periods
from shared.parsing.rules.rows import Row


def with_cards_apart(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the lines of each card below each other: "BA | MA", "2012 – 2015 | 2018 – 2020"."""
    if not any(map(_dates_cards, rows)):
        return list(rows)
    found: list[Row] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and _is_across(rows[end], len(rows[at].cells)):
            end += 1
        if any(map(_dates_cards, rows[at:end])):
            found += [
                row.with_text(cell)
                for column in zip(*[row.cells for row in rows[at:end]], strict=True)
                for row, cell in zip(rows[at:end], column, strict=True)
            ]
        else:
            end = max(end, at + 1)
            found += rows[at:end]
        at = end
    return found


def _dates_cards(row: Row) -> bool:
    """Whether each cell of a row is a date, one of them a period."""
    return len(row.cells) > 1 and row.has_range and all(map(_is_date, row.cells))


def _is_across(row: Row, cards: int) -> bool:
    """Whether a row could have one line of so many cards: all of them are dates, or none has one."""
    alike = not row.periods or all(map(_is_date, row.cells))
    return len(row.cells) == cards > 1 and alike and not row.bullet


def _is_date(cell: str) -> bool:
    found = periods(cell)
    return len(found) == 1 and (found[0].at, found[0].end) == (0, len(cell))
