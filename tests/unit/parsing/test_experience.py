import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.prose import first_sentence
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import Told, rows, told

COOK = ("Sous chef", "Hotel Adler", "Leeds", "2019-05", "now")
HELP = ("Kitchen porter", "Grey Oyster Ltd", "York", "2016", "2019-04")


@pytest.mark.parametrize(
    "text",
    [
        # one line, commas
        """
Sous chef, Hotel Adler, Leeds, May 2019 – present
- Ran the pass
Kitchen porter, Grey Oyster Ltd, York, 2016 – April 2019
- Washed up
""",
        # date first
        """
05/2019 – today	Sous chef, Hotel Adler (Leeds)
- Ran the pass
2016 – 04/2019	Kitchen porter, Grey Oyster Ltd (York)
- Washed up
""",
        # employer first, date and place on the line below
        """
HOTEL ADLER | Sous chef
May 2019 – to date | Leeds
- Ran the pass
GREY OYSTER LTD | Kitchen porter
2016 – April 2019 | York
- Washed up
""",
        # two lines, places and dates in cells on the right
        """
Hotel Adler	Leeds
Sous chef	May 2019 – Present
- Ran the pass
Grey Oyster Ltd	York
Kitchen porter	2016 – April 2019
- Washed up
""",
        # four lines, plain text below
        """
Sous chef
Hotel Adler
Leeds
May 2019 – current
Ran the pass on busy nights.
Kitchen porter
Grey Oyster Ltd
York
2016 – April 2019
Washed up after two services a day.
""",
        # the date above all
        """
Since May 2019
Sous chef
Hotel Adler, Leeds
- Ran the pass
2016 – April 2019
Kitchen porter
Grey Oyster Ltd, York
- Washed up
""",
        # at
        """
Sous chef at Hotel Adler (Leeds), since 05/2019
- Ran the pass
Kitchen porter at Grey Oyster Ltd (York), 2016 to 04/2019
- Washed up
""",
        # a form
        """
Dates: 05/2019 - present
Position held: Sous chef
Employer: Hotel Adler
Place: Leeds
Dates: 2016 - 04/2019
Position held: Kitchen porter
Employer: Grey Oyster Ltd
Place: York
""",
    ],
)
def test_a_job_is_read_in_any_order_and_layout(text: str):
    found = told(text)

    expected = [tuple(map(str.lower, job)) for job in (COOK, HELP)]
    assert [tuple((value or "").lower() for value in job) for job in found] == expected


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


def test_the_description_keeps_what_follows_the_header():
    text = "Vendeur, Meubles Durand, 2019 - 2020. Conseil aux clients.\n- Caisse\n- Inventaire"

    (job,) = jobs(rows(text))

    assert job["company"] == "Meubles Durand"
    assert job["description"] == "Conseil aux clients.\nCaisse\nInventaire"


def test_no_rows_hold_no_job():
    assert jobs([]) == []


def test_two_hyphens_are_a_dash():
    assert told("Sous chef -- Hotel Adler, Leeds\n05/2019 - present") == [COOK]


def test_a_period_may_end_on_the_next_line():
    text = "Kitchen porter | Grey Oyster Ltd, York | 2016 –\n04/2019\n- Kept the pans in order"

    assert told(text) == [HELP]


def test_a_country_in_brackets_belongs_to_the_town_before_it():
    text = "de janv. 2019 à ce jour\tChargé de projets\nHydrolis Énergies, Brest (France)"

    assert told(text) == [
        ("Chargé de projets", "Hydrolis Énergies", "Brest (France)", "2019-01", "now")
    ]


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
            ("Conseillère (CDD puis CDI)", "Crédit de Charente", "Angoulême", "2008", "2011"),
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


def test_a_contract_with_its_length_is_part_of_the_title():
    text = """
Auxiliaire de puériculture – Crèche Les Loupiots, Lille
De mars 2020 à ce jour
Auxiliaire de puériculture (CDD de 8 mois) – Clinique Sainte-Rose, Roubaix
D’octobre 2018 à mai 2019
"""

    assert [job[:3] for job in told(text)] == [
        ("Auxiliaire de puériculture", "Crèche Les Loupiots", "Lille"),
        ("Auxiliaire de puériculture (CDD de 8 mois)", "Clinique Sainte-Rose", "Roubaix"),
    ]


