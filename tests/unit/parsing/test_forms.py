from shared.parsing.rules.education import studies
from shared.parsing.rules.experience import jobs
from tests.unit.parsing.documents import rows, told


def test_a_row_of_labels_names_the_columns_of_the_rows_below():
    text = """
Period	Place	Position	Employer
2019 – 2021	Ely	Ranger	Wicken
2015 – 2019	March	Warden	Manea
"""

    assert told(text) == [
        ("Ranger", "Wicken", "Ely", "2019", "2021"),
        ("Warden", "Manea", "March", "2015", "2019"),
    ]


def test_one_column_of_a_table_may_have_a_label_that_is_not_known():
    text = """
Zeitraum	Dienstgeber	Verwendung	Einstufung
Feb. 2021 – laufend	Stadtgarten Oberau	Betreuung der Glashäuser	17 b
Mai 2019 – Jän. 2021	Auszeit mit einer langen Reise durch Asien
März 2014 – April 2019	Baumschule Ritzer	Gärtnergehilfin	Vollzeit
"""

    assert [each for each in told(text) if each[1]] == [
        ("Betreuung der Glashäuser", "Stadtgarten Oberau", None, "2021-02", "now"),
        ("Gärtnergehilfin", "Baumschule Ritzer", None, "2014-03", "2019-04"),
    ]


def test_a_wide_table_of_studies_names_schools_as_establishments():
    text = """
von	bis	Einrichtung	Fachrichtung	Abschluss
09/2015	07/2018	Berufsbildende Schule für Gartenbau und Floristik Straubing	Zierpflanzenbau und Staudenkunde	Gärtnerin
09/2009	07/2015	Realschule Bogen	wirtschaftlicher Zweig	Mittlere Reife
"""

    found = studies(rows(text))

    assert [(each["institution"], each["degree"], each["start_date"]) for each in found] == [
        (
            "Berufsbildende Schule für Gartenbau und Floristik Straubing",
            "Gärtnerin",
            "2015-09",
        ),
        ("Realschule Bogen", "Mittlere Reife", "2009-09"),
    ]


def test_a_form_names_the_values_of_each_job_in_any_order():
    text = """
Dates	Depuis octobre 2020
Fonction ou poste occupé	Cuisinière
Principales activités	Service du midi, commandes
Nom de l'employeur	Auberge du Pont, Lyon
Dates	Mars 2016 – septembre 2020
Fonction ou poste occupé	Commis de cuisine
Principales activités	Mise en place
Nom de l'employeur	Table d'Hector, Nantes
"""

    assert told(text) == [
        ("Cuisinière", "Auberge du Pont", "Lyon", "2020-10", "now"),
        ("Commis de cuisine", "Table d'Hector", "Nantes", "2016-03", "2020-09"),
    ]


def test_the_employer_may_head_a_form_of_title_works_and_sums():
    text = """
1. PUENTES ANDINOS S.A.C.
Cargo	: Jefa de Topografía
Obra	: Variante de Quilmaná, 12 km
Periodo	: Marzo 2019 – Junio 2022
Monto	: S/ 7 450 000,00
Funciones:
- Replanteo del eje
- Control de niveles
2. HORMIGONES PALPA E.I.R.L.
Cargo	: Auxiliar de campo
Obra	: Losas deportivas de Nasca
Periodo	: 2016 – 2018
Funciones:
- Toma de muestras
- Rotura de probetas
"""

    assert told(text) == [
        ("Jefa de Topografía", "PUENTES ANDINOS S.A.C.", None, "2019-03", "2022-06"),
        ("Auxiliar de campo", "HORMIGONES PALPA E.I.R.L.", None, "2016", "2018"),
    ]
    assert "Losas deportivas de Nasca\n" in jobs(rows(text))[1]["description"]


def test_a_form_that_labels_titles_and_periods_may_have_many_items():
    duties = "\n".join(f"- Control de nivel del tramo {number}" for number in range(9))
    text = f"""
PUENTES ANDINOS S.A.C.
Cargo	Jefa de Topografía
Obra	Variante de Quilmaná, con puente
sobre el río Cañete y dos túneles
Periodo	Marzo 2019 – Junio 2022
Monto	S/ 7 450 000,00
{duties}
HORMIGONES PALPA E.I.R.L.
Cargo	Auxiliar de campo
Obra	Losas deportivas de Nasca
Periodo	2016 – 2018
Monto	S/ 120 000
{duties}
"""

    assert told(text) == [
        ("Jefa de Topografía", "PUENTES ANDINOS S.A.C.", None, "2019-03", "2022-06"),
        ("Auxiliar de campo", "HORMIGONES PALPA E.I.R.L.", None, "2016", "2018"),
    ]


