"""Rows of a region into the order in which a person would say them.

A label set beside the middle of its entry is said first; a date broken over two rows of its column
is said at once; a date beside the first bullet belongs to the head above it.
"""

import re
from itertools import pairwise, zip_longest
from statistics import median
from typing import Final

from shared.documents.lines import BULLET
from shared.documents.pdf.rows import Row, Segment
from shared.documents.pdf.votes import DATE_LIKE, is_date

LARGER_HEADING: Final = 1.05  # times the size of the table below
WORDS: Final = 3  # more than a label that goes on below mostly has
LARGER: Final = 1.15  # times the usual size: how much larger a label is set
LARGER_ON_SCAN: Final = 1.3  # times; figures alone are measured larger than they are
CLOSE: Final = 0.9  # em between rows of one entry
OPEN_RANGE: Final = re.compile(r"(?:[-–—]|\b(?:to|until|à|au|bis|hasta|a))$", re.IGNORECASE)
SINCE: Final = re.compile(r"(?:depuis(?: l[ea])?|since|seit(?: dem)?|desde(?: el)?)", re.IGNORECASE)
RANGE_END: Final = re.compile(r"^(?:[-–—]|(?:to|until|à|au|bis|hasta|a|and|et|und|y)\b)")
OPEN_END: Final = re.compile(
    r"(?:[-,&/(]|\b(?:of|and|for|de|du|des|et|en|la|le|y|del|con|und|für|der|mit))$", re.IGNORECASE
)
CONTINUED: Final = re.compile(r"^(?:[-–—]|[a-zà-ÿ])")
ONLY_DATE: Final = re.compile(r"^(?:\d{1,2}[/.-])?(?:19|20)\d\d$")
ALIGNED: Final = 2.5  # points
ALIGNED_ON_SCAN: Final = 5.0  # points; the full stop that ends "sept." is hardly seen
SHORT: Final = 28  # characters of a part of a date or label
LONG: Final = 60  # characters of a part of a cell
NOT_A_LABEL: Final = re.compile(r"[\d@/]")
ADDRESS: Final = re.compile(r"@|\w\.\w{2,}/|www\.|\w\.(?:com|org|net|io)\b")
DATE: Final = re.compile(r"\b(?:19|20)\d\d\b")
YEAR_FIRST: Final = re.compile(r"^(?:19|20)\d\d\b")
MONTH_LAST: Final = re.compile(
    r"(?:^|[\s–—-])(?:jan(?:uary?|v(?:ier)?)?|jänner|ene(?:ro)?|feb(?:r(?:uary?|ero)?)?|f[ée]vr?(?:ier)?"
    r"|m[aä]r(?:ch|s|z|zo)?|a[pbv]r(?:il)?|ma[iy]o?|ju[nl](?:[eiy]o?|io)?|jui(?:n|ll?(?:et)?)"
    r"|ao[uû]t|aug(?:ust)?|ago(?:sto)?|sept?(?:i?embre|ember)?|o[ck]t(?:obre|ober|ubre)?"
    r"|nov(?:i?embre|ember)?|d[eéi][cz](?:i?embre|ember)?)\.?$",
    re.IGNORECASE,
)


def in_order(rows: list[Row]) -> list[Row]:
    """Return the rows of a region as they are said."""
    rows = _with_labels_first(rows)
    rows = _with_ranges_whole(rows)
    return _with_dates_before_bullets(rows)


def _with_labels_first(rows: list[Row]) -> list[Row]:
    usual = median(row.size for row in rows)
    said: list[Row] = []
    for row, below in zip_longest(rows, rows[1:]):
        label = row.segments[0]
        start = _start_of_entry(said, row, label)
        larger = LARGER if label.words[0].look.color else LARGER_ON_SCAN
        if (
            label.largest < larger * usual
            or start == len(said)
            or _is_under_entry(row, said, below)
        ):
            said.append(row)
            continue
        said.insert(start, Row([label]))
        if len(row.segments) > 1:
            said.append(Row(row.segments[1:]))
    return said


def _start_of_entry(said: list[Row], row: Row, label: Segment) -> int:
    """Return the index of the first row of the entry that has `label` to its left."""
    start = len(said)
    top = row.top
    while (
        start
        and said[start - 1].x0 > label.x1
        and top - said[start - 1].bottom < (CLOSE * said[start - 1].size)
    ):
        start -= 1
        top = said[start].top
    return start


def _is_under_entry(row: Row, said: list[Row], below: Row | None) -> bool:
    """Say whether a label has a line to itself under the last row of an entry, as headings do."""
    if len(row.segments) > 1 or row.top < said[-1].bottom:
        return False
    return below is None or below.x0 < row.x1


def _with_ranges_whole(rows: list[Row]) -> list[Row]:
    """Join what goes on in the next row of its column: a date, a label, a cell of a grid."""
    parts = [[*row.segments] for row in rows]
    for number, (row, below) in enumerate(pairwise(rows)):
        upper, lower = parts[number], parts[number + 1]
        if len(upper) + len(lower) > 2 and upper and _is_close(row, below):
            if _are_items(upper, lower) or _are_tags(upper, lower):
                continue
            if _are_dated(upper, lower) or _is_heading(upper, lower):
                continue
            lower[:] = [rest for rest in lower if not _is_taken_up(upper, rest)]
    return [Row(part) for part in parts if part]


def _are_items(upper: list[Segment], lower: list[Segment]) -> bool:
    """Say whether two rows are each an item and its level: "English … native", "Spanish … fluent"."""
    return (
        len(upper) == len(lower) == 2
        and _are_labels_of_one_column(upper[0], lower[0])
        and upper[0].text[0].isupper()
        and lower[0].text[0].isupper()
        and lower[1].text[0].islower()
        and not OPEN_END.search(upper[1].text)
        and not (DATE.search(upper[1].text) and OPEN_RANGE.search(upper[1].text))
        and not DATE.search(lower[1].text)
    )


