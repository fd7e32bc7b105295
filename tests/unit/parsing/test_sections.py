import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.rows import rows_of
from shared.parsing.rules.sections import cut, parted
from tests.unit.parsing.documents import rows


def kinds(text: str) -> list[str]:
    return [section.kind for section in cut(rows(text))]


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


def test_what_looks_like_the_headings_ends_a_section_though_its_words_are_unknown():
    headings = ["EXPERIENCE", "EDUCATION", "SKILLS", "MY SECRET GARDEN"]
    text = "\n".join(f"{heading}\nsomething small" for heading in headings)

    assert kinds(text)[-1] == "untold"


def test_numbers_tell_the_headings_of_unknown_words_between_known_ones():
    titles = ["Flour and water", "Languages", "Awards", "Letters to the baker"]
    lines = [Line(text="Ada Brewer", size=15.0, bold=True, page=1)]
    for at, title in enumerate(titles, start=1):
        lines.append(Line(text=f"{at}. {title}", size=11.0, bold=True, page=1))
        lines.append(Line(text="something small and plain", size=11.0, page=1))
        lines.append(Line(text="Kneading since childhood", size=11.0, bold=at != 2, page=1))

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=tuple(lines))))

    assert [section.kind for section in sections] == [
        *("head", "untold", "languages", "awards", "untold")
    ]


def test_one_known_heading_of_the_largest_look_tells_the_others():
    def line(text: str, size: float) -> Line:
        return Line(text=text, size=size, bold=size > 10, page=1)

    said = ["Ada Brewer", "Baker", "ada@example.com"]
    headings = ["Dough and other matters", "Experience", "Kneading since childhood"]
    lines = [line(text, 20 if at == 0 else 10) for at, text in enumerate(said)]
    lines += [line(text, 10) for text in ["Contact", "Leeds", "Skills", "Sourdough"]]
    for heading in headings:
        lines += [line(heading, 14), line("Something small and plain", 10)]

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=tuple(lines))))

    assert [section.kind for section in sections][-3:] == ["untold", "experience", "untold"]


def test_headings_of_no_known_word_are_told_by_their_size():
    lines = [Line(text=text, size=24.0, page=1) for text in ["Ada Brewer"]]
    lines += [Line(text=text, size=10.0, page=1) for text in ["ada@example.com", "Leeds"]]
    for heading in ["Flour", "Water and salt", "Time"]:
        lines += [Line(text=heading, size=14.0, page=1), Line(text="a plain line", size=10.0)]

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=tuple(lines))))

    assert [section.kind for section in sections] == ["head", "untold", "untold", "untold"]


def test_a_job_title_set_as_the_headings_are_is_none_above_employer_and_period():
    text = [
        ("Parcours professionnel", 12.0),
        ("Vendeuse", 10.0),
        ("Librairie Montaigu, Dinan | 2019 - 2022", 10.0),
        ("Responsable de rayon", 12.0),
        ("Librairie Aubin, Dinard | 2016 - 2019", 10.0),
        ("Formation", 12.0),
        ("Baccalauréat littéraire, 2015", 10.0),
    ]
    lines = tuple(Line(text=said, size=size, bold=size > 10) for said, size in text)

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [section.kind for section in sections] == ["head", "experience", "education"]


def test_a_job_title_set_as_the_headings_are_is_none_below_employer_and_period():
    lines = (
        Line(text="Amaya Ruiz Soto", bold=True),
        Line(text="ESTUDIOS", bold=True),
        Line(
            text="2008 - 2012\tPEDAGOGÍA EN HISTORIA",
            cells=("2008 - 2012", "PEDAGOGÍA EN HISTORIA"),
        ),
        Line(text="Universidad del Bosque"),
        Line(text="EXPERIENCIA LABORAL", bold=True),
        Line(text="2016 - 2020\tCOLEGIO LAS LENGAS", cells=("2016 - 2020", "COLEGIO LAS LENGAS")),
        Line(text="PROFESORA DE HISTORIA", bold=True),
        Line(text="Taller de teatro."),
        Line(text="2012 - 2016\tESCUELA EL MAQUI", cells=("2012 - 2016", "ESCUELA EL MAQUI")),
        Line(text="PROFESORA AYUDANTE", bold=True),
        Line(text="IDIOMAS", bold=True),
        Line(text="Inglés: básico"),
    )

    kinds = [
        section.kind for section in cut(rows_of(Document(lines=lines, file_type=FileType.DOC)))
    ]

    assert kinds == ["head", "education", "experience", "languages"]


