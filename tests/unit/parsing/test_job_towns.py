"""Where jobs were: towns told from employers, departments and what is said about them."""

from shared.parsing.rules.experience import jobs
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


def test_a_contract_behind_the_town_leaves_the_town_a_place():
    text = """
2020 – 2022	Assistante comptable, TRANSPORTS DELECROIX, Tourcoing (CDI)
1999 – 2016	Opératrice de production, LA REDOUTE-TEXTILE, Wattrelos
"""

    assert [job[1:3] for job in told(text)] == [
        ("TRANSPORTS DELECROIX", "Tourcoing"),
        ("LA REDOUTE-TEXTILE", "Wattrelos"),
    ]


def test_a_town_of_no_table_stands_between_the_employer_and_a_county():
    text = """
Site Manager, Brackley Homes, Thrapston, Northamptonshire, March 2019 – present
Buyer, Cobb & Sons, Suffolk, 2015 – 2019
"""

    assert [job[1:3] for job in told(text)] == [
        ("Brackley Homes", "Thrapston, Northamptonshire"),
        ("Cobb & Sons", "Suffolk"),
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
