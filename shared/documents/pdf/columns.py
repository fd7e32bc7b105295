"""Segments of a page to regions in reading order: columns apart, tables row by row.

A gutter is a corridor that no segment crosses over some height. What lies left and right of it is
read column by column when the two sides have lives of their own (a sidebar), and row by row when
one side labels the other (dates beside jobs, headings beside entries).
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Final

from shared.documents.pdf.rows import Row, Segment, rows_of

GUTTER: Final = 0.8  # em of the body text; a corridor is at least this wide
LEAST_ROWS: Final = 3  # on each side of a gutter
NEAR: Final = 3.0  # points between edges that are one edge
EXPECTED: Final = -2  # vote of a gutter that the page before had
GOES_ON: Final = 1  # vote of a gutter with a table above or below
SAME_GUTTER: Final = 12.0  # points between gutters of two pages that are one
TABLE: Final = 2  # votes that make a region a table
VOTE: Final = 0.05  # of a gutter's weight, for each vote against a table
MOST_FAVOUR: Final = 0.5  # what all votes against a table can add to a weight

FLUSH_ROWS: Final = 5  # and more may be labels set against the gutter
FLUSH: Final = 0.8  # of them end there
PARAGRAPH: Final = 1.5  # em; rows further apart are of different paragraphs

Style = tuple[float, bool, str]  # size, bold, colour
Styles = dict[Style, int]

DATE_LIKE: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.]\d{2,4}\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Gutter:
    """A corridor and what lies around it."""

    above: list[Segment]
    left: list[Segment]
    right: list[Segment]
    below: list[Segment]
    x: float
    weight: float
    votes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What was found to be one, and so has no gutter."""

    margin: float  # where its right side begins
    weight: float  # as of a gutter


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """What is read row by row; where it lies in a column, with the outermost gutter beside it."""

    segments: list[Segment]
    gutter: float | None = None  # points from the left
    is_right: bool = False

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(segment.x0 for segment in self.segments)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(segment.x1 for segment in self.segments)


def regions(segments: list[Segment], known: frozenset[float] = frozenset()) -> list[Region]:
    """Return the segments as regions in reading order.

    `known` are gutters of the page before: what were columns there goes on as columns here.
    """
    if not segments:
        return []
    gutter = _best_gutter(segments, known)
    if gutter is None:
        return [Region(segments=segments)]
    left = [replace(r, gutter=gutter.x, is_right=False) for r in regions(gutter.left)]
    right = [replace(r, gutter=gutter.x, is_right=True) for r in regions(gutter.right)]
    return [*regions(gutter.above, known), *left, *right, *regions(gutter.below, known)]


def _best_gutter(segments: list[Segment], known: frozenset[float]) -> Gutter | None:
    page = _Page(sorted(segments, key=attrgetter("middle")))
    best = _heaviest(page, known, [])
    if best and best.votes + GOES_ON >= TABLE and _goes_on(page.tables, best.right, best.weight):
        return _heaviest(page, known, page.tables)
    return best


def _heaviest(page: "_Page", known: frozenset[float], tables: "list[Table]") -> Gutter | None:
    """Return the gutter with most rows beside it; where there are `tables`, one may go on."""
    width = GUTTER * page.body
    best: Gutter | None = None
    for x in _candidates(page.segments, width):
        vote = EXPECTED if _is_close(x, known) else 0
        for band in _bands_at(page, x, width):
            best = _gutter(page, x, band, vote, tables, best.weight if best else 0.0) or best
    return best


def _is_close(x: float, places: Iterable[float]) -> bool:
    return any(abs(x - place) < SAME_GUTTER for place in places)


class _Page:
    """Segments from top to bottom, with what is asked of them for each corridor."""

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        self.body = median([s.size for s in segments])
        self.tables: list[Table] = []  # found so far
        self.top = min([s.top for s in segments]) - 1
        self.bottom = max([s.bottom for s in segments]) + 1
        self.middles = [s.middle for s in segments]
        self.edges = [(s.x0, s.x1, s) for s in segments]
        self.starts = sorted([s.x0 for s in segments])
        self.ends = sorted([s.x1 for s in segments])


