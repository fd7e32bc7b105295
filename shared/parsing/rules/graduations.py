"""Studies of one line each, as list items or not: "B.Sc. (Physics) from City College, 2009 with 71 %"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.marked_entries import whole_items
from shared.parsing.rules.rows import Row

LEAST: Final = 2  # items
_FROM: Final = " from "
_GRADE: Final = re.compile(
    r",?\s(?:with|securing|secured|scoring|scored)\s"
    r"(?:(?:an?|overall|aggregate|of|cgpa|gpa|percentage|marks)\s)*"
    r"\d[\d.,]*(?:\s?(?:%|/\s?\d+(?:\.\d+)?))?(?:\s(?:in|cgpa|gpa|marks|percent|aggregate))*\.?$",
    re.IGNORECASE,
)


def with_items_whole(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of studies that are list items, each with its date, as one plain row for each."""
    items = whole_items(rows)
    whole = len(items) >= LEAST and all(item.periods and _names_study(item) for item in items)
    return [replace(item, bullet=False) for item in items] if whole else list(rows)


def _leads_to_school(degree: str, school: str) -> bool:
    """Whether what is behind a "from" is the school, though no table may hold it."""
    name, _, rest = school.partition(",")
    if lexicon.school(name) >= 0.5:
        return True
    return _is_degree(degree) and lexicon.school(rest) < 0.5  # "Translation from English, a school"


def _is_degree(text: str) -> bool:
    return lexicon.degree(text) >= 0.7


def _names_study(row: Row) -> bool:
    return _is_degree(row.undated) or lexicon.school(row.undated) >= 0.7


def parted(row: Row) -> Row:
    """Return a row with a comma for the "from" between degree and school, and without its grade."""
    if len(row.cells) > 1 or not row.periods:
        return row
    grade = _GRADE.search(row.text)
    text = row.text[: grade.start()] if grade else row.text
    degree, word, school = text.partition(_FROM)
    if word and school[:1].isupper() and _leads_to_school(degree, school):
        text = f"{degree}, {school}"
    return row if text == row.text else row.with_text(text)
