"""Grids drawn around tables on a scanned page."""

import math
from typing import Any

import pytest

from shared.documents.ocr_grid import grids_in

numpy = pytest.importorskip("numpy")
cv2 = pytest.importorskip("cv2")

HIGH, WIDE = 900, 800
PALE = 170  # of 255, of a thin line that was printed and scanned
GRID = (60, 200, 660, 320)


def a_page(degrees: float = 0.0, *, rows: int = 5, columns: int = 4, ink: int = PALE) -> Any:
    """Return a grey page with so many lines across and down, and text in the cells between."""
    page = numpy.full((HIGH, WIDE), 250, numpy.uint8)
    left, top, right, bottom = GRID
    for row in range(rows):
        y = top + row * (bottom - top) // (rows - 1)
        page[y : y + 2, left:right] = ink
    for column in range(columns):
        x = left + column * (right - left) // (columns - 1)
        page[top:bottom, x : x + 2] = ink
    for y in range(20, HIGH - 20, 30):
        page[y : y + 9, 75:200:7] = 40
        page[y : y + 9, 280:340:7] = 40
    turn = numpy.array(
        [[math.cos(a := math.radians(degrees)), -math.sin(a), 0], [math.sin(a), math.cos(a), 0]]
    )
    return cv2.warpAffine(page, turn, (WIDE, HIGH), borderValue=250)


@pytest.mark.parametrize("degrees", [0.0, -0.5, 0.5, 1.5])
def test_a_grid_of_pale_lines_is_found_however_the_page_lies(degrees: float):
    angle = math.radians(degrees)

    (found,) = grids_in(a_page(degrees), math.cos(angle), math.sin(angle))

    assert found == pytest.approx(GRID, abs=12)


@pytest.mark.parametrize(("rows", "columns"), [(2, 4), (5, 2)])
def test_a_frame_or_rules_between_rows_are_no_grid(rows: int, columns: int):
    assert grids_in(a_page(rows=rows, columns=columns), 1.0, 0.0) == []


def test_a_dark_page_with_pale_text_has_no_grid():
    assert grids_in(255 - a_page(ink=250), 1.0, 0.0) == []
