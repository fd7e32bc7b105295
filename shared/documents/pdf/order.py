"""Rows of a region into the order in which a person would say them.

A label set beside the middle of its entry is said first; a date broken over two rows of its column
is said at once; a date beside the first bullet belongs to the head above it.
"""

import re
from itertools import pairwise
from statistics import median
from typing import Final

from shared.documents.lines import BULLET
from shared.documents.pdf.rows import Row, Segment

LARGER: Final = 1.15  # times the usual size: how much larger a label is set
CLOSE: Final = 0.9  # em between rows of one entry
OPEN_RANGE: Final = re.compile(r"(?:[-–—]|\b(?:to|until|à|au|bis|hasta|a))$", re.IGNORECASE)
CONTINUED: Final = re.compile(r"^(?:[-–—]|[a-zà-ÿ])")
ONLY_DATE: Final = re.compile(r"^(?:\d{1,2}[/.-])?(?:19|20)\d\d$")
SHORT: Final = 24  # characters of a part of a date
DATE: Final = re.compile(r"\b(?:19|20)\d\d\b")


def in_order(rows: list[Row]) -> list[Row]:
    """Return the rows of a region as they are said."""
    rows = _with_labels_first(rows)
    rows = _with_ranges_whole(rows)
    return _with_dates_before_bullets(rows)


def _with_labels_first(rows: list[Row]) -> list[Row]:
    usual = median(row.size for row in rows)
    said: list[Row] = []
    for row in rows:
        label = row.segments[0]
        start = _start_of_entry(said, row, label)
        if label.size < LARGER * usual or start == len(said):
            said.append(row)
            continue
        said.insert(start, Row(segments=[label]))
        if len(row.segments) > 1:
            said.append(Row(segments=row.segments[1:]))
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


def _with_ranges_whole(rows: list[Row]) -> list[Row]:
    """Join a date of the left column that goes on in the next row."""
    for row, below in pairwise(rows):
        if len(row.segments) < 2 or not below.segments:
            continue
        first, rest = row.segments[0], below.segments[0]
        if rest.x1 > row.segments[1].x0 or len(rest.text) > SHORT or len(first.text) > SHORT:
            continue
        if below.top - row.bottom > CLOSE * row.size:
            continue
        if ONLY_DATE.match(first.text) and ONLY_DATE.match(rest.text):
            row.segments.insert(1, below.segments.pop(0))
        elif DATE.search(first.text) and (
            OPEN_RANGE.search(first.text) or CONTINUED.match(rest.text)
        ):
            row.segments[0] = Segment(words=[*first.words, *rest.words])
            below.segments.pop(0)
    return [row for row in rows if row.segments]


def _with_dates_before_bullets(rows: list[Row]) -> list[Row]:
    said: list[Row] = []
    for row in rows:
        last = row.segments[-1]
        if len(row.segments) > 1 and DATE.search(last.text) and BULLET.match(_text(row)):
            said.append(Row(segments=[last]))
            row = Row(segments=row.segments[:-1])
        said.append(row)
    return said


def _text(row: Row) -> str:
    return " ".join(segment.text for segment in row.segments)
