"""The values of forms and tables with the label of each before it: "Employer: Hotel Adler"."""

from collections.abc import Sequence
from typing import Final

from shared.parsing.rules.labelled_columns import (
    goes_on,
    labelled_rows,
    names_columns,
    values_of,
    with_more,
)
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import has_digit
from shared.parsing.rules.value_labels import bound_of, label_of, role_of

_MARKS: Final = "•●▪■: "  # a list's first, or a colon set apart from its label


def with_values_named(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the label of each value before it, and without rows of labels alone.

    What describes an entry, and what stands in a column of unknown name, gets a row of its own.
    """
    found: list[Row] = []
    columns: tuple[str, ...] = ()
    edge = 0.0  # where the first column begins
    for row in _with_bounds_joined(rows):
        if names_columns(row):
            columns = row.cells
        elif columns and (values := values_of(columns, row)):
            found += labelled_rows(row, values)
            edge = row.x0
        elif found and goes_on(row, columns, edge):
            found = with_more(found, row)
        elif _is_pairs(row):
            found.append(_labelled_pairs(row))
        else:
            found.append(row)
    return found


def _is_pairs(row: Row) -> bool:
    """Whether the cells of a row are labels, each with its value behind it."""
    cells = row.cells
    even = len(cells) % 2 == 0 and bool(cells)
    return even and all(map(role_of, cells[::2])) and not any(map(role_of, cells[1::2]))


def _labelled_pairs(row: Row) -> Row:
    """Return a row with the label of each value in its cell; a date needs none."""
    cells = tuple(
        value if role_of(label) == "dates" else f"{label_of(label)}: {value.lstrip(_MARKS)}"
        for label, value in zip(row.cells[::2], row.cells[1::2], strict=True)
    )
    return row.with_text("  ".join(cells), cells)


def _with_bounds_joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the first and last day of a form as one value: "From | 2019", "To | 2021"."""
    found: list[Row] = []
    opened: Row | None = None  # a first day whose last day is to follow
    for row in rows:
        bounds = [bound_of(cell) for cell in row.cells[::2]] if len(row.cells) in (2, 4) else []
        if opened is not None and bounds == ["end"]:
            found[-1] = _bounded(opened, row.cells[1])
            opened = None
            continue
        opened = None
        if bounds == ["start"] and has_digit(row.cells[1]):
            opened = row
            found.append(_bounded(row, ""))
        elif bounds == ["start", "end"]:
            found.append(_bounded(row, row.cells[3]))
        else:
            found.append(row)
    return found


def _bounded(row: Row, last: str) -> Row:
    """Return the row of a first day with a last one; without one it goes on."""
    cells = (row.cells[0], f"{row.cells[1]} – {last}".rstrip())
    return row.with_text("  ".join(cells), cells)