def test_two_values_with_their_labels_may_share_a_row():
    text = """
Empresa	Estampados Solís, S.A.	Lugar	Querétaro
Puesto	Gerente de taller	Periodo	2017 – 2020
Empresa	Lácteos Prado, S.A.	Lugar	Puebla
Puesto	Jefe de turno	Periodo	2012 – 2016
"""

    assert told(text) == [
        ("Gerente de taller", "Estampados Solís, S.A.", "Querétaro", "2017", "2020"),
        ("Jefe de turno", "Lácteos Prado, S.A.", "Puebla", "2012", "2016"),
    ]


def test_an_entry_without_labels_may_stand_above_a_form():
    text = """
Perrin Conseil – Consultante indépendante	2018 – à ce jour
Client : Banque du Rhône	09/2021 – à ce jour
Cheffe de projet
- Environnement technique : Java
Client : Énergie Sud	02/2018 – 08/2021
Analyste
- Environnement technique : Python
"""

    assert [title for title, *_ in told(text)] == [
        *("Consultante indépendante", "Cheffe de projet", "Analyste")
    ]


def test_a_table_of_examinations_names_boards_and_marks():
    text = """
Examination	Board / University / Institute	Year of Passing	Percentage
Master of Commerce	Deccan Plains University	2015	64.20 %
H.S.C.	Konkan Coast Board	2010	81.00 %
"""

    found = studies(rows(text))

    assert [(each["degree"], each["institution"], each["end_date"]) for each in found] == [
        ("Master of Commerce", "Deccan Plains University", "2015"),
        ("H.S.C.", "Konkan Coast Board", "2010"),
    ]


def test_jobs_below_a_form_of_another_section_have_headers_of_their_own():
    form = """
Zeitraum	04/2021 – heute
Rolle	Projektleiterin
Kunde	Nordmole Reederei AG, Emden
Zeitraum	01/2018 – 03/2021
Rolle	Testmanagerin
Kunde	Fährhaus Logistik GmbH, Kiel
"""
    plain = """
07/2011 – 12/2017	Beraterin
Lindenhof Consulting GmbH, Bremen
10/2007 – 06/2011	Sachbearbeiterin
Moorland Möbel GmbH, Leer
"""

    found = jobs(rows(form), rows(plain))

    assert [(job["title"], job["company"]) for job in found] == [
        ("Projektleiterin", "Nordmole Reederei AG"),
        ("Testmanagerin", "Fährhaus Logistik GmbH"),
        ("Beraterin", "Lindenhof Consulting GmbH"),
        ("Sachbearbeiterin", "Moorland Möbel GmbH"),
    ]


def test_a_form_names_a_school_and_the_grade_that_was_passed_there():
    text = """
Name of School: Umtata Ridge
Highest Grade Passed: Grade 11
Year: 2009
Name of School: Kei Flats
Highest Grade Passed: Grade 12
Year: 2011
"""

    found = studies(rows(text))

    assert [(each["institution"], each["end_date"]) for each in found] == [
        ("Umtata Ridge", "2009"),
        ("Kei Flats", "2011"),
    ]


def test_the_columns_of_a_table_may_be_more_than_are_known():
    text = """
N.º	Nombre de la empresa o entidad	Cargo	Fecha de ingreso	Fecha de cese	Motivo de cese
1	Riego Alto Ltda.	Capataz	03/2015	12/2019	Renuncia
2	Vivero Los Boldos	Podador	01/2011	02/2015	Fin de faena
"""

    assert told(text) == [
        ("Capataz", "Riego Alto Ltda.", None, "2015-03", "2019-12"),
        ("Podador", "Vivero Los Boldos", None, "2011-01", "2015-02"),
    ]


def test_a_row_of_a_table_may_leave_out_what_describes_its_entry():
    text = """
Von	Bis	Firma	Tätigkeit	Aufgaben
04.2016	heute	Ostwall Spedition	Disponent	Touren geplant
08.2012	03.2016	Kornhaus Emsland	Fahrer
"""

    found = jobs(rows(text))

    assert [(job["title"], job["company"], job["description"]) for job in found] == [
        ("Disponent", "Ostwall Spedition", "Touren geplant"),
        ("Fahrer", "Kornhaus Emsland", None),
    ]


def test_one_column_may_hold_several_values_divided_by_strokes():
    text = """
Periodo	Puesto / Institución / País
2018 – 2022	Geóloga / Centro Minero Sur / Bolivia
2014 – 2018	Becaria / Universidad de Potosí / Bolivia
"""

    assert [(title, company) for title, company, *_ in told(text)] == [
        ("Geóloga", "Centro Minero Sur"),
        ("Becaria", "Universidad de Potosí"),
    ]


def test_a_form_of_one_job_may_have_a_first_day_alone():
    text = """
Puesto	Bióloga
Fecha inicio	01/03/2018
Organismo/Institución	Acuario del Cabo
"""

    assert told(text) == [("Bióloga", "Acuario del Cabo", None, "2018-03-01", "now")]


