"""Labels in the rows of studies that are no part of what they name."""

from shared.parsing.rules.education import studies
from tests.unit.parsing.documents import rows, studies_told


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


def test_the_label_of_the_day_of_a_degree_is_no_degree():
    text = """
Psicóloga
Universidad de Los Andes, Mérida
Grado: mayo de 2012
Bachiller en Ciencias
Colegio Los Pinos
Grado: 2005
"""

    assert studies_told(text) == [
        ("Universidad de Los Andes", "Psicóloga", None, "2012-05"),
        ("Colegio Los Pinos", "Bachiller en Ciencias", None, "2005"),
    ]


def test_the_number_of_a_licence_to_practise_is_no_degree():
    text = """
Médica Cirujana
Universidad del Cauca
2003 – 2009. Tarjeta profesional 00-123
Bachiller Académico
Colegio Los Nogales
2002
"""

    assert [study[:2] for study in studies_told(text)] == [
        ("Universidad del Cauca", "Médica Cirujana"),
        ("Colegio Los Nogales", "Bachiller Académico"),
    ]


def test_a_school_is_parted_from_the_initials_of_a_degree():
    text = "2009\tGraduado en E.S.O. Centro de Adultos del Ebro"

    assert studies_told(text) == [
        ("Centro de Adultos del Ebro", "Graduado en E.S.O.", None, "2009")
    ]