def test_an_unknown_heading_of_no_style_is_told_at_the_top_of_a_column_of_entries():
    left = ["Ada Byron", "Stagehand", "ada@example.com", "Languages", "Welsh: native", "Breton: B2"]
    right = ["Onstage and backstage", "since 2018", "Head of stage, Old Playhouse", "2015 – 2018"]
    lines = [Line(text=said, top=60 + 14 * at, block=0) for at, said in enumerate(left)]
    lines += [Line(text=said, top=60 + 14 * at, block=1) for at, said in enumerate(right)]

    sections = cut(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert [(section.kind, len(section.rows)) for section in sections] == [
        ("head", 3),
        ("languages", 2),
        ("untold", 3),
    ]


def test_a_plain_line_a_little_smaller_than_bold_headings_heads_a_part_of_a_job():
    text = [
        ("Experience", 12.0),
        ("01/2021 – today | Stage carpenter", 10.0),
        ("Selected projects:", 10.0),
        ("Rebuilt the fly loft of the old playhouse", 10.0),
        ("03/2017 – 12/2020 | Joiner", 10.0),
        ("Projects", 12.0),
        ("A boat", 10.0),
        ("Education", 12.0),
        ("Certificate in joinery, 2016", 10.0),
    ]
    lines = tuple(Line(text=said, size=size, bold=size > 10) for said, size in text)

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [section.kind for section in sections] == [
        *("head", "experience", "projects", "education"),
    ]


def test_a_long_heading_in_capitals_is_told_by_its_look():
    headings = [
        "PERSONAL DATA",
        "LADDERS CLIMBED AND ROPES LEARNT ON LAND AND SEA",
        "SKILLS",
        "HOBBIES",
    ]
    lines = [Line(text="Ada Brewer", size=15.0, bold=True)]
    for heading in headings:
        lines += [Line(text=heading, size=12.0, bold=True), Line(text="a plain line", size=12.0)]

    sections = cut(rows_of(Document(file_type=FileType.DOCX, lines=tuple(lines))))

    assert [section.kind for section in sections] == [
        *("head", "contact", "untold", "skills", "interests"),
    ]


def test_bold_headings_in_a_colour_may_be_smaller_than_the_text():
    known = ["Contact", "Skills", "Languages"]
    lines = [Line(text="Ada Brewer", size=30.0), Line(text="Baker", size=15.0)]
    lines += [Line(text="ada@example.com", size=15.0)]
    for heading in [*known, "Between flour and fire"]:
        lines.append(Line(text=heading, size=13.0, bold=True, color="b5482a"))
        lines.append(Line(text="a plain line of text", size=15.0, color="000000"))
    lines.append(Line(text="Crust of the matter", size=13.0, bold=True, color="b5482a"))

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=tuple(lines))))

    assert [section.kind for section in sections] == [
        *("head", "contact", "skills", "languages", "untold", "untold"),
    ]


def test_headings_in_the_margin_are_told_by_their_place():
    said = [
        ("Studies", "University of Eastbridge"),
        ("Skills", "Sourdough, rye"),
        ("Odds and ends", "Bread festival, 2019"),
    ]
    lines = [Line(text="Ada Brewer", size=18.0, x0=50.0, page=1)]
    for heading, first in said:
        cells = (heading, first)
        lines.append(Line(text="\t".join(cells), cells=cells, size=10.0, x0=50.0, page=1))
        lines += [Line(text="and more of it", size=10.0, x0=150.0, page=1) for _ in range(3)]

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=tuple(lines))))

    assert [section.kind for section in sections] == ["head", "education", "skills", "untold"]
    assert sections[-1].rows[0].text == "Bread festival, 2019"


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


@pytest.mark.parametrize(
    "signature",
    ["Münster, 3. März 2025", "Lyon, le 3 mai 2025", "Fait à Lyon, le 03/05/2025\nJean PETIT"],
)
def test_place_and_day_of_the_signature_are_no_content(signature: str):
    assert [row.text for row in rows(f"Hobbys\nKanufahren\n{signature}")] == [
        "Hobbys",
        "Kanufahren",
    ]


def test_a_dated_line_at_the_end_is_content():
    assert len(rows("Führerscheine\nKlasse B, 12.03.2010")) == 2


def test_a_heading_may_stand_between_two_ornaments():
    lines = tuple(
        Line(text=text, bold=bold, bullet=bold)
        for text, bold in [("DIPLÔMES ✦", True), ("CAP Pâtissier", False)]
    )

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [section.kind for section in sections] == ["head", "education"]


def test_a_point_or_an_arrow_may_mark_a_list_item():
    assert [(row.text, row.bullet) for row in rows(". Paie\n→ Accueil")] == [
        ("Paie", True),
        ("Accueil", True),
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


def test_what_is_larger_than_the_headings_of_a_sidebar_heads_the_entries_beside_it():
    drawn = [
        (12, "CONTACT"), (9, "ada@example.com"), (12, "LANGUAGES"), (9, "French"), (12, "INTERESTS"),
        (9, "Sailing"), (28, "Ada Byron"), (16, "Far and wide"), (10, "Sous chef"),
        (9, "Hotel Adler, May 2019 – present"), (9, "Ran the pass."), (16, "Young and keen"),
        (10, "BSc Chemistry"), (9, "University of Leeds, 2012 – 2015"),
    ]  # fmt: skip
    lines = tuple(Line(text=text, size=size, bold=size > 9) for size, text in drawn)

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(each.kind, len(each.rows)) for each in sections[-2:]] == [("untold", 3), ("untold", 2)]


