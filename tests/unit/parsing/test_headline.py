from typing import Any

import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.engine import LocalEngine
from tests.unit.parsing.documents import a_document


def info_of(text: str) -> dict[str, Any]:
    info: dict[str, Any] = LocalEngine().parse(a_document(text)).data["personal_info"]
    return info


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Lead Data Scientist – Search and NLP", "Lead Data Scientist – Search and NLP"),
        ("Comptable | Contrôle de gestion | 69003 Lyon", "Comptable | Contrôle de gestion"),
        ("Bilanzbuchhalter · seit 12 Jahren · SAP", "Bilanzbuchhalter"),
        (
            "Rédactrice territoriale – Cheffe de bureau",
            "Rédactrice territoriale – Cheffe de bureau",
        ),
        ("Couvreur – zinguerie et bardage", "Couvreur – zinguerie et bardage"),
        ("PLANT MANAGER – FOOD & DAIRY GOODS", "PLANT MANAGER – FOOD & DAIRY GOODS"),
        ("Diseñador Web Sr. | Team Lead", "Diseñador Web Sr. | Team Lead"),
        (
            "Étudiante en BTS NDRC – recherche un stage à partir de mars 2026",
            "Étudiante en BTS NDRC – recherche un stage à partir de mars 2026",
        ),
        ("Kinesióloga – Matrícula 7.715", "Kinesióloga – Matrícula 7.715"),
        ("2nd year Civil Engineering student", "2nd year Civil Engineering student"),
        ("Asesora SAP MM/CO", "Asesora SAP MM/CO"),
        ("landscape gardener", "landscape gardener"),
        ("Apprenti couvreur, motivé et ponctuel !", "Apprenti couvreur, motivé et ponctuel !"),
        ("Krankenpfleger – Klinikum Nord", "Krankenpfleger"),
        ("Schlosser – verheiratet", "Schlosser"),
        (
            "Arquitecta | Residente y Supervisora de Puentes",
            "Arquitecta | Residente y Supervisora de Puentes",
        ),
        ("Arquitecta | Residente en Lima", "Arquitecta"),
        ("Passport Officer", "Passport Officer"),
        ("Mobility Consultant | Rail", "Mobility Consultant | Rail"),
        (
            "AGENT TERRITORIAL – ÉTAT CIVIL ET CIMETIÈRES",
            "AGENT TERRITORIAL – ÉTAT CIVIL ET CIMETIÈRES",
        ),
        (
            "Chef de projet – ferroviaire, énergie, robotics",
            "Chef de projet – ferroviaire, énergie, robotics",
        ),
        ("Accountant | CPA | SAP S/4HANA", "Accountant | CPA | SAP S/4HANA"),
        (
            "Maschinenbau-Studentin sucht Werkstudentenstelle ab März 2027",
            "Maschinenbau-Studentin sucht Werkstudentenstelle ab März 2027",
        ),
        (
            "Étudiant en licence 3 Droit public à la recherche d'un stage de trois mois minimum",
            "Étudiant en licence 3 Droit public à la recherche d'un stage de trois mois minimum",
        ),
        (
            "Buyer at Acme Foods | Logistics &\nCold Chain Storage",
            "Buyer at Acme Foods | Logistics & Cold Chain Storage",
        ),
        ("Plumber – based in Leeds", "Plumber"),
        ("Buyer @ Acme Ltd", "Buyer"),
        ("Bauingenieur | BIM | 5G", "Bauingenieur | BIM | 5G"),
        ("Accountant | Open to relocation", "Accountant"),
        ("Emploi recherché / Domaine de compétence\tGestionnaire de paie", "Gestionnaire de paie"),
        ("Ruiz & Vela – Abogada", "Abogada"),
    ],
)
def test_a_headline_is_said_whole_but_without_particulars(line: str, headline: str):
    assert info_of(f"Aylin BERGER\n{line}\na.berger@example.com")["headline"] == headline


def test_a_headline_that_stops_open_goes_on_below():
    text = """
    Itziar Belaunde Rozas
    Directora de operaciones · Apertura de nuevos establecimientos en
    la costa
    itziar.belaunde@example.com
    """

    assert info_of(text)["headline"] == (
        "Directora de operaciones · Apertura de nuevos establecimientos en la costa"
    )


def test_a_profession_in_small_letters_may_stand_beside_the_name():
    text = "Aylin BERGER\tgraphiste & relieuse d'art\nRue Haute 5\n4000 Liège"

    assert info_of(text)["headline"] == "graphiste & relieuse d'art"


