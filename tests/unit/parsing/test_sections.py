"""A document cut into sections by headings of known words."""

import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.rows import rows_of
from shared.parsing.rules.sections import cut, parted
from tests.unit.parsing.documents import a_bold_line, kinds, rows


def test_a_document_is_cut_at_its_headings():
    assert kinds("Ana Ruiz\nExperiencia\nCocinera\nIdiomas\nInglés") == [
        "head",
        "experience",
        "languages",
    ]


def test_a_heading_may_take_two_lines():
    sections = cut(rows("Expérience\nprofessionnelle\nCuisinier"))

    assert [(section.kind, len(section.rows)) for section in sections] == [
        ("head", 0),
        ("experience", 1),
    ]


def test_a_heading_may_stand_in_the_first_cell_of_its_content():
    (_, section) = cut(rows("Loisirs\tVoile, lecture"))

    assert (section.kind, section.rows[0].text) == ("interests", "Voile, lecture")


def test_a_label_of_a_list_opens_a_section_and_the_next_label_closes_it():
    sections = cut(rows("Skills\nTools: Git, Jira\nLanguages: English, Welsh\nOther: Figma"))

    assert [section.kind for section in sections] == ["head", "skills", "languages", "skills"]


def test_the_languages_of_a_programmer_are_skills():
    assert kinds("Skills\nLanguages: Python, Scala") == ["head", "skills"]


def test_a_label_within_a_job_is_no_heading():
    job = "Compétences: Java, Spring"

    assert kinds(f"Expérience\nDéveloppeur, Kaolin, 2019 - 2020\n{job}") == ["head", "experience"]


def test_a_repeated_small_heading_within_jobs_is_no_section():
    def line(text: str, size: float) -> Line:
        return Line(text=text, size=size)

    document = Document(
        file_type=FileType.PDF,
        lines=(
            line("Lena Brandt", 20),
            line("Experience", 14),
            line("Cook, Hotel Bellevue, 2019 - 2020", 10),
            line("Projects", 10),
            line("New menu", 10),
            line("Cook, Hotel Adler, 2017 - 2019", 10),
            line("Projects", 10),
            line("Garden", 10),
            line("Education", 14),
            line("Diploma", 10),
            line("Skills", 14),
            line("Sauces", 10),
        ),
    )

    assert [section.kind for section in cut(rows_of(document))] == [
        "head",
        "experience",
        "education",
        "skills",
    ]


def test_the_end_of_a_line_that_stops_open_is_no_heading():
    degree = [
        Line(text=text, size=12.0, bold=True, page=1)
        for text in ("Bachelor of Science en", "informatique")
    ]
    lines = [Line(text="FORMATION", size=14.0, page=1), *degree, Line(text="2012", size=10.0)]

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=tuple(lines))))

    assert [section.kind for section in sections] == ["head", "education"]


def test_an_unknown_heading_is_told_by_a_phrase_in_it():
    headings = ["EXPERIENCE", "EDUCATION", "SKILLS", "LANGUAGES FROM MY TRAVELS"]
    text = "\n".join(f"{heading}\nsomething small" for heading in headings)

    assert kinds(text)[-1] == "languages"


def test_a_heading_may_have_a_number_and_a_motto_beside_it():
    text = "§02\tCHART · SKILLS\nSauces\n§03\tLANGUES\nAnglais"

    assert kinds(text) == ["head", "skills", "languages"]


def test_the_largest_line_after_a_sidebar_opens_the_head_anew():
    def line(text: str, size: float) -> Line:
        return Line(text=text, size=size, page=1)

    document = Document(
        file_type=FileType.PDF,
        lines=(
            line("Contact", 14),
            line("lena.brandt@example.com", 9),
            line("Languages", 14),
            line("German", 9),
            line("Lena Brandt", 26),
            line("Baker", 11),
            line("Experience", 14),
        ),
    )

    assert [section.kind for section in cut(rows_of(document))] == [
        "head",
        "contact",
        "languages",
        "head",
        "experience",
    ]


def test_a_label_in_capitals_ends_a_section_of_entries():
    text = "FORMATION\n2011 : Bac ES\nINFORMATIQUE : Ciril, Silae\nLANGUES : anglais"

    assert kinds(text) == ["head", "education", "skills", "languages"]


