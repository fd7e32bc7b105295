"""Degrees: their subjects and grades, told from schools."""

import pytest

from shared.parsing.rules.degrees import field_of
from shared.parsing.rules.education import studies
from tests.unit.parsing.documents import rows, studies_told


def test_a_grade_is_neither_degree_nor_subject():
    text = "MSc Data Science\nUniversity of Sheffield, 2016-2017\nDistinction"

    (study,) = studies(rows(text))

    assert study["field"] == "Data Science"


def test_credits_and_a_planned_end_belong_to_no_name():
    text = """
10/2022 – heute\tB. A. Sozialpädagogik, Hochschule Nordmark
Fernstudium\tberufsbegleitend, 96 von 180 ECTS; geplanter Abschluss: Sommer 2027
2011 – 2013\tStaatlich geprüfter Erzieher, Fachschule Oberau
Oberau\tim Anerkennungsjahr
2002 – 2010\tAllgemeine Hochschulreife, Gymnasium Zeltau
"""

    assert [study[:2] for study in studies_told(text)] == [
        ("Hochschule Nordmark", "B. A. Sozialpädagogik"),
        ("Fachschule Oberau", "Staatlich geprüfter Erzieher"),
        ("Gymnasium Zeltau", "Allgemeine Hochschulreife"),
    ]


@pytest.mark.parametrize("told", ["egresada", "titulada", "quinto superior", "Tercio superior"])
def test_what_tells_how_far_or_how_well_one_studied_is_no_subject(told: str):
    (study,) = studies(rows(f"Bachiller en Economía, {told}, 2012 – 2016\nUniversidad de Alborán"))

    assert study["field"] == "Economía"


@pytest.mark.parametrize(
    ("degree", "field"),
    [
        ("PhD in Linguistics", "Linguistics"),
        ("Licence en droit public", "droit public"),
        ("Bachelor of Science Informatik", "Informatik"),
        ("Diplôme d'ingénieur", None),
        ("MBA", None),
        ("BA (Hons) Geography and Irish Studies", "Geography and Irish Studies"),
        ("Master MIAGE en apprentissage", "MIAGE"),
        ("BTEC Level 3 Public Services", "Public Services"),
        ("BTS Notariat (VAE)", "Notariat"),
        ("Técnica de nivel superior, Enología y Viticultura", "Enología y Viticultura"),
    ],
)
def test_the_subject_is_what_a_degree_names(degree: str, field: str | None):
    assert field_of(degree) == field


def test_a_grade_is_no_part_of_the_subject():
    (study,) = studies(rows("LLB, Law and Criminology, First Class\nUniversity of Fairhaven, 2015"))

    assert study["field"] == "Law and Criminology"


def test_the_commas_of_a_degree_are_told_from_the_one_before_the_school():
    text = (
        "Máster en Dirección Hotelera, Turismo y Ocio, Universidad del Norte, 2010 – 2011\n"
        "Grado en Turismo, Universidad de Trasmiera, 2006 – 2010"
    )

    assert [each[:2] for each in studies_told(text)] == [
        ("Universidad del Norte", "Máster en Dirección Hotelera, Turismo y Ocio"),
        ("Universidad de Trasmiera", "Grado en Turismo"),
    ]


def test_two_names_of_one_degree_stay_together():
    text = "2002 – 2010\tAllgemeine Hochschulreife (Abitur)\nEmsland-Gymnasium, Rheine"

    (study,) = studies(rows(text))

    assert study["degree"] == "Allgemeine Hochschulreife (Abitur)"


@pytest.mark.parametrize(
    ("text", "degree", "field", "institution"),
    [
        (
            "2009 – 2012\tBA History, Durham University (St Chad's College)",
            "BA History",
            "History",
            "Durham University (St Chad's College)",
        ),
        (
            "2012 – 2013\tGraduate Diploma in Law, Commendation, University of Bristol",
            "Graduate Diploma in Law",
            "Law",
            "University of Bristol",
        ),
        (
            "2007: Diplomatura de Maestro, especialidad Educación Especial, UPV/EHU",
            "Diplomatura de Maestro",
            "especialidad Educación Especial",
            "UPV/EHU",
        ),
        (
            "University of Texas at Austin\tExpected May 2026\nB.S. Physics, Minor in Law",
            "B.S. Physics",
            "Physics",
            "University of Texas at Austin",
        ),
        (
            "2016\tMaster 2 GRH, IAE Gustave-Eiffel (en alternance)",
            "Master 2 GRH",
            "GRH",
            "IAE Gustave-Eiffel",
        ),
        (
            "2007 – 2012\tDiplom Elektrotechnik (Note: 1,8)\nHochschule Niederrhein",
            "Diplom Elektrotechnik",
            "Elektrotechnik",
            "Hochschule Niederrhein",
        ),
        (
            "2009 – 2011 | BTSA ACSE (Analyse et conduite de\nl'entreprise) – Lycée Rieffel",
            "BTSA ACSE",
            "Analyse et conduite de l'entreprise",
            "Lycée Rieffel",
        ),
    ],
)
def test_subject_school_and_grade_are_told_apart(
    text: str, degree: str, field: str, institution: str
):
    (study,) = studies(rows(text))

    assert (study["degree"], study["field"], study["institution"]) == (degree, field, institution)


