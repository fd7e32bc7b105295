"""Courses of study: where each begins, and its school and dates."""

import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.education import studies
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows, studies_told


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
    assert studies_told(text) == [study]


def test_studies_without_text_begin_where_the_one_before_ends():
    text = """
IES Torre de Hércules, Técnico superior, Desarrollo web
2008 – 2011
Universidad de la Meseta, Ingeniería Informática
Grado
2004 – 2008
"""

    assert [school for school, *_ in studies_told(text)] == [
        "IES Torre de Hércules",
        "Universidad de la Meseta",
    ]


def test_without_dates_a_new_school_begins_the_next_study():
    text = (
        "École de commerce de Vaucluse\nMaster Communication\nUniversité de Nantes\nLicence Vente"
    )

    assert [(school, degree) for school, degree, *_ in studies_told(text)] == [
        ("École de commerce de Vaucluse", "Master Communication"),
        ("Université de Nantes", "Licence Vente"),
    ]


def test_a_degree_may_be_marked_as_a_list_item():
    assert studies_told("2006 – 2009	University of Saint Aldric\n- PhD") == [
        ("University of Saint Aldric", "PhD", "2006", "2009")
    ]


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
    assert studies_told(text) == [study]


def test_a_school_is_told_from_a_town_that_no_table_holds():
    text = """
2014 : Titre professionnel Vendeuse, AFPA Laon
2004 : BTS Vente, Lycée Des Prés, Amiens
2001 : Baccalauréat STT, spécialité vente, Lycée Corot, Bucquoy
"""

    assert [school for school, *_ in studies_told(text)] == [
        "AFPA Laon",
        "Lycée Des Prés",
        "Lycée Corot",
    ]


def test_a_short_degree_does_not_go_on_with_the_wide_line_above():
    cells = ("2011", "2013", "Lycée professionnel Les Hautes-Roches de Corlieu")
    dated = Line(text="\t".join(cells), cells=cells, x0=60.0, x1=520.0, size=11.0, bold=True)
    degree = Line(text="BTS", x0=105.0, x1=124.0, size=10.0)

    (study,) = studies(rows_of(Document(lines=(dated, degree), file_type=FileType.PDF)))

    assert (study["institution"], study["degree"]) == (cells[2], "BTS")


def test_a_year_beside_a_sentence_of_parts_dates_a_study():
    text = """
2014 – 2017	Master of Arts, Romanistik, Universität Nordmark, Altmoor.
2011 – 2014	Bachelor of Arts, Romanistik, Universität Nordmark, Altmoor.
2011	Abitur, Schiller-Gymnasium, Weimar.
"""

    assert studies_told(text)[-1] == ("Schiller-Gymnasium", "Abitur", None, "2011")


def test_signs_between_the_words_of_a_line_do_not_make_it_long():
    text = "Titre professionnel de niveau 5 « Vendeuse en magasin de fleurs », AFPA Corlieu, 2021"

    assert [(start, end) for *_, start, end in studies_told(text)] == [(None, "2021")]


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
    assert [(start, end) for *_, start, end in studies_told(text)] == [study]


def test_two_studies_of_one_line_are_apart():
    text = "LLB (Hons), Aldric University, 2010; LPC, University of Fairhaven, 2012"

    assert [(school, end) for school, _, _, end in studies_told(text)] == [
        ("Aldric University", "2010"),
        ("University of Fairhaven", "2012"),
    ]


def test_the_last_word_of_a_degree_may_stand_on_the_next_line():
    text = "Aldric School, Leeds — High School\nDiploma\n2010"

    assert studies_told(text) == [("Aldric School", "High School Diploma", None, "2010")]


def test_the_end_of_a_school_goes_before_the_date_beside_it():
    cells = ("Licenciatura en Turismo, Universidad Nacional de San Antonio Abad del", "2007 – 2012")
    dated = Line(text=" ".join(cells), cells=cells, x0=68.0, x1=528.0, size=11.0)
    town = Line(text="Cusco.", x0=68.0, x1=98.0, size=11.0)

    (found,) = studies(rows_of(Document(lines=(dated, town), file_type=FileType.PDF)))

    assert found["institution"] == "Universidad Nacional de San Antonio Abad del Cusco"


