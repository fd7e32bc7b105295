"""Tables of jobs or studies whose first row names their columns: "Period | Position | Employer"."""

from collections.abc import Sequence

from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled


def with_columns_named(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without those that name columns, each cell below with its column's label."""
    found: list[Row] = []
    labels: tuple[str, ...] = ()
    for row in rows:
        roles = [labelled(f"{cell}: ")[0] for cell in row.cells]
        if len(roles) > 1 and all(roles) and len(set(roles)) > 1:
            labels = tuple(
                "" if role == "dates" else f"{cell}: "
                for cell, role in zip(row.cells, roles, strict=True)
            )
        elif labels and len(row.cells) == len(labels):
            cells = tuple(map("".join, zip(labels, row.cells, strict=True)))
            found.append(row.with_text("  ".join(cells), cells))
        else:
            found.append(row)
    return found