def test_a_large_line_beside_the_name_goes_on_below():
    said = [("Fatoumata DIALLO | Directrice", 24.8), ("de magasin", 24.8)]
    said += [("74 chemin des Vignes – 33300 La Rochelle", 11.0), ("f.diallo@example.com", 11.0)]
    lines = tuple(
        Line(text=text, size=size, bold=at == 0, x0=50.0, x1=300.0, top=30.0 * at)
        for at, (text, size) in enumerate(said)
    )

    data = LocalEngine().parse(Document(lines=lines, file_type=FileType.PDF, pages=1)).data

    assert data["personal_info"]["headline"] == "Directrice de magasin"


def test_a_headline_of_parts_goes_on_where_its_next_word_found_no_room():
    said = [
        ("Ainhoa Larrea", 28.0, 420.0),
        ("Instaladora de fibra | Del poste a la última", 14.0, 560),
    ]
    said += [("casa | Redes rurales", 14.0, 360.0), ("a.larrea@example.com", 11.0, 350.0)]
    said += [("Trabajo en altura con mi propia furgoneta y equipo de medida.", 11.0, 565.0)]
    lines = tuple(
        Line(text=text, size=size, x0=220.0, x1=x1, top=30.0 * at)
        for at, (text, size, x1) in enumerate(said)
    )

    data = LocalEngine().parse(Document(lines=lines, file_type=FileType.PDF, pages=1)).data

    assert data["personal_info"]["headline"] == (
        "Instaladora de fibra | Del poste a la última casa | Redes rurales"
    )


LEBENSLAUF = """
Friederike von der Aue
Am Steinberg 7 · 08056 Zwickau · Tel. 0151 2345 6780 · f.vonderaue@example.com
Geboren am 3. Februar 1989 in Plauen · ledig
Berufserfahrung
04/2020 – heute	Leiterin Qualitätssicherung
Feinguss Albrecht GmbH, Zwickau
"""


def test_neither_street_nor_birthday_is_a_profession():
    data = LocalEngine().parse(a_document(LEBENSLAUF)).data

    assert data["personal_info"]["name"] == "Friederike von der Aue"
    assert data["personal_info"]["headline"] is None
    assert data["summary"] is None


def test_an_affiliation_is_no_profession_and_tells_the_place():
    text = """
    Dr Oluwaseun Adeyemi-Clarke
    School of Earth Sciences, University of Northmoor, Northmoor NM4 2QT
    o.adeyemi-clarke@example.org | +44 20 7946 0812
    Education
    2013-2017 PhD, Geophysics, University of Eastbridge
    """

    data = LocalEngine().parse(a_document(text)).data

    assert data["personal_info"]["headline"] is None
    assert data["personal_info"]["location"] == "Northmoor NM4 2QT"
    assert data["summary"] is None


def test_neither_birthplace_nor_trade_is_the_home():
    text = """
    LE GOFF Jean-Yves
    Né le 2 mai 1973 à Royan
    56320 Le Faouët
    CHEF D'ÉQUIPE MAÇON – Bâti ancien
    jy.legoff@example.com
    """

    info = info_of(text)

    assert info["location"] == "56320 Le Faouët"
    assert info["headline"] == "CHEF D'ÉQUIPE MAÇON – Bâti ancien"


def test_neither_employer_nor_clearance_is_a_profession():
    text = """
    María GIL-ROBLEDO
    Garrido & Asociados – Abogada laboralista
    Madrid | 622 10 20 30 | Carta de servicio | m.gil@example.com
    """

    info = info_of(text)

    assert info["headline"] == "Abogada laboralista"


def test_particulars_of_the_contact_line_are_no_profession():
    text = """
    Dr. Olu Firth, CEng MIMechE
    Preston, Lancashire | o.firth@example.com | SC cleared | British citizen
    """

    info = info_of(text)

    assert info["headline"] is None


def test_numbers_and_the_profession_are_no_introduction():
    text = """
    Claire DURAND
    Tél. dom. 05 46 00 12 34 / port. 06 78 90 12 34
    Garrido & Asociados – Abogada laboralista, colegiada nº 48.213 del ICAM
    claire.durand@example.com
    """

    assert LocalEngine().parse(a_document(text)).data["summary"] is None


@pytest.mark.parametrize(
    "line", ["Carrera 7 # 48-12, apto 502, barrio Centro", "Raum Kassel", "wohnhaft in Wels"]
)
def test_an_address_is_no_profession(line: str):
    assert info_of(f"Aylin BERGER\n{line}\na.berger@example.com")["headline"] is None


