"""Segments of a page to regions in reading order: columns apart, tables row by row.

A gutter is a corridor that no segment crosses over some height. What lies left and right of it is
read column by column when the two sides have lives of their own (a sidebar), and row by row when
one side labels the other (dates beside jobs, headings beside entries).
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from statistics import median
from typing import Final

from shared.documents.pdf.bands import trimmed_band
from shared.documents.pdf.rows import Segment, rows_of
from shared.documents.pdf.votes import NEAR, TABLE, beside_each_other, sum_of_votes
from shared.documents.pdf.word import Area

GUTTER: Final = 0.8  # em of the body text; a corridor is at least this wide
LEAST_ROWS: Final = 3  # on each side of a gutter
EXPECTED: Final = -2  # vote of a gutter that the page before had
GOES_ON: Final = 1  # vote of a gutter that goes on with a larger table
SAME_GUTTER: Final = 12.0  # points between gutters of two pages that are one
VOTE: Final = 0.1  # rows that each vote against a table adds to a gutter's weight
ANY_VOTE: Final = 0.9  # rows that the sum adds, if it is against a table, or takes
INDENT: Final = 12.0  # points by which items stand right of their heading
RAGGED: Final = 0.2  # of a gutter's weight, at most, where its right side begins at many places
MOST_FAVOUR: Final = 1.9  # what all votes against a table can add to a weight


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


def regions(
    segments: list[Segment], known: frozenset[float] = frozenset(), grids: Sequence[Area] = ()
) -> list[Region]:
    """Return the segments as regions in reading order.

    `known` are gutters of the page before: what were columns there goes on as columns here.
    What stands in one of `grids`, with nothing beside it, is one region.
    """
    if not segments:
        return []
    for number, grid in enumerate(grids):
        above, within, below = _parted(segments, grid)
        if within:
            rest = grids[number + 1 :]
            return [
                *regions(above, known, rest),
                Region(segments=within),
                *regions(below, known, rest),
            ]
    gutter = _best_gutter(segments, known)
    if gutter is None:
        return [Region(segments=segments)]
    left = [replace(r, gutter=gutter.x, is_right=False) for r in regions(gutter.left)]
    right = [replace(r, gutter=gutter.x, is_right=True) for r in regions(gutter.right)]
    return [*regions(gutter.above, known), *left, *right, *regions(gutter.below, known)]


def _parted(
    segments: list[Segment], grid: Area
) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """Return what stands above a grid, in it, and below it; nothing in it if something is beside it."""
    above = [segment for segment in segments if segment.middle <= grid.top]
    below = [segment for segment in segments if segment.middle >= grid.bottom]
    level = [segment for segment in segments if grid.top < segment.middle < grid.bottom]
    fits = all(grid.x0 - NEAR < segment.x0 and segment.x1 < grid.x1 + NEAR for segment in level)
    return above, level if fits else [], below


def _best_gutter(segments: list[Segment], known: frozenset[float]) -> Gutter | None:
    page = _Page(sorted(segments, key=attrgetter("middle")))
    best = _heaviest(page, known, ())
    if best and best.votes + GOES_ON >= TABLE and _goes_on(page.tables, best.right, best.weight):
        return _heaviest(page, known, tuple(page.tables))
    return best


def _heaviest(page: "_Page", known: frozenset[float], tables: tuple[Table, ...]) -> Gutter | None:
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
    tables: tuple[Table, ...],
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
    if trimmed := trimmed_band(*sides, band, page.segments[after:], page.body):
        return _gutter(page, x, trimmed, vote, tables, least)
    weight = min(len(side) for side in sides) + 0.01 * len(inside)
    if weight + MOST_FAVOUR <= least:
        return None
    if min(len(side) for side in beside_each_other(*sides)) < LEAST_ROWS:
        return None
    votes = sum_of_votes(*sides, page.body, vote)
    if _goes_on(tables, right, weight):
        votes += GOES_ON
    if votes >= TABLE:
        page.tables.append(Table(margin=_margin(right), weight=weight))
        return None
    weight -= (
        VOTE * votes
        + ANY_VOTE * ((votes > 0) - (votes < 0))
        + RAGGED * weight * (1 - _share_at_margin(right))
    )
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


def _share_at_margin(side: list[Segment]) -> float:
    """Return how many of a column's segments begin at one place, as a share; dates beside it do not."""
    starts = Counter(round(segment.x0 / INDENT) for segment in side)
    return max(starts[at] + starts[at + 1] for at in starts) / len(side)


def _margin(right: list[Segment]) -> float:
    return min([s.x0 for s in right])


def _goes_on(tables: Iterable[Table], right: list[Segment], weight: float) -> bool:
    """Say whether one of `tables` begins its right side there too, and is the larger part."""
    return any(
        table.weight >= weight and abs(table.margin - _margin(right)) < SAME_GUTTER
        for table in tables
    )
