"""Employers and where they are: told from titles, departments and what is said about them."""

import pytest

from shared.documents import txt
from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.prose import first_sentence
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows, told


def test_a_country_in_brackets_belongs_to_the_town_before_it():
    text = "de janv. 2019 à ce jour\tChargé de projets\nHydrolis Énergies, Brest (France)"

    assert told(text) == [
        ("Chargé de projets", "Hydrolis Énergies", "Brest (France)", "2019-01", "now")
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


def test_a_known_town_behind_an_employer_with_its_department_is_the_place():
    text = """
2019 – 2022	Referentin, Abteilung Gewässerkunde, Stiftung für Moorschutz e. V., Kassel
2015 – 2019	Referentin, Institut für Bodenkunde, Universität Kiel, Landesamt für Umwelt
2012 – 2015	Volontärin, Naturkundemuseum Ahlbeck, Abteilung Presse
"""

    assert told(text)[0][1:3] == (
        "Abteilung Gewässerkunde, Stiftung für Moorschutz e. V.",
        "Kassel",
    )


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


def test_a_contract_behind_the_town_leaves_the_town_a_place():
    text = """
2020 – 2022	Assistante comptable, TRANSPORTS DELECROIX, Tourcoing (CDI)
1999 – 2016	Opératrice de production, LA REDOUTE-TEXTILE, Wattrelos
"""

    assert [job[1:3] for job in told(text)] == [
        ("TRANSPORTS DELECROIX", "Tourcoing"),
        ("LA REDOUTE-TEXTILE", "Wattrelos"),
    ]


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


def test_known_towns_behind_employers_tell_those_that_no_table_holds():
    text = """
von	bis	Betrieb	als
04/2018	heute	Glasbau Brandt GmbH, Cottbus	Vorarbeiter
09/2016	03/2018	Fensterbau Ruhland KG, Niederwalden	Obermonteur
01/2012	11/2014	Glas-Heinrich, Inh. Ute Heinrich, Oberlohe	Glaser
04/2011	12/2011	Bundeswehr, Brandshagen	Grundwehrdienst
09/2008	03/2011	Glas-Heinrich, Inh. Ute Heinrich, Oberlohe	Auszubildender
"""

    assert [job[1:3] for job in told(text)] == [
        ("Glasbau Brandt GmbH", "Cottbus"),
        ("Fensterbau Ruhland KG", "Niederwalden"),
        ("Glas-Heinrich, Inh. Ute Heinrich", "Oberlohe"),
        ("Bundeswehr", "Brandshagen"),
        ("Glas-Heinrich, Inh. Ute Heinrich", "Oberlohe"),
    ]


def test_what_a_label_in_a_bracket_tells_is_no_place():
    text = """
2019 – heute
Erzieher, Haus "Am Moor" (Träger: Lernort Celle gGmbH)
10/2012 – 02/2018
Filialleiter, Konditorei Umbra (9 Filialen), Hannover
2010 – 2012
Verkäufer, Kaufpark Süd, Inh. S. Ocker
2006 – 2010
Konditor, Landbäckerei Sienna, Niederwalden
2003 – 2006
Auszubildender zum Konditor, Landbäckerei Sienna, Niederwalden
"""

    assert [job[1:3] for job in told(text)] == [
        ('Haus "Am Moor" (Träger: Lernort Celle gGmbH)', None),
        ("Konditorei Umbra", "Hannover"),
        ("Kaufpark Süd, Inh. S. Ocker", None),
        ("Landbäckerei Sienna", "Niederwalden"),
        ("Landbäckerei Sienna", "Niederwalden"),
    ]


def test_a_town_may_stand_on_a_second_line_and_the_class_of_a_hotel_before_it():
    text = """
Serviceleitung Frühstück, Gasthof Sonnwend-Achental,
Kufstein
JULI 2021 — HEUTE
Kellnerin, Panoramaresort Firnblick ****s, Obervennau
MAI 2018 — JUNI 2021
Kellnerin, Hotel Zum Blauen Bock, Salzburg
APRIL 2015 — MÄRZ 2018
Barfrau, Gasthof Ahorn, Niedervennau
APRIL 2013 — MÄRZ 2014
"""

    assert [job[1:3] for job in told(text)] == [
        ("Gasthof Sonnwend-Achental", "Kufstein"),
        ("Panoramaresort Firnblick ****s", "Obervennau"),
        ("Hotel Zum Blauen Bock", "Salzburg"),
        ("Gasthof Ahorn", "Niedervennau"),
    ]


def test_known_towns_in_brackets_or_behind_dashes_tell_one_behind_a_comma():
    text = """
Sanatorio Brezal (Córdoba)
Enfermera de sala	2019 – 2023
Clínica del Molle – Mendoza
Enfermera	2015 – 2019
Geriátrico Los Aromos, Villa Quebracho
Auxiliar de enfermería	2012 – 2015
"""

    assert [job[1:3] for job in told(text)] == [
        ("Sanatorio Brezal", "Córdoba"),
        ("Clínica del Molle", "Mendoza"),
        ("Geriátrico Los Aromos", "Villa Quebracho"),
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


def test_most_employers_before_a_comma_tell_the_towns_behind_the_others():
    text = """
Quern Bakeries Ltd., Ballyfinn
Shift baker	2020 – 2023
Suir Valley Rescue, Kilcross Unit
Volunteer rescuer	2018 – 2020
Rushbrook Foods Ltd. (Plant II), Castlemore
Packer	2014 – 2018
Barrow Mills Ltd., Dunmoy
Warehouse assistant	2010 – 2014
"""

    assert [job[1:3] for job in told(text)] == [
        ("Quern Bakeries Ltd.", "Ballyfinn"),
        ("Suir Valley Rescue, Kilcross Unit", None),
        ("Rushbrook Foods Ltd. (Plant II)", "Castlemore"),
        ("Barrow Mills Ltd.", "Dunmoy"),
    ]


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


def test_the_last_of_several_duties_is_no_town():
    text = """
Müllerbursche	2020 – 2022
Kornmühle Sandau AG, Obersandau
Müllerbursche	2018 – 2020
Ölmühle Roggau AG, Roggau-Dorf
Müllerbursche	2016 – 2018
Sägewerk Tannau AG, Hintertannau
Müllerbursche	2014 – 2016
Mahlwerk, Absackung, Verladung
"""

    assert [job[2] for job in told(text)] == ["Obersandau", "Roggau-Dorf", "Hintertannau", None]


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


def test_a_town_alone_below_the_header_is_the_place():
    text = """
2018 – 2022	Quillmere Foods Ltd
Leeds	Packer
- Packed pies.
2014 – 2018	Fenwright Tools Ltd
Leeds	Stock clerk
- Counted what came in.
2012 – 2014	Ostle Mills Ltd
Driver
York
- Drove a van.
"""

    assert [job[:3] for job in told(text)] == [
        ("Packer", "Quillmere Foods Ltd", "Leeds"),
        ("Stock clerk", "Fenwright Tools Ltd", "Leeds"),
        ("Driver", "Ostle Mills Ltd", "York"),
    ]


def test_a_firm_before_a_town_that_is_a_region_too_is_no_town_in_it():
    text = "2011 – 2017\tAuxiliar contable\nEnvases Tairona Ltda., Bogotá D.C."

    assert told(text)[0][:3] == ("Auxiliar contable", "Envases Tairona Ltda.", "Bogotá D.C.")


def test_what_stands_for_an_employer_has_its_region_behind_it_as_its_place():
    text = """
Autónoma, Murcia
Interiorista	2018 – 2021
Muebles Azarbe S.L., Lorca
Vendedora	2014 – 2018
"""

    assert [job[:3] for job in told(text)] == [
        ("Interiorista", "Autónoma", "Murcia"),
        ("Vendedora", "Muebles Azarbe S.L.", "Lorca"),
    ]


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


def test_a_dash_may_stand_between_a_town_and_its_country():
    text = """
De 09/2014 à 01/2017 : Conducteur de travaux
EURL Tassili Travaux, Constantine – Algérie
- Coffrage
2012 – 2014 : Ingénieur travaux indépendant
À mon compte, Gabès
- Calculs
De 07/2009 à 02/2011 : Ingénieur travaux
Consortium Al Oued Contracting, Tobrouk – Libye
- Métrés
De 10/2007 à 06/2009 : Ingénieur débutant, puis adjoint au conducteur de travaux
Entreprise Frères Ruau Bâtiment, Sfax – Tunisie
- Plans
"""

    assert told(text)[0][:3] == (
        "Conducteur de travaux",
        "EURL Tassili Travaux",
        "Constantine – Algérie",
    )


def test_a_town_of_any_name_stands_before_its_province_and_country():
    text = """
Conservas Rompeolas
Jefa de turno
mayo de 2021 - Present (5 años)
Villaquirre, Soria, España
Turnos de noche y pedidos.
Molinos Tahona
Operaria de envasado
enero de 2015 - abril de 2021 (6 años)
Soria, España
Limpieza de cintas.
"""

    assert [job["location"] for job in jobs(rows(text))] == [
        "Villaquirre, Soria, España",
        "Soria, España",
    ]
