import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows, told

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


def test_the_description_keeps_what_follows_the_header():
    text = "Vendeur, Meubles Durand, 2019 - 2020. Conseil aux clients.\n- Caisse\n- Inventaire"

    (job,) = jobs(rows(text))

    assert job["company"] == "Meubles Durand"
    assert job["description"] == "Conseil aux clients.\nCaisse\nInventaire"


def test_no_rows_hold_no_job():
    assert jobs([]) == []


def test_two_hyphens_are_a_dash():
    assert told("Sous chef -- Hotel Adler, Leeds\n05/2019 - present") == [COOK]


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


def test_a_header_may_end_with_the_full_stop_of_a_sentence():
    text = "2017 – 2020	Investigadora, Centro de Zonas Áridas, Almería."

    assert told(text) == [("Investigadora", "Centro de Zonas Áridas", "Almería", "2017", "2020")]


def test_a_year_alone_may_end_an_item_that_cannot_end_before_it():
    lines = (
        Line(text="Guardabosques, Parque Ulmo\t2016 - 2020", cells=("Guardabosques, Parque Ulmo", "2016 - 2020"), x0=40, x1=300, size=10.0),
        Line(text="Repoblación de laderas tras los incendios de", x0=40, x1=300, size=10.0, bullet=True),
        Line(text="2015-2016.", x0=58, x1=110, size=10.0),
        Line(text="Guía, Parque Ulmo\t2012 - 2016", cells=("Guía, Parque Ulmo", "2012 - 2016"), x0=40, x1=300, size=10.0),
    )  # fmt: skip

    found = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [job["description"] for job in found] == [
        "Repoblación de laderas tras los incendios de 2015-2016.",
        None,
    ]


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


def test_an_employer_below_a_finished_item_heads_the_next_job():
    text = """
Zoco Norte (Murcia)
Encargada de tienda, 2020 - 2023
- Abrí dos tiendas nuevas.
Cajera, 2018 - 2020
- Arqueo diario.
Grupo Almazara
Dependienta
Murcia // 2015 - 2018
- Atención en mostrador.
"""

    assert [job[:2] for job in told(text)] == [
        ("Encargada de tienda", "Zoco Norte"),
        ("Cajera", "Zoco Norte"),
        ("Dependienta", "Grupo Almazara"),
    ]


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


def test_a_bracket_goes_on_with_the_line_above():
    text = "2016 – 2020\tGestora, Alerce S.L.\nLiquidación ante la oficina del Alto Tajo\n(modelos 3 y 4)."

    (job,) = jobs(rows(text))

    assert job["description"] == "Liquidación ante la oficina del Alto Tajo (modelos 3 y 4)."


def test_what_heads_the_duties_is_no_part_of_them():
    text = "Gestora\nAlerce S.L.\n2016 – 2020\nFunciones y logros:\n- Liquidaciones"

    (job,) = jobs(rows(text))

    assert job["description"] == "Liquidaciones"
