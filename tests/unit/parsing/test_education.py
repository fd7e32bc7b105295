import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.degrees import field_of
from shared.parsing.rules.education import studies
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows


def told(text: str) -> list[tuple[str | None, ...]]:
    """Return school, degree, start and end of each course of study."""
    return [
        (each["institution"], each["degree"], each["start_date"], each["end_date"])
        for each in studies(rows(text))
    ]


@pytest.mark.parametrize(
    ("text", "study"),
    [
        (
            "2013	Master Génie des procédés, Arts et Métiers de Cluzac",
            ("Arts et Métiers de Cluzac", "Master Génie des procédés", None, "2013"),
        ),
        (
            "2008 – 2013\tDiplom-Ingenieurin (FH), Werkstofftechnik, Note 1,7\n"
            "Hochschule Mittweida-Ost",
            ("Hochschule Mittweida-Ost", "Diplom-Ingenieurin (FH)", "2008", "2013"),
        ),
        (
            "University of Saint Aldric, PhD in Linguistics\nJan 2006 – Jan 2009",
            ("University of Saint Aldric", "PhD in Linguistics", "2006-01", "2009-01"),
        ),
        (
            "MELEC, Bac pro\n2008 — 2011\nCFA du bâtiment de Rennes",
            ("CFA du bâtiment de Rennes", "Bac pro", "2008", "2011"),
        ),
        (
            "10/2009 – 07/2014	Master of Science Elektrotechnik, RWTH Aachen",
            ("RWTH Aachen", "Master of Science Elektrotechnik", "2009-10", "2014-07"),
        ),
        (
            "Grado en Ingeniería Informática\nUniversidad Rey Felipe\n2010 - 2014",
            ("Universidad Rey Felipe", "Grado en Ingeniería Informática", "2010", "2014"),
        ),
        (
            "INSEAD-Marne	- 1995-06-01\nMBA",
            ("INSEAD-Marne", "MBA", None, "1995-06-01"),
        ),
    ],
)
def test_a_course_of_study_is_read_in_any_order(text: str, study: tuple[str | None, ...]):
    assert told(text) == [study]


def test_studies_without_text_begin_where_the_one_before_ends():
    text = """
IES Torre de Hércules, Técnico superior, Desarrollo web
2008 – 2011
Universidad de la Meseta, Ingeniería Informática
Grado
2004 – 2008
"""

    assert [school for school, *_ in told(text)] == [
        "IES Torre de Hércules",
        "Universidad de la Meseta",
    ]


def test_a_grade_is_neither_degree_nor_subject():
    text = "MSc Data Science\nUniversity of Sheffield, 2016-2017\nDistinction"

    (study,) = studies(rows(text))

    assert study["field"] == "Data Science"


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
    ],
)
def test_the_subject_is_what_a_degree_names(degree: str, field: str | None):
    assert field_of(degree) == field


def test_without_dates_a_new_school_begins_the_next_study():
    text = (
        "École de commerce de Vaucluse\nMaster Communication\nUniversité de Nantes\nLicence Vente"
    )

    assert [(school, degree) for school, degree, *_ in told(text)] == [
        ("École de commerce de Vaucluse", "Master Communication"),
        ("Université de Nantes", "Licence Vente"),
    ]


def test_a_degree_may_be_marked_as_a_list_item():
    assert told("2006 – 2009	University of Saint Aldric\n- PhD") == [
        ("University of Saint Aldric", "PhD", "2006", "2009")
    ]


def test_a_grade_is_no_part_of_the_subject():
    (study,) = studies(rows("LLB, Law and Criminology, First Class\nUniversity of Fairhaven, 2015"))

    assert study["field"] == "Law and Criminology"


