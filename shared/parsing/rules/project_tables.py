"""Tables of projects whose first row names the columns: "Year | Building | Client | My part"."""

from collections.abc import Sequence
from typing import Any, Final

from shared.parsing.rules.date_words import Period
from shared.parsing.rules.dates import periods, without
from shared.parsing.rules.prose import glue
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import trim
from shared.parsing.rules.value_labels import is_number, parts_named, role_of

LEAST_COLUMNS: Final = 3
RIGHT: Final = 8.0  # points at least by which a second line begins right of the first column
_ABOUT: Final = frozenset({"dates", "company", "location", "description", "title"})


def projects_tabled(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return a project for each row of such a table, with what its other columns say; [] for no table."""
    columns = _columns(rows)
    if not columns:
        return []
    named = _name_column(columns)
    found: list[tuple[list[str], Period | None]] = []
    left = min((row.x0 for row in rows[1:] if _begins_inside(row, rows[0])), default=0.0)
    for row in rows[1:]:
        if len(row.cells) == len(columns):
            found.append((list(row.cells), next(iter(row.periods), None)))
        elif _lacks_one(row, columns):
            found.append(([*row.cells[:-1], "", row.cells[-1]], row.periods[0]))
        elif found and _begins_inside(row, rows[0]):
            _add_second_lines(found[-1][0], row, 1 if row.x0 - left < RIGHT else 2)
        else:
            return []
    return [_project(columns, values, named, period) for values, period in found]


def _columns(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the labels in the first row, if the rows below it have a date where one of them says."""
    columns = rows[0].cells if rows else ()
    roles = list(map(_role_in, columns))
    if len(columns) < LEAST_COLUMNS or rows[0].periods or "dates" not in roles:
        return ()
    full = [row for row in rows[1:] if len(row.cells) == len(columns)]
    dated = all(row.periods and row.cells[roles.index("dates")] not in row.undated for row in full)
    return columns if full and dated else ()


def _role_in(label: str) -> str:
    """Return the role that a label names, of several that of the dates: "Post / Years"."""
    roles = map(role_of, parts_named(label))
    return "dates" if "dates" in roles else role_of(label)


def _lacks_one(row: Row, columns: Sequence[str]) -> bool:
    """Whether a row leaves the last column but that of the dates empty."""
    if len(row.cells) != len(columns) - 1 or len(row.cells) < LEAST_COLUMNS:
        return False
    dated = bool(row.periods) and row.periods[-1].end == len(row.text)
    return dated and _role_in(columns[-1]) == "dates" and _name_column(columns) < len(columns) - 2


def _name_column(columns: Sequence[str]) -> int:
    """Return which column names the project: the first whose label tells nothing else about it."""
    others = (
        at
        for at, label in enumerate(columns)
        if role_of(label) not in _ABOUT and not is_number(label)
    )
    return next(others, 1)


def _begins_inside(row: Row, head: Row) -> bool:
    """Whether a row holds the second lines of some cells, right of the first column."""
    return row.x0 > head.x0 + RIGHT > RIGHT and len(row.cells) < len(head.cells)


def _add_second_lines(values: list[str], row: Row, first: int) -> None:
    for at, cell in enumerate(row.cells[: len(values) - first], first):
        values[at] = glue(values[at], cell)


def _project(
    columns: Sequence[str], values: Sequence[str], named: int, period: Period | None
) -> dict[str, Any]:
    told: list[str] = []
    for at, (label, value) in enumerate(zip(columns, values, strict=True)):
        if _role_in(label) == "dates":
            label = next(iter(parts_named(label)), "")
            value = trim(" ".join(without(value, periods(value))))
        if at != named and label and trim(value) and not is_number(label):
            told.append(f"{label.rstrip(' :')}: {value}")
    return {
        "name": values[named],
        "description": "\n".join(told) or None,
        "url": None,
        "start_date": period.first if period else None,
        "end_date": period.last if period else None,
    }