def _candidates(segments: list[Segment], width: float) -> list[float]:
    """Return the left sides of corridors worth trying: where edges of segments line up."""
    starts = [x - width - 0.5 for x in _edges([segment.x0 for segment in segments], first=True)]
    ends = [x + 0.5 for x in _edges([segment.x1 for segment in segments], first=False)]
    apart: list[float] = []
    for x in sorted(starts + ends):
        if not apart or x - apart[-1] > NEAR / 2:
            apart.append(x)
    return apart


def _edges(positions: list[float], *, first: bool) -> list[float]:
    groups: list[list[float]] = []
    for position in sorted(positions):
        if groups and position - groups[-1][-1] <= NEAR:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [group[0] if first else group[-1] for group in groups if len(group) >= 2]


def _bands_at(page: _Page, x: float, width: float) -> list[tuple[float, float]]:
    """Return the heights, as top and bottom, over which nothing crosses a corridor."""
    right = x + width
    before = bisect_right(page.ends, x)
    after = len(page.starts) - bisect_left(page.starts, right)
    if before + after < 0.3 * len(page.edges) or min(before, after) < LEAST_ROWS:
        return []
    crossing = [s for x0, x1, s in page.edges if x0 < right and x1 > x]
    crossing = _without_protruding(crossing, page.segments, x)
    top = page.top
    bands: list[tuple[float, float]] = []
    for start, end in sorted([(s.top, s.bottom) for s in crossing]):
        if start > top:
            bands.append((top, start))
        top = max(top, end)
    bands.append((top, page.bottom))
    return bands


def _without_protruding(
    crossing: list[Segment], segments: list[Segment], x: float
) -> list[Segment]:
    """Leave out the few long words of a narrow column that reach over the gutter."""
    protruding = [
        one
        for one in crossing
        if one.x1 - x < 0.2 * (one.x1 - one.x0)
        and one.x0 < x - 20
        and not _reaches_into_any(one, segments, x)
    ]
    if len(protruding) > 2:
        return crossing
    return [one for one in crossing if one not in protruding]


def _reaches_into_any(one: Segment, segments: list[Segment], x: float) -> bool:
    """Say whether a segment overlaps one that begins right of `x`."""
    right, top, bottom = one.x1, one.top + 2, one.bottom - 2
    return any(
        x < other.x0 < right and other.top < bottom and other.bottom > top for other in segments
    )


def _gutter(
    page: _Page,
    x: float,
    band: tuple[float, float],
    vote: int,
    tables: list[Table],
    least: float,
) -> Gutter | None:
    """Return the gutter at `x`, if it is one and weighs more than `least`."""
    top, bottom = band
    if bottom - top < LEAST_ROWS * page.body:
        return None
    first = bisect_left(page.middles, top)
    after = bisect_right(page.middles, bottom)
    if after - first < 2 * LEAST_ROWS:
        return None
    inside = page.segments[first:after]
    left = [s for s in inside if s.x0 < x]
    right = [s for s in inside if s.x0 >= x]
    few = min(len(left), len(right))
    if few < LEAST_ROWS or few + 0.01 * len(inside) + MOST_FAVOUR <= least:
        return None
    sides = rows_of(left), rows_of(right)
    weight = min(len(side) for side in sides) + 0.01 * len(inside)
    if weight + MOST_FAVOUR <= least:
        return None
    if min(len(side) for side in _beside_each_other(*sides)) < LEAST_ROWS:
        return None
    votes = _sum_of_votes(*sides, page.body, vote)
    if _goes_on(tables, right, weight):
        votes += GOES_ON
    if votes >= TABLE:
        page.tables.append(Table(margin=_margin(right), weight=weight))
        return None
    weight -= VOTE * votes
    if weight <= least:
        return None
    return Gutter(
        above=page.segments[:first],
        left=left,
        right=right,
        below=page.segments[after:],
        x=x,
        weight=weight,
        votes=votes,
    )


def _margin(right: list[Segment]) -> float:
    return min([s.x0 for s in right])


def _goes_on(tables: list[Table], right: list[Segment], weight: float) -> bool:
    """Say whether one of `tables` begins its right side there too, and is the larger part."""
    return any(
        table.weight >= weight and abs(table.margin - _margin(right)) < SAME_GUTTER
        for table in tables
    )