def test_former_posts_have_a_heading_of_their_own():
    assert kinds("POSTE ACTUEL\nCuisinier\nPOSTES PRÉCÉDENTS\nCommis") == [
        "head",
        "experience",
        "experience",
    ]


def test_the_last_line_below_skills_and_interests_is_about_interests():
    sections = parted(cut(rows("Skills and interests\nWestlaw, drafting\nSourdough, football")))

    assert [(section.kind, len(section.rows)) for section in sections] == [
        ("head", 0),
        ("skills", 1),
        ("interests", 1),
    ]


def test_an_unknown_heading_is_named_by_how_it_begins():
    lines = [
        Line(text=text, bold=bold, size=9.0)
        for text, bold in [
            ("SAVOIR-FAIRE", True),
            ("Feuilletage, glaces, tourage, entremets", False),
            ("LANGUES", True),
            ("Anglais", False),
            ("EN DEHORS DU FOURNIL", True),
            ("Surf", False),
        ]
    ]

    sections = cut(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert sections[-1].kind == "interests"


def test_a_label_of_certificates_ends_the_studies():
    assert kinds("FORMATIONS\nBTS Bâtiment, 2013\nHabilitations : AIPR, SST") == [
        "head",
        "education",
        "certifications",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "BERUFSPRAXIS (12 JAHRE)",
        "STATIONEN (freiberuflich seit 2015)",
        "EMPLOYMENT (last ten years)",
    ],
)
def test_a_heading_may_have_words_in_brackets_behind_it(heading: str):
    assert kinds(f"Lena Brandt\n{heading.upper()}\nKöchin, Hotel Adler, 2019 – 2021") == [
        "head",
        "experience",
    ]


def test_dates_in_brackets_are_those_of_an_entry():
    assert kinds("EMPLOYMENT\nCook, Hotel Adler\nTRAINING (2012 – 2014)\nPorter, Alpenhof") == [
        "head",
        "experience",
    ]


def test_a_heading_with_the_german_for_with_names_no_school():
    def line(text: str, size: float = 10, *, bold: bool = False) -> Line:
        return Line(text=text, size=size, bold=bold)

    document = Document(
        file_type=FileType.PDF,
        lines=(
            line("Lena Brandt", 20),
            line("Berufspraxis", 14, bold=True),
            line("Köchin, Hotel Adler, 2019 – 2021"),
            line("Hier komme ich gut mit", 14, bold=True),
            line("Saucen"),
            line("Sprachen", 14, bold=True),
            line("Deutsch"),
        ),
    )

    assert [section.kind for section in cut(rows_of(document))] == [
        *("head", "experience", "untold", "languages"),
    ]


@pytest.mark.parametrize("heading", ["Language Skills:", "Sprachkenntnisse", "Lenguas"])
def test_language_skills_are_a_heading_and_no_level(heading: str):
    text = f"Ada Byron\nExperience\nCook, Adler Ltd, 2019 – 2021\n{heading}\nWelsh: fluent"

    assert kinds(text) == ["head", "experience", "languages"]


def test_a_label_below_another_opens_a_section_though_its_content_begins_small():
    text = """
Kenntnisse
Werkstatt	Drehen, Fräsen
EDV	openSUSE, vim
Sprachen	fließend Dänisch, Deutsch
"""

    assert kinds(text) == ["head", "skills", "skills", "languages"]


def test_a_project_below_the_post_in_a_form_heads_no_section():
    text = """
Experiencia laboral
VIVEROS DEL LAGO S.A.
Cargo:\tJefa de vivero
Proyecto:\tReforestación de la ribera norte
Período:\t2018 – 2021
"""

    assert kinds(text) == ["head", "experience"]


def test_a_second_project_in_a_form_may_stand_below_what_describes_the_first():
    text = """
Work history
Lagan Bridges Ltd
Position:	Surveyor
Project:	Footbridge at Lambeg
- Set out the abutments
Project:	Weir at Hilden
- Measured the bed
"""

    assert kinds(text) == ["head", "experience"]


