"""Employers and schools with their town behind a label on the same line."""

from shared.parsing.rules.education import studies
from tests.unit.parsing.documents import rows, studies_told, told


def test_the_labelled_town_behind_an_employer_is_no_part_of_it():
    text = """
02/2021 – Present
Stock clerk
Fenwright Tools Ltd City: Ostlebury | Country: United Kingdom
- Counted what came in.
05/2018 – 01/2021
Packer
Quillmere Foods City: Nethercombe | Country: United Kingdom
- Packed pies.
"""

    assert [job[:3] for job in told(text)] == [
        ("Stock clerk", "Fenwright Tools Ltd", "Ostlebury, United Kingdom"),
        ("Packer", "Quillmere Foods", "Nethercombe, United Kingdom"),
    ]


def test_a_labelled_town_may_stand_below_the_employer():
    text = """
02/2021 – Actual
Mozo de almacén
Herrajes Valdelomar S.L.
Localidad: Villarrubia del Páramo | País: España
- Preparación de pedidos.
"""

    assert [job[:3] for job in told(text)] == [
        ("Mozo de almacén", "Herrajes Valdelomar S.L.", "Villarrubia del Páramo, España"),
    ]


def test_the_level_behind_the_labelled_town_of_a_school_is_left_out():
    text = """
2016 – 2019
Ausbildung zur Tischlerin
Berufsschule Holz Ort: Niederquell | Land: Deutschland | Niveau im EQR: EQR-Niveau 4
2010 – 2016
Realschulabschluss
Realschule am Anger Ort: Oberquell | Land: Deutschland | Niveau im EQR: EQR-Niveau 3
"""

    assert [study[:2] for study in studies_told(text)] == [
        ("Berufsschule Holz", "Ausbildung zur Tischlerin"),
        ("Realschule am Anger", "Realschulabschluss"),
    ]


def test_a_sentence_with_the_label_of_a_place_is_left_whole():
    text = """
2019 – 2021
Guide
Fenmoor Trust
The walks began at one place: the old mill.
"""

    assert [job[:3] for job in told(text)] == [("Guide", "Fenmoor Trust", None)]


def test_of_what_stands_behind_a_labelled_town_only_the_field_of_study_is_told():
    text = """
2017 – 2020
Bachelor of Science
Fenwright College City: Ostlebury | Country: United Kingdom | Field(s) of study: Geology | Final grade: First
"""

    (study,) = studies(rows(text))

    assert (study["institution"], study["field"]) == ("Fenwright College", "Geology")


def test_the_website_of_an_employer_is_no_part_of_its_place():
    text = """
2017 – 2020
Comptable
Moulins du Ruau Localité : Brezolettes | Pays : France | Site internet : www.ruau.example
"""

    assert told(text)[0][:3] == ("Comptable", "Moulins du Ruau", "Brezolettes, France")


def test_a_pin_stands_before_the_town():
    text = """
Chemist
Fenwright Dyes Ltd
▦ May 2019 – today	⚲ Ostlebury, QC
- Mixed
Cleaner
Quillmere Floors
▦ 2015 – 2018	⚲ Nethercombe, Algeria
- Swept
"""

    assert [job[:3] for job in told(text)] == [
        ("Chemist", "Fenwright Dyes Ltd", "Ostlebury, QC"),
        ("Cleaner", "Quillmere Floors", "Nethercombe, Algeria"),
    ]


def test_the_town_behind_a_pin_is_no_field_of_study():
    text = """
Licence en chimie
Université du Ruau
▦ 2011 – 2013	⚲ Tlemcen
"""

    (study,) = studies(rows(text))

    assert study["field"] == "chimie"