def test_marks_before_the_particulars_are_no_part_of_them():
    text = """
    Aylin BERGER
    ☎ 030 23125 417 ⌂ 22081 Hamburg-Barmbek ✉ a.berger@example.com
    """

    assert info_of(text)["location"] == "22081 Hamburg-Barmbek"


def test_a_nationality_is_no_home():
    text = "Aylin BERGER\na.berger@example.com\nStaatsbürgerschaft:\tÖsterreich"

    assert info_of(text)["location"] is None


def test_the_headline_may_stand_at_a_name_below_a_sidebar():
    said = [("Contact", 13.0), ("06 39 98 11 22", 10.0), ("Loisirs", 13.0), ("Aviron", 10.0)]
    said += [("Hortense", 34.0), ("Delmas", 34.0), ("Auxiliaire de puériculture", 16.0)]
    said += [("Expérience", 13.0), ("Auxiliaire, Crèche Les Lutins, 2019 – 2022", 10.0)]
    lines = tuple(
        Line(text=text, size=size, bold=size == 13.0, x0=20.0, x1=200.0, top=30.0 * at)
        for at, (text, size) in enumerate(said)
    )

    data = LocalEngine().parse(Document(lines=lines, file_type=FileType.PDF, pages=1)).data

    assert data["personal_info"]["name"] == "Hortense Delmas"
    assert data["personal_info"]["headline"] == "Auxiliaire de puériculture"


def test_a_date_to_begin_on_does_not_end_the_head():
    text = """
    Lucie MAZEAU
    Étudiante en BTS, cherche une alternance à partir de septembre 2026
    12 rue Haute, 69003 Lyon
    l.mazeau@example.com
    """

    assert info_of(text)["location"] == "69003 Lyon"


def test_a_line_over_the_address_may_be_a_long_headline():
    line = "Del aula de primaria a la obra pública: técnica de prevención y seguridad"
    text = f"Aylin BERGER\n{line}\nCalle Mayor 3, 33209 Gijón | Tfno. 984 000 112\na@example.net"

    data = LocalEngine().parse(a_document(text)).data

    assert data["personal_info"]["headline"] == line
    assert data["personal_info"]["location"] == "33209 Gijón"
    assert data["summary"] is None


def test_an_introduction_goes_on_to_its_short_last_line():
    text = """
    Aylin BERGER
    a.berger@example.com
    Term address: 14 Birch Row, Unit 2, Guelph, ON N1G 2W1
    Careful fitter who has kept the pumps of a paper mill running for nine years
    and likes it
    """

    assert LocalEngine().parse(a_document(text)).data["summary"] == (
        "Careful fitter who has kept the pumps of a paper mill running for nine years and likes it"
    )


def test_a_box_of_particulars_beside_an_introduction_is_no_part_of_it():
    text = """
Nora Quill
nora@quill.example
Neun Jahre Backstube, davor Zimmerin. Ich suche eine Stelle in der	* 3. Mai 1990 in Lemgo
Lehre oder in einer kleinen Backstube auf dem Land mit	deutsch, ledig
kurzem Weg.
"""

    assert LocalEngine().parse(a_document(text)).data["summary"] == (
        "Neun Jahre Backstube, davor Zimmerin. Ich suche eine Stelle in der "
        "Lehre oder in einer kleinen Backstube auf dem Land mit kurzem Weg."
    )


def test_an_address_is_no_introduction_however_its_parts_are_divided():
    text = (
        "Aylin BERGER\nAv. Rivadavia 4512, 3° B - C1205AAO - CABA, frente a la plaza\na@example.net"
    )

    assert LocalEngine().parse(a_document(text)).data["summary"] is None


def test_a_long_contact_line_is_no_running_text():
    line = "Calle de la Fuente Vieja 10, 4.º C, 33209 Gijón (Asturias) | Tfno. 984 000 112 | Móvil 600 000 112"

    assert info_of(f"Aylin BERGER\n{line} |\na@example.net")["location"] == "33209 Gijón (Asturias)"


def test_a_town_beside_an_address_in_another_section_is_the_home():
    text = """
    Aylin BERGER
    Education
    2013 – 2017	B.E. (Mechanical Engineering), Shivneri College
    +91 98765 43219
    a.berger@example.com
    Deolali, Nashik 422101
    github.com/aberger-example
    Skills
    Git
    """

    info = info_of(text)

    assert info["location"] == "Nashik 422101"
    assert info["links"] == ["github.com/aberger-example"]


