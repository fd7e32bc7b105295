"""How a scanned page lies, told by its pixels."""

import math

import pytest

from shared.documents.ocr_angle import refined

numpy = pytest.importorskip("numpy")


HIGH, WIDE = 1200, 1000


def a_page(degrees: float) -> object:
    """Return a page of two columns of short dashes, whose rows lie at `degrees` and not side by side."""
    page = numpy.full((HIGH, WIDE, 3), 255, numpy.uint8)
    slope = math.tan(math.radians(degrees))
    for start, end, first, pitch in ((40, 560, 60, 17), (620, 960, 67, 23)):
        for row in range(first, HIGH - 60, pitch):
            for x in range(start, end, 9):
                y = round(row + slope * x)
                page[y : y + 7, x : x + 4] = 0
    return page


@pytest.mark.parametrize("degrees", [-0.45, -0.1, 0.0, 0.25, 0.6])
def test_rows_of_two_columns_tell_how_the_page_lies(degrees: float):
    found = math.degrees(refined(a_page(degrees), 0.0))

    assert found == pytest.approx(degrees, abs=0.1)


def test_a_page_far_askew_is_told_from_the_first_guess_on():
    found = math.degrees(refined(a_page(2.3), math.radians(2.0)))

    assert found == pytest.approx(2.3, abs=0.1)
