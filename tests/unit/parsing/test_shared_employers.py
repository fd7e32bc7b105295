from dataclasses import replace

import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import a_document, a_line, told


def test_titles_below_one_employer_share_it():
    text = """
Harbor Outfitters Inc
Team leader
May 2019 - Current
- Opened a store
Sales associate
June 2016 - May 2019
- Sold
Corner Books Ltd
Bookseller
2014 - 2016
- Read aloud
"""

    assert [company for _, company, *_ in told(text)] == [
        "Harbor Outfitters Inc",
        "Harbor Outfitters Inc",
        "Corner Books Ltd",
    ]


def test_an_employer_of_no_known_kind_heads_the_titles_that_lie_in_its_time():
    text = """
QUORVANE, Augusta, GA	2016–Present
Director of Distribution (2020–Present)
- Led two shifts
Operations Manager (2016–2020)
- Cut mispicks
"""

    assert told(text) == [
        ("Director of Distribution", "QUORVANE", "Augusta, GA", "2020", "now"),
        ("Operations Manager", "QUORVANE", "Augusta, GA", "2016", "2020"),
    ]


def test_an_employer_and_a_place_of_no_table_head_the_titles_in_their_time():
    text = """
Manufacture Aubert-Jacot, Le Sentil	2008 – 2016
Directeur industriel	2012 – 2016
- Ran the works
Responsable de la production	2008 – 2012
- Ran a line
"""

    assert [job[:3] for job in told(text)] == [
        ("Directeur industriel", "Manufacture Aubert-Jacot", "Le Sentil"),
        ("Responsable de la production", "Manufacture Aubert-Jacot", "Le Sentil"),
    ]


def test_a_period_of_leave_has_no_employer():
    text = """
2021 – 2024	Cajera
Mercados La Encina S.A.
2018 – 2021	Periodo de excedencia por hijos
2012 – 2018	Reponedora
Tiendas El Roble S.L.
"""

    assert [job[:2] for job in told(text)] == [
        ("Cajera", "Mercados La Encina S.A."),
        ("Periodo de excedencia por hijos", None),
        ("Reponedora", "Tiendas El Roble S.L."),
    ]


def test_a_unit_is_no_employer_and_a_break_keeps_none_for_itself():
    text = """
Royal Thamesview NHS Foundation Trust
Ward Manager (Band 7), Renal Unit	Nov 2021 - present
Senior Staff Nurse (Band 6), Renal Unit	May 2018 - Oct 2021
Frimley Vale Hospital
Staff Nurse (Band 5), Acute Medical Unit	Sep 2014 - Apr 2018
Studies and parental leave	2013 - 2014
Greenacres Care Home, Leeds
Healthcare Assistant (bank)	2010 - 2013
"""

    assert [job[:3] for job in told(text)] == [
        ("Ward Manager (Band 7)", "Royal Thamesview NHS Foundation Trust", None),
        ("Senior Staff Nurse (Band 6)", "Royal Thamesview NHS Foundation Trust", None),
        ("Staff Nurse (Band 5)", "Frimley Vale Hospital", None),
        ("Studies and parental leave", None, None),
        ("Healthcare Assistant", "Greenacres Care Home", "Leeds"),
    ]


def test_what_joins_two_periods_of_a_break_is_no_employer():
    text = """
2016 – 2018: Costurera
Talleres Ovidio, Lugo
De 2012 a 2014 y de julio de 2018 a septiembre de 2019 estuve en casa por maternidad
"""

    assert [job[:2] for job in told(text)] == [
        ("Costurera", "Talleres Ovidio"),
        ("estuve en casa por maternidad", None),
    ]


def test_a_time_without_an_employer_has_none():
    text = """
Infirmière libérale	2014 – 2016
Cabinet Morvan, Angers
- Tournées à domicile
Congé parental	2013 – 2014
Infirmière de nuit	2009 – 2013
Résidence Les Cordeliers, Nantes
- Soins
"""

    assert [(job[0], job[1]) for job in told(text)] == [
        ("Infirmière libérale", "Cabinet Morvan"),
        ("Congé parental", None),
        ("Infirmière de nuit", "Résidence Les Cordeliers"),
    ]


@pytest.mark.parametrize(
    ("employer", "about", "title"),
    [
        ("Alborán Foods plc, Leeds", "Makers of tinned fruit.", "Managing Director, 2016 – 2020"),
        (
            "Alborán Foods plc, Leeds\t2016 – 2020",
            "Makers of tinned fruit, six plants and 900 people",
            "Managing Director",
        ),
        (
            "Alborán Foods plc, Leeds\t2012 – 2020",
            "Makers of tinned fruit, six plants and 900 people",
            "Managing Director\t2016 – 2020",
        ),
    ],
)
def test_what_tells_about_an_employer_does_not_part_it_from_the_title(
    employer: str, about: str, title: str
):
    rest = ["Hexham Bakery Ltd, York\t2010 – 2012", "Small plant in town.", "Plant Manager"]
    lines = [
        replace(a_line(text), bold=bold, size=11.0)
        for text, bold in zip(
            (employer, about, title, "- Closed one plant", *rest),
            (True, False, True, False, True, False, True),
            strict=True,
        )
    ]
    document = Document(lines=tuple(lines), file_type=FileType.PDF, pages=1)

    first = jobs(rows_of(document))[0]

    assert [first[key] for key in ("title", "company", "location", "start_date", "end_date")] == [
        "Managing Director",
        "Alborán Foods plc",
        "Leeds",
        "2016",
        "2020",
    ]


