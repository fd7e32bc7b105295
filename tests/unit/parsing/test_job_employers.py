"""Employers and where they are: told from titles, departments and what is said about them."""

import pytest

from shared.documents import txt
from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.prose import first_sentence
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows, told


def test_an_employer_beside_a_date_may_go_on_in_small_letters_below():
    said = [
        (("2019 – 2022", "Volontärin, Abteilung Ausstellungen, Naturkundemuseum"), 40.0, 500.0),
        (("für Moor und Heide e. V., Kassel",), 140.0, 300.0),
        (("Führte durch die Sammlung.",), 140.0, 280.0),
    ]
    lines = tuple(
        Line(text="  ".join(cells), cells=cells, x0=x0, x1=x1, top=100 + 14 * at, size=10.0)
        for at, (cells, x0, x1) in enumerate(said)
    )

    (job,) = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF, pages=1)))

    assert job["company"].endswith("Naturkundemuseum für Moor und Heide e. V.")


def test_the_size_of_an_employer_is_no_part_of_its_name():
    assert told("03/2022 – 02/2023\tASSISTANTE RH, Groupe Sanilog (2 000 salariés), Lyon") == [
        ("ASSISTANTE RH", "Groupe Sanilog", "Lyon", "2022-03", "2023-02")
    ]


def test_the_employer_may_stand_behind_a_full_stop():
    text = """
2019 – actualidad: Maestra tutora de 3º de Primaria. CEIP Amara Zaharra.
2015 – 2019: Maestra de apoyo (sustituciones). Gobierno Vasco.
"""

    assert [job[:2] for job in told(text)] == [
        ("Maestra tutora de 3º de Primaria", "CEIP Amara Zaharra"),
        ("Maestra de apoyo", "Gobierno Vasco"),
    ]


def test_a_unit_on_a_line_of_its_own_is_the_employer():
    text = """
Lead Data Scientist
Fen Health Analytics – Ely (October 2021 – present)
Data Scientist
Severn Epidemiology Unit – Cardiff (January 2018 – September 2021)
"""

    assert [job[1] for job in told(text)] == ["Fen Health Analytics", "Severn Epidemiology Unit"]


def test_what_stands_for_an_employer_of_the_self_employed_is_one():
    text = """
Scénographe pigiste, travailleuse autonome, Montréal	2019 – 2022
Bühnenbildnerin, selbstständig, Hamburg	2015 – 2019
"""

    assert [job[:2] for job in told(text)] == [
        ("Scénographe pigiste", "travailleuse autonome"),
        ("Bühnenbildnerin", "selbstständig"),
    ]


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


@pytest.mark.parametrize(
    "name",
    [
        "Praxis Dres. Lang & Roth",
        "Kaufmann mit eidg. Fachausweis",
        "Ofenbau Gebr. Roth",
        "Hosp. San Telmo",
    ],
)
def test_a_short_form_ends_no_sentence(name: str):
    assert first_sentence(name) == (name, "")


def test_a_name_with_its_town_in_the_next_cell_is_the_employer_below_a_title():
    text = """
Lab demonstrator, CHEM 1040	Sept. – Dec. 2022
Dalton College, Faculty of Natural and Applied Sciences	Guelph, ON
Cannery hand	Summer 2021
Conserverie Belle-Baie Ltée	Petit-Havre, NB
"""

    assert [job[1:3] for job in told(text)] == [
        ("Dalton College, Faculty of Natural and Applied Sciences", "Guelph, ON"),
        ("Conserverie Belle-Baie Ltée", "Petit-Havre, NB"),
    ]


def test_that_an_employer_is_of_the_family_is_no_part_of_its_name():
    text = """
2019 – 2022	Hotel Tannhof, Meran
Koch
2016 – 2019	Hotel Sonnleit (Familienbetrieb), Oberniederau
Jungkoch
2012 – 2016	Hotel Adler, Graz
Commis
"""

    assert told(text)[1][:3] == ("Jungkoch", "Hotel Sonnleit", "Oberniederau")


def test_an_employer_of_no_table_may_stand_in_a_first_sentence_below_the_title():
    texts = (
        *("2018 – 2021 Lichttechniker", "Zeltbühne Krummau, Passau. Aufbau der Rampen,"),
        *("Einleuchten, Wartung.", "2014 – 2018 Tontechniker"),
        *("Brettl Unterföhrau, Linz. Mischung am Abend, Pflege der Mikrofone.",),
    )
    lines = tuple(
        Line(text=text, size=12 if text[0] == "2" else 10, bold=text[0] == "2", x0=20, top=14 * at)
        for at, text in enumerate(texts)
    )

    found = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [job["company"] for job in found] == ["Zeltbühne Krummau", "Brettl Unterföhrau"]


def test_an_employer_may_stand_behind_the_kind_of_post_and_a_colon():
    text = """
Muebles Azarbe S.L., Lorca
Vendedora	2014 – 2018
Autónoma, Lorca
Interiorista	2012 – 2014
Prácticas: Lonja Nogalar, Lorca	2011
"""

    assert told(text)[-1][:3] == ("Prácticas", "Lonja Nogalar", "Lorca")


def test_a_cooperative_keeps_its_legal_form_though_its_line_is_long():
    text = """
2019 – 2020	Panadera (20 h semanales)
Hornos y Molinos del Alto Tajo, S. Coop. Mad. — Toledo y Cuenca
- Masa madre.
2018 – 2019	Dependienta
Panadería Alcorlo, Jadraque
- Mostrador.
"""

    assert told(text)[0][:3] == (
        "Panadera",
        "Hornos y Molinos del Alto Tajo, S. Coop. Mad.",
        "Toledo y Cuenca",
    )


def test_below_an_empty_line_a_text_begins_with_the_employer():
    text = """EXPERIENCE

Baker, Lenz & Sons, 2015 - 2019
- Baked

Corvo Deli, Leeds
Shop assistant (weekends, shop of my aunt), 2009 to 2012

Tannet Dairy, Leeds
Stall keeper, May 2012 and May 2014
"""

    (_, *section) = rows_of(txt.read(text.encode()))

    assert [(job["title"], job["company"]) for job in jobs(section)] == [
        ("Baker", "Lenz & Sons"),
        ("Shop assistant", "Corvo Deli"),
        ("Stall keeper", "Tannet Dairy"),
    ]


def test_the_legal_form_of_an_employer_may_stand_on_a_second_line_beside_its_town():
    text = """
2019 – 2022	Apprenti charpentier en construction de bois, Atelier-Menuiserie Combettaz
Renens	Sàrl
- A taillé des poutres
2016 – 2019	Aide-charpentier, Scierie du Nozon SA
Orbe	en plein air
- A scié
"""

    assert told(text)[0][1:3] == ("Atelier-Menuiserie Combettaz Sàrl", "Renens")
