"""Tables of projects below a job, whose first row names the columns: "Project | Client | Value | Year"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold
from shared.parsing.rules.value_labels import role_of

LEAST_COLUMNS: Final = 3
RIGHT: Final = 8.0  # points at least by which a second line begins right of the first column


def with_inner_tables_told(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with those of such tables as items of the job above, which date no entry."""
    found: list[Row] = []
    head: Row | None = None
    dated = False  # whether a job stands above
    for row in rows:
        if dated and _names_projects(row):
            head = row
        elif head and not _is_below(head, row):
            head = None
        dated = dated or bool(row.periods)
        found.append(replace(row, bullet=True, is_inner=True) if head else row)
    return found


def _is_below(head: Row, row: Row) -> bool:
    """Whether a row has cells below the labels of `head`, or the second line of one of them."""
    if len(row.cells) == 1:
        return row.x0 > head.x0 + RIGHT > RIGHT and not row.periods
    if not row.periods:
        return len(row.cells) <= len(head.cells)
    dates = next(at for at, label in enumerate(head.cells) if role_of(label) == "dates")
    return len(row.cells) == len(head.cells) and row.cells[dates] not in row.undated


def _names_projects(row: Row) -> bool:
    """Whether a row heads a table of projects with their dates; one that tells titles is of jobs."""
    if len(row.cells) < LEAST_COLUMNS or row.periods:
        return False
    if tables.sections("column_labels")["project"].isdisjoint(map(fold, row.cells)):
        return False
    roles = set(map(role_of, row.cells))
    return "dates" in roles and "title" not in roles