def test_duties_beside_their_label_are_those_of_an_entry_whatever_heads_it():
    text = """
Languages
Welsh: fluent
PLOTS AND PEOPLE
Period	2019 – 2021
Duties	Laid hedges
"""
    headings = ("Languages", "PLOTS AND PEOPLE")
    lines = tuple(
        Line(text=text, cells=tuple(text.split("\t")), size=14.0 if text in headings else 10.0)
        for text in text.strip().splitlines()
    )

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=lines)))

    assert "duties" not in [section.kind for section in sections]


def test_what_hangs_below_a_list_beside_its_label_is_no_heading():
    said = [
        (("Enid Marsh",), 40, 120, 80, 20),
        (("Kenntnisse",), 40, 120, 110, 14),
        (("Büro", "Word, Excel, Outlook, OneNote, Microsoft"), 40, 480, 130, 10),
        (("Projekte",), 160, 200, 143, 10),
        (("Lager", "Staplerschein, SAP"), 40, 300, 160, 10),
    ]
    lines = tuple(
        Line(text="  ".join(cells), cells=cells, x0=x0, x1=x1, top=top, size=size)
        for cells, x0, x1, top, size in said
    )

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=lines)))

    assert [section.kind for section in sections] == ["head", "skills"]


def test_a_long_note_in_brackets_may_stand_behind_a_bold_heading():
    lines = (a_bold_line("EXPERIENCIA LABORAL (en orden cronológico inverso, sin omitir ninguno)"),)

    found = cut(rows_of(Document(lines=lines, file_type=FileType.DOCX)))

    assert found[-1].kind == "experience"


@pytest.mark.parametrize(
    "label", ["Roles & Responsibilities:", "Key responsibilities", "Funciones"]
)
def test_what_heads_the_duties_of_each_job_is_no_heading(label: str):
    job = f"Alder Software, Pune\nProgrammer, 2012 – 2015\n{label}\n- Wrote tests"

    assert kinds(f"Work experience\n{job}\n{job}\nAcademic profile\nB.Tech, 2011") == [
        *("head", "experience", "education")
    ]


def test_a_particular_below_languages_beside_their_label_is_no_language():
    sections = cut(rows("Skills\nJava\nLanguages known\tHindi, English\nPassport\tvalid"))

    assert [section.kind for section in sections] == ["head", "skills", "languages", "contact"]


def test_the_head_opens_anew_at_a_name_over_two_lines():
    def line(text: str, size: float, top: float, x0: float) -> Line:
        return Line(text=text, size=size, top=top, x0=x0, x1=x0 + 100, bold=size > 10)

    lines = (
        *(line("LANGUES", 14, 40, 20), line("Anglais", 10, 60, 20), line("CARTES", 14, 80, 20)),
        *(line("Permis B", 10, 100, 20), line("Lou", 34, 20, 200), line("Ferrand", 34, 50, 200)),
        line("Soudeuse et tuyauteuse", 16, 80, 200),
    )

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(section.kind, len(section.rows)) for section in sections] == [
        *(("head", 0), ("languages", 1), ("certifications", 1), ("head", 3))
    ]


def test_the_names_of_columns_are_no_heading_and_its_content():
    table = "Course\tInstitution / Board\tYear\tPercentage\nHSC\tAlder School\t2009\t88 %"

    assert kinds(f"Education\n{table}") == ["head", "education"]


def test_of_publications_and_interests_what_is_quoted_is_published():
    text = "Publications et loisirs\n« Les haies du Jura », Bocages n° 4, 2024\nCourse à pied"

    sections = parted(cut(rows(text)))

    assert [(section.kind, len(section.rows)) for section in sections[1:]] == [
        *(("publications", 1), ("interests", 1))
    ]


def test_a_heading_may_say_since_when():
    lines = [
        "Berufserfahrung",
        "Köchin, Hotel Adler, 2019 - 2020",
        "Ausgewählte Projekte seit 2018",
    ]
    document = Document(
        lines=tuple(
            Line(text=text, bold=not text[-1:].isdigit() or "seit" in text) for text in lines
        ),
        file_type=FileType.PDF,
    )

    assert [section.kind for section in cut(rows_of(document))][1:] == ["experience", "projects"]


def test_a_label_among_those_of_skills_is_no_heading_of_studies():
    text = "Kenntnisse\nWerkstatt\tFräsen, Drehen\nLehre\tMoodle, Rollenspiel\nSprachen\tDeutsch"

    assert kinds(text) == ["head", "skills", "languages"]
