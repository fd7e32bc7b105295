"""Where two columns begin and end: what stands among their rows but belongs above or below both."""

from typing import Final

from shared.documents.pdf.rows import Row, Segment
from shared.documents.pdf.votes import DATE_LIKE, LONG_HEADING, NEAR, SHORT_DATE, is_date

Band = tuple[float, float]  # top and bottom, in points

LARGER: Final = 1.12  # times the body text, a heading
SAME_LINE: Final = 0.2  # em between baselines
NO_END: Final = 1e9
INDENT: Final = 24.0  # points; what begins further right of a heading is not below it
NEARER: Final = 1.2  # times; how much more room a heading has above than below


def trimmed_band(
    left: list[Row], right: list[Row], band: Band, below: list[Segment], body: float
) -> Band | None:
    """Return the height of two columns without what is no part of them; None if nothing is."""
    top = max(_below_dates(left, right, body), _below_dates(right, left, body))
    top = max(top, _below_title(left, right, body), _below_title(right, left, body))
    if top > band[0]:
        return top, band[1]
    bottom = min(band[1], _above_next(left, right, body), _above_next(right, left, body))
    if below:
        bottom = min(
            bottom,
            _above_headings(left, right, below, body),
            _above_rest(left, right, below, body),
        )
    return (band[0], bottom) if bottom < band[1] else None


def _below_dates(rows: list[Row], others: list[Row], body: float) -> float:
    """Return the top of a column's first heading when all above it are dates of the other side.

    Towns may stand among the dates, where they are at another margin than the heading.
    """
    number = next((at for at, row in enumerate(rows) if _is_heading(row, body)), 0)
    heading, above = rows[number], rows[:number]
    dates = [row for row in above if is_date(row)]
    towns = [row for row in above if not is_date(row)]
    if not dates or not all(_is_label(date, others) for date in dates):
        return 0.0
    apart = all(len(row.text) < SHORT_DATE and row.x0 > heading.x0 + INDENT for row in towns)
    return heading.top - 1 if apart and len(towns) <= len(dates) else 0.0


def _is_label(date: Row, others: list[Row]) -> bool:
    beside = [other for other in others if _are_beside(date, other)]
    return bool(beside) and not is_date(beside[0])


def _are_beside(row: Row, other: Row) -> bool:
    return abs(row.baseline - other.baseline) < SAME_LINE * row.size


def _below_title(rows: list[Row], others: list[Row], body: float) -> float:
    """Return the bottom of a heading above the first row of both columns, at the margin of none."""
    title, *rest = rows
    others = [other for other in others if other.bottom > title.top]  # what ends above is no column
    if (
        not rest
        or not others
        or title.bottom > others[0].top
        or not _are_beside(rest[0], others[0])
        or not _is_heading(title, body)
    ):
        return 0.0
    starts = (segment.x0 for row in rest for segment in row.segments)
    return 0.0 if any(abs(title.x0 - x0) < NEAR for x0 in starts) else title.bottom


def _above_headings(left: list[Row], right: list[Row], below: list[Segment], body: float) -> float:
    """Return the top of the headings that end a column but head what stands below both."""
    end = max(left[-1].baseline, right[-1].baseline)
    last = [side for side in (left, right) if end - side[-1].baseline < SAME_LINE * body]
    next_top = min(segment.top for segment in below[:3])
    for side in last:
        row = side[-1]
        room = row.top - side[-2].bottom if len(side) > 1 else 0.0
        if not _is_heading(row, body) or room < NEARER * max(next_top - row.bottom, 0.0):
            return NO_END
    return min(side[-1].top for side in last) - 1


def _above_rest(left: list[Row], right: list[Row], below: list[Segment], body: float) -> float:
    """Return the top of a heading below the end of one column whose section goes on across both."""
    first, last = sorted((left, right), key=lambda side: side[-1].baseline)
    rest = next((at for at, row in enumerate(last) if row.top > first[-1].bottom), 0)
    if not rest or rest == len(last) - 1 or not _is_heading(last[rest], body):
        return NO_END
    heading, gap = last[rest], min(segment.top for segment in below[:3]) - last[-1].bottom
    apart = heading.top - last[rest - 1].bottom > NEARER * (last[rest + 1].top - heading.bottom)
    return heading.top - 1 if apart and gap < body else NO_END


def _above_next(rows: list[Row], others: list[Row], body: float) -> float:
    """Return the top of a large heading within a column that heads rows of both.

    Nothing stands beside it, but something beside the row below it.
    """
    for at in range(1, len(rows) - 1):
        alone = _is_large(rows[at], body) and not _has_beside(rows[at], others)
        if (
            alone
            and _has_beside(rows[at + 1], others)
            and (_is_at_own_margin(rows, at, others, body) or _is_between_grids(rows, at, others))
        ):
            return rows[at].top - 1
    return NO_END


def _has_beside(row: Row, others: list[Row]) -> bool:
    return any(_are_beside(row, other) for other in others)


def _is_at_own_margin(rows: list[Row], at: int, others: list[Row], body: float) -> bool:
    """Say whether a heading begins where no row of its column does, and all other rows are in pairs."""
    starts = [row.x0 for row in rows if not _is_large(row, body)]
    apart = all(abs(rows[at].x0 - x0) > NEAR for x0 in starts)
    return apart and bool(starts) and all(_has_beside(other, rows) for other in others)


def _is_between_grids(rows: list[Row], at: int, others: list[Row]) -> bool:
    """Say whether a heading larger than the other column has pairs of rows right above and below it."""
    above = [row for row in others if row.bottom <= rows[at].top]
    below = [row for row in others if row.top >= rows[at].bottom]
    if at < 2 or rows[at].size < LARGER * max(row.size for row in others):
        return False
    if not above or not below:
        return False
    return _are_beside(rows[at - 1], above[-1]) and _are_beside(rows[at + 1], below[0])


def _is_large(row: Row, body: float) -> bool:
    """Say whether a row is a heading by its size, and, since those of a scan are rough, by its look too."""
    first = row.segments[0]
    striking = first.bold or first.text.isupper()
    return striking and first.largest >= LARGER * body and _is_heading(row, body)


def _is_heading(row: Row, body: float) -> bool:
    return all(
        len(one.text) <= LONG_HEADING
        and (one.bold or one.largest >= LARGER * body or (one.text.isupper() and len(one.text) > 3))
        and not DATE_LIKE.search(one.text)
        for one in row.segments
    )
