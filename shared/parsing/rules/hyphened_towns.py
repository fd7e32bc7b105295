"""Employers and schools with their town behind a bare hyphen, as job boards write them: "Adler Ltd-Leeds"."""

from collections.abc import Sequence
from typing import Final

from shared.parsing.rules.places import likeness
from shared.parsing.rules.rows import Row

LEAST: Final = 2  # rows of a section that are written so


def with_towns_parted(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with spaces around the hyphen before a town, where several rows have one."""
    towns = {at: town for at, row in enumerate(rows) if (town := _town_behind(row))}
    if len(towns) < LEAST:
        return list(rows)
    return [
        row.with_text(f"{row.text[: -len(towns[at]) - 1]} - {towns[at]}") if at in towns else row
        for at, row in enumerate(rows)
    ]


def _town_behind(row: Row) -> str | None:
    """Return the place behind the last hyphen of a line; None for "Universität Duisburg-Essen"."""
    if "-" not in row.text or row.bullet or row.periods or len(row.cells) > 1:
        return None
    name, _, town = row.text.rpartition("-")
    last = name.rpartition(" ")[2]
    if not last or not town[:1].isupper() or likeness(town) < 0.7:
        return None
    first = town.partition(",")[0]
    return None if max(likeness(last), likeness(f"{last}-{first}")) >= 0.7 else town
