"""Entries written as sentences: "Cook. Hotel Adler, Leeds. 2009 – 2012. Ran the pass."."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.dates import periods
from shared.parsing.rules.prose import first_sentence, is_prose
from shared.parsing.rules.rows import MAX_DATED, Row

MOST_SENTENCES: Final = 3  # before the date
MOST_WORDS: Final = 18  # of one of them
MOST_MORE: Final = 8  # words behind the date in a sentence that it begins
MOST: Final = 0.6  # of what is dated, in a section written so
HANGING: Final = 6.0  # points at least by which the lines below the first are indented
FULL: Final = 0.85  # of the widest line; a shorter one is not continued
MAX_TORN: Final = 30  # characters of a date on either line
_ASIDE: Final = re.compile(r"^\s*\([^()]{1,60}\)")  # "2018 – 2019 (first year only)"
_BEFORE_DATE: Final = (".", ",", "(", ";", ":")


def with_sentences_parted(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with each entry told in sentences as two rows that name it and one that tells more.

    The second has the date, behind bars. What follows is marked as an item, so that it is taken for
    no line of a header. All stay as they are where some are written otherwise, or
    fewer than half begin with a title or degree.
    """
    if not any(_has_full_stop(row.text) for row in rows):
        return list(rows)
    paragraphs = _items(rows) or _paragraphs(rows)
    parted = [_parted(paragraph) for paragraph in paragraphs]
    found = list(filter(None, parted))
    named = [_is_named(each[0]) for each in found]
    dated = sum(any(row.periods for row in each) and not each[0].bullet for each in paragraphs)
    if not named or len(found) < MOST * dated or sum(named) < 0.5 * len(named):
        return list(rows)
    return [
        row
        for paragraph, told in zip(paragraphs, parted, strict=True)
        for row in told or _as_text(paragraph)
    ]


def _as_text(paragraph: Sequence[Row]) -> list[Row]:
    """Return a paragraph that names no entry; a dated sentence in it must not begin one."""
    return [
        replace(row, bullet=row.bullet or (bool(row.periods) and is_prose(row.text)))
        for row in paragraph
    ]


def _items(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the list items that the rows are, without their marks, if each is dated; else none."""
    if not rows[0].bullet:
        return []
    found: list[list[Row]] = []
    for row in rows:
        if row.bullet:
            found.append([replace(row, bullet=False)])
        else:
            found[-1].append(row)
    return found if all(any(row.periods for row in item) for item in found) else []


def _has_full_stop(text: str) -> bool:
    return ". " in text or text[-1] == "."


def _paragraphs(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows with the lines that hang below a full one, or go on with its date, beside it."""
    found: list[list[Row]] = []
    widest = max((row.x1 for row in rows), default=0.0)
    for row in rows:
        if found and (_hangs(found[-1], row, widest) or _ends_date(found[-1][-1], row, widest)):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _hangs(above: Sequence[Row], row: Row, widest: float) -> bool:
    first, before = above[0], above[-1]
    return (
        not (row.bullet or first.bullet)
        and len(row.cells) == len(before.cells) == 1
        and row.x0 > first.x0 + HANGING > HANGING
        and (len(above) == 1 or abs(row.x0 - before.x0) < HANGING)
        and before.x1 > FULL * widest
        and row.size == first.size
        and row.block == first.block
    )


def _ends_date(before: Row, row: Row, widest: float) -> bool:
    """Whether a full line stops within a date, with which `row` goes on: "… From May 2018 to / date."."""
    full = before.x1 > FULL * widest > 0 and before.text[-1] not in ".!?"
    if not full or len(before.cells) > 1 or row.bullet or row.block != before.block:
        return False
    end = before.text[-MAX_TORN:]
    torn = f"{end} {row.text[:MAX_TORN]}"
    return any(date.at < len(end) < date.end for date in periods(torn))


def _parted(paragraph: Sequence[Row]) -> list[Row]:
    """Return what names an entry and what describes it; nothing for another paragraph.

    One sentence may name both title and employer: "Cook, Hotel Adler. 2009 – 2012".
    """
    first = paragraph[0]
    if first.bullet or len(first.cells) > 1 or not any(row.periods for row in paragraph):
        return []
    text = " ".join(row.text for row in paragraph)
    date = next(iter(periods(text[:MAX_DATED])), None) if _has_full_stop(text) else None
    if date is None:
        return []
    before, after = text[: date.at].rstrip(), text[date.end :]
    if not before.endswith(_BEFORE_DATE):
        return []
    if not _ends_sentence(after) and not (before.endswith(".") and _ends_soon(after)):
        return []
    names = _sentences(before)
    if len(names) > MOST_SENTENCES or max(len(name.split()) for name in names) > MOST_WORDS:
        return []
    if len(names) == 1 and "," not in names[0]:
        return []
    above = names[:1] if len(names) > 1 else []
    dated = [*names[len(above) :], text[date.at : date.end]]
    found = [*map(first.with_text, above), first.with_text(" | ".join(dated))]
    rest = after.lstrip("),.; ")
    return [*found, replace(first.with_text(rest), bullet=True)] if rest else found


def _ends_sentence(after: str) -> bool:
    """Whether a date is the end of a sentence, going by what follows it."""
    rest = _ASIDE.sub("", after.lstrip(")"))
    return not rest.strip(" .") or rest.startswith((". ", "; "))


def _ends_soon(after: str) -> bool:
    """Whether a sentence that begins with a date has few words more: "Since 2019, each winter."."""
    rest = first_sentence(after)[0] if after.startswith(", ") else ""
    return 0 < len(rest.split()) <= MOST_MORE


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    while text:
        sentence, text = first_sentence(text)
        found.append(sentence.rstrip("., (;:"))
    return found


def _is_named(row: Row) -> bool:
    """Whether an entry begins with a title, a degree or a school."""
    name = row.undated.partition(",")[0] if row.periods else row.text
    return max(lexicon.title(name), lexicon.degree(name), lexicon.school(name)) >= 0.7
