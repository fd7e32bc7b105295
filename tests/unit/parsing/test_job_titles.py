"""The titles of jobs: what belongs to them, and what is none."""

import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import Told, rows, told


def test_what_stands_at_the_place_of_a_known_title_is_a_title_too():
    text = """
Zorblat wrangler, Quimby
2018 – 2019
- Wrangled
Electrician, Volt
2016 – 2018
- Wired
Painter, Umber
2014 – 2016
- Painted
"""

    assert told(text)[0][:2] == ("Zorblat wrangler", "Quimby")


def test_an_executive_is_told_by_what_for():
    text = "Voz Norte\nEjecutiva de cuentas\n2018 – 2019"

    assert told(text)[0][:2] == ("Ejecutiva de cuentas", "Voz Norte")


def test_a_comma_within_a_title_divides_nothing():
    text = """
Managing Director, EMEA
Marlowe & Finch
2019 – 2021
- Led
Consultant
Granite Partners
2015 – 2019
- Advised
"""

    assert told(text)[0][:2] == ("Managing Director, EMEA", "Marlowe & Finch")


def test_a_bracket_in_small_letters_is_part_of_the_title_and_no_employer():
    text = """
seit 10.2020	Pflegedienstleitung (stellv.)
Seniorenstift St. Lamberti gGmbH, Münster
- Dienstplanung für 42 Pflegekräfte
09.2014 – 03.2019	Altenpflegerin (300 Stunden)
Diakonie Tecklenburger Land, Rheine
- Grundpflege
"""

    assert told(text) == [
        (
            "Pflegedienstleitung (stellv.)",
            "Seniorenstift St. Lamberti gGmbH",
            "Münster",
            "2020-10",
            "now",
        ),
        (
            "Altenpflegerin (300 Stunden)",
            "Diakonie Tecklenburger Land",
            "Rheine",
            "2014-09",
            "2019-03",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "job"),
    [
        (
            "2008 – 2011\tCrédit de Charente, Angoulême\nConseillère (CDD puis CDI)",
            ("Conseillère", "Crédit de Charente", "Angoulême", "2008", "2011"),
        ),
        (
            "Sattlerei Umbra, Celle\tAug. 2004 – Februar 2008\nSattlerlehrling",
            ("Sattlerlehrling", "Sattlerei Umbra", "Celle", "2004-08", "2008-02"),
        ),
        (
            "MEZIANE CONSEIL (SASU) – Consultant\t2019 – 2021",
            ("Consultant", "MEZIANE CONSEIL (SASU)", None, "2019", "2021"),
        ),
        (
            "Client : Hydroval\t02/2020 – 08/2022\nArchitecte applicatif",
            ("Architecte applicatif", "Hydroval", None, "2020-02", "2022-08"),
        ),
        (
            "09.2014 – 03.2019\tKoch, ab 2017 Küchenchef\nHotel Adler GmbH",
            ("Koch, ab 2017 Küchenchef", "Hotel Adler GmbH", None, "2014-09", "2019-03"),
        ),
    ],
)
def test_contracts_legal_forms_clients_and_later_posts_stay_where_they_belong(text: str, job: Told):
    assert told(text) == [job]


def test_a_contract_with_its_length_is_no_part_of_the_title():
    text = """
Auxiliaire de puériculture – Crèche Les Loupiots, Lille
De mars 2020 à ce jour
Auxiliaire de puériculture (CDD de 8 mois) – Clinique Sainte-Rose, Roubaix
D’octobre 2018 à mai 2019
"""

    assert [job[:3] for job in told(text)] == [
        ("Auxiliaire de puériculture", "Crèche Les Loupiots", "Lille"),
        ("Auxiliaire de puériculture", "Clinique Sainte-Rose", "Roubaix"),
    ]


def test_a_short_italic_title_does_not_go_on_with_the_bold_line_above():
    dated = Line(
        text="Sept. 2019 – à ce jour Étude LAFFITTE-BORDENAVE, Saintes",
        cells=("Sept. 2019 – à ce jour", "Étude LAFFITTE-BORDENAVE, Saintes"),
        x0=58.0,
        x1=384.0,
        size=10.0,
        bold=True,
    )
    title = Line(text="Clerc formaliste", x0=135.0, x1=200.0, size=10.0, italic=True)

    (job,) = jobs(rows_of(Document(lines=(dated, title), file_type=FileType.PDF)))

    assert (job["title"], job["location"]) == ("Clerc formaliste", "Saintes")