def test_a_bold_line_of_many_words_over_a_list_heads_skills_at_the_top():
    lines = [
        *(("Nora Quill", True), ("Long Lane 4, York", False), ("nora@example.com", False)),
        ("Skills in the nursery and out in the fields", True),
        ("Good: grafting, pruning, propagation", False),
        *(("Employment", True), ("Gardener, Orchard Ltd, 2015 – 2020", False)),
        *(("Education", True), ("Diploma in Horticulture, 2014", False)),
    ]
    document = Document(
        lines=tuple(Line(text=text, bold=bold) for text, bold in lines), file_type=FileType.DOC
    )

    found = cut(rows_of(document))

    assert [section.kind for section in found] == ["head", "skills", "experience", "education"]


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


def test_numbered_headings_of_a_form_tell_those_of_unknown_words():
    texts = (
        *("II. ESTUDIOS", "Bachiller, Colegio Sur, 2010"),
        *("III. JORNADAS, TERTULIAS Y AFINES A LA PLAZA (máximo cinco)", "Riego, 2019"),
        *("IV. EXPERIENCIA LABORAL", "Guarda, Presa Alta, 2011 – 2015"),
    )
    lines = tuple(a_bold_line(text) if "." in text else Line(text=text) for text in texts)

    found = cut(rows_of(Document(lines=lines, file_type=FileType.DOCX)))

    assert [section.kind for section in found] == ["head", "education", "untold", "experience"]


def a_bold_line(text: str) -> Line:
    return Line(text=text, bold=True, size=9)


def test_a_heading_of_unknown_words_may_stand_between_the_name_and_the_first_job():
    texts = (
        *("Nils Aker", "Im Stellwerk", "2015 – 2021\tFahrdienstleiter, Nordgleis AG"),
        *("Ausbildung", "2012 – 2015\tLehre, Nordgleis AG", "Sprachen", "Dänisch"),
    )
    headings = {"Im Stellwerk", "Ausbildung", "Sprachen"}
    lines = [
        Line(text=text, cells=tuple(text.split("\t")), size=14 if text in headings else 10)
        for text in texts
    ]
    lines[0] = Line(text="Nils Aker", size=30)

    found = cut(rows_of(Document(lines=tuple(lines), file_type=FileType.PDF)))

    assert [section.kind for section in found] == ["head", "untold", "education", "languages"]


def test_a_long_heading_in_the_first_person_is_told_by_its_look():
    headings = ("Where I baked, taught and ran the kitchen", "Education", "Languages")
    said = ("Enid Marsh", "baker@example.com", "I bake.", headings[0], "Cook, Adler Ltd")
    said += ("2019 – 2021", headings[1], "BA History, 2015", headings[2], "Welsh: fluent")
    lines = tuple(
        Line(text=text, size=14.0 if text in headings else 10.0, bold=text in headings)
        for text in said
    )

    sections = cut(rows_of(Document(file_type=FileType.PDF, lines=lines)))

    assert [section.kind for section in sections] == ["head", "untold", "education", "languages"]


def test_what_is_typed_between_two_rules_is_a_heading():
    text = """
OONA PELLWORTH
=== KITCHENS I HAVE SEEN ===
Cook, Fen Inn, 2014 – 2018
=== FROM HEARTH TO TABLE ===
bread, broth
=== LANGUAGES ===
Danish
"""

    assert kinds(text) == ["head", "untold", "untold", "languages"]


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


def test_a_list_item_may_end_with_a_dash_behind_a_year():
    (row,) = rows("• Diploma, Alder College, 2009 –")

    assert (row.bullet, row.text[-1]) == (True, "–")


def test_marks_of_list_items_beside_each_other_are_no_text():
    line = Line(
        text="➢ Sales ➢ SAP Sales Cloud", cells=("➢ Sales", "➢ SAP Sales Cloud"), bullet=True
    )

    (row,) = rows_of(Document(lines=(line,), file_type=FileType.DOCX))

    assert (row.text, row.cells) == ("Sales  SAP Sales Cloud", ("Sales", "SAP Sales Cloud"))


def test_a_school_in_small_letters_within_a_heading_names_none():
    def line(text: str, size: float) -> Line:
        return Line(text=text, size=size, bold=size > 10)

    lines = (
        *(line("Lou Ferrand", 20), line("Sur le terrain", 14), line("Soudeuse, Aciers Lou", 10)),
        *(line("2015 – 2019", 10), line("Au temps de l’école", 14), line("CAP soudage", 10)),
        *(line("Lycée Vauban, 2015", 10), line("Langues", 14), line("Anglais", 10)),
        *(line("Loisirs", 14), line("Voile", 10)),
    )

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [section.kind for section in sections][-3:] == ["education", "languages", "interests"]


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
