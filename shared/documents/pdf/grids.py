"""Tables that are drawn as a grid of lines: what stands in one is read row by row."""

from collections.abc import Iterable, Sequence
from typing import Final

from shared.documents.pdf.shapes import Shape
from shared.documents.pdf.word import Area

THIN: Final = 2.0  # points; a line is no thicker
LONG: Final = 8.0  # points; a part of a line is longer
NEAR: Final = 2.0  # points between lines that meet
APART: Final = 4.0  # points between two lines at least
MOST: Final = 600  # parts of lines; more are a drawing
ROWS: Final = 3  # horizontal lines of a grid at least
COLUMNS: Final = 3  # vertical ones, with those at its sides
SHARE: Final = 0.4  # of the grid; a line that runs along as much of it parts rows or columns


def grids_among(shapes: Iterable[Shape]) -> list[Area]:
    """Return the grids that the lines among some shapes make, each once, from top to bottom."""
    lines = [
        Area(*shape.box)
        for shape in shapes
        if shape.is_path and (_is_across(Area(*shape.box)) or _is_down(Area(*shape.box)))
    ]
    down = sum(map(_is_down, lines))
    if down < COLUMNS or len(lines) - down < ROWS or len(lines) > MOST:
        return []
    found = [_around(group) for group in _joined(lines) if _is_grid(group)]
    return sorted(found, key=lambda grid: grid.top)


def _is_across(area: Area) -> bool:
    return area.bottom - area.top <= THIN and area.x1 - area.x0 > LONG


def _is_down(area: Area) -> bool:
    return area.x1 - area.x0 <= THIN and area.bottom - area.top > LONG


def _joined(lines: Sequence[Area]) -> list[list[Area]]:
    """Return the lines in groups of those that meet."""
    groups: list[list[Area]] = []
    for line in lines:
        met = [group for group in groups if any(_meet(line, other) for other in group)]
        whole = [line, *(other for group in met for other in group)]
        groups = [group for group in groups if group not in met]
        groups.append(whole)
    return groups


def _meet(one: Area, two: Area) -> bool:
    return (
        one.x0 - NEAR <= two.x1
        and two.x0 - NEAR <= one.x1
        and one.top - NEAR <= two.bottom
        and two.top - NEAR <= one.bottom
    )


def _around(lines: Sequence[Area]) -> Area:
    return Area(
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )


def _is_grid(lines: Sequence[Area]) -> bool:
    whole = _around(lines)
    rows = [(line.top, line.x1 - line.x0) for line in lines if _is_across(line)]
    columns = [(line.x0, line.bottom - line.top) for line in lines if _is_down(line)]
    return (
        _count(rows, SHARE * (whole.x1 - whole.x0)) >= ROWS
        and _count(columns, SHARE * (whole.bottom - whole.top)) >= COLUMNS
    )


def _count(parts: Iterable[tuple[float, float]], least: float) -> int:
    """Return at how many places parts of lines, given with their lengths, are so long together."""
    lengths: list[tuple[float, float]] = []  # place, and length so far
    for place, length in sorted(parts):
        if lengths and place - lengths[-1][0] < APART:
            lengths[-1] = lengths[-1][0], lengths[-1][1] + length
        else:
            lengths.append((place, length))
    return sum(length >= least for _, length in lengths)