def test_a_department_is_no_place():
    text = """
Infirmière référente	2021 – 2023
Centre hospitalier de Cholet – service de médecine
- Soins
Infirmière	2014 – 2016
Clinique Morvan – Angers
- Tournées
Infirmière de nuit	2009 – 2013
Résidence Les Cordeliers – Nantes
- Soins
"""

    assert [(job[1], job[2]) for job in told(text)] == [
        ("Centre hospitalier de Cholet", None),
        ("Clinique Morvan", "Angers"),
        ("Résidence Les Cordeliers", "Nantes"),
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


def test_the_length_of_a_job_is_no_part_of_its_description():
    (job,) = jobs(rows("2018\tStagiaire, Théâtre des Quatre-Bras\n(6 mois)\t• Newsletter"))

    assert job["description"] == "Newsletter"


def test_a_place_below_the_dates_is_that_of_the_job():
    text = """
2019 – 2021	Pinnock Rowe LLP, Senior Associate
Bristol	• Advised trusts
2016 – 2019	Harcourt Ltd, Associate (previously Trainee, 2014–16)
London	• Drew up contracts
"""

    assert told(text) == [
        ("Senior Associate", "Pinnock Rowe LLP", "Bristol", "2019", "2021"),
        ("Associate (previously Trainee, 2014–16)", "Harcourt Ltd", "London", "2016", "2019"),
    ]
    assert [job["description"] for job in jobs(rows(text))] == [
        "Advised trusts",
        "Drew up contracts",
    ]


def test_the_size_of_an_employer_is_no_part_of_its_name():
    assert told("03/2022 – 02/2023\tASSISTANTE RH, Groupe Sanilog (2 000 salariés), Lyon") == [
        ("ASSISTANTE RH", "Groupe Sanilog", "Lyon", "2022-03", "2023-02")
    ]


def test_a_date_in_a_bracket_leaves_no_length_of_time_in_the_title():
    assert told("EARL Templier | Nantes\nStage BTS ACSE (12 semaines, 2010)")[0][0] == (
        "Stage BTS ACSE"
    )


def test_the_employer_may_stand_behind_a_full_stop():
    text = """
2019 – actualidad: Maestra tutora de 3º de Primaria. CEIP Amara Zaharra.
2015 – 2019: Maestra de apoyo (sustituciones). Gobierno Vasco.
"""

    assert [job[:2] for job in told(text)] == [
        ("Maestra tutora de 3º de Primaria", "CEIP Amara Zaharra"),
        ("Maestra de apoyo (sustituciones)", "Gobierno Vasco"),
    ]


def test_indented_text_below_a_role_of_a_list_is_no_part_of_the_next_role():
    told_lines = [
        ("GAEC de la Haute Lande | Nantes", 40.0, False),
        ("Responsable d'élevage (janv. 2018 – aujourd'hui)", 48.0, True),
        ("90 vaches, conversion bio, robot de traite Lely", 48.0, False),
        ("Salarié agricole (sept. 2013 – déc. 2017)", 48.0, True),
        ("Traite, alimentation", 48.0, False),
        ("Service de remplacement | Nantes", 40.0, False),
        ("Agent de remplacement (2011 – 2013)", 48.0, True),
    ]
    lines = [
        Line(text=text, x0=x0, x1=300.0, size=9.5, bullet=bullet) for text, x0, bullet in told_lines
    ]

    found = jobs(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert [(job["title"], job["company"]) for job in found] == [
        ("Responsable d'élevage", "GAEC de la Haute Lande"),
        ("Salarié agricole", "GAEC de la Haute Lande"),
        ("Agent de remplacement", "Service de remplacement"),
    ]


def test_a_contract_behind_the_town_leaves_the_town_a_place():
    text = """
2020 – 2022	Assistante comptable, TRANSPORTS DELECROIX, Tourcoing (CDI)
1999 – 2016	Opératrice de production, LA REDOUTE-TEXTILE, Wattrelos
"""

    assert [job[1:3] for job in told(text)] == [
        ("TRANSPORTS DELECROIX", "Tourcoing"),
        ("LA REDOUTE-TEXTILE", "Wattrelos"),
    ]


def test_a_rank_in_a_bracket_is_part_of_the_title():
    (job,) = told("Logistics Officer (Captain)\t2008–2016")

    assert job[:2] == ("Logistics Officer (Captain)", None)


def test_a_short_word_for_today_leaves_the_end_open():
    assert told("Enfermera – Hospital Macarena, Sevilla\tjun. 2019 – act.")[0][3:] == (
        "2019-06",
        "now",
    )


def test_a_unit_on_a_line_of_its_own_is_the_employer():
    text = """
Lead Data Scientist
Fen Health Analytics – Ely (October 2021 – present)
Data Scientist
Severn Epidemiology Unit – Cardiff (January 2018 – September 2021)
"""

    assert [job[1] for job in told(text)] == ["Fen Health Analytics", "Severn Epidemiology Unit"]


def test_a_town_of_no_table_stands_between_the_employer_and_a_county():
    text = """
Site Manager, Brackley Homes, Thrapston, Northamptonshire, March 2019 – present
Buyer, Cobb & Sons, Suffolk, 2015 – 2019
"""

    assert [job[1:3] for job in told(text)] == [
        ("Brackley Homes", "Thrapston, Northamptonshire"),
        ("Cobb & Sons", "Suffolk"),
    ]


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


def test_a_header_may_end_with_the_full_stop_of_a_sentence():
    text = "2017 – 2020	Investigadora, Centro de Zonas Áridas, Almería."

    assert told(text) == [("Investigadora", "Centro de Zonas Áridas", "Almería", "2017", "2020")]


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


def test_several_slashes_divide_a_header():
    text = "Sales manager / Hexham Tools Ltd / York	2014 – 2018"

    assert told(text) == [("Sales manager", "Hexham Tools Ltd", "York", "2014", "2018")]


def test_a_job_may_be_told_in_short_sentences_behind_its_dates():
    text = """
05/2014 - 02/2020. Encargada de sala. Mesón Alba Vieja, Vigo.
Equipo de siete personas.
2010 - 2014. Camarera de cafetería. Hotel Dunas, Málaga.
Temporadas de verano.
"""

    assert told(text) == [
        ("Encargada de sala", "Mesón Alba Vieja", "Vigo", "2014-05", "2020-02"),
        ("Camarera de cafetería", "Hotel Dunas", "Málaga", "2010", "2014"),
    ]


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


def test_what_stands_for_an_employer_of_the_self_employed_is_one():
    text = """
Scénographe pigiste, travailleuse autonome, Montréal	2019 – 2022
Bühnenbildnerin, selbstständig, Hamburg	2015 – 2019
"""

    assert [job[:2] for job in told(text)] == [
        ("Scénographe pigiste", "travailleuse autonome"),
        ("Bühnenbildnerin", "selbstständig"),
    ]


def test_a_second_title_is_part_of_the_first():
    text = "Chef de fabrication, puis acheteur principal	2003 – 2008\nPerrot & Cie, Lyon"

    assert told(text)[0][:2] == ("Chef de fabrication, puis acheteur principal", "Perrot & Cie")


def test_how_much_one_worked_is_no_employer():
    text = "2008 – 2011	Köchin, Gasthof Adler, Ulm, 30 Wochenstunden"

    assert told(text)[0][:2] == ("Köchin", "Gasthof Adler")


def test_what_tells_about_the_employer_is_no_part_of_its_place():
    text = """
Merton Holdings Ltd, Leeds – SGX-listed packaging group, revenue £1.2bn
Group Chief Financial Officer	Apr 2019 – Present
- Closed the accounts in five days
Kestrel Chain Ltd, York – private-equity owned logistics company
Chief Financial Officer	Jan 2012 – Jun 2016
- Sold it to a trade buyer
Straits Foods plc, Derby
Finance Manager	Oct 2001 – Jan 2005
- Introduced standard costs
"""

    assert [job[1:3] for job in told(text)] == [
        ("Merton Holdings Ltd", "Leeds"),
        ("Kestrel Chain Ltd", "York"),
        ("Straits Foods plc", "Derby"),
    ]


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


def test_a_firm_may_end_in_its_profession():
    text = """
Ashworth & Co., Chartered Surveyors, Leeds
Designation : Junior Assistant
Period : Aug. 2014 to Aug. 2017
Marlow Homes Ltd., Bristol
Designation : Clerk
Period : Aug. 2012 to July 2014
"""

    assert told(text)[0][:3] == (
        *("Junior Assistant", "Ashworth & Co., Chartered Surveyors", "Leeds"),
    )


def test_a_bracket_on_a_line_of_its_own_belongs_to_the_title_above():
    text = """
Kestrel Games, Leeds — Level designer
2019 – 2021
Grey Oyster Ltd, York — Shop assistant
(student, weekends)
2016 – 2018
"""

    assert told(text)[1] == (
        *("Shop assistant (student, weekends)", "Grey Oyster Ltd", "York"),
        *("2016", "2018"),
    )


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


def test_what_is_said_behind_an_employer_tells_about_it_where_one_tells_its_size():
    text = """
Groupe Ostréa – Conserves de poisson, 80 M€ de chiffre d'affaires,
3 usines
Directeur industriel, Lorient – 2016-2020
- Ouverture d'une usine
Directeur d'usine, Concarneau – 2012-2016
Saumures Le Bihan SARL – Conserves de légumes
Chef de production, Quimper – 2008-2012
"""

    assert [job[:2] for job in told(text)] == [
        ("Directeur industriel", "Groupe Ostréa"),
        ("Directeur d'usine", "Groupe Ostréa"),
        ("Chef de production", "Saumures Le Bihan SARL"),
    ]
    assert jobs(rows(text))[0]["description"] == (
        "Conserves de poisson, 80 M€ de chiffre d'affaires, 3 usines\nOuverture d'une usine"
    )


def test_a_ward_with_its_beds_stays_with_the_employer():
    text = """
CHU de Nantes – Service de cardiologie, 32 lits
Infirmière	2016 – 2020
"""

    assert told(text)[0][1] == "CHU de Nantes – Service de cardiologie, 32 lits"


def test_a_bold_employer_ends_where_plain_type_tells_about_it():
    lines = (
        Line(text="Perrot & Cie – Conserves de poisson", lead="Perrot & Cie", size=10.0),
        Line(text="Directeur industriel, 2016 – 2020", size=10.0),
    )

    (job,) = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert (job["title"], job["company"]) == ("Directeur industriel", "Perrot & Cie")


def test_lines_left_of_the_items_above_them_head_the_next_job():
    lines = (
        Line(text="Ostréa SARL", x0=40, x1=100, size=10.0),
        Line(text="Soudeuse – 2016-2020", x0=40, x1=150, size=10.0),
        Line(text="Cuves en inox et", x0=60, x1=300, size=10.0, bullet=True),
        Line(text="en laiton", x0=60, x1=110, size=10.0),
        Line(text="Chaudières", x0=60, x1=110, size=10.0, bullet=True),
        Line(text="Les Six Rochers", x0=40, x1=100, size=12.0),
        Line(text="Soudeuse – 2012-2016", x0=40, x1=150, size=10.0),
    )

    first, second = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert (first["company"], second["company"]) == ("Ostréa SARL", "Les Six Rochers")
    assert first["description"] == "Cuves en inox et en laiton\nChaudières"


def test_the_commas_of_a_firm_of_partners_divide_nothing():
    text = """
2015 – 2019	Clerc
SCP Aubin, Lestrade et Associés, notaires à Angers
2011 – 2015	Clerc
Étude Moss & Ridley, Derby
2008 – 2011	Clerc, Brimard, Trieux & Fils, Lyon
"""

    assert [job[:2] for job in told(text)] == [
        ("Clerc", "SCP Aubin, Lestrade et Associés"),
        ("Clerc", "Étude Moss & Ridley"),
        ("Clerc", "Brimard, Trieux & Fils"),
    ]


def test_where_one_works_from_is_no_part_of_the_title():
    text = """
2019 – 2022	Développeuse, Brimard Systèmes (GIE), télétravail
2016 – 2019	Développeuse, Ostréa SARL, région lorientaise
2012 – 2016	Développeuse, Trieux Conseil, Lyon
"""

    assert [job[0] for job in told(text)] == ["Développeuse"] * 3
    assert told(text)[1][1] == "Ostréa SARL"


def test_what_an_employer_does_is_no_duty():
    text = """
Clerc rédacteur	2015 – 2019
Étude Lestrade & Aubin, notaires à Angers
Clerc	2011 – 2015
Étude Marwell & Ridley, Lyon
"""

    assert [job[:2] for job in told(text)] == [
        ("Clerc rédacteur", "Étude Lestrade & Aubin"),
        ("Clerc", "Étude Marwell & Ridley"),
    ]


def test_a_department_in_a_bracket_tells_a_town_but_may_stand_behind_an_employer():
    text = """
2019 – 2022	Soudeur
Atelier du Trieux – Plougozec (22)
2016 – 2019	Soudeur – Brimard (79)
2012 – 2015	Caissier (12), Halles du Port
"""

    assert told(text) == [
        ("Soudeur", "Atelier du Trieux", "Plougozec", "2019", "2022"),
        ("Soudeur", "Brimard", None, "2016", "2019"),
        ("Caissier", "Halles du Port", None, "2012", "2015"),
    ]


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


def test_towns_that_no_table_holds_stand_behind_every_employer():
    text = """
Jardinier
Pépinières Grandmerisier, Ozelles-le-Vieux
2014 – 2019
Ouvrier agricole
EARL du Tilleul, Brezolettes
2011 – 2013
"""

    assert [job[1:3] for job in told(text)] == [
        ("Pépinières Grandmerisier", "Ozelles-le-Vieux"),
        ("EARL du Tilleul", "Brezolettes"),
    ]


def test_a_part_of_an_employer_behind_a_comma_stays_with_it():
    text = """
Jardinier
Pépinières Grandmerisier, Service du patrimoine
2014 – 2019
Ouvrier agricole
EARL du Tilleul, Brezolettes
2011 – 2013
"""

    assert told(text)[0][1:3] == ("Pépinières Grandmerisier, Service du patrimoine", None)


def test_the_legal_forms_of_mexico_tell_an_employer_from_a_title():
    text = """
Molinos Tarasca S. de R.L. de C.V.
Rayadora
2018 – 2021
Vivero La Jacaranda A.C.
Injertadora
2015 – 2018
"""

    assert [job[:2] for job in told(text)] == [
        ("Rayadora", "Molinos Tarasca S. de R.L. de C.V."),
        ("Injertadora", "Vivero La Jacaranda A.C."),
    ]


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


@pytest.mark.parametrize(
    "name", ["Praxis Dres. Lang & Roth", "Kaufmann mit eidg. Fachausweis", "Ofenbau Gebr. Roth"]
)
def test_a_short_form_ends_no_sentence(name: str):
    assert first_sentence(name) == (name, "")


def test_a_town_beside_the_kind_of_contract_below_a_header_is_the_place_of_the_job():
    found = jobs(
        rows("""
May 2019 – present	Sous chef
Hotel Adler Ltd
Leeds · Full-time · 120 employees
Ran the pass on busy nights and ordered the fish.
2016 – April 2019	Kitchen porter
Grey Oyster Ltd
3 years
York · Part-time
Washed up after two services on each day of the week.
""")
    )

    assert [job["location"] for job in found] == ["Leeds", "York"]
    assert "York" not in found[1]["description"]


def test_an_employer_before_a_town_that_is_a_state_too_is_no_town_in_it():
    text = "Analista de datos\nTransportes Cimatario, Querétaro\n2019 – 2021"

    assert [job[1:3] for job in told(text)] == [("Transportes Cimatario", "Querétaro")]