def test_titles_below_one_employer_begin_below_the_text_of_the_one_before():
    """As networks of professions print them: employer, title, dates and place on lines of their own."""
    said = [
        ("Northgate Climate Systems", 16.0),
        ("7 years 5 months", 14.0),
        ("Regional Sales Manager", 14.9),
        ("March 2021 - Present (4 years 3 months)", 13.3),
        ("Leeds, United Kingdom", 13.3),
        ("Led six people after the state", 13.3),
        ("bond passed.", 13.3),
        ("Senior Account Executive", 14.9),
        ("January 2018 - March 2021 (3 years 3 months)", 13.3),
        ("Leeds, United Kingdom", 13.3),
        ("Piedmont Air Supply", 16.0),
        ("Sales Representative", 14.9),
        ("June 2014 - December 2017 (3 years 7 months)", 13.3),
        ("York, United Kingdom", 13.3),
    ]
    lines = tuple(Line(text=text, size=size, x0=227.0, x1=400.0) for text, size in said)

    found = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF, pages=1)))

    assert [(job["title"], job["company"]) for job in found] == [
        ("Regional Sales Manager", "Northgate Climate Systems"),
        ("Senior Account Executive", "Northgate Climate Systems"),
        ("Sales Representative", "Piedmont Air Supply"),
    ]


def test_a_duty_behind_the_title_is_part_of_it():
    text = """
Groupe Orval SA, Villeurbanne	2014 – 2020
Directeur adjoint, chargé des achats	2016 – 2020
Acheteur	2014 – 2016
Pernelle SA, Lyon	2010 – 2014
Chef de produit	2010 – 2014
"""

    assert [job[:3] for job in told(text)] == [
        ("Directeur adjoint, chargé des achats", "Groupe Orval SA", "Villeurbanne"),
        ("Acheteur", "Groupe Orval SA", "Villeurbanne"),
        ("Chef de produit", "Pernelle SA", "Lyon"),
    ]


def test_the_time_of_an_employer_holds_those_of_its_titles():
    text = """
Heron Foods plc	York 2011 – to date
Makers of tinned soup, four plants, listed.
Head of Supply	January 2016 – to date
- Led ninety people
Vice President & Site Head	April 2011 – December 2015
- Opened the site
Kestrel Dairies Ltd	Leeds 2003 – 2011
Senior Manager, Cold Chain	May 2007 – August 2011
- Ran three depots
Buyer	October 2003 – April 2007
"""

    assert told(text)[2:] == [
        ("Senior Manager, Cold Chain", "Kestrel Dairies Ltd", "Leeds", "2007-05", "2011-08"),
        ("Buyer", "Kestrel Dairies Ltd", "Leeds", "2003-10", "2007-04"),
    ]


def test_who_works_alone_has_not_the_employer_above():
    text = """
Waiter, Hotel Bellevue, Leeds
May 2019 - June 2021
Chess Tutor (freelance)
May 2017 - Present
"""

    assert [company for _, company, *_ in told(text)] == ["Hotel Bellevue", None]


def test_odd_jobs_were_held_at_no_employer_above():
    text = """
2012 – 2015	Zeitarbeit Ocker GmbH, Lehrte
Lagerhelfer
2008 – 2012	Sägewerk Umbra GmbH, Celle
Maschinenführer
2003 – 2008	Verschiedene Tätigkeiten auf dem Bau (Polen, Dänemark)
"""
    lines = [
        replace(a_line(line), bold="GmbH" in line, size=10.0) for line in text.strip().splitlines()
    ]

    found = jobs(rows_of(Document(lines=tuple(lines), file_type=FileType.DOCX)))

    assert [(job["title"], job["company"]) for job in found[1:]] == [
        ("Maschinenführer", "Sägewerk Umbra GmbH"),
        ("Verschiedene Tätigkeiten auf dem Bau", None),
    ]


def test_a_branch_is_no_employer_where_one_heads_its_titles():
    text = """
Backhaus Lindenau Genossenschaft, Aarau (2009 – heute)
Filialleiter (80%), Filiale Suhr, seit 2016
- Plante den Einsatz
Verkäufer, Filiale Lenzburg, 2009 – 2016
"""

    found = jobs(rows_of(a_document(text)))

    assert [(job["title"], job["company"], job["location"]) for job in found] == [
        ("Filialleiter", "Backhaus Lindenau Genossenschaft", "Aarau"),
        ("Verkäufer", "Backhaus Lindenau Genossenschaft", "Aarau"),
    ]
    assert "Filiale Lenzburg" in (found[1]["description"] or "")


def test_a_trade_in_the_name_of_an_employer_is_no_title():
    text = """
Roth Egli Ingenieure AG, Chur	2009 – heute
gegründet 1987; vierzig Mitarbeitende
Projektleiterin	2015 – heute
- Baute um
Bauzeichnerin	2009 – 2014
- Zeichnete
"""

    assert [job[:3] for job in told(text)] == [
        ("Projektleiterin", "Roth Egli Ingenieure AG", "Chur"),
        ("Bauzeichnerin", "Roth Egli Ingenieure AG", "Chur"),
    ]
