"""What is bold on a scan."""

import pytest

from shared.documents.ocr_ink import bold, thickness

numpy = pytest.importorskip("numpy")


BOX = [(10, 10), (210, 10), (210, 30), (10, 30)]


def drawn(stroke: int, *, ink: int = 30, paper: int = 250) -> object:
    """Return a picture with letters as upright strokes, `stroke` pixels wide."""
    page = numpy.full((40, 220), paper, float)
    for x in range(12, 208, 9):
        page[14:26, x : x + stroke] = ink
    return page


def test_bold_letters_have_thicker_strokes_however_dark_they_are():
    plain, dark = thickness(drawn(2), BOX), thickness(drawn(3), BOX)

    assert dark > 1.2 * plain
    assert thickness(drawn(2, ink=120), BOX) == pytest.approx(plain, rel=0.1)


def test_light_letters_on_a_dark_ground_are_measured_alike():
    assert thickness(drawn(2, ink=250, paper=30), BOX) == pytest.approx(
        thickness(drawn(2), BOX), rel=0.05
    )


def test_a_box_off_the_page_or_without_height_has_no_strokes():
    assert thickness(drawn(2), [(300, 10), (310, 10), (310, 30), (300, 30)]) == 0
    assert thickness(drawn(2), [(10, 10), (10, 10), (10, 10), (10, 10)]) == 0


def test_bold_is_what_is_thicker_than_most_letters():
    assert bold([2.0, 2.1, 2.5], [60, 50, 12]) == [False, False, True]
    assert bold([2.0, 2.1], [60, 50]) == [False, False]
    assert bold([0.0, 0.0], [60, 50]) == [False, False]
    assert bold([], []) == []
