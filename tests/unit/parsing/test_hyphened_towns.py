"""Employers and schools with their town behind a bare hyphen."""

from shared.parsing.rules.education import studies
from tests.unit.parsing.documents import rows, told


def test_the_town_behind_a_bare_hyphen_is_no_part_of_the_employer():
    text = """
Teaching Assistant
Larkfield Primary-Bradford
May 2019 to Present
Play Leader
Sunny Steps Nursery-Leeds
June 2016 to April 2019
"""

    assert [job[1:3] for job in told(text)] == [
        ("Larkfield Primary", "Bradford"),
        ("Sunny Steps Nursery", "Leeds"),
    ]


def test_a_town_behind_a_bare_hyphen_may_have_its_state_beside_it():
    text = """
Contadora
Grupo Nopal-Monterrey, N.L.
junio de 2019 a Presente
Auxiliar contable
Aceros Saltillo Viejo-Saltillo, Coah.
enero de 2016 a mayo de 2019
"""

    assert [job[1:3] for job in told(text)] == [
        ("Grupo Nopal", "Monterrey, N.L."),
        ("Aceros Saltillo Viejo", "Saltillo, Coah."),
    ]


def test_a_name_of_two_towns_is_left_whole():
    text = """
2014 – 2016	Master Biologie
Universität Duisburg-Essen
2011 – 2014	Bachelor Biologie
Universität Erlangen-Nürnberg
"""

    assert [study["institution"] for study in studies(rows(text))] == [
        "Universität Duisburg-Essen",
        "Universität Erlangen-Nürnberg",
    ]
