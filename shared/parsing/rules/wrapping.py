"""Header lines that a narrow column or cell has torn apart, put together again."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.contracts import is_contract
from shared.parsing.rules.degrees import is_grade
from shared.parsing.rules.open_periods import is_end_of_period, with_margins_joined
from shared.parsing.rules.prose import closes_bracket, ends_open, glue, had_no_room, is_prose
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold
from shared.parsing.rules.wrapped_items import HANGING, fills_item, goes_on_dated

MOST_WORDS: Final = 8  # of the second line of a header that runs on
MOST_OF_END: Final = 3  # words of the second line of an employer or a school
_DASHED: Final = re.compile(r"\S\s+[—–|]\s+\S")
_PART: Final = re.compile(r"\s[–—-]\s|,\s|\s\|\s|:\s")


def mended(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with what a narrow column has torn apart put together.

    Two lines of one date each become a period; a line that stops at "of" or a dash is continued.
    """
    joined: list[Row] = []
    widest = max((row.x1 for row in rows), default=0.0)
    usual = sorted(row.size for row in rows)[len(rows) // 2] if rows else 0.0
    for row in with_margins_joined(rows):
        whole = _whole(joined[-1], row, widest, usual) if joined else None
        if whole is None:
            joined.append(row)
        else:
            joined[-1] = whole
    return joined


def _whole(before: Row, row: Row, widest: float, usual: float) -> Row | None:
    """Return the two rows as one, where the second goes on with the first; else None."""
    if (
        _wraps(before, row, widest)
        or _is_large_pair(before, row, usual)
        or _ends_title(before, row, widest)
        or _is_aside(before, row)
    ):
        return _glued(before, row)
    if _ends_plain_words(before, row, widest):
        return replace(_glued(before, row), lead=before.lead)
    if ")" in row.text and not row.bullet and closes_bracket(before.text, row.text):
        return _closed(before, row)
    if period := _period_of(before, row):
        return before.with_text(period)
    if is_end_of_period(before, row):
        cells = (*before.cells[:-1], f"{before.cells[-1]} {row.text}")
        return before.with_text(f"{before.text} {row.text}", cells)
    if _wraps_left(before, row):
        cells = (glue(before.cells[0], row.text), *before.cells[1:])
        return before.with_text("  ".join(cells), cells)
    if (
        _ends_sentence(before, row, widest)
        or _dates_sentence(before, row, widest)
        or _names_school(before, row)
        or _ends_degree(before, row)
        or _ends_long_degree(before, row, widest)
        or _goes_on(before, row)
        or _runs_on_small(before, row, widest)
        or _ends_item(before, row)
        or fills_item(before, row, widest)
        or goes_on_dated(before, row, widest)
    ):
        return _glued(before, row)
    return None


def _glued(before: Row, row: Row) -> Row:
    """Return two rows as one; the second belongs to the last cell of the first."""
    cells = (*before.cells[:-1], glue(before.cells[-1], row.text))
    return before.with_text(glue(before.text, row.text), cells)


def _closed(before: Row, row: Row) -> Row:
    """Return two rows as one; the second belongs to the cell of the first whose bracket it closes."""
    opened = [at for at, cell in enumerate(before.cells) if closes_bracket(cell, row.text)]
    if len(before.cells) < 2 or opened != [0]:
        return _glued(before, row)
    cells = (glue(before.cells[0], row.text), *before.cells[1:])
    return before.with_text("  ".join(cells), cells)


def _period_of(before: Row, row: Row) -> str | None:
    """Return the period that two lines of one date each are; None for others."""
    if not (is_only_dates(before) and is_only_dates(row)):
        return None
    first, second = before.periods[0], row.periods[0]
    single = not first.is_range and (not second.is_range or second.is_current)
    if not single or len(before.periods) != 1 or len(row.periods) != 1:
        return None
    earlier, later = sorted([first.last or "", second.last or second.first or ""])
    return f"{earlier} – {later}" if earlier else None


def _goes_on(before: Row, row: Row) -> bool:
    """Whether `row` is the end of a header that cannot end where it does: at "of" or a dash."""
    return (
        not row.bullet
        and not (before.bullet and row.x0 < before.x0 - HANGING)
        and len(before.text) < 110
        and (not row.periods or _dates_in_bracket(row))
        and len(row.text) < 50
        and not before.text.endswith(",")
        and " " in before.undated  # not the diploma "DES"
        and ends_open(before.undated)
        and not is_prose(before.text)
    )


def _dates_in_bracket(row: Row) -> bool:
    """Whether the one date of a row shares a bracket with words, and dates nothing but these."""
    date = row.periods[0]
    opened, _, inner = row.text[: date.at].rpartition("(")
    return len(row.periods) == 1 and bool(opened) and any(map(str.isalpha, inner))


def _runs_on_small(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` goes on in small letters with what filled the width beside a date."""
    return (
        row.text[0].islower()
        and not (row.bullet or row.periods)
        and bool(before.periods)
        and len(before.cells) == 2
        and before.x0 + 30 < row.x0 < before.x1
        and had_no_room(before, row, widest)
        and (row.look, row.block) == (before.look, before.block)
        and len(row.text.split()) <= MOST_WORDS
    )


def _ends_item(before: Row, row: Row) -> bool:
    """Whether `row` goes on with an item in small letters or with its last date, set where its text is."""
    goes_on = row.text[0].islower() and not row.periods
    return (
        before.bullet
        and not row.bullet
        and (goes_on or (is_only_dates(row) and ends_open(before.text)))
        and row.x0 >= before.x0 > 0
        and row.look == before.look
        and row.block == before.block
        and before.text[-1] not in ".!?:;"
    )


def is_only_dates(row: Row) -> bool:
    """Whether the row holds a date and nothing else."""
    return bool(row.periods) and not any(char.isalnum() for char in row.undated)


def _wraps(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` is the end of the last cell of a dated row that reached the right edge."""
    return (
        before.x0 + 30 < row.x0
        and len(before.text) >= 50
        and before.text[-1] != ")"
        and len(row.text.split()) <= 2
        and len(before.cells) > 1
        and before.x1 > 0.85 * widest
        and abs(row.size - before.size) < 2.5
        and not row.bullet
        and bool(before.periods)
        and not row.periods
        and max(lexicon.school(row.text), lexicon.employer(row.text), lexicon.degree(row.text))
        < 0.8
        and (row.italic == before.italic or lexicon.title(row.text) < 0.7)
    )


def _names_school(before: Row, row: Row) -> bool:
    """Whether `row` is the school behind the comma in which a dated degree above ends."""
    return (
        before.text.endswith(",")
        and bool(before.periods)
        and not (row.periods or row.bullet)
        and len(row.text.split()) <= 8
        and lexicon.school(row.text) >= 0.8
        and lexicon.degree(before.undated) >= 0.9
    )


def _ends_degree(before: Row, row: Row) -> bool:
    """Whether `row` ends the name of a degree that the line above begins: "… — High School / Diploma"."""
    if row.bullet or row.periods or len(row.text.split()) != 1 or lexicon.degree(row.text) < 1:
        return False
    begun = _PART.split(before.text)[-1]
    words = tables.sections("degrees")["words"]
    return len(begun.split()) > 1 and fold(f"{begun} {row.text}") in words


def _ends_long_degree(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` is the end of a degree, in bold type or small letters, that had no more room in its column."""
    return (
        (row.bold or row.text[0].islower())
        and row.look == before.look
        and len(row.text.split()) <= 2
        and abs(before.x0 - row.x0) < 3
        and had_no_room(before, row, widest)
        and not (before.periods or row.periods or before.bullet or row.bullet)
        and lexicon.degree(before.text) >= 0.7
        and max(lexicon.degree(row.text), lexicon.school(row.text)) < 0.7
        and not (is_grade(row.text) or is_contract(row.text))
    )


def _ends_plain_words(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` ends the plain words behind a bold title: "**Baker** Municipal / College"."""
    return (
        bool(before.lead)
        and not (row.lead or row.bold or row.bullet or row.periods or before.periods)
        and row.size == before.size > 0
        and len(row.text.split()) <= MOST_OF_END
        and abs(before.x0 - row.x0) < 3
        and had_no_room(before, row, widest)
        and before.text[-1] != ")"
        and lexicon.title(row.text) < 0.7
    )


def _wraps_left(before: Row, row: Row) -> bool:
    """Whether `row` is the end of the long first cell of a row that has its date on the right."""
    return (
        len(before.cells) == 2
        and len(before.cells[0]) > 55
        and len(row.text.split()) <= 2
        and abs(before.x0 - row.x0) < 3
        and not row.bullet
        and bool(before.periods)
        and not row.periods
    )


def _ends_sentence(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` is the last word of a dated line that filled its width: "… del Gobierno / Vasco."."""
    return (
        row.text[-1] == "."
        and len(before.text) > 70
        and before.x1 > 0.95 * widest > 0
        and len(row.text.split()) <= 2
        and row.look == before.look
        and abs(before.x0 - row.x0) < 3
        and not row.bullet
        and bool(before.periods)
        and not row.periods
    )


def _dates_sentence(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` is a date with the full stop of the line above, which filled its width: "on 3 May / 2020."."""
    return (
        row.text[-1] == "."
        and is_only_dates(row)
        and not (row.has_range or row.bullet)
        and len(before.text.split()) > MOST_WORDS
        and before.text[-1] not in ".!?:;"
        and (row.look, row.block) == (before.look, before.block)
        and had_no_room(before, row, widest)
    )


def _ends_title(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` is the end of a title that did not fit: "Thameside Rentals — Warehouse and Shop / Technician"."""
    return (
        row.looks_like(before) > 0.7
        and row.size > 0
        and len(row.text.split()) <= 2
        and abs(before.x0 - row.x0) < 3
        and before.x1 > 0.75 * widest
        and not (before.periods or row.periods or before.bullet or row.bullet)
        and _DASHED.search(before.text) is not None
        and lexicon.title(row.text) >= 0.7 > lexicon.title(before.text.rpartition(" ")[2])
    )


def _is_aside(before: Row, row: Row) -> bool:
    """Whether `row` is a bracket of its own below a title: "… — Shop assistant / (student, weekends)"."""
    text = row.text
    return (
        text[0] == "("
        and text.find(")") == len(text) - 1
        and text[1].islower()
        and not (row.periods or row.bullet or before.periods or before.bullet)
        and lexicon.title(before.text) >= 0.7
    )


def _is_large_pair(before: Row, row: Row, usual: float) -> bool:
    """Whether the rows are one large line that was wrapped."""
    return (
        usual * 1.3 < row.size
        and before.look == row.look
        and len(row.text.split()) <= 2 < len(before.text.split())
        and not (before.periods or row.periods)
    )