def test_a_place_may_stand_beside_the_profession():
    text = "Aylin BERGER · Elektronikerin für Betriebstechnik · Wolfsburg\na.berger@example.com"

    assert info_of(text)["location"] == "Wolfsburg"


def test_the_home_may_stand_at_a_name_below_a_sidebar():
    text = """
    Contact
    a.eze@example.com
    Top Skills
    Budgeting
    Languages
    Igbo (Native)
    Adaeze Obi
    Finance Manager
    Lagos, Nigeria
    Experience
    Accountant, Acme Ltd, 2015 – 2019
    """

    info = info_of(text)

    assert (info["name"], info["location"]) == ("Adaeze Obi", "Lagos, Nigeria")


def test_a_sentence_with_the_beginning_of_the_next_behind_it_is_no_headline():
    text = """
Oona Pellworth
Ciencia y granja
Enfermera de animales con licencia del Colegio de Cuenca. Ocho
años en granjas y clínicas; formadora de aprendices.
Experiencia
Enfermera, Clínica Brisa, 2015 – 2020
"""

    info = info_of(text)

    assert info["headline"] == "Ciencia y granja"


def test_sentences_in_the_head_introduce_the_person():
    text = """
    Tom Hartley
    Leeds, UK | tom@example.com
    Storekeeper who has kept three busy depots in order since 2014, with a licence for forklifts.
    Reliable, early riser, never missed a shift.
    Work experience
    Storekeeper, Acme Ltd, Leeds, 2014 – 2019
    """

    data = LocalEngine().parse(a_document(text)).data

    assert data["personal_info"]["headline"] is None
    assert data["summary"] == (
        "Storekeeper who has kept three busy depots in order since 2014, with a licence for "
        "forklifts. Reliable, early riser, never missed a shift."
    )


def test_a_town_is_a_home_rather_than_a_labelled_province():
    text = "Aylin BERGER\nHouse 12, Street 4, Islamabad\na.berger@example.com\nDomicile: Punjab"

    assert info_of(text)["location"] == "Islamabad"


def test_a_grade_beside_a_trade_is_no_street():
    text = "Enzo VALMY\n4 quai des Brumes\n76600 Le Havre\n06 39 98 12 12\nPEINTRE EN BATIMENT N2P1"

    assert info_of(text)["headline"] == "PEINTRE EN BATIMENT N2P1"


def test_the_post_below_desired_employment_is_the_headline_and_no_job():
    text = """
Informations personnelles
Nom	Alice Perrot
EMPLOI RECHERCHÉ / DOMAINE DE COMPÉTENCE
Coordinatrice – logistique portuaire
Expérience professionnelle
2019 – 2022	Agente de quai
Port de Brest
2015 – 2019	Pontonnière
Port de Lorient
"""

    data = LocalEngine().parse(a_document(text)).data

    assert data["personal_info"]["headline"] == "Coordinatrice – logistique portuaire"
    assert [job["title"] for job in data["experience"]] == ["Agente de quai", "Pontonnière"]


def test_a_sentence_about_what_is_sought_is_no_headline():
    text = """
Oona Pellworth
Gardener
What I'm looking for
A first season outdoors, full time or part time, and I do not mind working at weekends at all.
EXPERIENCE
Helper, Fen Trust, 2019 – 2020
"""

    assert LocalEngine().parse(a_document(text)).data["personal_info"]["headline"] == "Gardener"


def test_the_short_form_of_a_street_is_no_profession():
    info = info_of(
        "Abril Sosa Vega\nPje. Los Aromos 210 – Dto. 4\nX5000 Córdoba\nabril@example.com\n"
        "Licenciada en Fonoaudiología\nPerfil\nTrabajo con niños desde hace diez años."
    )

    assert info["headline"] == "Licenciada en Fonoaudiología"


def test_particulars_beside_the_name_are_no_introduction():
    text = """
Nora Quill	33 years old – married, with 2 children
14 rue du Ruau	Full driving licence
nora.quill@example.com
Expérience
2019 – 2023	Caissière, Moulins du Ruau SARL
"""

    assert LocalEngine().parse(a_document(text)).data["summary"] is None


def test_a_headline_goes_on_to_the_end_of_its_bracket():
    text = "Ada Byron\nBridge Engineer (Steel & Timber\nSpans)\nada@example.com"

    headline = LocalEngine().parse(a_document(text)).data["personal_info"]["headline"]

    assert headline == "Bridge Engineer (Steel & Timber Spans)"
