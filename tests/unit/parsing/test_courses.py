from shared.parsing.rules.courses import learned, with_courses_apart
from shared.parsing.rules.sections import cut, rows_about
from tests.unit.parsing.documents import rows


def told(text: str) -> tuple[list[str], list[str]]:
    """Return the lines about studies, and those about certificates."""
    found = learned(cut(rows(text)))
    studies = [row.text for rows in found.studies for row in rows]
    return studies, [row.text for row in found.certificates]


def test_a_course_beside_studies_is_a_certificate_and_a_degree_beside_courses_a_study():
    text = """
FORMATIONS ET HABILITATIONS
2018 : CACES R482 cat. A
2016 : Certificat de compagnon – Tiez Breiz
1997 – 1999 : BP Maçon – CFA du bâtiment de Vannes
"""

    assert told(text) == (
        ["1997 – 1999 : BP Maçon – CFA du bâtiment de Vannes"],
        ["2018 : CACES R482 cat. A", "2016 : Certificat de compagnon – Tiez Breiz"],
    )


def test_a_training_without_a_school_is_no_study():
    text = """
FORMATION
2009 : Diplôme d'État d'infirmier, IFSI d'Angers
FORMATIONS CONTINUES
2023 : Hypnose conversationnelle
2021 : Management de proximité, CNAM
"""

    assert told(text) == (
        ["2009 : Diplôme d'État d'infirmier, IFSI d'Angers"],
        ["2023 : Hypnose conversationnelle", "2021 : Management de proximité, CNAM"],
    )


def test_trainings_that_were_followed_are_no_studies():
    text = """
DIPLÔMES
2011	BTS Aquaculture, Lycée de la Mer, Gujan
FORMATIONS SUIVIES
2022	Hygiène des bassins (recyclage)
2019	Permis plaisance
"""

    assert told(text) == (
        ["2011 BTS Aquaculture, Lycée de la Mer, Gujan"],
        ["2022 Hygiène des bassins (recyclage)", "2019 Permis plaisance"],
    )


def test_where_all_studies_stand_under_training_they_are_studies():
    text = """
TRAINING
2013 – 2015	Plumbing and heating, Hartley & Sons
2012	Bricklaying, Walsall College
Manual handling
"""

    studies, certificates = told(text)

    assert studies[0].startswith("2013 – 2015")
    assert studies[1].endswith("Walsall College")
    assert certificates == [] or certificates == ["Manual handling"]


def test_an_associate_degree_among_trainings_is_a_study():
    text = "EDUCATION\nHigh school diploma, 2008\nTRAINING\nA.A.S., Logistics, Texas College, 2012"

    studies, certificates = told(text)

    assert (len(studies), certificates) == (2, [])


def test_a_label_tells_courses_among_the_studies_and_expiry_certificates_among_the_skills():
    text = """
FORMATION
2003 : BTS Vente, Lycée Corot
Formations courtes : Gestes et postures (2015), Hygiène
(2018)
COMPÉTENCES
Encaissement, étiquetage
SST (valable jusqu'au 12/2027)
"""

    sections = with_courses_apart(cut(rows(text)))

    assert [row.text for row in learned(sections).certificates] == [
        "Gestes et postures (2015), Hygiène",
        "(2018)",
        "SST (valable jusqu'au 12/2027)",
    ]
    assert [row.text for section in sections for row in section.rows if "BTS" in row.text]
    assert rows_about(sections, "skills")[0].text == "Encaissement, étiquetage"
    assert len(rows_about(sections, "skills")) == 1


def test_what_took_some_hours_is_no_study():
    text = """
ÉDUCATION
1995 : BTS Tourisme – Lycée Corot, Bucquoy
2018 : Stage CNFPT « Accueil et régie », 3 jours
"""

    found = learned(with_courses_apart(cut(rows(text))))

    assert [row.text for row in found.studies[0]] == ["1995 : BTS Tourisme – Lycée Corot, Bucquoy"]
    assert [row.text for row in found.certificates] == [
        "2018 : Stage CNFPT « Accueil et régie », 3 jours"
    ]


