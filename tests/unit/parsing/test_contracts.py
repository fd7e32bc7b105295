"""Kinds of contract: no part of a title, and said in the description."""

import pytest

from shared.parsing.rules.contracts import agency_in, contracts_in, without_contract
from shared.parsing.rules.experience import jobs
from tests.unit.parsing.documents import rows


@pytest.mark.parametrize(
    ("title", "contract"),
    [
        ("Lagerhelfer", "Teilzeit, 15 Std."),
        ("Kursleiter", "nebenberuflich"),
        ("Opticien", "CDD de 7 mois puis CDI"),
        ("Libraire", "remplacement de congé maternité, 60 %"),
        ("Hoist operator", "agency"),
        ("Planner", "0.5 FTE"),
        ("Bürokraft", "520-Euro-Job"),
        ("Foreur", "rotation 14/14"),
        ("Costurera", "temporada de verano"),
        ("Praktikant", "6 Monate"),
        ("Florista", "por cuenta propia"),
        ("Enfermera", "turno de noche"),
        ("Reponedor", "campaña de verano"),
        ("Cajera", "mañanas, 20 hs."),
        ("Préposée", "quart de nuit"),
        ("Formatrice", "6 heures par semaine, en soirée"),
        ("Tutor", "3 lessons a week"),
    ],
)
def test_a_contract_in_a_bracket_is_parted_from_the_title(title: str, contract: str):
    assert without_contract(f"{title} ({contract})") == (title, contract)


@pytest.mark.parametrize(
    "title",
    [
        "Staff nurse (Band 6)",
        "Head of sales (acting)",
        "Chef de partie (poissons)",
        "Wissenschaftlicher Mitarbeiter (Postdoc)",
        "Mechaniker (m/w/d)",
        "Registered Nurse (RN)",
        "Contract manager",
        "Barkeeper (Bar,)",
    ],
)
def test_what_tells_the_post_stays_in_the_title(title: str):
    assert without_contract(title) == (title, "")


def test_the_kinds_between_other_things_are_told_with_how_much_it_was():
    assert contracts_in("Opticienne\nVue Claire, Dole\n2019 – 2021 · CDI (80 %)") == ["CDI", "80 %"]
    assert contracts_in("Opticienne\nVue Claire (80 %), Dole") == []


def test_the_description_begins_with_the_contract():
    text = """
2018 – 2020	Lagerhelfer (Teilzeit, 15 Std.)
Kornhaus Emsland GmbH, Meppen
Waren geprüft und eingelagert.
2015 – 2018	Packer
Ostwall Spedition GmbH, Leer (befristet)
"""

    found = jobs(rows(text))

    assert [(job["title"], job["description"]) for job in found] == [
        ("Lagerhelfer", "Teilzeit, 15 Std.\nWaren geprüft und eingelagert."),
        ("Packer", "befristet"),
    ]


def test_a_contract_may_stand_behind_a_comma():
    assert without_contract("Pharmacist, Per Diem") == ("Pharmacist", "Per Diem")
    assert without_contract("Pharmacist, night shift lead") == ("Pharmacist, night shift lead", "")


def test_the_agency_that_a_contract_names_is_the_employer():
    (job,) = jobs(rows("2019 – 2021\tMagasinier (intérim Agence Alba SARL)"))

    assert (job["title"], job["company"]) == ("Magasinier", "Agence Alba SARL")
    assert agency_in("remplacement de congé maternité") is None


def test_a_title_that_is_a_kind_of_contract_is_not_told_twice():
    (job,) = jobs(rows("Prácticas, verano de 2012\nJuzgado de Paz de Alerce\n- Archivo"))

    assert (job["title"], job["description"]) == ("Prácticas", "Archivo")
