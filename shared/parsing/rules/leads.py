"""Titles and employers that begin a line and are set otherwise than what follows: bold, or in capitals."""

import re
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.prose import ends_open
from shared.parsing.rules.rows import Row

_SHORT: Final = 4  # letters at most of an abbreviation, which capitals do not set apart
_ABOUT: Final = re.compile(r"\s*[–—-]\s+(?=\S)")  # between an employer and what tells about it
_IN_CAPITALS: Final = re.compile(
    r"((?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/&()-]+|\d\w*|[&–-])(?: (?:[A-ZÀ-Þ][A-ZÀ-Þ.'’/&()-]+|\d\w*|[&–-]))*) (?=[A-ZÀ-Þ][a-zß-ÿ])"
)


def with_lead_parted(row: Row) -> tuple[str, ...]:
    """Return the cells of a row, the first divided where a title ends that is set apart: "Cook | Le Bac"."""
    return _bold_parted(row) if row.lead else _capitals_parted(row)


def _bold_parted(row: Row) -> tuple[str, ...]:
    """Return the cells of a row, the first divided where a bold title or employer ends."""
    lead, rest = row.lead, row.cells[0].removeprefix(row.lead)
    if about := _ABOUT.match(rest):  # "Alborán plc – tinned food, six plants"
        is_employer = lexicon.employer(lead) >= 0.5 and lexicon.title(lead) < 0.7
        return (f"{lead} | {rest[about.end() :]}", *row.cells[1:]) if is_employer else row.cells
    if rest[:1] != " " or not rest[1:2].isupper() or not (lead[-1].isalnum() or lead[-1] in ")*"):
        return row.cells
    named = max(*map(lexicon.employer, (lead, rest)), *map(lexicon.school, (lead, rest))) >= 0.7
    if not named and not lexicon.title(lead) >= 0.7 > lexicon.degree(lead):
        return row.cells
    return f"{lead} |{rest}", *row.cells[1:]


def _capitals_parted(row: Row) -> tuple[str, ...]:
    """Return the cells of a row, the first divided where a title in capitals ends."""
    cell = row.cells[0]
    led = _IN_CAPITALS.match(cell) if cell[:2].isupper() and not row.caps else None
    if led is None or len(led[1]) <= _SHORT or ends_open(led[1]):
        return row.cells
    rest = cell[led.end() :].partition(",")[0]
    named = max(lexicon.employer(rest), lexicon.school(rest)) >= 0.7 and " " in rest
    if lexicon.title(led[1]) < 0.7 or not named:
        return row.cells
    return (f"{led[1]} | {cell[led.end() :]}", *row.cells[1:])