def test_a_bracket_beside_the_date_ends_on_the_next_line():
    cells = ("Abitur (reconocido como bachillerato, Ministerio", "2012")
    dated = Line(text=" ".join(cells), cells=cells, x0=68.0, x1=528.0, size=11.0)
    rest = Line(text="2016)", x0=68.0, x1=98.0, size=11.0)
    school = Line(text="Gymnasium am See, Plön", x0=68.0, x1=190.0, size=11.0)

    (found,) = studies(rows_of(Document(lines=(dated, rest, school), file_type=FileType.PDF)))

    assert (found["degree"], found["end_date"]) == ("Abitur", "2012")


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

    assert [study[2:] for study in studies_told(text)] == [
        ("2008", "2010"),
        ("2005", "2008"),
        (None, "2005"),
    ]


def test_a_diploma_may_be_called_as_a_small_word_is():
    found = studies(rows("DES\tjuin 2008\nÉcole secondaire de Matane"))

    assert [(each["degree"], each["institution"]) for each in found] == [
        ("DES", "École secondaire de Matane")
    ]


def test_the_last_word_of_a_bold_degree_may_stand_on_a_line_of_its_own():
    texts = ("Bachelor of Science in Marine", "Botany", "Fenland University, 2010 – 2013")
    lines = tuple(
        Line(text=text, size=12, bold=at < 2, x0=20, x1=20 + 6 * len(text), top=14 * at)
        for at, text in enumerate(texts)
    )

    (found,) = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert found["degree"] == "Bachelor of Science in Marine Botany"


def test_a_kind_of_school_is_told_from_the_building_where_it_is_held():
    assert studies_told(
        """
2011 - 2014	Diplom Biomedizinischer Analytiker
Zentrum für Ausbildung Seetal, Lenzburg
2002 - 2005	Sekundarschule B
Schulhaus Linde, Wettingen
"""
    ) == [
        ("Zentrum für Ausbildung Seetal", "Diplom Biomedizinischer Analytiker", "2011", "2014"),
        ("Schulhaus Linde", "Sekundarschule B", "2002", "2005"),
    ]


def test_the_school_behind_a_bold_degree_goes_on_below_where_it_found_no_room():
    lines = (
        Line(text="2007 – 2011", x0=57, x1=110, size=12),
        Line(
            text="FACHAUSWEIS ZIMMERIN MIT BERUFSMATURA Gewerblich-Bäuerliche",
            lead="FACHAUSWEIS ZIMMERIN MIT BERUFSMATURA",
            bold=True,
            x0=57,
            x1=487,
            size=14,
        ),
        Line(text="Berufsfachschule Thun", x0=57, x1=170, size=14),
        Line(text="2011 – 2012", x0=57, x1=110, size=12),
        Line(
            text="1. JAHR BACHELOR HOLZBAU (ABGEBROCHEN) Fachhochschule Biel",
            lead="1. JAHR BACHELOR HOLZBAU (ABGEBROCHEN)",
            bold=True,
            x0=57,
            x1=480,
            size=14,
        ),
    )

    found = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each["institution"], each["field"]) for each in found] == [
        ("Gewerblich-Bäuerliche Berufsfachschule Thun", None),
        ("Fachhochschule Biel", None),
    ]


def test_a_date_in_a_bracket_below_an_open_end_is_no_study_of_its_own():
    text = """
Ingénieur agronome\t1996 – 2001
Institut Agraire de Beauval, Beauval. In Deutschland anerkannt als Diplom in
Agrarwissenschaften (ZAB, 2009)
Baccalauréat\t1993 – 1996
Lycée Corot
"""

    assert [study[:1] for study in studies_told(text)] == [
        ("Institut Agraire de Beauval",),
        ("Lycée Corot",),
    ]


def test_what_stands_behind_a_school_for_the_young_is_its_town():
    text = """
2010 – 2013\tEidg. Fähigkeitszeugnis Köchin, Berufsfachschule Thun
2007 – 2010\tSekundarschule B, Oberniederwil
"""

    assert [each[:2] for each in studies_told(text)] == [
        ("Berufsfachschule Thun", "Eidg. Fähigkeitszeugnis Köchin"),
        ("Sekundarschule B", None),
    ]


