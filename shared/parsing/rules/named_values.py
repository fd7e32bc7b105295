"""The values of forms and tables with the label of each before it: "Employer: Hotel Adler"."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled
from shared.parsing.rules.text import fold

LEAST_COLUMNS: Final = 3  # that are known, where others are not
_OR: Final = re.compile(r"\s*[/,]\s*|\s+(?:o|u|or|ou|oder|bzw\.)\s+")
_SLASH: Final = re.compile(r"\s*/\s*")
_NUMBER: Final = re.compile(r"(?:n|no|nr|num|lfd\.?\s?nr|item|#)?\s*[.°º]*")
_SPARE: Final = ("description", "", "location")  # columns that a row may leave empty, in this order


def with_values_named(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the label of each value before it, and without rows of labels alone.

    What describes an entry, and what stands in a column of unknown name, gets a row of its own.
    """
    found: list[Row] = []
    columns: tuple[str, ...] = ()
    for row in _with_bounds_joined(rows):
        roles = list(map(role_of, row.cells))
        if _names_columns(row, roles):
            columns = row.cells
        elif columns and (filled := _filled(columns, row)):
            found += _named_in_columns(row, filled)
        elif roles and len(roles) % 2 == 0 and all(roles[::2]) and not any(roles[1::2]):
            found.append(_named(row, row.cells[::2], row.cells[1::2]))
        else:
            found.append(row)
    return found


def role_of(cell: str) -> str:
    """Return the role that a cell names as a label; "" if it is none."""
    return labelled(f"{_label(cell)}: ")[0]


def _label(cell: str) -> str:
    """Return the label in a cell; of "Board / University", which both say the same, the first."""
    label = cell.rstrip(" :")
    if labelled(f"{label}: ")[0]:
        return label
    parts = _OR.split(label)
    roles = {labelled(f"{part}: ")[0] for part in parts}
    return parts[0] if len(roles) == 1 or roles == {"company", "institution"} else label


def _names_columns(row: Row, roles: Sequence[str]) -> bool:
    """Whether a row holds labels alone; where most are known, those of other columns need not be."""
    known = [role or _parts_named(cell) for role, cell in zip(roles, row.cells, strict=True)]
    named = list(filter(None, known))
    if len(roles) < 2 or len({str(role) for role in named}) < 2 or row.periods:
        return False
    return all(known) or (len(named) >= LEAST_COLUMNS and 2 * len(named) > len(roles))


def _parts_named(cell: str) -> list[str]:
    """Return the labels in a cell that names several: "Position / Employer / Country"."""
    parts = _SLASH.split(cell.rstrip(" :"))
    known = [part for part in parts if labelled(f"{part}: ")[0]]
    return parts if len(parts) > 1 and 2 * len(known) > len(parts) else []


def _filled(columns: Sequence[str], row: Row) -> list[tuple[str, str]]:
    """Return the values of a row with the labels of their columns; nothing if they do not fit.

    A row may leave out what describes its entry, what has no known label, and the place.
    """
    left = list(columns)
    for spare in _SPARE:
        for label in reversed(left):
            if (
                len(left) > max(2, len(row.cells))
                and role_of(label) == spare
                and not _parts_named(label)
            ):
                left.remove(label)
    if len(left) != len(row.cells):
        return []
    return list(zip(left, row.cells, strict=True))


def _named_in_columns(row: Row, filled: Sequence[tuple[str, str]]) -> list[Row]:
    """Return a row of a table with labels before the values, and what describes it in rows below."""
    cells: list[str] = []
    below: list[str] = []
    for label, value in _with_period(filled):
        role, parts = role_of(label), _parts_named(label)
        if role == "dates":
            cells.append(value)
        elif role and role != "description":
            cells.append(f"{_label(label)}: {value}")
        elif parts:
            cells += _named_parts(parts, value)
        elif role:
            below.append(value)
        elif not _NUMBER.fullmatch(fold(label)):
            below.append(f"{label}: {value}")
    named = row.with_text("  ".join(cells), tuple(cells))
    return [named, *map(row.with_text, below)]


def _named_parts(labels: Sequence[str], value: str) -> list[str]:
    """Return the parts of a value, each with its label: "Cook / Hotel Adler / Wales"."""
    parts = _SLASH.split(value)
    if len(parts) < 2:
        return [value]
    return [
        f"{label}: {part}" if labelled(f"{label}: ")[0] else part
        for label, part in zip(labels, parts, strict=False)
    ]


def _with_period(filled: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the values of a row with first and last day joined where they have a column each."""
    bounds = [_bound(label) for label, _ in filled]
    if "start" not in bounds:
        return list(filled)
    start = bounds.index("start")
    end = bounds.index("end") if "end" in bounds else -1
    label, first = filled[start]
    last = filled[end][1] if end >= 0 else ""
    joined = [*filled[:start], (label, f"{first} – {last}".rstrip()), *filled[start + 1 :]]
    return [each for at, each in enumerate(joined) if at != end]


def _bound(label: str) -> str:
    """Return whether a label names the "start" or the "end" of a period; "" for any other."""
    folded = fold(label.rstrip(" :"))
    words = tables.sections("dates")
    return next((bound for bound in ("start", "end") if folded in words[f"{bound} labels"]), "")


def _with_bounds_joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the first and last day of a form as one value: "From | 2019", "To | 2021"."""
    found: list[Row] = []
    opened: Row | None = None  # a first day whose last day is to follow
    for row in rows:
        bounds = [_bound(cell) for cell in row.cells[::2]] if len(row.cells) in (2, 4) else []
        if opened is not None and bounds == ["end"]:
            found[-1] = _bounded(opened, row.cells[1])
            opened = None
            continue
        opened = None
        if bounds == ["start"] and _is_dated(row.cells[1]):
            opened = row
            found.append(_bounded(row, ""))
        elif bounds == ["start", "end"]:
            found.append(_bounded(row, row.cells[3]))
        else:
            found.append(row)
    return found


def _is_dated(value: str) -> bool:
    return any(map(str.isdigit, value))


def _bounded(row: Row, last: str) -> Row:
    """Return the row of a first day with a last one; without one it goes on."""
    cells = (row.cells[0], f"{row.cells[1]} – {last}".rstrip())
    return row.with_text("  ".join(cells), cells)


def _named(row: Row, labels: Sequence[str], values: Sequence[str]) -> Row:
    """Return a row with labels before values; a date needs none."""
    cells = tuple(
        value if role_of(label) == "dates" else f"{_label(label)}: {value}"
        for label, value in zip(labels, values, strict=True)
    )
    return row.with_text("  ".join(cells), cells)
