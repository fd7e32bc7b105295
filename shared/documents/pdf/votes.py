"""Whether what lies left and right of a corridor is a table, read row by row, or two columns.

Several signs vote, none of which is sure alone.
"""

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Final

from shared.documents.pdf.rows import Row, Segment

FLUSH_ROWS: Final = 5  # and more may be labels set against the gutter
FLUSH: Final = 0.8  # of them end there
PARAGRAPH: Final = 1.5  # em; rows further apart are of different paragraphs
TABLE: Final = 2  # votes that make a region a table
OF_SECTION: Final = 1.3  # times the body text; the head of an entry is smaller
SAME_LINE: Final = 0.15  # em between baselines
NEAR: Final = 3.0  # points between edges that are one edge
PAIRED: Final = 0.2  # em between the baselines of two rows that stand side by side
PAIRED_ON_SCAN: Final = 0.35  # em; a line without letters that hang down ends higher there
AT_MARGIN: Final = 0.7  # of the rows of a card begin there
LEAST_ALIKE: Final = 0.8  # of the rows have one of their own style beside them
TEXT: Final = re.compile(r"(?=.{24})(?:[^\d,]+,\s\D|\S+(?:\s\S+){3})")
LISTED: Final = re.compile(r"[^,]+,[^,]+,")
LONG_COLUMN: Final = 9  # rows
MANY_LABELS: Final = 6
SPARSE: Final = 0.75  # of the rows beside them
SHORT_NAME: Final = 3  # letters of a name such as SQL
LONG_HEADING: Final = 40  # characters
FIGURE: Final = re.compile(
    r"(?!\d{1,2}[.)])\D{0,3}\d[\d\s.,]*\W{0,2}\s?[^\W\d]{0,6}"
)  # "+ 23 %", "9 ans"
SHORT_DATE: Final = 32
DATE_LIKE: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.]\d{2,4}\b")

Style = tuple[float, bool, str]  # size, bold, colour
Styles = dict[Style, int]


def sum_of_votes(left: list[Row], right: list[Row], body: float, vote: int) -> int:
    """Return how much two sides of a gutter are to be read row by row; `vote` is added."""
    left, right = beside_each_other(left, right)
    if _is_flush_right(left):
        return TABLE
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    return vote + sum(_votes(few, many, body)) if few else TABLE