def test_a_town_of_no_table_behind_the_school_is_no_field():
    text = "Profesional Pastelero, 2010 – 2012\nInstituto Culinario del Norte, Villa Alerce"

    (study,) = studies(rows(text))

    assert (study["institution"], study["field"]) == ("Instituto Culinario del Norte", None)


def test_the_level_of_a_study_beside_it_is_no_field():
    cells = ("Secundaria", "Bachiller Académico")
    lines = (
        Line(text="  ".join(cells), cells=cells),
        Line(text="Institución Educativa del Alerce"),
        Line(text="2016 – 2017"),
    )

    (study,) = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert (study["degree"], study["field"]) == ("Bachiller Académico", None)


def test_what_tells_about_a_study_is_no_part_of_the_next_where_dates_end_them():
    lines = (
        Line(text="Magister, Slawistik", size=12, bold=True),
        Line(text="Universität Lodenau", size=11),
        Line(text="2001 – 2006", size=11),
        Line(text="Gutachten der Zentralstelle: entspricht einem Diplom", size=11),
        Line(text="Schulabschluss (mit Medaille)", size=12, bold=True),
        Line(text="Mittelschule Nr. 9, Poltawa", size=11),
        Line(text="2001", size=11),
    )

    found = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each["institution"], each["degree"], each["field"]) for each in found] == [
        ("Universität Lodenau", "Magister", "Slawistik"),
        ("Mittelschule Nr. 9", "Schulabschluss", None),
    ]


def test_the_service_in_an_army_is_no_study():
    text = """
2011 – 2014 : Licence en droit, Université de Tunis
2007 : Baccalauréat, Lycée du Ruau
Service militaire : effectué (2015)
"""

    assert [degree for _, degree, *_ in studies_told(text)] == ["Licence en droit", "Baccalauréat"]


def test_the_last_word_of_a_degree_may_stand_below_in_small_letters():
    texts = ("DEC en technologie des procédés", "chimiques", "Cégep du Ruau", "2010 – 2013")
    lines = tuple(
        Line(text=text, size=12, x0=20, x1=20 + 6 * len(text), top=14 * at)
        for at, text in enumerate(texts)
    )

    (found,) = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert found["degree"] == "DEC en technologie des procédés chimiques"


def test_a_note_below_a_study_that_is_set_otherwise_is_no_part_of_the_next():
    lines = tuple(
        Line(text=text, size=size, x0=20, x1=200, top=14 * at)
        for at, (text, size) in enumerate(
            (
                ("Master en chimie", 15),
                ("Université du Ruau", 13),
                ("2011 – 2013", 11),
                ("Évaluation comparative :", 12),
                ("maîtrise de 2e cycle", 12),
                ("Licence en physique", 15),
                ("Université du Ruau", 13),
                ("2008 – 2011", 11),
            )
        )
    )

    found = studies(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each["degree"], each["field"]) for each in found] == [
        ("Master en chimie", "chimie"),
        ("Licence en physique", "physique"),
    ]


def test_the_university_behind_its_faculty_is_no_town_though_others_have_one_there():
    text = """
2014 – en curso	Facultad de Ingeniería, Universidad del Litoral
2009 – 2013	Liceo Nº 7 Delia Farías, Las Piedras
Bachillerato, opción Científica
"""

    assert [school for school, *_ in studies_told(text)] == [
        "Facultad de Ingeniería, Universidad del Litoral",
        "Liceo Nº 7 Delia Farías",
    ]


def test_a_town_with_an_aside_below_the_date_is_no_field():
    text = """
2021 – 2022	Maestría en Logística Portuaria (tesis pendiente), Universidad del Litoral
Buenos Aires (a distancia)
2004 – 2012	Contador Público Nacional, Universidad de Trasmiera
Villa María de	Promedio 7,12
Córdoba
1998 – 2003	Perito Mercantil, Escuela de Comercio Ovidio Farías
Famaillá
"""

    assert studies(rows(text))[0]["field"] == "Logística Portuaria"
