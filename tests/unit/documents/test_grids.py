"""Grids of lines around tables."""

from itertools import pairwise

from shared.documents.pdf.grids import MOST, grids_among
from shared.documents.pdf.shapes import Shape
from shared.documents.pdf.word import Area

EDGES = (60.0, 150.0, 320.0, 520.0)
ROWS = (100.0, 114.0, 128.0, 156.0)


def shapes(boxes: list[tuple[float, float, float, float]], *, is_path: bool = True) -> list[Shape]:
    return [Shape(number, 0, is_path, box) for number, box in enumerate(boxes)]


def across(rows: tuple[float, ...]) -> list[tuple[float, float, float, float]]:
    """Return the lines below cells, each cell with a line of its own."""
    return [(x0, y, x1, y + 0.5) for y in rows for x0, x1 in pairwise(EDGES)]


def down(edges: tuple[float, ...]) -> list[tuple[float, float, float, float]]:
    return [(x, top, x + 0.5, bottom) for x in edges for top, bottom in pairwise(ROWS)]


def test_lines_around_cells_make_a_grid():
    (found,) = grids_among(shapes([*across(ROWS), *down(EDGES)]))

    assert found == Area(60.0, 100.0, 520.5, 156.5)


def test_grids_apart_are_told_from_top_to_bottom():
    lower = [
        (x0, top + 200, x1, bottom + 200) for x0, top, x1, bottom in across(ROWS) + down(EDGES)
    ]

    found = grids_among(shapes([*lower, *across(ROWS), *down(EDGES)]))

    assert [round(grid.top) for grid in found] == [100, 300]


def test_rules_frames_pictures_and_drawings_are_no_grids():
    assert grids_among(shapes(across(ROWS))) == []
    assert grids_among(shapes([*across(ROWS[:1]), *across(ROWS[-1:]), *down(EDGES)])) == []
    assert grids_among(shapes([*across(ROWS), *down(EDGES[:1]), *down(EDGES[-1:])])) == []
    assert grids_among(shapes([*across(ROWS), *down(EDGES)], is_path=False)) == []
    assert grids_among(shapes([*across(ROWS), *down(EDGES)] * MOST)) == []
