"""Degrees that stand below one school."""

from tests.unit.parsing.documents import studies_told

BELOW = """
Universidad de Alborán
Título de Economista, 2016
Bachiller en Economía, 2010 – 2014
"""


def test_a_school_above_two_degrees_gave_both():
    text = BELOW + "Instituto del Puerto\nTécnico en Comercio, 2007 – 2009"

    assert studies_told(text) == [
        ("Universidad de Alborán", "Título de Economista", None, "2016"),
        ("Universidad de Alborán", "Bachiller en Economía", "2010", "2014"),
        ("Instituto del Puerto", "Técnico en Comercio", "2007", "2009"),
    ]


def test_no_university_gives_what_one_leaves_a_school_with():
    text = (
        "Universidad de Alborán\nGrado en Derecho, 2010 – 2014\nEducación secundaria, 2004 – 2010"
    )

    assert [school for school, *_ in studies_told(text)] == ["Universidad de Alborán", None]
