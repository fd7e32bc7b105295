"""Tables of jobs or studies whose first row names the columns: "Sr. | Employer | Designation | Period"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final, NamedTuple

from shared.parsing.rules import tables
from shared.parsing.rules.dates import periods
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import glue
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled
from shared.parsing.rules.text import fold, trim

RIGHT: Final = 8.0  # points at least by which a row begins right of the first column
FEW: Final = 3  # columns; of a table with fewer, a row that lacks a cell could be anything
LONG: Final = 3  # words of a description; a shorter one is a grade
_NUMBER: Final = re.compile(r"\d{1,2}[.)]?")
_NUMBERED: Final = re.compile(
    r"^(?:\d\d|2[AB]|\d{4,5}) (?=[A-ZÀ-Ý][^\d,.]{1,30}$)"
)  # a town: "29 Quimper"
_BARS: Final = re.compile(r"\s*/\s*")
_BOARD: Final = "board"  # that examines; the school is another column's


class _Column(NamedTuple):
    label: str  # as it stands before a value; "" for a value that needs none
    role: str


def with_values_named(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the label of each value before it, and without rows of labels alone.

    What describes a job stands below the others as an item, as do lines that go on in its cells.
    """
    found: list[Row] = []
    columns: list[_Column] = []
    edge = 0.0  # where the first column begins
    for row, below in zip_longest(rows, rows[1:]):
        if heads := _columns(row.cells) or _columns_but_one(row, below):
            columns = heads
        elif columns and (values := _values(row, columns)):
            found += _described(row, columns, values)
            edge = row.x0
        elif found and _goes_on(row, columns, edge):
            found = _with_more(found, row)
        elif _pairs(row.cells):
            found.append(_pairs_named(row))
        else:
            found.append(row)
    return found


def _pairs(cells: Sequence[str]) -> bool:
    """Whether the cells of a row are labels, each with its value behind it."""
    even = len(cells) % 2 == 0
    return even and all(map(_role, cells[::2])) and not any(map(_role, cells[1::2]))


def _role(cell: str) -> str:
    return labelled(f"{_label(cell)}: ")[0]


def _label(cell: str) -> str:
    """Return the label in a cell; of "Board / University", which both say the same, the first."""
    label = cell.rstrip(" :")
    if "/" not in label or labelled(f"{label}: ")[0]:
        return label
    parts = _BARS.split(label)
    return parts[0] if len({labelled(f"{part}: ")[0] for part in parts}) == 1 else label


def _columns(cells: Sequence[str]) -> list[_Column]:
    """Return the columns that a row of labels names, which are of two kinds at least; else none."""
    if len(cells) < 2:
        return []
    found: list[_Column] = []
    for cell in cells:
        column = _column(cell)
        if not column.role:
            return []
        found.append(column)
    if len({column.role for column in found}) < 2:
        return []
    schools = [column for column in found if column.role == "institution"]
    taught = [column for column in schools if _BOARD not in fold(column.label)] or schools
    return [
        column._replace(role="other", label="description")
        if column in schools and column is not taught[0]
        else column
        for column in found
    ]


def _columns_but_one(row: Row, below: Row | None) -> list[_Column]:
    """Return the columns of a row that names those of the dated row below, though one is unknown."""
    if below is None or len(row.cells) <= FEW or len(below.cells) != len(row.cells):
        return []
    columns = list(map(_column, row.cells))
    roles = [column.role for column in columns]
    heads = roles.count("") == 1 and "dates" in roles and below.periods and not row.periods
    return columns if heads else []


def _column(cell: str) -> _Column:
    if role := _role(cell):
        return _Column("" if role == "dates" else _label(cell), role)
    folded = fold(trim(cell.rstrip(" :")))
    kinds = tables.sections("column_labels")
    for role in ("number", "from", "until"):
        if folded in kinds[role]:
            return _Column("", role)
    if "/" in folded:  # "Chantiers / tâches"
        parts = [part for part in _BARS.split(cell) if _role(part)]
        return _Column(parts[0], _role(parts[0])) if parts else _Column("", "")
    words = [" " if word in kinds["joining"] else word for word in folded.split()]
    parts = " ".join(words).split("   ")
    return _Column("", "several" if len(parts) > 1 and all(map(_role, parts)) else "")


def _values(row: Row, columns: Sequence[_Column]) -> Sequence[str]:
    """Return the values of a row of the table, one for each column; none for another row.

    A number may stand before them below no label, and a grade may follow below a mere sign.
    """
    cells = row.cells
    unnamed = columns[0].role != "number" and len(cells) == len(columns) + 1
    if unnamed and _NUMBER.fullmatch(cells[0]):
        return cells[1:]
    if unnamed and not any(map(str.isalpha, cells[-1])) and not periods(cells[-1]):
        return cells[:-1]
    return cells if len(cells) == len(columns) else ()


def _described(row: Row, columns: Sequence[_Column], values: Sequence[str]) -> list[Row]:
    """Return a row of the table with labels before its values, and what describes it below."""
    cells: list[str] = []
    items: list[str] = []
    before = ""
    for column, value in zip(columns, values, strict=True):
        if column.role == "description" and len(value.split()) >= LONG:
            items.append(value)
        elif column.role == "until" and before == "from":
            cells[-1] = f"{cells[-1]} – {value}"
        elif column.role != "number":
            cells.append(f"{column.label}: {value}" if column.label else value)
        before = column.role
    named = row.with_text("  ".join(cells), tuple(cells))
    return [named, *(replace(row.with_text(item), bullet=True) for item in items)]


def _pairs_named(row: Row) -> Row:
    """Return a row of labels, each with its value behind it, in cells of both; a date needs none."""
    pairs = zip(row.cells[::2], row.cells[1::2], strict=True)
    cells = tuple(
        value if _role(label) == "dates" else f"{_label(label)}: {value}" for label, value in pairs
    )
    return row.with_text("  ".join(cells), cells)


def _goes_on(row: Row, columns: Sequence[_Column], edge: float) -> bool:
    """Whether a row holds the second lines of some cells of the row above."""
    beside = row.x0 > edge + RIGHT > RIGHT and len(row.cells) < len(columns)
    return beside and len(columns) > FEW and not row.bullet


def _with_more(found: list[Row], row: Row) -> list[Row]:
    """Return the rows with what goes on in the cells of the last of the table: its place, its text."""
    head = next(at for at in range(len(found) - 1, -1, -1) if not found[at].bullet)
    first, *others = row.cells
    town = _NUMBERED.sub("", first)
    if town != first or likeness(first) >= 0.9:
        cells = (*found[head].cells, f"location: {town}")
        found[head] = found[head].with_text("  ".join(cells), cells)
    else:
        others.insert(0, first)
    text = " ".join(others)
    if not text:
        return found
    if head == len(found) - 1:
        return [*found, replace(row.with_text(text), bullet=True)]
    return [*found[:-1], replace(found[-1].with_text(glue(found[-1].text, text)), bullet=True)]
