"""A section of jobs or studies cut into its entries, at the dates."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from shared.parsing.rules.dates import Period
from shared.parsing.rules.prose import ends_open, glue, is_prose, reads_as_header
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import trim

MAX_ENTRIES: Final = 100  # of a section
MAX_LEAD: Final = 4  # header lines above the line with the date
MAX_TRAIL: Final = 4  # header lines below it
_AT_END: Final = re.compile(r"[,;|(\[–—·•:/-]\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One job or course of study: `rows[:header]` name it, the rest describes it."""

    rows: tuple[Row, ...]
    dated: int  # the row with the date; -1 if none has
    period: Period | None


def with_dates_joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with what a narrow column has torn apart put together.

    Two lines of one date each become a period; a line that stops at "of" or a dash is continued.
    """
    joined: list[Row] = []
    widest = max((row.x1 for row in rows), default=0.0)
    usual = sorted(row.size for row in rows)[len(rows) // 2] if rows else 0.0
    for row in rows:
        before = joined[-1] if joined else None
        if before is not None and (
            _wraps(before, row, widest) or _is_large_pair(before, row, usual)
        ):
            cells = (*before.cells[:-1], glue(before.cells[-1], row.text))
            joined[-1] = before.with_text(glue(before.text, row.text), cells)
            continue
        if before is not None and _dates_only(before) and _dates_only(row):
            first, second = before.periods[0], row.periods[0]
            single = not first.is_range and (not second.is_range or second.is_current)
            if single and len(before.periods) == len(row.periods) == 1:
                earlier, later = sorted([first.last or "", second.last or second.first or ""])
                if earlier:
                    joined[-1] = before.with_text(f"{earlier} – {later}")
                    continue
        if before is not None and _wraps_left(before, row):
            cells = (glue(before.cells[0], row.text), *before.cells[1:])
            joined[-1] = before.with_text("  ".join(cells), cells)
            continue
        if (
            before is not None
            and not row.bullet
            and not before.bullet
            and len(before.text) < 110
            and ends_open(before.undated)
            and not before.text.endswith(",")
            and not is_prose(before.text)
            and not row.periods
            and len(row.text) < 50
        ):
            cells = (*before.cells[:-1], glue(before.cells[-1], row.text))
            joined[-1] = before.with_text(glue(before.text, row.text), cells)
            continue
        joined.append(row)
    return joined


def _wraps(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` is the end of the last cell of a dated row that reached the right edge."""
    return (
        before.x0 + 30 < row.x0
        and len(before.text) >= 50
        and len(row.text.split()) <= 2
        and len(before.cells) > 1
        and before.x1 > 0.85 * widest
        and abs(row.size - before.size) < 2.5
        and not row.bullet
        and bool(before.periods)
        and not row.periods
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


def _is_large_pair(before: Row, row: Row, usual: float) -> bool:
    """Whether the rows are one large line that was wrapped."""
    return (
        before.look == row.look
        and usual * 1.3 < row.size
        and len(row.text.split()) <= 2 < len(before.text.split())
        and not (before.periods or row.periods)
    )


def _dates_only(row: Row) -> bool:
    return bool(row.periods) and not any(char.isalnum() for char in row.undated)


def _anchor(row: Row) -> Period | None:
    """Return the period that dates an entry, if the row holds one."""
    if not row.periods or not _reads_as_header(row):
        return None
    ranged = next((period for period in row.periods if period.is_range), None)
    if ranged:
        return ranged
    period = row.periods[0]
    if not any(char.isalnum() for char in row.undated):
        return period
    if _stands_apart(row, period):
        return period
    before, after = row.text[: period.at], row.text[period.end :]
    if len(row.undated.split()) > 12:
        return None
    at_start = not before.strip(" (")
    at_end = not after.strip(" .)") and (_AT_END.search(before) is not None or period.is_end)
    return period if at_start or at_end else None


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


def _anchors(rows: Sequence[Row]) -> dict[int, Period]:
    found = _without_inner(rows, {at: p for at, row in enumerate(rows) if (p := _anchor(row))})
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
        or _dates_only(rows[at])
        or (rows[at].looks_like(like) > 0.7 and _stands_apart(rows[at], period))
        or _ends_with_date(rows[at], like)
    }


def _without_inner(rows: Sequence[Row], found: dict[int, Period]) -> dict[int, Period]:
    """Drop dates within descriptions, where those of entries stand in cells of their own."""
    apart = [rows[at] for at, period in found.items() if _stands_apart(rows[at], period)]
    if not apart:
        return found
    edge = min(row.x0 for row in apart)
    return {
        at: period
        for at, period in found.items()
        if rows[at].x0 <= edge + 8
        or _stands_apart(rows[at], period)
        or rows[at].block != apart[0].block
        or _dates_only(rows[at])
    }


def _is_header(row: Row) -> bool:
    return not row.bullet and _reads_as_header(row)


def _reads_as_header(row: Row) -> bool:
    return not is_prose(row.undated) or reads_as_header(row.text)


def _lead(rows: Sequence[Row], first: int) -> int:
    """Return how many header lines stand above the first date."""
    lead = 0
    while lead < min(first, MAX_LEAD) and _is_header(rows[first - lead - 1]):
        lead += 1
    return lead


def _start(rows: Sequence[Row], anchor: int, before: int, lead: int, like: Row) -> int:
    """Return the row at which the entry dated at `anchor` begins, after the anchor `before`."""
    best, best_score = anchor, -1.0
    at = anchor
    while at > before and anchor - at <= MAX_LEAD:
        if at < anchor and not _is_header(rows[at]):
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
        if at > 0 and rows[at - 1].look != row.look and row.look == like.look:
            score += 0.3
        if score > best_score:
            best, best_score = at, score
        at -= 1
    return best


def split(
    rows: Sequence[Row], part_of: Callable[[Row], str], *, described: bool = True
) -> list[Entry]:
    """Return the entries of a section.

    `part_of` tells which part of an entry a line is, "" for none: without dates, an entry ends where
    a part comes again. `described` tells whether text below an entry is usual in this section.
    """
    rows = with_dates_joined(rows)
    anchors = _anchors(rows)
    if not anchors:
        return _undated(rows, part_of)
    order = sorted(anchors)
    lead = _lead(rows, order[0])
    starts = [order[0] - lead]
    like = rows[starts[0]]
    last = order[-1] + 1 == len(rows)
    for before, anchor in pairwise(order):
        if lead and last and not described:
            starts.append(anchor - _lead(rows[before + 1 :], anchor - before - 1))
        else:
            starts.append(_start(rows, anchor, before, lead, like))
    starts[0] = 0 if starts[0] <= 1 else starts[0]
    ends = [*starts[1:], len(rows)]
    found = zip(starts[:MAX_ENTRIES], ends, order, strict=False)
    return [
        Entry(rows=tuple(rows[start:end]), dated=anchor - start, period=anchors[anchor])
        for start, end, anchor in found
    ]


def _undated(rows: Sequence[Row], part_of: Callable[[Row], str]) -> list[Entry]:
    starts: list[int] = []
    parts = set[str]()
    for at, row in enumerate(rows):
        part = part_of(row) if _is_header(row) else ""
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