def _are_labels_of_one_column(first: Segment, second: Segment) -> bool:
    """Say whether two segments begin at one place, or end there and are no dates."""
    if abs(first.x0 - second.x0) < ALIGNED:
        return True
    ends = abs(first.x1 - second.x1) < ALIGNED
    return ends and not NOT_A_LABEL.search(first.text + second.text)


def _are_tags(upper: list[Segment], lower: list[Segment]) -> bool:
    """Say whether two rows of one look begin at one margin, and have nothing else below each other."""
    return (
        len(upper) > 1
        and len(lower) > 1
        and abs(upper[0].x0 - lower[0].x0) < ALIGNED
        and len({(one.size, one.words[0].look) for one in (*upper, *lower)}) == 1
        and not any(_is_under(rest, first) for rest in lower[1:] for first in upper[1:])
    )


def _are_dated(upper: list[Segment], lower: list[Segment]) -> bool:
    """Say whether two rows of a table have each a beginning and an end in cells of their own."""
    return all(
        len(parts) > 2 and all(ONLY_DATE.match(part.text) for part in parts[:2])
        for parts in (upper, lower)
    )


def _is_heading(upper: list[Segment], lower: list[Segment]) -> bool:
    """Say whether a row is a heading above a table: larger, and of several words or over two cells."""
    if len(upper) > 1 or len(lower) < 2:
        return False
    heading, first, second = upper[0], lower[0], lower[1]
    wide = len(heading.text.split()) >= WORDS or heading.x1 > second.x0
    return wide and heading.size > LARGER_HEADING * first.size and not OPEN_END.search(heading.text)


def _is_close(row: Row, below: Row) -> bool:
    return below.top - row.bottom < CLOSE * row.size


def _is_taken_up(above: list[Segment], rest: Segment) -> bool:
    """Say whether `rest` goes on with a segment of the row above, and put it there."""
    for place, first in enumerate(above):
        length = max(len(rest.text), len(first.text))
        if length > LONG or not _is_under(rest, first):
            continue
        if length <= SHORT and _is_range(first.text, rest.text):
            above.insert(place + 1, rest)
            return True
        is_cell = len(above) > 2 or (first.bold and first.size == rest.size)
        if (length <= SHORT and _goes_on(first, rest)) or (is_cell and _fills_cell(first, rest)):
            above[place] = Segment([*first.words, *rest.words])
            return True
    return False


def _is_range(first: str, rest: str) -> bool:
    """Say whether two dates begin and end something; of a list, the later is mostly the first."""
    if not (ONLY_DATE.match(first) and ONLY_DATE.match(rest)):
        return False
    return _year_and_month(first) <= _year_and_month(rest)


def _year_and_month(date: str) -> tuple[str, str]:
    """Return what dates are ordered by; the month only where a date has one."""
    return date[-4:], date[:-4].strip("/.-").zfill(2) if len(date) > 4 else ""


def _is_under(rest: Segment, first: Segment) -> bool:
    """Say whether two segments are aligned left, right or centred."""
    left, right = rest.x0 - first.x0, rest.x1 - first.x1
    most = ALIGNED if rest.words[0].look.color else ALIGNED_ON_SCAN
    return min(abs(left), abs(right), abs(left + right) / 2) < most


def _goes_on(first: Segment, rest: Segment) -> bool:
    """Say whether a date or a label goes on in the row below."""
    if MONTH_LAST.search(first.text) and YEAR_FIRST.match(rest.text):
        return True
    if SINCE.fullmatch(first.text):
        return DATE_LIKE.search(rest.text) is not None
    if DATE.search(first.text):
        if OPEN_RANGE.search(first.text):
            return True
        goes_on = RANGE_END if DATE.search(rest.text) else CONTINUED
        return bool(goes_on.match(rest.text))
    return _is_cut(first, rest) and not NOT_A_LABEL.search(first.text + rest.text)


def _fills_cell(first: Segment, rest: Segment) -> bool:
    """Say whether a cell of a table, or a bold title beside its date, goes on in the row below."""
    if ADDRESS.search(first.text) or ADDRESS.search(rest.text) or DATE.search(rest.text):
        return False
    return _is_cut(first, rest) or bool(OPEN_END.search(first.text) and first.bold == rest.bold)


def _is_cut(first: Segment, rest: Segment) -> bool:
    """Say whether a phrase that begins with a large letter goes on with a small one."""
    return (
        bool(CONTINUED.match(rest.text)) and not first.text[0].islower() and first.bold == rest.bold
    )


def _with_dates_before_bullets(rows: list[Row]) -> list[Row]:
    said: list[Row] = []
    for row in rows:
        last = row.segments[-1]
        if len(row.segments) > 1 and is_date(last) and BULLET.match(row.text):
            said.append(Row([last]))
            row = Row(row.segments[:-1])
        elif said and _is_beside_later_item(row, said[-1]):
            said.append(Row(row.segments[:1]))
            row = Row(row.segments[1:])
        said.append(row)
    return said


def _is_beside_later_item(row: Row, above: Row) -> bool:
    """Say whether a date in the margin stands beside an item below another one."""
    if len(row.segments) != 2:
        return False
    item, before = row.segments[1], above.segments[0]
    both = item.words[0].begins_item and before.words[0].begins_item
    return both and abs(item.x0 - before.x0) < ALIGNED and is_date(row.segments[0])