def test_hours_may_be_written_in_short():
    text = "ESTUDIOS\n2012 – 2014\tLiceo Delia Farías\n2020\tTaller de cata y servicio de vinos, 12 hs."

    found = learned(with_courses_apart(cut(rows(text))))

    assert len(found.certificates) == 1


def test_what_else_was_learned_is_no_study():
    text = """
ESTUDIOS
Maestría en Turismo, Universidad de Trasmiera, 2010 – 2012
Otros: Taller de cata (2022)
"""

    found = learned(with_courses_apart(cut(rows(text))))

    assert [row.text for row in found.certificates] == ["Taller de cata (2022)"]


def test_other_studies_are_courses_but_for_those_that_end_with_a_degree():
    text = """
Ana Rúa
ESTUDIOS
Bachiller Académico, Colegio Los Nogales, 2012
OTROS ESTUDIOS
Diplomado en Logística, Cámara de Comercio de Tunja, 90 horas, 2021
Técnico Laboral en Bodegas, Instituto Boyacá, 2013 - 2015
"""

    found = learned(with_courses_apart(cut(rows(text))))

    assert [row.text.partition(",")[0] for rows in found.studies for row in rows] == [
        "Bachiller Académico",
        "Técnico Laboral en Bodegas",
    ]
    assert [row.text.partition(",")[0] for row in found.certificates] == ["Diplomado en Logística"]


def test_a_ticket_among_the_studies_is_none_and_the_next_entry_is():
    sections = cut(
        rows("""
FORMATION
2022	CACES R489 catégories 1, 3 (Logis Formation)
2018 – 2019	Titre professionnel Cariste, AFPA Vénissieux
2012	Baccalauréat, Lycée Corot
""")
    )

    found = learned(with_courses_apart(sections))

    assert [row.cells[1] for row in found.certificates] == [
        "CACES R489 catégories 1, 3 (Logis Formation)"
    ]
    assert [len(studies) for studies in found.studies] == [2]


def test_a_course_of_one_winter_is_no_study():
    text = """
AUSBILDUNG
Facharbeiterbrief Imker, Berufsschule Celle, 2012
FORTBILDUNGEN
Grundkurs Korbflechten (VHS Lemgo, Winter 2021/22)
"""

    found = learned(with_courses_apart(cut(rows(text))))

    assert [row.text for row in found.certificates] == [
        "Grundkurs Korbflechten (VHS Lemgo, Winter 2021/22)"
    ]


def test_courses_of_a_language_and_certificates_of_some_weeks_are_no_studies():
    text = """
AUSBILDUNG
2001 – 2005	Diplom Gartenbau, Fachhochschule Oberau
WEITERBILDUNG
2019	CAS Pflanzenschutz, Fachhochschule Oberau (12 ECTS)
2006 – 2008	Sprachkurse A2 bis C1, Klubschule Brugg
"""

    assert told(text)[1] == [
        "2019 CAS Pflanzenschutz, Fachhochschule Oberau (12 ECTS)",
        "2006 – 2008 Sprachkurse A2 bis C1, Klubschule Brugg",
    ]


def test_a_certificate_of_some_days_and_a_test_of_aptitude_are_no_studies():
    text = """
ÉTUDES
2022 : Certificat « Conduite de réunion », formation interne de 3 jours
2019 : Épreuve d'aptitude de l'ordre, réussie
2010 – 2013 : Bachelier en droit, Haute École du Ruau
"""
    sections = with_courses_apart(cut(rows(text)))

    studies = [row.text for rows in learned(sections).studies for row in rows]

    assert studies == ["2010 – 2013 : Bachelier en droit, Haute École du Ruau"]


def test_courses_and_attestations_are_certificates():
    text = """
EXPÉRIENCE
2019 – 2023 Formatrice, Atelier du Ruau Sàrl
COURS ET ATTESTATIONS
02.2024 Cours de formateur, 30 leçons, Canton de Berne
"""

    assert told(text) == ([], ["02.2024 Cours de formateur, 30 leçons, Canton de Berne"])
