"""Which lines of a section date an entry."""

import re
from collections.abc import Sequence, Set
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.date_words import Period
from shared.parsing.rules.prose import is_prose, reads_as_header
from shared.parsing.rules.rows import Look, Row
from shared.parsing.rules.segments import dates_second_title, labelled
from shared.parsing.rules.text import trim
from shared.parsing.rules.wrapping import is_only_dates

LONGEST_LINE: Final = 140  # characters of a line that may head an entry
FEW: Final = 5  # words before a date
MUCH: Final = 6  # words
MOST_WORDS: Final = 12  # beside a single date
MOST_LISTED: Final = 16  # behind a single date, with commas: "2002 A levels: History, Music, …"
COLUMNS: Final = 3  # of a table of entries
_AT_END: Final = re.compile(
    r"(?:[,;|(\[–—·•:/.-]|\b(?:completed|graduated|graduation|obtenue?|abgeschlossen|finalizad[oa]))\s*$",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(  # behind a date: "2018 (450 h)", "(2014, unfinished)"
    r"^(?:\s*\([^()]{1,25}\)|,\s[^(),]{2,25}\))(?=\.?\s*$)"
)
_BETWEEN: Final = ",·•"


def anchors_in(rows: Sequence[Row]) -> dict[int, Period]:
    """Return the period of each row that dates an entry, by its index."""
    found = {at: p for at, row in enumerate(rows) if (p := _anchor(row))}
    found = _without_missions(rows, _without_inner(rows, found))
    if not found:
        return {at: row.periods[0] for at, row in enumerate(rows) if _ends_plainly(row)}
    plain = {at: period for at, period in found.items() if not rows[at].bullet}
    if plain and len(plain) * 2 >= len(found):
        found = plain
    ranged = {at: period for at, period in found.items() if period.is_range}
    if len(ranged) < 2 or len(ranged) < 0.7 * len(found):
        return found
    like = rows[min(ranged)]
    for at, row in enumerate(rows):
        if at not in found and _ends_with_date(row, like):
            found[at] = row.periods[0]
    return {
        at: period
        for at, period in found.items()
        if period.is_range
        or at > max(ranged)
        or is_only_dates(rows[at])
        or (rows[at].looks_like(like) > 0.7 and _stands_apart(rows[at], period))
        or _ends_with_date(rows[at], like)
    }


def _anchor(row: Row) -> Period | None:
    """Return the period that dates an entry, if the row holds one."""
    if not row.periods or not (
        _reads_as_header(row)
        or _begins_with_range(row)
        or _lists_beside_date(row)
        or _fills_columns(row)
    ):
        return None
    ranged = next((period for period in row.periods if period.is_range), None)
    if ranged and ranged.is_current and dates_second_title(row.text, ranged):
        return None
    if ranged:
        return ranged
    apart = next((period for period in row.periods if _stands_apart(row, period)), None)
    if apart:
        return apart
    period = row.periods[0]
    if not any(char.isalnum() for char in row.undated):
        return period
    before, after = row.text[: period.at], row.text[period.end :]
    at_start = not before.strip(" ([")
    count = len([word for word in row.undated.split() if any(map(str.isalnum, word))])
    if count > (MOST_LISTED if at_start and "," in after else MOST_WORDS):
        return None
    if "|" in row.text:  # "Graduated: May 2018 | GPA: 3.8"
        before, after = before.rpartition("|")[2], after.partition("|")[0]
        at_start = not before.strip(" ([")
    after = _ASIDE.sub("", after)
    at_end = not after.strip(" .)]") and (_AT_END.search(before) is not None or period.is_end)
    return period if at_start or at_end or _is_between(before, after) else None


def _is_between(before: str, after: str) -> bool:
    """Whether a date stands between two signs of one kind: "…, 2019, …", "… · 2019 · …"."""
    sign = before.rstrip()[-1:]
    return sign in _BETWEEN and sign != "" and after.lstrip().startswith(sign)


def _begins_with_range(row: Row) -> bool:
    """Whether a line that ends as a sentence begins with a period: "2012 – 2015: Cook. Hotel Adler."."""
    first = row.periods[0]
    at_start = not row.text[: first.at].strip(" (") and not row.bullet
    return first.is_range and at_start and len(row.text) <= LONGEST_LINE


def _lists_beside_date(row: Row) -> bool:
    """Whether a line has a date in a cell, and beside it parts that end in a full stop."""
    listed = len(row.cells) == 2 and not row.bullet and "," in row.cells[1]
    return (
        listed
        and len(row.cells[1].split()) <= MOST_WORDS
        and _stands_apart(row, row.periods[0])
        and row.periods[0].at == 0
    )


def _ends_plainly(row: Row) -> bool:
    """Whether a short line ends with its one date, without any sign before: "Bachelor's Degree 05/2016"."""
    return (
        len(row.periods) == 1
        and not row.bullet
        and not row.text[row.periods[0].end :].strip(" .)")
        and len(row.undated.split()) <= FEW
        and row.text[0].isupper()
    )


def _fills_columns(row: Row) -> bool:
    """Whether a row of a table has a date, and in the other cells what is no sentence."""
    return (
        len(row.cells) >= COLUMNS
        and not row.bullet
        and (row.periods[0].at == 0 or _stands_apart(row, row.periods[0]))
        and not any(map(is_prose, row.cells))
    )


def _ends_with_date(row: Row, like: Row) -> bool:
    """Whether a header line set like `like` ends with its one date, as in "Albion plc Sep 2023"."""
    return (
        len(row.periods) == 1
        and row.x0 > 0
        and abs(row.x0 - like.x0) < 2
        and not row.bullet
        and row.looks_like(like) > 0.7
        and not row.text[row.periods[0].end :].strip(" .)")
        and len(row.undated.split()) <= 6
    )


def _stands_apart(row: Row, period: Period) -> bool:
    """Whether the date has a cell of the row to itself."""
    written = trim(row.text[period.at : period.end])
    return len(row.cells) > 1 and any(trim(cell) == written for cell in row.cells)


def _opens_cell(row: Row, period: Period) -> bool:
    """Whether the last cell of a row begins with the date: "Hotel Adler | 2010 – 2014, summers only"."""
    return len(row.cells) > 1 and row.cells[-1].startswith(row.text[period.at : period.end])


def _without_inner(rows: Sequence[Row], found: dict[int, Period]) -> dict[int, Period]:
    """Drop dates within descriptions, where those of entries stand in cells of their own."""
    apart = [rows[at] for at, period in found.items() if _stands_apart(rows[at], period)]
    if not apart:
        return found
    edge = min(row.x0 for row in apart)
    looks = {row.look for row in apart}
    if all(row.periods[0].at == 0 for row in apart):
        looks.clear()  # what has its date behind many words is unlike any of them
    return {
        at: period
        for at, period in found.items()
        if (rows[at].x0 <= edge + 8 and not (len(apart) > 2 and _tells_more(rows[at], looks)))
        or _stands_apart(rows[at], period)
        or rows[at].block != apart[0].block
        or is_only_dates(rows[at])
    }


def _without_missions(rows: Sequence[Row], found: dict[int, Period]) -> dict[int, Period]:
    """Drop the dates of what was done for a client, within the time of the job above.

    So are all dates without a label where most have one.
    """
    labels = {at for at in found if ":" in rows[at].text and labelled(rows[at].text)[0] == "dates"}
    if len(labels) < 2 or 2 * len(labels) < len(found):
        labels = {at for at in found if not _is_for_client(rows, at)}
    if len(labels) == len(found):
        return found
    kept: dict[int, Period] = {}
    last: Period | None = None
    for at, period in sorted(found.items()):
        last = period if at in labels else last
        if at in labels or last is None or not _spans(last, period):
            kept[at] = period
    return kept


def _is_for_client(rows: Sequence[Row], at: int) -> bool:
    """Whether a row names a client, and the next is an item that tells what was done there."""
    label, colon, _ = rows[at].folded.partition(":")
    for_client = bool(colon) and label.strip() in tables.sections("noise")["clients"]
    return for_client and any(row.bullet for row in rows[at + 1 : at + 2])


def _spans(period: Period, inner: Period) -> bool:
    """Whether the time of a period holds that of another; dates may be of another precision."""
    first, last = period.first or "", period.last or ("9" if period.is_current else "")
    begins, ends = inner.first or inner.last or "", inner.last or ""
    if not first or not begins or not ends:
        return False
    return first[: len(begins)] <= begins[: len(first)] and ends[: len(last)] <= last[: len(ends)]


def _tells_more(row: Row, looks: Set[Look]) -> bool:
    """Whether a line has its date among words, or behind many and looks unlike those that date.

    "Mechanic, from 2012 deputy manager", "Makers of tiles, six plants, listed since 2018".
    """
    before, after = row.text[: row.periods[0].at], row.text[row.periods[0].end :]
    if any(map(str.isalpha, before)) and any(map(str.isalpha, after)):
        return not _opens_cell(row, row.periods[0])
    return row.look not in looks and len(before.split()) >= MUCH


def is_header(row: Row) -> bool:
    """Whether the row could be a line of an entry's header."""
    return not row.bullet and _reads_as_header(row)


def _reads_as_header(row: Row) -> bool:
    return not is_prose(row.undated) or reads_as_header(row.text)
