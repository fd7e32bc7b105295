"""Labels in the rows of studies that are no part of what they name."""

from shared.parsing.rules.education import studies
from tests.unit.parsing.documents import rows


def test_the_level_before_a_study_is_no_part_of_it():
    text = """
Universitarios: Contaduría Pública, 4to semestre
Universidad del Cauca, 2022 - actualmente
Técnicos: Técnica en Asistencia Contable
Instituto Patía, 2018 - 2020
Secundaria: Colegio Los Nogales, 2017
"""

    assert [(study["degree"], study["institution"]) for study in studies(rows(text))] == [
        ("Contaduría Pública", "Universidad del Cauca"),
        ("Técnica en Asistencia Contable", "Instituto Patía"),
        ("Secundaria", "Colegio Los Nogales"),
    ]


def test_how_far_one_has_come_is_no_part_of_a_degree():
    found = studies(rows("2022 – heute\tBachelor Geodäsie, 5. Fachsemester\tHochschule Neuss"))

    assert (found[0]["degree"], found[0]["field"]) == ("Bachelor Geodäsie", "Geodäsie")
