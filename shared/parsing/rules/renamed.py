"""Employers whose other name stands in a bracket, with the day of the change: "Adler Ltd (until 2019 Moss Ltd)"."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.dates import periods, without
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold, trim

KNOWN: Final = 0.5  # of an employer
_BRACKET: Final = re.compile(r"\s*\(([a-zà-ÿ][^()]{5,80})\)")
_FORMERLY: Final = re.compile(
    r"(?:formerly|previously|before|avant|ancien|anc\.|ex[ -]|ehemals|vormals|fruher|vor |antes|anteriormente)"
)
_NAME: Final = re.compile(r"\b[A-ZÀ-Ý]")


def without_other_names(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the other names of employers, whose dates date no job."""
    return [_with_one_name(row) if row.periods and "(" in row.text else row for row in rows]


def _with_one_name(row: Row) -> Row:
    if row.bullet:
        return row
    cells = tuple(map(_one_name, row.cells))
    return row if cells == row.cells else row.with_text("  ".join(cells), cells)


def _one_name(cell: str) -> str:
    """Return a cell without a bracket behind an employer that holds a name and one date."""
    bracket = _BRACKET.search(cell)
    dates = periods(bracket[1]) if bracket else ()
    if bracket is None or len(dates) != 1 or dates[0].is_range:
        return cell
    name = cell[: bracket.start()]
    is_employer = lexicon.employer(name) >= KNOWN and lexicon.title(name) < 0.7
    others = without(bracket[1], dates)
    before = dates[0].is_end or _FORMERLY.match(fold(bracket[1])) is not None
    renamed = any(
        _NAME.search(other) and (before or lexicon.employer(trim(other)) >= KNOWN)
        for other in others
    )
    return name + cell[bracket.end() :] if is_employer and renamed else cell