@pytest.mark.parametrize(
    ("text", "study"),
    [
        (
            "CAPA, École des avocats Rhône-Alpes (EDARA), 2015",
            ("CAPA", None, "École des avocats Rhône-Alpes (EDARA)"),
        ),
        (
            "Licence de droit, Université Grenoble-Alpes, 2011 (mention bien)",
            ("Licence de droit", None, "Université Grenoble-Alpes"),
        ),
        (
            "B. A. Illustration\nHAW Hamburg\n2008 – 2012",
            ("B. A. Illustration", "Illustration", "HAW Hamburg"),
        ),
    ],
)
def test_short_names_grades_and_spaced_degrees_are_known(
    text: str, study: tuple[str, str | None, str]
):
    (found,) = studies(rows(text))

    assert (found["degree"], found["field"], found["institution"]) == study


def test_a_minor_is_not_the_subject_of_the_degree():
    (study,) = studies(
        rows(
            "Bachelor of Science in Business Administration\t2011 – 2015\n"
            "Oregon State University – Minor in Statistics, GPA 3.7"
        )
    )

    assert (study["institution"], study["field"]) == (
        "Oregon State University",
        "Business Administration",
    )


def test_subjects_with_grades_stand_between_the_degree_and_the_school():
    text = """
2001 – 2004 BA (Hons) Geology, Aldric University
2001 A levels: Physics (B), Latin (A), Music (C), Coláiste Rua Mór, Kilbeg
"""

    first, second = studies(rows(text))

    assert first["institution"] == "Aldric University"
    assert (second["degree"], second["field"]) == ("A levels", "Physics (B), Latin (A), Music (C)")
    assert second["institution"].startswith("Coláiste Rua Mór")


def test_the_subject_of_a_level_stands_behind_the_comma():
    assert field_of("NVQ Level 2 Diploma, Roofing") == "Roofing"


def test_the_subject_may_stand_behind_a_colon_and_the_town_behind_the_school():
    (found,) = studies(rows("Harlow High School, Leeds: National Diploma: Forestry (2001 – 2003)"))

    assert (found["institution"], found["field"]) == ("Harlow High School", "Forestry")


@pytest.mark.parametrize(
    ("text", "study"),
    [
        (
            "2016 – 2018\tFachoberschule Technik, Nikolai-Schule, Marburg\nAbschluss: Fachhochschulreife",
            ("Nikolai-Schule", "Fachhochschulreife", "Technik"),
        ),
        (
            "Industriekauffrau (Umschulung, Wilma-Brand-Schule, Weimar), 2001 – 2004",
            ("Wilma-Brand-Schule", "Industriekauffrau", None),
        ),
        (
            "2015-2018 FH Altmoor, Masterstudium Tourismus, berufsbegleitend, Abschluss Mag. (FH)",
            ("FH Altmoor", "Masterstudium Tourismus", "Tourismus"),
        ),
        (
            "2001 : Baccalauréat F4 (génie civil) – Lycée Corot, Bucquoy",
            ("Lycée Corot", "Baccalauréat F4", "génie civil"),
        ),
        (
            "Attestation d'études collégiales (AEC) en courtage, Cégep Beaulac, 2016",
            ("Cégep Beaulac", "Attestation d'études collégiales (AEC) en courtage", "courtage"),
        ),
        (
            "2001\tBachillerato (opción Artes)\nColegio Río Seco",
            ("Colegio Río Seco", "Bachillerato (opción Artes)", None),
        ),
        (
            "1999\tMatură (baccalauréat, langues)\nLycée „Ana Ipătescu”",
            ("Lycée „Ana Ipătescu”", "Matură (baccalauréat, langues)", None),
        ),
        (
            "Athénée royal de Beaumont : CESS, 2006",
            ("Athénée royal de Beaumont", "CESS", None),
        ),
        (
            "Graduada en ESO. IES Río Seco, Toledo. 2005",
            ("IES Río Seco", "Graduada en ESO", None),
        ),
        (
            "1988 - 1992\tBachillerato y P.R.E.U. Instituto Campo Verde, Lugo.",
            ("Instituto Campo Verde", "Bachillerato y P.R.E.U.", None),
        ),
        (
            "Aldric School, Leeds — Manitoba High School Diploma\n2013",
            ("Aldric School", "Manitoba High School Diploma", None),
        ),
        (
            "2003 – 2009\tGovernment College, Ughelli\n"
            "Senior Secondary Certificate Examination (SSCE)",
            ("Government College", "Senior Secondary Certificate Examination (SSCE)", None),
        ),
        (
            "B.Tech (Mechanical Engineering), MVK Vellore, 2012 – 2016",
            ("MVK Vellore", "B.Tech", "Mechanical Engineering"),
        ),
        (
            "National Diploma (ND), Surveying, Federal Polytechnic Oko, 2008 - 2010",
            ("Federal Polytechnic Oko", "National Diploma (ND), Surveying", "Surveying"),
        ),
        (
            "B.S. in Economics with honors, Bates College, 2004 - 2008",
            ("Bates College", "B.S. in Economics", "Economics"),
        ),
        (
            "2008 – 2011\tFachberufsschule Hallein, Scheffau – LAP Tapeziererin",
            ("Fachberufsschule Hallein", "LAP Tapeziererin", "Tapeziererin"),
        ),
        (
            "2012 – 2014\tIndustriemeister Papier (IHK)\nMeisterakademie Altmoor",
            ("Meisterakademie Altmoor", "Industriemeister Papier (IHK)", "Papier"),
        ),
        (
            "Realschule Giengen, Abschluss: Mittlere Reife\t1996 – 2006",
            ("Realschule Giengen", "Mittlere Reife", None),
        ),
        (
            "2009 – 2012\tBerufsfachschule Gossau (bfg.): Floristin EFZ, Note 5,1",
            ("Berufsfachschule Gossau", "Floristin EFZ", None),
        ),
        (
            "2012 – 2015\tBachelor of Arts, Romanistik, Universität Nordmark",
            ("Universität Nordmark", "Bachelor of Arts", "Romanistik"),
        ),
    ],
)
def test_degrees_of_many_countries_have_subject_and_school_apart(
    text: str, study: tuple[str | None, ...]
):
    (found,) = studies(rows(text))

    assert (found["institution"], found["degree"], found["field"]) == study


