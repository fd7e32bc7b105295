"""Employers with a line or two about them above the first title that was held there.

"Alborán plc, Leeds / Makers of tinned food, six plants / Chief Executive, 2019 – 2024": what tells
about the employer would hide it from the title below.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.anchors import anchors_in, is_header
from shared.parsing.rules.date_words import Period
from shared.parsing.rules.prose import ends_open, first_sentence, glue
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import any_of, fold, has_digit

MOST_ABOUT: Final = 2  # lines that tell about an employer
MANY: Final = 6  # words that are no header
_DASH: Final = re.compile(r"\s+[–—-]\s+")


def with_titles_raised(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with what tells about an employer below the title that follows it.

    It is marked as an item there, so that it is taken for no line of a header.
    """
    anchors = anchors_in(rows)
    found = list(rows)
    for at in range(len(rows) - 2):
        title = _title_below(rows, at) if _could_name_employer(rows[at]) else None
        if title is None:
            continue
        about = [replace(rows[at + 1], bullet=True), *rows[at + 2 : title]]
        if at in anchors and title in anchors:
            found[at + 1 : title] = about
        elif _heads_one(rows, at, title, anchors):
            found[at + 1 : title + 1] = [rows[title], *about]
    return found


def with_employers_alone(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with what is said behind an employer's name as an item below the title.

    It tells about the employer where one says how large it is: "Brix GmbH – tinned food, 90 employees".
    """
    named = {at: told for at in range(len(rows)) if (told := _named_and_about(rows, at))}
    if not any(_tells_size(about) for _, about in named.values()):
        return list(rows)
    found: list[Row] = []
    about: Row | None = None  # what is said about the last employer, which has its place below
    for at, row in enumerate(rows):
        if about and _goes_on(about, row):
            about = replace(about.with_text(glue(about.text, row.text)), bullet=True)
            continue
        if about and (at in named or row.bullet):
            found.append(about)
            about = None
        found.append(row.with_text(named[at][0]) if at in named else row)
        if at in named:
            about = replace(row.with_text(named[at][1]), bullet=True)
        elif about and row.periods:
            found.append(about)
            about = None
    return [*found, about] if about else found


def _goes_on(about: Row, row: Row) -> bool:
    """Whether a row is the end of what is said about an employer."""
    return not (row.periods or row.bullet) and (row.text[0].islower() or about.text[-1] == ",")


def _named_and_about(rows: Sequence[Row], at: int) -> tuple[str, str] | None:
    """Return an employer above a title and what is said behind its name; None for other lines."""
    row = rows[at]
    dash = _DASH.search(row.text) if len(row.cells) == 1 else None
    if dash is None or row.bullet or row.periods:
        return None
    name, about = row.text[: dash.start()], row.text[dash.end() :]
    if lexicon.employer(name) < 0.5 or lexicon.title(name) >= 0.7:
        return None
    is_part = fold(about).split()[0] in tables.sections("companies")["departments"]
    titled = any(map(_names_title, rows[at + 1 : at + 2 + MOST_ABOUT]))
    return (name, about) if titled and not is_part else None


def _tells_size(text: str) -> bool:
    return has_digit(text) and _size().search(fold(text)) is not None


@cache
def _size() -> re.Pattern[str]:
    units = any_of(tables.sections("companies")["sizes"])
    return re.compile(rf"\d\s?(?:{units})(?!\w)|[€$£]\s?\d")


def _title_below(rows: Sequence[Row], at: int) -> int | None:
    """Return where the title stands, if what lies between tells about the line `at`."""
    for below in range(at + 1, min(at + 2 + MOST_ABOUT, len(rows))):
        row = rows[below]
        if is_header(row) and _names_title(row):
            return below if below > at + 1 else None
        if row.bullet or not _tells_about(row, rows[at]):
            return None
    return None


def _could_name_employer(row: Row) -> bool:
    if row.text[0].islower() or not is_header(row) or _names_title(row):
        return False
    return not first_sentence(row.text)[1] and not ends_open(row.text)


def _names_title(row: Row) -> bool:
    return lexicon.title(row.undated) >= 0.7


def _tells_about(row: Row, head: Row) -> bool:
    """Whether a line is a sentence, or long and set otherwise than the one with the employer.

    What has a period in a cell beside it is an entry of its own.
    """
    if len(row.cells) > 1 and row.has_range:
        return False
    return not is_header(row) or (len(row.text.split()) >= MANY and row.look != head.look)


def _heads_one(rows: Sequence[Row], at: int, title: int, anchors: Mapping[int, Period]) -> bool:
    """Whether an employer and a title, of which one is dated, head one entry."""
    if title in anchors:  # the line `at` may end the header above it
        return at not in anchors and (at == 0 or not is_header(rows[at - 1]))
    below = rows[title + 1 : title + 2]  # nor may the title begin the next header
    return at in anchors and not (below and is_header(below[0]))
