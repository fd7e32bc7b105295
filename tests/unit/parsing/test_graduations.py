"""Studies of one line each: list items, "from" before the school, the grade behind."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.education import studies
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows

ITEMS = """
• B.Pharm (Pharmaceutics) from Andhra College, Guntur, 2011 – 2015 with 74.2%
• Intermediate (BiPC) from Gowtham Junior College, Vijayawada, 2011 securing 88 %
"""


def test_items_with_a_from_and_a_grade_are_studies():
    assert [tuple(study.values()) for study in studies(rows(ITEMS))] == [
        ("Andhra College", "B.Pharm", "Pharmaceutics", "2011", "2015"),
        ("Gowtham Junior College", "Intermediate", "BiPC", None, "2011"),
    ]


def test_an_item_goes_on_in_the_line_that_hangs_below_it():
    told = (
        ("Bachelor of Commerce from Nagarjuna College, Guntur, 2008 –", 60, True),
        ("2011 with 70%", 78, False),
        ("Diploma in Accountancy, Guntur Polytechnic, 2008", 60, True),
    )
    lines = tuple(
        Line(text=text, x0=x0, x1=x0 + 300, size=10.0, bullet=bullet) for text, x0, bullet in told
    )

    found = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(study["degree"], study["start_date"], study["end_date"]) for study in found] == [
        ("Bachelor of Commerce", "2008", "2011"),
        ("Diploma in Accountancy", None, "2008"),
    ]


def test_what_has_no_school_behind_the_from_stays_as_it_is():
    (study,) = studies(rows("Diploma in Translation from English, Alder College, 2009"))

    assert study["degree"] == "Diploma in Translation from English"