def _sum_of_votes(left: list[Row], right: list[Row], body: float, vote: int) -> int:
    """Return how much two sides of a gutter are to be read row by row; `vote` is added."""
    left, right = _beside_each_other(left, right)
    if _is_flush_right(left):
        return TABLE
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    return vote + sum(_votes(few, many, body)) if few else TABLE


def _beside_each_other(left: list[Row], right: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows within the height that both sides share."""
    top = max(left[0].top, right[0].top) - 1
    bottom = min(left[-1].bottom, right[-1].bottom) + 1
    return (
        [row for row in left if top <= row.baseline <= bottom],
        [row for row in right if top <= row.baseline <= bottom],
    )


def _votes(few: list[Row], many: list[Row], body: float) -> list[int]:
    """Return what each sign says: above 0 for a table, below for columns."""
    few_styles = _heading_styles(_unpaired(few, many), body)
    many_styles = _heading_styles(_unpaired(many, few), body)
    return [
        _vote_of_pairs(few, many, few_styles if not many_styles else {}),
        _vote_of_dates(few, many),
        _vote_of_sparseness(few, many),
        _vote_of_headings(few_styles, many_styles, len(few)),
        _vote_of_drawing(few, many),
        _vote_of_tops(few, many, body),
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
    return [row for row in rows if not _is_near(row.baseline, baselines, 0.2 * row.size)]


def _is_near(value: float, places: list[float], distance: float) -> bool:
    at = bisect_left(places, value - distance)
    return at < len(places) and places[at] < value + distance


def _vote_of_pairs(few: list[Row], many: list[Row], headings: Styles) -> int:
    """Rows of a table, or its paragraphs, begin on one baseline; those of columns by chance.

    Headings above the labels of a table have no partner, and need none.
    """
    shares: list[float] = []
    labels = [row for row in few if _style_of(row) not in headings]
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
    shares = [
        sum(len(row.text) < 32 and DATE_LIKE.search(row.text) is not None for row in side)
        / len(side)
        for side in (few, many)
    ]
    return 3 if max(shares) >= 0.6 else 1 if shares[0] >= 0.4 else 0


def _labels_with_dates(side: list[Row]) -> bool:
    """Say whether each paragraph of a narrow side begins with a date; headings stand between."""
    usual = median(row.size for row in side)
    plain = [row for row in side if row.segments[0].largest < 1.12 * usual]
    starts = [row for row in _starts(side) if row in plain]
    return (
        len(starts) > 1  # the first may be what a wide date above the corridor has left behind
        and all(DATE_LIKE.search(row.text) for row in starts[1:])
        and max(len(row.text) for row in plain) < 32
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


def _heading_styles(rows: list[Row], body: float) -> Styles:
    """Return how often each style of heading occurs: larger than the body, capitals, or bold."""
    styles: Styles = {}
    plain = 2 * sum(row.segments[0].bold for row in rows) < len(rows)
    for row in rows:
        text, first = row.text, row.segments[0]
        if len(text) > 40 or len(row.segments) > 1:
            continue
        stressed = (text.isupper() and len(text) > 3) or (plain and first.bold)
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
        if abs(one.baseline - two.baseline) < 1 and _style_of(one) == _style_of(two)
    ]
    if not pairs:
        return 0
    style = _style_of(pairs[0][0])
    alone = [sum(_style_of(row) == style for row in side) - len(pairs) for side in large]
    if not any(alone):
        return -2 if len(pairs) == 1 else 0
    in_capitals = all(row.text.isupper() for pair in pairs for row in pair)
    return -3 if in_capitals or min(alone) > 0 else 0  # else a town beside each title


def _is_large(row: Row, body: float) -> bool:
    return (
        row.segments[0].largest >= 1.12 * body
        and len(row.text) <= 40
        and not DATE_LIKE.search(row.text)
    )


def _vote_of_drawing(few: list[Row], many: list[Row]) -> int:
    """What is drawn in one go is mostly one column."""
    runs = [(word.run, 0) for row in few for word in row.words]
    runs += [(word.run, 1) for row in many for word in row.words]
    switches = sum(one[1] != other[1] for one, other in pairwise(sorted(runs)))
    if switches <= 0.2 * len(few):
        return -1
    return 1 if switches >= 1.5 * len(few) else 0
