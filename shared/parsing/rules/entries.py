"""A section of jobs or studies cut into its entries, at the dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from shared.parsing.rules.anchors import anchors_in, is_header
from shared.parsing.rules.date_words import Period
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled
from shared.parsing.rules.wrapping import is_only_dates, mended

MAX_ENTRIES: Final = 100  # of a section
INDENT: Final = 4.0  # points at least that what describes a role stands right of its employer
LEAST_OPENING: Final = 4  # words before a colon that open a section
MAX_LEAD: Final = 4  # header lines above the line with the date
_DEGREE: Final = "degree"  # the part of a study
MOST_BELOW: Final = 2  # header lines between an item and a date, where places are not known
BELOW_GAP: Final = 2.0  # what an empty line above, in plain text, adds to a row
MAX_TRAIL: Final = 4  # header lines below it
_BELOW: Final = frozenset({"field", "description"})  # roles of labels


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One job or course of study: `rows[:header]` name it, the rest describes it."""

    rows: tuple[Row, ...]
    dated: int  # the row with the date; -1 if none has
    period: Period | None
    in_form: bool = False  # whether labels tell two of its parts or more, and so which rows name it


def _lead(rows: Sequence[Row], first: int) -> int:
    """Return how many header lines stand above the first date."""
    lead = 0
    while lead < min(first, MAX_LEAD) and _could_lead(rows[first - lead - 1]):
        lead += 1
    return lead


def _could_lead(row: Row) -> bool:
    """Whether a row could be a header line above a date: "Major: Law" and "GPA: 3.5" stand below one."""
    return is_header(row) and not (":" in row.text and labelled(row.text)[0] in _BELOW)


def _start(
    rows: Sequence[Row], anchor: int, before: int, lead: int, like: Row, *, spaced: bool
) -> int:
    """Return the row at which the entry dated at `anchor` begins, after the anchor `before`.

    Where they are `spaced`, an empty line stands above each entry, and none within its header.
    """
    if outdented := _outdented(rows, anchor, before):
        return outdented
    best, best_score = anchor, -9.0
    marked = rows[anchor].bullet and rows[before].bullet  # roles listed below one employer
    at = anchor
    while at > before and anchor - at <= MAX_LEAD:
        if at < anchor and not is_header(rows[at]):
            break
        row = rows[at]
        score = 1.5 if anchor - at == lead else 0.0
        score += 1.6 * row.looks_like(like) - 0.4
        score -= 0.3 * abs(anchor - at - lead)
        score -= (
            0.5
            if row.x0 and like.x0 and abs(row.x0 - like.x0) > 12 and row.block == like.block
            else 0.0
        )
        score -= 2.0 if marked and at < anchor and row.x0 > like.x0 + INDENT else 0.0
        if at > 0 and rows[at - 1].look != row.look and row.look == like.look:
            score += 0.3
        if spaced and rows[at - 1].block != row.block == rows[anchor].block:
            score += BELOW_GAP
        if score > best_score:
            best, best_score = at, score
        at -= 1
    return best


def _opening(rows: Sequence[Row], before: int, anchor: int, like: Row) -> int | None:
    """Return the one row above a date that is set as the first of all, among rows that are not."""
    alike = [at for at in range(before + 1, anchor) if rows[at].look == like.look]
    others = [row for row in rows[before : anchor + 1] if row.look != like.look]
    return (
        alike[0] if len(alike) == 1 and len(others) > 1 and anchor - alike[0] <= MAX_LEAD else None
    )


def _outdented(rows: Sequence[Row], anchor: int, before: int) -> int | None:
    """Return the first of the header lines above a date that stand left of the items above them.

    Where places are not known, they stand below an item that ends as a sentence.
    """
    first = anchor
    while first > before + 1 and is_header(rows[first - 1]) and ":" not in rows[first - 1].text:
        first -= 1
    item, lines = rows[first - 1], rows[first:anchor]
    if not item.bullet or not 0 < len(lines) <= MAX_LEAD:
        return None
    if not item.x0:
        ends = item.text[-1] == "." and len(lines) <= MOST_BELOW and not rows[anchor].bullet
        return first if ends and all(row.text[0].isupper() for row in lines) else None
    apart = all(row.x0 < item.x0 - INDENT and row.text[0].isupper() for row in lines)
    return first if apart and rows[anchor].x0 < item.x0 - INDENT else None


