"""CVs told in sentences, in the first person."""

import pytest

from shared.parsing.rules.engine import LocalEngine
from tests.unit.parsing.documents import a_document

GERMAN = """
Ottilie Brandhuber
ottilie@example.com
Am 4. Mai 1979 wurde ich als zweites Kind des Müllers Georg Brandhuber und seiner Frau Ida in Passau geboren.
Schulzeit. Von 1985 bis 1989 besuchte ich die Grundschule in Hengersberg und anschließend bis Juli 1995 die Realschule Osterhofen, wo ich die Mittlere Reife erwarb.
Ausbildung. Am 1. September 1995 begann ich bei der Stadtgärtnerei Deggendorf eine Ausbildung zur Floristin, die ich im Juli 1998 abschloss. Den schulischen Teil absolvierte ich an der Berufsschule Vilshofen.
Beruf. Im August 1998 wechselte ich zum Gartencenter Bauer, wo ich bis Mai 2004 als Verkäuferin tätig war. Seit Juni 2004 arbeite ich als Filialleiterin (30 Stunden) beim Blumenhaus Ritzer in Plattling.
Besondere Kenntnisse. Ich arbeite sicher mit Word, Excel und SAP. Englisch spreche ich fließend.
"""
ENGLISH = """
Jane Coleman
jane@example.com
I was born in Whitby in 1980, the daughter of a fisherman and a nurse, and grew up there with two brothers and a dog.
From 1996 to 1998 I attended Harbour College in Scarborough, where I learned a great deal about boats and people.
From September 1999 to May 2004 I worked as a receptionist at Hotel Belvoir in Grantham. In June 2004 I joined Brix Ltd in Leeds as office manager, and stayed there until March 2012.
"""
FRENCH = """
Claire Durand
claire@example.com
Je suis née à Dinan en 1982 et j'ai grandi à Rennes, où j'ai passé mon enfance entre la mer et la librairie.
De septembre 2003 à mai 2010, j'ai travaillé comme réceptionniste chez Hôtel Bellevue à Nantes, puis j'ai pris une pause.
Depuis juin 2010, je travaille comme comptable au sein de Maison Lirac à Lyon, où je tiens les comptes de six boutiques.
"""
SPANISH = """
Rocío Paredes
rocio@example.com
Nací en Málaga en 1985, segunda hija de un pescador y de una maestra, y pasé allí toda mi infancia con mis hermanos.
De julio de 2006 a marzo de 2012 trabajé como camarera en el Hotel Alborán, junto al puerto, en verano y en invierno.
Desde abril de 2012 trabajo como recepcionista para Apartamentos Brisa en Nerja, donde me ocupo de todas las reservas.
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            GERMAN,
            [
                ("Ausbildung zur Floristin", "Stadtgärtnerei Deggendorf", "1995-09-01", "1998-07"),
                ("Verkäuferin", "Gartencenter Bauer", "1998-08", "2004-05"),
                ("Filialleiterin", "Blumenhaus Ritzer", "2004-06", None),
            ],
        ),
        (
            ENGLISH,
            [
                ("receptionist", "Hotel Belvoir", "1999-09", "2004-05"),
                ("office manager", "Brix Ltd", "2004-06", "2012-03"),
            ],
        ),
        (
            FRENCH,
            [
                ("réceptionniste", "Hôtel Bellevue", "2003-09", "2010-05"),
                ("comptable", "Maison Lirac", "2010-06", None),
            ],
        ),
        (
            SPANISH,
            [
                ("camarera", "Hotel Alborán", "2006-07", "2012-03"),
                ("recepcionista", "Apartamentos Brisa", "2012-04", None),
            ],
        ),
    ],
)
def test_jobs_may_be_told_in_sentences(text: str, told: list[tuple[str | None, ...]]):
    jobs = LocalEngine().parse(a_document(text)).data["experience"]

    found = [(job["title"], job["company"], job["start_date"], job["end_date"]) for job in jobs]
    assert found == told


def test_schools_are_told_with_what_was_earned_there():
    studies = LocalEngine().parse(a_document(GERMAN)).data["education"]

    assert [(study["institution"], study["degree"], study["end_date"]) for study in studies] == [
        ("Grundschule", None, "1989"),
        ("Realschule Osterhofen", "Mittlere Reife", "1995-07"),
        ("Berufsschule Vilshofen", "Ausbildung zur Floristin", "1998-07"),
    ]


def test_a_paragraph_may_begin_with_the_heading_of_a_list():
    data = LocalEngine().parse(a_document(GERMAN)).data

    assert data["skills"] == ["Word", "Excel", "SAP"]
    assert [each["language"] for each in data["languages"]] == ["Englisch"]


def test_two_paragraphs_tell_no_life():
    text = "\n".join(ENGLISH.strip().splitlines()[:3])

    assert LocalEngine().parse(a_document(text)).data["education"] == []
