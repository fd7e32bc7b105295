"""Sections whose heading is not known, or was not found, told by what they hold."""

from collections.abc import Sequence

from shared.parsing.rules import lexicon
from shared.parsing.rules.heading_rows import HEAD
from shared.parsing.rules.rows import Row
from shared.parsing.rules.sections import Section
from shared.parsing.rules.spoken import lists_only_languages

_UNTOLD = frozenset({HEAD, "other", "summary"})


def _dated(rows: Sequence[Row]) -> list[int]:
    return [at for at, row in enumerate(rows) if any(period.is_range for period in row.periods)]


def experience_rows(sections: Sequence[Section]) -> list[Row]:
    """Return the rows of the untold section with the most periods, from its first entry on."""
    best: list[Row] = []
    count = 1
    for section in sections:
        dated = _dated(section.rows)
        if section.kind not in _UNTOLD or len(dated) <= count:
            continue
        first = dated[0]
        while first > 0 and dated[0] - first < 3 and lexicon.title(section.rows[first - 1].text):
            first -= 1
        best, count = section.rows[first:], len(dated)
    return best


def language_rows(sections: Sequence[Section]) -> list[Row]:
    """Return what the contact block holds of languages, where an icon stands for their heading."""
    return [
        row.with_text(cell)
        for section in sections
        if section.kind in (HEAD, "contact")
        for row in section.rows
        for cell in row.cells
        if lists_only_languages(cell)
    ]


def skill_rows(sections: Sequence[Section]) -> list[Row]:
    """Return the rows of the first untold section that is a list of short items."""
    for section in sections:
        rows = section.rows
        short = [row for row in rows if len(row.text.split()) <= 4 or "," in row.text]
        if (
            section.kind == "other"
            and len(rows) >= 2
            and len(short) == len(rows)
            and not any(row.periods for row in rows)
        ):
            return rows
    return []
