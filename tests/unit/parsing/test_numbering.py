"""Jobs and studies that are numbered."""

from shared.parsing.rules.education import studies
from tests.unit.parsing.documents import rows, told


def test_numbers_before_jobs_are_no_part_of_them():
    text = """
1. Dental hygienist, Mill Road Practice, Truro, 2018 – 2022
- Ran the recall list
2. Dental nurse, Quay Clinic, Truro, 2014 – 2018
"""

    assert [job[:2] for job in told(text)] == [
        ("Dental hygienist", "Mill Road Practice"),
        ("Dental nurse", "Quay Clinic"),
    ]


def test_letters_with_a_bracket_number_too():
    text = "a) Buchhalter. Stadt Celle. Seit 2015.\nb) Kassierer. Landkreis Uelzen. 2009 - 2015."

    assert [job[:2] for job in told(text)] == [
        ("Buchhalter", "Stadt Celle"),
        ("Kassierer", "Landkreis Uelzen"),
    ]


def test_a_number_that_tells_two_examinations_apart_is_kept():
    text = """
1. Staatsexamen Lehramt, Universität Gera, 2012
2. Staatsexamen Lehramt, Studienseminar Zeitz, 2014
"""

    assert [study["degree"] for study in studies(rows(text))] == [
        "1. Staatsexamen Lehramt",
        "2. Staatsexamen Lehramt",
    ]
