"""Tables of jobs or studies that name their values: "Period | Position | Employer" above or beside."""

from collections.abc import Sequence

from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled


def with_columns_named(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the label of each value before it, and without rows of labels alone."""
    found: list[Row] = []
    columns: tuple[str, ...] = ()
    for row in rows:
        roles = list(map(_role, row.cells))
        if len(roles) > 1 and all(roles) and len(set(roles)) > 1:
            columns = row.cells
        elif columns and len(row.cells) == len(columns):
            found.append(_named(row, columns, row.cells))
        elif roles and len(roles) % 2 == 0 and all(roles[::2]) and not any(roles[1::2]):
            found.append(_named(row, row.cells[::2], row.cells[1::2]))
        else:
            found.append(row)
    return found


def _role(cell: str) -> str:
    return labelled(f"{cell.rstrip(' :')}: ")[0]


def _named(row: Row, labels: Sequence[str], values: Sequence[str]) -> Row:
    """Return a row with labels before values; a date needs none."""
    cells = tuple(
        value if _role(label) == "dates" else f"{label.rstrip(' :')}: {value}"
        for label, value in zip(labels, values, strict=True)
    )
    return row.with_text("  ".join(cells), cells)
