"""Tables of jobs or studies whose first row names the columns: "Sr. | Employer | Designation | Period"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules.dates import periods
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import glue
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold
from shared.parsing.rules.value_labels import bound_of, is_number, label_of, parts_named, role_of

LEAST_COLUMNS: Final = 3  # that are known, where others are not
RIGHT: Final = 8.0  # points at least by which a row begins right of the first column
FEW: Final = 3  # columns; of a table with fewer, a row that lacks a cell could be anything
LONG: Final = 2  # words of a description; a shorter one is a grade
_NUMBER: Final = re.compile(r"\d{1,2}[.)]?")
_NUMBERED: Final = re.compile(
    r"^(?:\d\d|2[AB]|\d{4,5}) (?=[A-ZÀ-Ý][^\d,.]{1,30}$)"
)  # a town: "29 Quimper"
_SLASH: Final = re.compile(r"\s*/\s*")
_BOARD: Final = "board"  # that examines; the school is another column's
_SPARE: Final = ("description", "", "location")  # columns that a row may leave empty, in this order

Value = tuple[str, str]  # the label of its column, and what a cell says


def names_columns(row: Row) -> bool:
    """Whether a row holds labels alone; where most are known, those of other columns need not be."""
    cells = row.cells
    if len(cells) < 2 or row.periods:
        return False
    roles = [role_of(cell) or ", ".join(parts_named(cell)) for cell in cells]
    roles = ["dates" if bound_of(cell) else role for cell, role in zip(cells, roles, strict=True)]
    named = list(filter(None, roles))
    others = [cell for cell, role in zip(cells, roles, strict=True) if not role]
    if len(set(named)) < 2:
        return False
    if all(map(is_number, others)):
        return True
    return len(named) >= LEAST_COLUMNS and 2 * len(named) > len(cells)


def values_of(columns: Sequence[str], row: Row) -> list[Value]:
    """Return the values of a row with the labels of their columns; nothing if they do not fit.

    A row may leave out what describes its entry, what has no known label, and the place. A number may
    stand before its values below no label, and a mere sign behind them.
    """
    left, cells = list(columns), row.cells
    unnamed = len(cells) == len(columns) + 1
    if unnamed and not is_number(columns[0]) and _NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    elif unnamed and not any(map(str.isalpha, cells[-1])) and not periods(cells[-1]):
        cells = cells[:-1]
    for spare in _SPARE:
        for label in reversed(left):
            if (
                len(left) > max(2, len(cells))
                and role_of(label) == spare
                and not (parts_named(label) or bound_of(label) or is_number(label))
            ):
                left.remove(label)
    return list(zip(left, cells, strict=True)) if len(left) == len(cells) else []


def labelled_rows(row: Row, values: Sequence[Value]) -> list[Row]:
    """Return a row of a table with labels before its values, and what describes it in rows below."""
    schools = [label for label, _ in values if role_of(label) == "institution"]
    taught = next((label for label in schools if _BOARD not in fold(label)), "")
    cells: list[str] = []
    below: list[Row] = []
    for label, value in _with_period(values):
        role, parts = role_of(label), parts_named(label)
        if taught and label in schools and label != taught:
            role = "description"
        if role == "dates" or bound_of(label):
            cells.append(value)
        elif role == "description":
            _add_description(row, value, cells, below)
        elif role:
            cells.append(f"{label_of(label)}: {value}")
        elif parts:
            cells += _parts_labelled(parts, value)
        elif not is_number(label):
            below.append(replace(row.with_text(f"{label}: {value}"), bullet=True))
    return [row.with_text("  ".join(cells), tuple(cells)), *below]


def _add_description(row: Row, value: str, cells: list[str], below: list[Row]) -> None:
    if len(value.split()) >= LONG:
        below.append(replace(row.with_text(value), bullet=True))
    else:
        cells.append(f"description: {value}")


def _parts_labelled(labels: Sequence[str], value: str) -> list[str]:
    """Return the parts of a value, each with its label: "Cook / Hotel Adler / Wales"."""
    parts = _SLASH.split(value)
    if len(parts) < 2:
        return [value]
    return [
        f"{label}: {part}" if role_of(label) else part
        for label, part in zip(labels, parts, strict=False)
    ]


def _with_period(values: Sequence[Value]) -> list[Value]:
    """Return the values of a row with first and last day joined where they have a column each."""
    bounds = [bound_of(label) for label, _ in values]
    if "start" not in bounds:
        return list(values)
    start = bounds.index("start")
    end = bounds.index("end") if "end" in bounds else -1
    label, first = values[start]
    last = values[end][1] if end >= 0 else ""
    joined = [*values[:start], (label, f"{first} – {last}".rstrip()), *values[start + 1 :]]
    return [each for at, each in enumerate(joined) if at != end]


def goes_on(row: Row, columns: Sequence[str], edge: float) -> bool:
    """Whether a row holds the second lines of some cells of the row above, which begins at `edge`."""
    beside = row.x0 > edge + RIGHT > RIGHT and len(row.cells) < len(columns)
    return beside and len(columns) > FEW and not row.bullet


def with_more(found: list[Row], row: Row) -> list[Row]:
    """Return the rows with what goes on in the cells of the last of the table: its place, its text."""
    head = next((at for at in range(len(found) - 1, -1, -1) if not found[at].bullet), -1)
    if head < 0:
        return [*found, row]
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