def split(
    rows: Sequence[Row], part_of: Callable[[Row], str], *, described: bool = True
) -> list[Entry]:
    """Return the entries of a section.

    `part_of` tells which part of an entry a line is, "" for none: without dates, an entry ends where
    a part comes again. `described` tells whether text below an entry is usual in this section.
    """
    rows = _with_date_raised(mended(_without_opening(rows, part_of)))
    anchors = _with_degrees(rows, anchors_in(rows), part_of)
    if not anchors:
        return _undated(rows, part_of)
    order = sorted(anchors)
    lead = _lead(rows, order[0])
    starts = [order[0] - lead]
    like = rows[starts[0]]
    last = order[-1] + 1 == len(rows)
    for before, anchor in pairwise(order):
        if lead and last and not described:
            opening = _opening(rows, before, anchor, like)
            usual = anchor - _lead(rows[before + 1 :], anchor - before - 1)
            starts.append(usual if opening is None else opening)
        else:
            spaced = not like.x0 and like.block == rows[order[0]].block
            starts.append(_start(rows, anchor, before, lead, like, spaced=spaced))
    starts[0] = 0 if starts[0] <= 1 else starts[0]
    ends = [*starts[1:], len(rows)]
    found = zip(starts[:MAX_ENTRIES], ends, order, strict=False)
    return [
        Entry(rows=tuple(rows[start:end]), dated=anchor - start, period=anchors[anchor])
        for start, end, anchor in found
    ]


def _with_degrees(
    rows: Sequence[Row], anchors: dict[int, Period], part_of: Callable[[Row], str]
) -> dict[int, Period]:
    """Return the anchors with dated degrees that stand right above one another: one school gave both."""
    degrees = [bool(row.periods) and not row.bullet and part_of(row) == _DEGREE for row in rows]
    more = {
        at: rows[at].periods[0]
        for at in range(len(rows) - 1)
        if at not in anchors and at + 1 in anchors and degrees[at] and degrees[at + 1]
    }
    return anchors | more


def _without_opening(rows: Sequence[Row], part_of: Callable[[Row], str]) -> Sequence[Row]:
    """Return the rows without a first one that only leads to the others: "I have held two posts:"."""
    if len(rows) < 2 or rows[0].text[-1] != ":" or rows[0].periods or len(rows[0].cells) > 1:
        return rows
    leads = len(rows[0].text.split()) >= LEAST_OPENING and not part_of(rows[0])
    return rows[1:] if leads else rows


def _with_date_raised(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with the first date, if it stands in the margin below items, above them.

    There the heading of the section takes the place of the date beside the header.
    """
    first = next((at for at, row in enumerate(rows) if row.periods), 0)
    top = first
    while top and rows[top - 1].bullet and rows[top - 1].x0 > rows[first].x1 > 0:
        top -= 1
    if not 0 < top < first or not is_only_dates(rows[first]) or _lead(rows, top) < top:
        return rows
    return [*rows[:top], rows[first], *rows[top:first], *rows[first + 1 :]]


def _undated(rows: Sequence[Row], part_of: Callable[[Row], str]) -> list[Entry]:
    starts: list[int] = []
    parts = set[str]()
    for at, row in enumerate(rows):
        part = part_of(row) if is_header(row) else ""
        if not starts or part in parts:
            starts.append(at)
            parts = set()
        if part:
            parts.add(part)
    ends = [*starts[1:], len(rows)]
    return [
        Entry(rows=tuple(rows[start:end]), dated=-1, period=None)
        for start, end in zip(starts[:MAX_ENTRIES], ends, strict=False)
    ]
