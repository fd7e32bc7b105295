"""Rows of a document: what stands in them, and what is no content."""

import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.rows import rows_of
from shared.parsing.rules.sections import cut
from tests.unit.parsing.documents import rows


@pytest.mark.parametrize(
    "signature",
    ["Münster, 3. März 2025", "Lyon, le 3 mai 2025", "Fait à Lyon, le 03/05/2025\nJean PETIT"],
)
def test_place_and_day_of_the_signature_are_no_content(signature: str):
    assert [row.text for row in rows(f"Hobbys\nKanufahren\n{signature}")] == [
        "Hobbys",
        "Kanufahren",
    ]


def test_a_dated_line_at_the_end_is_content():
    assert len(rows("Führerscheine\nKlasse B, 12.03.2010")) == 2


def test_a_heading_may_stand_between_two_ornaments():
    lines = tuple(
        Line(text=text, bold=bold, bullet=bold)
        for text, bold in [("DIPLÔMES ✦", True), ("CAP Pâtissier", False)]
    )

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [section.kind for section in sections] == ["head", "education"]


def test_a_long_item_may_end_with_a_dash_and_goes_on_below():
    text = "Curso de lectura de planos, Colegio de Topógrafos del Perú –"

    (row,) = rows_of(Document(lines=(Line(text=text, bullet=True),), file_type=FileType.PDF))

    assert (row.text, row.bullet) == (text, True)


def test_a_point_or_an_arrow_may_mark_a_list_item():
    assert [(row.text, row.bullet) for row in rows(". Paie\n→ Accueil")] == [
        ("Paie", True),
        ("Accueil", True),
    ]


def test_an_arrow_of_several_signs_may_mark_a_list_item():
    assert [(row.text, row.bullet) for row in rows("-> Paie\n=> Accueil\n> Tri\n>5 ans")] == [
        ("Paie", True),
        ("Accueil", True),
        ("Tri", True),
        (">5 ans", False),
    ]


def test_a_list_item_may_end_with_a_dash_behind_a_year():
    (row,) = rows("• Diploma, Alder College, 2009 –")

    assert (row.bullet, row.text[-1]) == (True, "–")


def test_marks_of_list_items_beside_each_other_are_no_text():
    line = Line(
        text="➢ Sales ➢ SAP Sales Cloud", cells=("➢ Sales", "➢ SAP Sales Cloud"), bullet=True
    )

    (row,) = rows_of(Document(lines=(line,), file_type=FileType.DOCX))

    assert (row.text, row.cells) == ("Sales  SAP Sales Cloud", ("Sales", "SAP Sales Cloud"))
