"""The periods of jobs, wherever they stand."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows, told


def test_a_single_date_is_the_beginning_of_a_job():
    assert told("Staff nurse\nRoyal Infirmary\nSep 2024")[0][3:] == ("2024-09", None)


def test_a_year_in_a_description_begins_no_job():
    text = """
Ingénieure procédés, Robotec SARL
2019 – 2023
- Certification ISO 9001 du site obtenue en 2018
- Réduction des rebuts
"""

    assert len(told(text)) == 1


def test_a_period_may_end_on_the_next_line():
    text = "Kitchen porter | Grey Oyster Ltd, York | 2016 –\n04/2019\n- Kept the pans in order"

    assert told(text) == [("Kitchen porter", "Grey Oyster Ltd", "York", "2016", "2019-04")]


def test_the_length_of_a_job_is_no_part_of_its_description():
    (job,) = jobs(rows("2018\tStagiaire, Théâtre des Quatre-Bras\n(6 mois)\t• Newsletter"))

    assert job["description"] == "Newsletter"


def test_a_date_in_a_bracket_leaves_no_length_of_time_in_the_title():
    assert told("EARL Templier | Nantes\nStage BTS ACSE (12 semaines, 2010)")[0][0] == (
        "Stage BTS ACSE"
    )


def test_a_short_word_for_today_leaves_the_end_open():
    assert told("Enfermera – Hospital Macarena, Sevilla\tjun. 2019 – act.")[0][3:] == (
        "2019-06",
        "now",
    )


def test_a_date_among_the_words_of_a_title_begins_no_entry():
    text = """
08/2015 – heute	Autohaus Kern GmbH, Ulm
Werkstattmeister
02/2009 – 07/2015	Technik Lech Inh. R. Wolf, Ulm
Mechatroniker, ab 2012 stellv. Werkstattleiter
09/2005 – 01/2009	Auto Hiller OHG, Ulm
Lehrling
"""

    assert [job[1] for job in told(text)] == [
        "Autohaus Kern GmbH",
        "Technik Lech Inh. R. Wolf",
        "Auto Hiller OHG",
    ]


def test_a_single_date_is_that_of_the_whole_job_but_the_latest_may_go_on():
    text = """
2021	Ranger, Wicken Trust
Summer 2018	Warden, Manea Trust
"""

    assert [job[3:] for job in told(text)] == [("2021", None), ("2018", "2018")]


def test_a_cell_that_ends_with_a_dash_has_no_end():
    text = """
Oct 2021 –	Senior Fellow, University of Eastbridge
Jan 2018 – Sept 2021	Research Associate, University of Northmoor
"""

    assert [job[3:] for job in told(text)] == [("2021-10", "now"), ("2018-01", "2021-09")]


def test_the_first_date_may_stand_in_the_margin_below_items():
    lines = (
        Line(text="Shepherd at Fell Farm", x0=200, x1=310, bold=True),
        Line(text="Led nine dogs", x0=222, x1=300, bullet=True),
        Line(text="2014 – 2018", x0=40, x1=100),
        Line(text="Sheared 400 sheep", x0=222, x1=310, bullet=True),
        Line(text="2011 – 2014\tStable hand at Ashby Stud", x0=40, x1=330, bold=True,
             cells=("2011 – 2014", "Stable hand at Ashby Stud")),
        Line(text="Fed the mares", x0=222, x1=300, bullet=True),
    )  # fmt: skip

    found = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(job["title"], job["company"], job["start_date"]) for job in found] == [
        ("Shepherd", "Fell Farm", "2014"),
        ("Stable hand", "Ashby Stud", "2011"),
    ]
    assert found[0]["description"] == "Led nine dogs\nSheared 400 sheep"


def test_a_year_behind_many_words_dates_no_job_where_dates_stand_first():
    text = """
2019 – 2024	Infirmière
Clinique du Grand Merisier, Rennes
2014 – 2019	Aide-soignante
Résidence des Tilleuls, Rennes
2010 – 2014	Agente hospitalière
Résidence des Ormes, Rennes
Service de nuit, accueil des familles, suivi des soins et des repas à partir de 2012
"""

    assert [job[0] for job in told(text)] == ["Infirmière", "Aide-soignante", "Agente hospitalière"]


def test_a_date_that_opens_a_cell_may_have_words_behind_it():
    found = told("""
Sous chef
Hotel Adler	May 2019 – present
Ran the pass on busy nights.
Pastry chef
Lark Bakery Ltd	2017 – April 2019
Baked for three shops.
Commis chef
Brook Inn Ltd	2015 – 2016
Cooked for forty guests.
Kitchen porter
Grey Oyster Ltd	2012 – 2014, summers only
""")

    assert found[-1] == ("Kitchen porter", "Grey Oyster Ltd", None, "2012", "2014")


def test_a_line_of_dates_in_one_section_heads_the_line_below_as_in_no_other():
    winter = """