def beside_each_other(left: list[Row], right: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows within the height that both sides share."""
    top = max(left[0].top, right[0].top) - 1
    bottom = min(left[-1].bottom, right[-1].bottom) + 1
    return (
        [row for row in left if top <= row.baseline <= bottom],
        [row for row in right if top <= row.baseline <= bottom],
    )


def _votes(few: list[Row], many: list[Row], body: float) -> list[int]:
    """Return what each sign says: above 0 for a table, below for columns."""
    few_styles = _heading_styles(_unpaired(few, many), few, body)
    many_styles = _heading_styles(_unpaired(many, few), many, body)
    labels = [row for row in few if _style_of(row) not in few_styles] if not many_styles else few
    return [
        _vote_of_pairs(few, many, labels),
        _vote_of_dates(few, many),
        _vote_of_sparseness(few, many),
        _vote_of_headings(few_styles, many_styles, len(few)),
        _vote_of_drawing(few, many, labels),
        _vote_of_tops(few, many, body),
        _vote_of_cards(few, many),
    ]


def _is_flush_right(left: list[Row]) -> bool:
    """Say whether a side ends at the gutter but begins anywhere, as only labels do: Europass."""
    if len(left) < FLUSH_ROWS:
        return False
    edge = median([row.x1 for row in left])
    ends = sum(abs(row.x1 - edge) < NEAR for row in left)
    starts = Counter(round(row.x0 / NEAR) for row in left).most_common(1)[0][1]
    return ends >= FLUSH * len(left) and starts <= len(left) / 2


def _unpaired(rows: list[Row], others: list[Row]) -> list[Row]:
    """Return the rows that have none of the others on their baseline."""
    baselines = sorted(other.baseline for other in others)
    within = [(PAIRED if row.words[0].look.color else PAIRED_ON_SCAN) * row.size for row in rows]
    return [
        row
        for row, distance in zip(rows, within, strict=True)
        if not _is_near(row.baseline, baselines, distance)
    ]


def _is_near(value: float, places: list[float], distance: float) -> bool:
    at = bisect_left(places, value - distance)
    return at < len(places) and places[at] < value + distance


def _vote_of_pairs(few: list[Row], many: list[Row], labels: list[Row]) -> int:
    """Rows of a table, or its paragraphs, begin on one baseline; those of columns by chance.

    `labels` are the few without headings above them, which have no partner, and need none.
    """
    shares: list[float] = []
    for rows, others in ((labels, many), (_starts(few), many), (_starts(many), few)):
        if len(rows) > 1:
            shares.append(1 - len(_unpaired(rows, others)) / len(rows))
    share = max(shares, default=0.0)
    return 2 if share > 0.75 else 1 if share > 0.6 else -2 if share < 0.4 else 0


def _starts(rows: list[Row]) -> list[Row]:
    """Return the first row of each paragraph."""
    return rows[:1] + [
        row
        for before, row in pairwise(rows)
        if row.baseline - before.baseline > PARAGRAPH * max(before.size, row.size)
    ]


def _vote_of_dates(few: list[Row], many: list[Row]) -> int:
    """A side of nothing but dates, each perhaps with a place below, belongs to the other."""
    if any(_labels_with_dates(side) for side in (few, many)):
        return 4  # even where dates in smaller type stand on baselines of their own
    shares = [sum(map(is_date, side)) / len(side) for side in (few, many)]
    return 3 if max(shares) >= 0.6 else 1 if shares[0] >= 0.4 else 0


def is_date(row: Row | Segment) -> bool:
    """Say whether a row or a part of it is a date, perhaps with a place."""
    return len(row.text) < SHORT_DATE and DATE_LIKE.search(row.text) is not None


def _labels_with_dates(side: list[Row]) -> bool:
    """Say whether each paragraph of a narrow side begins with a date; headings stand between."""
    usual = median(row.size for row in side)
    plain = [row for row in side if row.segments[0].largest < 1.12 * usual]
    starts = [row for row in _starts(side) if row in plain]
    return (
        len(starts) > 1  # the first may be what a wide date above the corridor has left behind
        and all(DATE_LIKE.search(row.text) for row in starts[1:])
        and max(len(row.text) for row in plain) < SHORT_DATE
        and len(plain) <= 2.5 * len(starts)
    )


def _vote_of_sparseness(few: list[Row], many: list[Row]) -> int:
    """Labels leave most of their column empty."""
    height = max(row.bottom for row in many + few) - min(row.top for row in many + few)
    covered = sum(row.bottom - row.top for row in few) / max(height, 1.0)
    if covered < 0.25:
        return 2
    return 1 if covered < 0.4 and len(few) < 0.5 * len(many) else 0


def _vote_of_headings(few: Styles, many: Styles, rows: int) -> int:
    """Columns have each their headings, in one style; a column of headings labels the other."""
    if not many and sum(few.values()) >= 0.6 * rows:
        return 4
    shared = set(few) & set(many)
    if not shared:
        return 0
    return -3 if min(sum(side[style] for style in shared) for side in (few, many)) >= 2 else -2


def _heading_styles(rows: list[Row], side: list[Row], body: float) -> Styles:
    """Return how often each style of heading occurs: larger than the body, capitals, or bold.

    Where most rows of their side are bold, that marks none.
    """
    styles: Styles = {}
    plain = 2 * sum(row.segments[0].bold for row in side) < len(side)
    for row in rows:
        text, first = row.text, row.segments[0]
        if len(text) > LONG_HEADING or len(row.segments) > 1:
            continue
        stressed = (text.isupper() and sum(map(str.isalpha, text)) > SHORT_NAME) or (
            plain and first.bold
        )
        if (stressed or first.largest >= 1.12 * body) and not DATE_LIKE.search(text):
            style = _style_of(row)
            styles[style] = styles.get(style, 0) + 1
    return styles


def _style_of(row: Row) -> Style:
    segment = row.segments[0]
    return round(segment.largest * 2) / 2, segment.bold, segment.words[0].look.color


def _vote_of_tops(few: list[Row], many: list[Row], body: float) -> int:
    """Two headings of one style side by side stand above columns, unless every row has such a pair."""
    large = [[row for row in side if _is_large(row, body)] for side in (few, many)]
    pairs = [
        (one, two)
        for one in large[0]
        for two in large[1]
        if abs(one.baseline - two.baseline) < SAME_LINE * body
        and _style_of(one) == _style_of(two)
        and len(one.segments) == 1  # no label stands before it
    ]
    if not pairs or len(pairs) == len(few) < len(many):  # those of one side are labels
        return 0
    style = _style_of(pairs[0][0])
    alone = [sum(_style_of(row) == style for row in side) - len(pairs) for side in large]
    if not any(alone):
        return -2 if len(pairs) == 1 or style[0] >= OF_SECTION * body else 0
    in_capitals = all(row.text.isupper() for pair in pairs for row in pair)
    if in_capitals or min(alone) > 0:
        return -3
    heads_both = style[1] and pairs == [(few[0], many[0])]
    return -2 if heads_both else 0  # else a town beside each title


def _vote_of_cards(few: list[Row], many: list[Row]) -> int:
    """Cards side by side begin at a margin, hold text, and have the same styles row by row.

    So do the columns of a table with a head, but for lists below it and for more than one style.
    """
    if not (_is_at_margin(few) and _is_at_margin(many)):
        return 0
    alike = _styles_alike(few, many)
    kinds = len(set(alike))
    if kinds < 2 or len(alike) < LEAST_ALIKE * len(few):
        return 0
    held = TEXT if kinds > 2 else LISTED
    return -3 if all(any(held.match(row.text) for row in side) for side in (few, many)) else 0


def _styles_alike(few: list[Row], many: list[Row]) -> list[Style]:
    """Return the styles of the rows that have one of their own style beside them."""
    baselines = [row.baseline for row in many]
    alike: list[Style] = []
    for row in few:
        at = bisect_left(baselines, row.baseline - 1)
        if at < len(many) and baselines[at] < row.baseline + 1:
            style = _style_of(row)
            if style == _style_of(many[at]):
                alike.append(style)
    return alike


def _is_at_margin(side: list[Row]) -> bool:
    margin = median(row.x0 for row in side)
    return sum(abs(row.x0 - margin) < NEAR for row in side) >= AT_MARGIN * len(side)


def _is_large(row: Row, body: float) -> bool:
    return (
        row.segments[0].largest >= 1.12 * body
        and len(row.text) <= LONG_HEADING
        and not DATE_LIKE.search(row.text)
        and not FIGURE.fullmatch(row.segments[0].text)
    )


def _vote_of_drawing(few: list[Row], many: list[Row], labels: list[Row]) -> int:
    """What is drawn in one go is mostly one column; on a scan only what is long is likely one.

    There many labels that have each its row beside them, and leave room between them, are none.
    """
    if not few[0].words[0].look.color:
        sparse = len(labels) >= MANY_LABELS and len(few) <= SPARSE * len(many)
        return -1 if len(few) >= LONG_COLUMN and not (sparse and not _unpaired(labels, many)) else 0
    runs = [(word.run, 0) for row in few for word in row.words]
    runs += [(word.run, 1) for row in many for word in row.words]
    switches = sum(one[1] != other[1] for one, other in pairwise(sorted(runs)))
    if switches <= 0.2 * len(few):
        return -1
    return 1 if switches >= 1.5 * len(few) else 0
