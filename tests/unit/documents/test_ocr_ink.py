"""What is bold on a scan."""

import pytest

from shared.documents.ocr_ink import bold_lead, is_bold, thickness, usual_stroke

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


@pytest.mark.parametrize(
    ("strokes", "found"),
    [
        ([2.0, 2.1, 2.5], [False, False, True]),
        ([2.0, 2.1, 2.1], [False] * 3),
        ([0.0] * 3, [False] * 3),
    ],
)
def test_bold_is_what_is_thicker_than_most_letters(strokes: list[float], found: list[bool]):
    usual = usual_stroke(strokes, [60, 50, 12])

    assert [is_bold(stroke, usual) for stroke in strokes] == found


@pytest.mark.parametrize(
    ("parts", "lead"),
    [
        ([("COOK", 3.1), ("HOTEL", 2.1), ("ADLER", 2.0)], 1),
        ([("COOK", 3.1), ("I", 3.2), ("HOTEL", 2.1), ("ADLER", 2.0)], 2),
        ([("COOK", 3.1), ("–", 1.4), ("HOTEL", 2.1)], 1),
        ([("Programmer", 2.5), ("Java,", 2.3), ("ADLER", 2.0), ("Ltd", 2.0)], 2),
        ([("•", 3.0), ("Kept", 2.1), ("bees", 2.0)], 0),
        ([("COOK", 3.1), ("HOTEL", 3.0)], 0),
        ([("Programmer", 3.1), ("Java", 2.2)], 0),
        ([("ADLER", 2.6), ("HOTELS", 2.5), ("Ltd.", 2.3)], 0),
        ([("Cook", 2.0), ("HOTEL", 3.0)], 0),
        ([("Tel:", 3.0), ("0171", 2.0), ("Mail:", 3.1), ("ada", 2.0)], 0),
    ],
)
def test_the_first_words_of_a_line_may_be_bold(parts: list[tuple[str, float]], lead: int):
    assert bold_lead(parts, 2.0) == lead


def test_a_page_without_ink_has_nothing_bold():
    assert usual_stroke([], []) == 0
    assert bold_lead([("COOK", 3.1), ("HOTEL", 2.1)], 0.0) == 0