@pytest.mark.parametrize(
    ("degree", "field"),
    [
        ("Certificat d'aptitude professionnelle (CAP) Coiffure", "Coiffure"),
        ("Master of Social Work (MSW)", "Social Work"),
        ("Promotion zum Dr. rer. nat.", None),
        ("Level 3 Diploma in Adult Care (RQF)", "Adult Care"),
        ("Graduado en ESO", None),
        ("Master of Business Administration (Finance)", "Finance"),
        ("Master of Business Administration (Second Class Upper)", None),
        ("Fernstudium Psychologie (B.Sc.)", "Psychologie"),
    ],
)
def test_the_short_name_of_a_degree_is_no_part_of_its_subject(degree: str, field: str | None):
    assert field_of(degree) == field


def test_the_subject_in_a_bracket_counts_more_than_the_town_behind_the_school():
    (found,) = studies(
        rows("2017 – 2019\tAldric University, Akoka\nBachelor of Commerce (Finance)")
    )

    assert found["field"] == "Finance"


def test_a_comma_divides_a_bare_degree_from_its_subjects():
    text = """
Aldric University
Bachelor of Science - BS, Geology · (2006 - 2010)
Aldric College
Certificate, Heating, Welding & Plumbing · (2015 - 2016)
"""

    found = studies(rows(text))[-1]

    assert (found["degree"], found["field"]) == ("Certificate", "Heating, Welding & Plumbing")


@pytest.mark.parametrize(
    ("text", "study"),
    [
        (
            "Ingeniería de Montes, Bosques y Ríos\nUniversidad de Trasmiera\n2001 – 2006",
            ("Universidad de Trasmiera", "Ingeniería de Montes, Bosques y Ríos"),
        ),
        (
            "Ingeniería de Montes, Bosques y Ríos (5-jähriges Studium)\nUniversidad de Trasmiera\n2001 – 2006",
            ("Universidad de Trasmiera", "Ingeniería de Montes, Bosques y Ríos"),
        ),
        (
            "Institute of Craft, Music and Dance, BA Weaving, 2009",
            ("Institute of Craft, Music and Dance", "BA Weaving"),
        ),
    ],
)
def test_a_name_that_lists_subjects_stays_whole(text: str, study: tuple[str, str]):
    (found,) = studies(rows(text))

    assert (found["institution"], found["degree"]) == study


def test_a_list_of_subjects_in_a_bracket_is_not_divided():
    (found,) = studies(
        rows("Highers (Chemistry, Physics, French, Biology), Moor High School, Ely, 2008")
    )

    assert (found["degree"], found["institution"]) == ("Highers", "Moor High School")


def test_a_federal_diploma_and_the_branch_of_a_matura_are_known_behind_other_studies():
    text = """
2018 – 2020\tHöhere Fachschule Seetal: Dipl. Gärtnermeisterin HF
2016\tFloristikspezialistin mit eidg. Fachausweis, Bildungszentrum Floristik Oberland
2001 – 2006\tHandelsakademie Steyrtal
Matura mit gutem Erfolg, Ausbildungsschwerpunkt Marketing
"""

    found = studies(rows(text))

    assert [(study["institution"], study["degree"]) for study in found[1:]] == [
        ("Bildungszentrum Floristik Oberland", "Floristikspezialistin mit eidg. Fachausweis"),
        ("Handelsakademie Steyrtal", "Matura"),
    ]