def test_a_rank_in_a_bracket_is_part_of_the_title():
    (job,) = told("Logistics Officer (Captain)\t2008–2016")

    assert job[:2] == ("Logistics Officer (Captain)", None)


def test_a_title_that_did_not_fit_goes_on_below():
    said = [
        ("Thameside Stage Rentals, Leeds — Warehouse and Shop", 17.0, 360.0),
        ("Technician", 17.0, 110.0),
        ("2014 - 2016", 10.0, 90.0),
        ("Prepped rental orders and drove the van through most of the north.", 12.0, 370.0),
    ]
    lines = tuple(
        Line(text=text, size=size, x0=50.0, x1=x1, italic=text == "Technician")
        for text, size, x1 in said
    )

    (job,) = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF, pages=1)))

    assert (job["title"], job["company"]) == (
        "Warehouse and Shop Technician",
        "Thameside Stage Rentals",
    )


def test_a_second_title_is_part_of_the_first():
    text = "Chef de fabrication, puis acheteur principal	2003 – 2008\nPerrot & Cie, Lyon"

    assert told(text)[0][:2] == ("Chef de fabrication, puis acheteur principal", "Perrot & Cie")


def test_how_much_one_worked_is_no_employer():
    text = "2008 – 2011	Köchin, Gasthof Adler, Ulm, 30 Wochenstunden"

    assert told(text)[0][:2] == ("Köchin", "Gasthof Adler")


@pytest.mark.parametrize(
    ("lead", "rest", "title", "employer"),
    [
        ("GARDE-MALADE", "LA MAISON DU CANAL", "GARDE-MALADE", "LA MAISON DU CANAL"),
        ("Lock-keeper", "Trent Waterways", "Lock-keeper", "Trent Waterways"),
        ("Trent Waterways Ltd", "Lock-keeper", "Lock-keeper", "Trent Waterways Ltd"),
        ("Assistant", "to the lock-keeper", "Assistant to the lock-keeper", None),
    ],
)
def test_a_bold_title_ends_where_plain_type_begins(
    lead: str, rest: str, title: str, employer: str | None
):
    lines = (
        Line(text="2019 – 2021", size=9.0),
        Line(text=f"{lead} {rest}", lead=lead, bold=True, size=11.0),
        Line(text="Kept the gates", bullet=True, size=10.0),
    )

    (job,) = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert (job["title"], job["company"]) == (title, employer)


def test_the_branch_of_a_trade_belongs_to_the_title():
    text = """
2012 – 2015	Geselle
Tischlerei Brandt GmbH, Husum
2009 – 2012	Ausbildung zum Tischler, Fachrichtung Bootstechnik
Werft Sielmann KG, Büsum
"""

    assert told(text)[1][:2] == (
        "Ausbildung zum Tischler, Fachrichtung Bootstechnik",
        "Werft Sielmann KG",
    )


def test_a_bracket_on_a_line_of_its_own_belongs_to_the_job_above():
    text = """
Kestrel Games, Leeds — Level designer
2019 – 2021
Grey Oyster Ltd, York — Shop assistant
(student, weekends)
2016 – 2018
"""

    assert told(text)[1] == (
        *("Shop assistant", "Grey Oyster Ltd", "York"),
        *("2016", "2018"),
    )


def test_where_one_works_from_is_no_part_of_the_title():
    text = """
2019 – 2022	Développeuse, Brimard Systèmes (GIE), télétravail
2016 – 2019	Développeuse, Ostréa SARL, région lorientaise
2012 – 2016	Développeuse, Trieux Conseil, Lyon
"""

    assert [job[0] for job in told(text)] == ["Développeuse"] * 3
    assert told(text)[1][1] == "Ostréa SARL"


def test_the_diploma_behind_an_apprentice_is_no_employer():
    text = """
Depuis mars 2023	Apprentie fleuriste (CAP)
Aux Trois Tilleuls – Rennes
Mars 2020 – juin 2022	Apprentie serveuse (CAP)
Le Grand Merisier – Rennes
"""

    assert told(text) == [
        ("Apprentie fleuriste (CAP)", "Aux Trois Tilleuls", "Rennes", "2023-03", "now"),
        ("Apprentie serveuse (CAP)", "Le Grand Merisier", "Rennes", "2020-03", "2022-06"),
    ]