Skilift Hörnli: Bügelgeber, 2012 bis 2014
Schreinerei Battaglia: Hilfsarbeiter, 2010 bis 2012
Bäckerei Cadonau: Verkäufer, 2008 bis 2010
"""
    summer = """
2015 – 2018
Zusennerei, viel Käse und Butter
"""

    found = jobs(rows(winter), rows(summer))

    assert [job["start_date"] for job in found] == ["2012", "2010", "2008", "2015"]


def test_a_period_may_end_in_the_margin_of_the_next_row():
    text = """
Marzo 2019 – Junio 2022	Aceros Monteluz, S.A. de C.V.
Celaya, Gto.	Supervisor de calidad
- Revisó lotes.
Enero 2015 –	Moldes Peñaverde
Febrero 2019	Ing. de Manufactura
- Ajustó prensas.
"""

    assert told(text) == [
        (
            "Supervisor de calidad",
            "Aceros Monteluz, S.A. de C.V.",
            "Celaya, Gto.",
            "2019-03",
            "2022-06",
        ),
        ("Ing. de Manufactura", "Moldes Peñaverde", None, "2015-01", "2019-02"),
    ]


def test_an_open_period_goes_on_where_an_earlier_date_stands_below():
    text = """
2019 –	Cook	Hotel Adler, Leeds
2016	Kitchen porter	Hotel Brill, York
"""

    assert [job[3:] for job in told(text)] == [("2019", "now"), ("2016", "2016")]


def test_the_date_that_follows_a_title_is_no_description():
    text = """
Telares Nájara S.Coop., Logroño
Oficial 1ª tejedor. Desde febrero de 2020
- Cuidado de los telares
"""

    (job,) = jobs(rows(text))

    assert (job["title"], job["description"]) == ("Oficial 1ª tejedor", "Cuidado de los telares")


def test_a_date_in_the_second_line_of_an_item_begins_no_job_and_one_at_its_end_keeps_the_next_apart():
    lines = (
        Line(text="Heilpädagogin", x0=215, x1=300, size=12, bold=True),
        Line(text="Förderkreis Tannau e. V., Borken", x0=215, x1=360, size=11),
        Line(text="seit April 2019", x0=215, x1=270, size=11),
        Line(
            text="Förderung von zwölf Kindern in der Kita an der Neuen",
            x0=225, x1=560, size=11, bullet=True,
        ),
        Line(text="Straße, seit 08/2022 in der Tagesgruppe", x0=225, x1=380, size=11),
        Line(text="Elternzeit 2018 – 2019 und 2021 – 2022", x0=225, x1=380, size=11, bullet=True),
        Line(text="Weberin", x0=215, x1=330, size=12, bold=True),
        Line(text="Tuchhaus Quast, Borken", x0=215, x1=360, size=11),
        Line(text="2005 – 2009", x0=215, x1=310, size=11),
    )  # fmt: skip

    found = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(job["title"], job["company"]) for job in found] == [
        ("Heilpädagogin", "Förderkreis Tannau e. V."),
        ("Weberin", "Tuchhaus Quast"),
    ]


def test_a_date_that_ends_a_sentence_on_a_line_of_its_own_begins_no_job():
    lines = (
        ("Fund accountant", 120),
        ("January 2019 - March 2022", 190),
        (
            "Move of ledgers from Quill 3.9 to 4.2, work at home for the whole team from 16 March",
            570,
        ),
        ("2020.", 80),
        ("Junior accountant", 130),
        ("June 2016 - December 2018", 190),
        ("Checked prices.", 120),
    )
    document = Document(
        lines=tuple(Line(text=text, x0=50, x1=x1, size=12) for text, x1 in lines),
        file_type=FileType.PDF,
    )

    found = jobs(rows_of(document))

    assert [job["title"] for job in found] == ["Fund accountant", "Junior accountant"]
    assert found[0]["description"].endswith("from 16 March 2020.")


def test_a_comma_may_stand_behind_the_seasons_of_a_job():
    assert told("Punter, Cam Boats Ltd, Ely\tSummers, 2004 – 2006") == [
        ("Punter", "Cam Boats Ltd", "Ely", "2004", "2006")
    ]


def test_a_name_may_begin_with_a_number_of_days():
    assert told("2010 – 2015, 7 Days Hotel, Receptionist")[0][:2] == (
        "Receptionist",
        "7 Days Hotel",
    )