def test_the_commas_of_a_degree_are_told_from_the_one_before_the_school():
    text = (
        "Máster en Dirección Hotelera, Turismo y Ocio, Universidad del Norte, 2010 – 2011\n"
        "Grado en Turismo, Universidad de Trasmiera, 2006 – 2010"
    )

    assert [each[:2] for each in told(text)] == [
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


@pytest.mark.parametrize(
    ("text", "study"),
    [
        (
            "Escuela de Negocios Albatros, Lugo. Programa de Alta Dirección (PAD), 2011",
            ("Escuela de Negocios Albatros", "Programa de Alta Dirección (PAD)", None, "2011"),
        ),
        (
            "Bachillerato de Ciencias. Instituto Mar Menor, Toledo. 1999",
            ("Instituto Mar Menor", "Bachillerato de Ciencias", None, "1999"),
        ),
        (
            "2008 – 2010\tMaster in Tax, Audit and Insolvency,\nUniversity of Saint Aldric.",
            (
                "University of Saint Aldric",
                "Master in Tax, Audit and Insolvency",
                "2008",
                "2010",
            ),
        ),
        (
            "lic. iur. Sanktis, Universität St. Ludwig\t1984 – 1989",
            ("Universität St. Ludwig", "lic. iur. Sanktis", "1984", "1989"),
        ),
        (
            "Auslandssemester (Erasmus+)\tFeb. 2014 – vorauss. Juli 2014\nUniversität Nordmark",
            ("Universität Nordmark", "Auslandssemester (Erasmus+)", "2014-02", "2014-07"),
        ),
        (
            "2004 – 2006\tHochschullehrgang Exportwesen (MBA)\n"
            "Fachhochschule Steinberg, berufsbegleitend",
            ("Fachhochschule Steinberg", "Hochschullehrgang Exportwesen (MBA)", "2004", "2006"),
        ),
        (
            "2003\nBerufsabschluss Florist (IHK)\nBerufsbildende Schulen Altmoor",
            ("Berufsbildende Schulen Altmoor", "Berufsabschluss Florist (IHK)", None, "2003"),
        ),
        (
            "CAP Fleuriste (adultes, en un an)\t2016\nGRETA du Val",
            ("GRETA du Val", "CAP Fleuriste", None, "2016"),
        ),
        (
            "Concours externe de rédacteur\t2009",
            (None, "Concours externe de rédacteur", None, "2009"),
        ),
        (
            "B.E. (Civil Engineering)\t2010 – 2014\nLaxmi Junior College",
            ("Laxmi Junior College", "B.E.", "2010", "2014"),
        ),
        (
            "2003\tMatura\nGymnasium Altmoor\nDissertation: „Ufer“ (Note 1,3)",
            ("Gymnasium Altmoor", "Matura", None, "2003"),
        ),
        (
            "Master of Science, Harlow School of Mining, Aldric University\t2003",
            ("Harlow School of Mining, Aldric University", "Master of Science", None, "2003"),
        ),
    ],
)
def test_degrees_and_schools_of_many_forms(text: str, study: tuple[str | None, ...]):
    assert told(text) == [study]


def test_a_school_is_told_from_a_town_that_no_table_holds():
    text = """
2014 : Titre professionnel Vendeuse, AFPA Laon
2004 : BTS Vente, Lycée Des Prés, Amiens
2001 : Baccalauréat STT, spécialité vente, Lycée Corot, Bucquoy
"""

    assert [school for school, *_ in told(text)] == ["AFPA Laon", "Lycée Des Prés", "Lycée Corot"]


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


def test_a_short_degree_does_not_go_on_with_the_wide_line_above():
    cells = ("2011", "2013", "Lycée professionnel Les Hautes-Roches de Corlieu")
    dated = Line(text="\t".join(cells), cells=cells, x0=60.0, x1=520.0, size=11.0, bold=True)
    degree = Line(text="BTS", x0=105.0, x1=124.0, size=10.0)

    (study,) = studies(rows_of(Document(lines=(dated, degree), file_type=FileType.PDF)))

    assert (study["institution"], study["degree"]) == (cells[2], "BTS")


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
            "Realschule Giengen, Abschluss: Mittlere Reife\t1996 – 2006",
            ("Realschule Giengen", "Mittlere Reife", None),
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


def test_a_year_beside_a_sentence_of_parts_dates_a_study():
    text = """
2014 – 2017	Master of Arts, Romanistik, Universität Nordmark, Altmoor.
2011 – 2014	Bachelor of Arts, Romanistik, Universität Nordmark, Altmoor.
2011	Abitur, Schiller-Gymnasium, Weimar.
"""

    assert told(text)[-1] == ("Schiller-Gymnasium", "Abitur", None, "2011")


def test_signs_between_the_words_of_a_line_do_not_make_it_long():
    text = "Titre professionnel de niveau 5 « Vendeuse en magasin de fleurs », AFPA Corlieu, 2021"

    assert [(start, end) for *_, start, end in told(text)] == [(None, "2021")]


@pytest.mark.parametrize(
    ("text", "study"),
    [
        (
            "Brevet fédéral de comptable, 2019, Centre patronal, Lausanne",
            (None, "2019"),
        ),
        ("Higher Secondary, State Board, Madurai | 2014 | 92%", (None, "2014")),
        ("Carrera técnica de Gastronomía, Inacap (2014, incompleta)", (None, "2014")),
        ("Diploma in Floristry – Aldric College, completed 2021", (None, "2021")),
        (
            "PhD, Botany, King's College London (2012–2016). Supervisor: Prof. B. Lee.",
            ("2012", "2016"),
        ),
        ("Ciencias, Aldric College\nGraduated: May 2018 | GPA: 3.8/4.0", (None, "2018-05")),
    ],
)
def test_a_study_is_dated_wherever_its_year_stands(text: str, study: tuple[str | None, str]):
    assert [(start, end) for *_, start, end in told(text)] == [study]


def test_two_studies_of_one_line_are_apart():
    text = "LLB (Hons), Aldric University, 2010; LPC, University of Fairhaven, 2012"

    assert [(school, end) for school, _, _, end in told(text)] == [
        ("Aldric University", "2010"),
        ("University of Fairhaven", "2012"),
    ]


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


def test_the_last_word_of_a_degree_may_stand_on_the_next_line():
    text = "Aldric School, Leeds — High School\nDiploma\n2010"

    assert told(text) == [("Aldric School", "High School Diploma", None, "2010")]


def test_a_comma_divides_a_bare_degree_from_its_subjects():
    text = """
Aldric University
Bachelor of Science - BS, Geology · (2006 - 2010)
Aldric College
Certificate, Heating, Welding & Plumbing · (2015 - 2016)
"""

    found = studies(rows(text))[-1]

    assert (found["degree"], found["field"]) == ("Certificate", "Heating, Welding & Plumbing")


def test_the_end_of_a_school_goes_before_the_date_beside_it():
    cells = ("Licenciatura en Turismo, Universidad Nacional de San Antonio Abad del", "2007 – 2012")
    dated = Line(text=" ".join(cells), cells=cells, x0=68.0, x1=528.0, size=11.0)
    town = Line(text="Cusco.", x0=68.0, x1=98.0, size=11.0)

    (found,) = studies(rows_of(Document(lines=(dated, town), file_type=FileType.PDF)))

    assert found["institution"] == "Universidad Nacional de San Antonio Abad del Cusco"


@pytest.mark.parametrize(
    ("text", "study"),
    [
        (
            "Ingeniería de Montes, Bosques y Ríos\nUniversidad de Trasmiera\n2001 – 2006",
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


def test_a_degree_that_is_an_item_goes_on_below():
    lines = (
        Line(text="Ashby College", bold=True),
        Line(text="Certificate of Hedgelaying and", x0=40, bullet=True),
        Line(text="Drystone Walling", x0=40),
        Line(text="Marwell School", bold=True),
        Line(text="City & Guilds Level 2: Shearing", x0=40, bullet=True),
    )

    found = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each["institution"], each["degree"]) for each in found] == [
        ("Ashby College", "Certificate of Hedgelaying and Drystone Walling"),
        ("Marwell School", "City & Guilds Level 2"),
    ]


def test_a_year_in_square_brackets_dates_a_study_below_periods():
    text = """
Master en biologie, Université de Fairhaven [2008 - 2010]
Bachelier en biologie, Haute École de Wisley [2005 - 2008]
CESS, Athénée royal de Wisley [2005]
"""

    assert [study[2:] for study in told(text)] == [
        ("2008", "2010"),
        ("2005", "2008"),
        (None, "2005"),
    ]


def test_a_diploma_may_be_called_as_a_small_word_is():
    found = studies(rows("DES\tjuin 2008\nÉcole secondaire de Matane"))

    assert [(each["degree"], each["institution"]) for each in found] == [
        ("DES", "École secondaire de Matane")
    ]


def test_a_list_of_subjects_in_a_bracket_is_not_divided():
    (found,) = studies(
        rows("Highers (Chemistry, Physics, French, Biology), Moor High School, Ely, 2008")
    )

    assert (found["degree"], found["institution"]) == ("Highers", "Moor High School")


def test_the_last_word_of_a_bold_degree_may_stand_on_a_line_of_its_own():
    texts = ("Bachelor of Science in Marine", "Botany", "Fenland University, 2010 – 2013")
    lines = tuple(
        Line(text=text, size=12, bold=at < 2, x0=20, x1=20 + 6 * len(text), top=14 * at)
        for at, text in enumerate(texts)
    )

    (found,) = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert found["degree"] == "Bachelor of Science in Marine Botany"