def test_first_and_last_day_may_be_values_of_a_form_each():
    text = """
Firma	Ostwall Spedition
Eintritt	04.2016
Austritt	03.2019
Funktion	Disponent
Firma	Kornhaus Emsland
Eintritt	08.2012
Austritt	03.2016
Funktion	Fahrer
"""

    assert told(text) == [
        ("Disponent", "Ostwall Spedition", None, "2016-04", "2019-03"),
        ("Fahrer", "Kornhaus Emsland", None, "2012-08", "2016-03"),
    ]


def test_dated_missions_within_a_job_are_no_jobs_where_labels_date_these():
    text = """
Brücken & Söhne GmbH, Bremen
Funktion: Bauleiterin
Zeitraum: März 2016 – Dezember 2020
Projekte für öffentliche Auftraggeber.
Weserbrücke Nord, 2017 – 2018
- Abnahme der Pfeiler
Schleuse Altmoor, Juni – November 2019
- Leitung der Baustelle
Tiefbau Ostermann KG, Emden
Funktion: Bauzeichnerin
Zeitraum: Mai 2012 – Februar 2016
- Pläne im Maßstab 1:50
"""

    assert [job[:2] for job in told(text)] == [
        ("Bauleiterin", "Brücken & Söhne GmbH"),
        ("Bauzeichnerin", "Tiefbau Ostermann KG"),
    ]


def test_what_was_done_for_clients_within_a_job_is_no_job():
    text = """
Conseil Armor SARL, Vannes
Consultante Oracle | mars 2018 - à ce jour
Client : Laiterie du Guern (2020 - 2021)
- Reprise de données
Client : Mutuelle de l'Aven (2018 - 2019)
- Tableaux de bord
Logiciels Ponant SA, Vannes
Développeuse | janvier 2014 - février 2018
- Maintenance
"""

    assert [job[:2] for job in told(text)] == [
        ("Consultante Oracle", "Conseil Armor SARL"),
        ("Développeuse", "Logiciels Ponant SA"),
    ]


def test_the_mark_of_the_first_duty_beside_its_label_is_left_out():
    text = """
Zeitraum	03/2019 – 05/2021
Arbeitgeber	Gärtnerei Lindhof
Position	Gärtnerin
Aufgaben	• Pflege der Beete
"""

    assert [job["description"] for job in jobs(rows(text))] == ["Aufgaben: Pflege der Beete"]


def test_the_colon_may_stand_before_the_value_instead_of_behind_its_label():
    text = """
1) Kaveri Silk Mills Pvt. Ltd.
Designation	: Dyeing Master
Duration	: Aug-2019 to Till Date
Location	: Salem
- Runs two jigger lines
2) M/s. Palani & Sons, Govt. Suppliers
Designation	: Asst. Shift Engineer
Duration	: Nov. 2011 to May 2016
Location	: Erode
- Kept the boilers
"""

    assert told(text) == [
        ("Dyeing Master", "Kaveri Silk Mills Pvt. Ltd.", "Salem", "2019-08", "now"),
        (
            "Asst. Shift Engineer",
            "M/s. Palani & Sons, Govt. Suppliers",
            "Erode",
            "2011-11",
            "2016-05",
        ),
    ]


def test_the_name_of_a_company_is_its_name():
    text = """
Name of company	Thandeka Freight (Pty) Ltd
Place	Benoni
Position held	Yard Marshal
Period	01 May 2019 – current
Name of company	Orlando Wholesale Grocers
Place	Soweto
Position held	Shelf Packer
Period	08/2012 – 01/2014
"""

    assert [(title, company) for title, company, *_ in told(text)] == [
        ("Yard Marshal", "Thandeka Freight (Pty) Ltd"),
        ("Shelf Packer", "Orlando Wholesale Grocers"),
    ]


def test_a_client_below_the_employer_of_a_form_is_none():
    text = """
Kaveri Bridges Pvt. Ltd.
Designation: Senior Surveyor w.e.f. April 2021
Duration: Aug-2019 to Till Date
Client: Ghat Roads Authority
- Set out the abutments
Palani Estates Ltd.
Designation: Surveyor
Duration: 2014 – 2017, alongside diploma (in vacations)
Client: Erode Town Council
- Measured plots
"""

    assert [(company, start, end) for _, company, _, start, end in told(text)] == [
        ("Kaveri Bridges Pvt. Ltd.", "2019-08", "now"),
        ("Palani Estates Ltd.", "2014", "2017"),
    ]


def test_a_remark_may_stand_behind_the_period_of_a_form():
    text = """
Institution	Kwena Agricultural College
Qualification	Certificate in Horticulture
Year	2010 - 2011 (two modules open)
"""

    (study,) = studies(rows(text))

    assert (study["start_date"], study["end_date"]) == ("2010", "2011")