def test_the_short_form_of_a_title_in_brackets_is_no_employer():
    found = told("""
10/2016 – 05/2020	Zahnmedizinische Verwaltungsassistentin (ZMV)
Zahnarztpraxis Lindner, Passau
- Abrechnung
08/2012 – 09/2016	Zahnmedizinische Fachangestellte
Zahnarztpraxis Moser, Straubing
- Assistenz am Stuhl
""")

    assert found[0][:2] == (
        "Zahnmedizinische Verwaltungsassistentin (ZMV)",
        "Zahnarztpraxis Lindner",
    )


def test_a_bracket_that_lists_what_was_done_describes_the_job():
    text = """
Hotel Belvedere AG, Zürich
2016 – 2019: Kellnerin (Terrasse, Bankette, Frühstück)
2014 – 2016: Kassiererin
"""

    found = jobs(rows(text))

    assert [(job["title"], job["company"], job["description"]) for job in found] == [
        ("Kellnerin", "Hotel Belvedere AG", "Terrasse, Bankette, Frühstück"),
        ("Kassiererin", "Hotel Belvedere AG", None),
    ]


def test_a_line_that_only_leads_to_the_jobs_is_no_part_of_one():
    text = """
I have held two posts:
Warden, 2014 – 2019
Fen Trust, Ely
Ranger, 2011 – 2014
Wicken Estate, Soham
"""

    assert [job[:2] for job in told(text)] == [("Warden", "Fen Trust"), ("Ranger", "Wicken Estate")]


def test_a_closed_bracket_ends_a_title_above_an_employer_of_two_words():
    lines = (
        *(("10/2011 – 04/2017\tGoldschmiedin", 380), ("Trauring-Werkstatt Ahlen, Beckum", 480)),
        *(
            ("04/2009 – 09/2009\tPraktikantin (halbes Jahr, Feinwerk)", 460),
            ("Goldhaus, Ahlen", 290),
        ),
    )
    rows = [
        Line(
            text=text,
            cells=tuple(text.split("\t")),
            x0=76 if text[0].isdigit() else 184,
            x1=x1,
            top=14 * at,
            size=11,
        )
        for at, (text, x1) in enumerate(lines)
    ]

    found = jobs(rows_of(Document(lines=tuple(rows), file_type=FileType.PDF)))

    assert found[1]["company"] == "Goldhaus"


@pytest.mark.parametrize(
    "title",
    [
        "Shelf Packer, from 2016 Shift Supervisor",
        "Gerüstbauer, ab 2012 stellv. Bauleiter",
        "Serveuse, depuis 2019 cheffe de rang",
        "Camarero, desde 2018 jefe de sala",
    ],
)
def test_the_year_of_a_second_title_is_part_of_the_title(title: str):
    found = told(f"Wicken Mills Ltd, Ely\n{title}\nAug 2009 – Feb 2021\n- Kept the books")

    assert found == [(title, "Wicken Mills Ltd", "Ely", "2009-08", "2021-02")]


def test_a_title_in_capitals_ends_where_the_employer_begins():
    text = """
03/2019 – 02/2023
SHIFT SUPERVISOR 2ND LINE Quellbach Datenwerk GmbH
04/2015 – 02/2019
EDITOR Ockham Abbey Press Ltd
04/2012 – 02/2015
HEAD OF Year 9, Ockham School
"""

    assert [(title, company) for title, company, *_ in told(text)] == [
        ("SHIFT SUPERVISOR 2ND LINE", "Quellbach Datenwerk GmbH"),
        ("EDITOR", "Ockham Abbey Press Ltd"),
        ("HEAD OF Year 9", "Ockham School"),
    ]


@pytest.mark.parametrize(
    "title", ["RESPONSABLE Qualité", "INGENIERO Industrial", "PROJEKTLEITER Hochbau"]
)
def test_a_title_in_capitals_may_go_on_in_plain_letters(title: str):
    assert [each[:2] for each in told(f"{title}\nMoss SARL, Lyon\n2015 – 2020")] == [
        (title, "Moss SARL")
    ]


def test_the_period_of_a_job_may_stand_between_two_titles():
    text = """
Software Engineer, 2019 – present, Tech Lead
Moss Ltd, Leeds
Cook, 2010 – 2015
Tarn Ltd, York
"""

    assert [(start, end) for *_, start, end in told(text)] == [("2019", "now"), ("2010", "2015")]
