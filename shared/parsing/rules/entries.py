"""A section of jobs or studies cut into its entries, at the dates."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from shared.parsing.rules.dates import Period
from shared.parsing.rules.prose import ends_open, glue, is_prose
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import trim

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
    for row in rows:
        before = joined[-1] if joined else None
        if before is not None and _dates_only(before) and _dates_only(row):
            first, second = before.periods[0], row.periods[0]
            single = not first.is_range and (not second.is_range or second.is_current)
            if single and len(before.periods) == len(row.periods) == 1:
                earlier, later = sorted([first.last or "", second.last or second.first or ""])
                if earlier:
                    joined[-1] = before.with_text(f"{earlier} – {later}")
                    continue
        if (
            before is not None
            and not row.bullet
            and not before.bullet
            and len(before.text) < 60
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


def _dates_only(row: Row) -> bool:
    return bool(row.periods) and not any(char.isalnum() for char in row.undated)


def _anchor(row: Row) -> Period | None:
    """Return the period that dates an entry, if the row holds one."""
    if not row.periods or is_prose(row.undated):
        return None
    ranged = next((period for period in row.periods if period.is_range), None)
    if ranged:
        return ranged
    period = row.periods[0]
    if not any(char.isalnum() for char in row.undated):
        return period
    if any(_covers(cell, row, period) for cell in row.cells):
        return period
    before, after = row.text[: period.at], row.text[period.end :]
    if len(row.undated.split()) > 12:
        return None
    at_start = not before.strip(" (")
    at_end = not after.strip(" .)") and (_AT_END.search(before) is not None or period.is_end)
    return period if at_start or at_end else None


def _covers(cell: str, row: Row, period: Period) -> bool:
    return len(row.cells) > 1 and trim(cell) == trim(row.text[period.at : period.end])


def _anchors(rows: Sequence[Row]) -> dict[int, Period]:
    found = {at: period for at, row in enumerate(rows) if (period := _anchor(row))}
    plain = {at: period for at, period in found.items() if not rows[at].bullet}
    if plain and len(plain) * 2 >= len(found):
        found = plain
    ranged = {at: period for at, period in found.items() if period.is_range}
    if len(ranged) >= 2 and len(ranged) >= 0.7 * len(found):
        last = max(ranged)
        found = {
            at: p for at, p in found.items() if p.is_range or _dates_only(rows[at]) or at > last
        }
    return found


def _is_header(row: Row) -> bool:
    return not row.bullet and not is_prose(row.undated)


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
        score += (
            1.2
            if row.look == like.look
            else -0.6
            if row.size and round(row.size) < round(like.size)
            else 0.0
        )
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


def split(rows: Sequence[Row], names_entry: Callable[[Row], bool]) -> list[Entry]:
    """Return the entries of a section; `names_entry` tells a line that begins one without a date."""
    rows = with_dates_joined(rows)
    anchors = _anchors(rows)
    if not anchors:
        return _undated(rows, names_entry)
    order = sorted(anchors)
    lead = _lead(rows, order[0])
    starts = [order[0] - lead]
    like = rows[starts[0]]
    for before, anchor in pairwise(order):
        starts.append(_start(rows, anchor, before, lead, like))
    starts[0] = 0 if starts[0] <= 1 else starts[0]
    ends = [*starts[1:], len(rows)]
    return [
        Entry(rows=tuple(rows[start:end]), dated=anchor - start, period=anchors[anchor])
        for start, end, anchor in zip(starts, ends, order, strict=True)
    ]


def _undated(rows: Sequence[Row], names_entry: Callable[[Row], bool]) -> list[Entry]:
    if not rows:
        return []
    starts = [
        at
        for at, row in enumerate(rows)
        if at == 0
        or (
            _is_header(row)
            and row.look == rows[0].look
            and names_entry(row) == names_entry(rows[0])
            and names_entry(row)
        )
    ]
    ends = [*starts[1:], len(rows)]
    return [
        Entry(rows=tuple(rows[start:end]), dated=-1, period=None)
        for start, end in zip(starts, ends, strict=True)
    ]
