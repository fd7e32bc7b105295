"""Headings told by their look or place, though their words are not known."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.rows import rows_of
from shared.parsing.rules.sections import cut
from tests.unit.parsing.documents import a_bold_line, kinds


def test_a_line_whose_first_words_alone_are_bold_is_no_heading():
    text = [
        *(
            ("EXPERIENCE", ""),
            ("2019 – 2021", None),
            ("STAGE MANAGER OLD PLAYHOUSE", "STAGE MANAGER"),
        ),
        *(("Ran the fly loft", None), ("EDUCATION", ""), ("Certificate in joinery, 2016", None)),
    ]
    lines = tuple(
        Line(text=said, bold=lead is not None, lead=lead or "", size=10) for said, lead in text
    )

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [section.kind for section in sections] == ["head", "experience", "education"]


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


def test_numbered_headings_of_a_form_tell_those_of_unknown_words():
    texts = (
        *("II. ESTUDIOS", "Bachiller, Colegio Sur, 2010"),
        *("III. JORNADAS, TERTULIAS Y AFINES A LA PLAZA (máximo cinco)", "Riego, 2019"),
        *("IV. EXPERIENCIA LABORAL", "Guarda, Presa Alta, 2011 – 2015"),
    )
    lines = tuple(a_bold_line(text) if "." in text else Line(text=text) for text in texts)

    found = cut(rows_of(Document(lines=lines, file_type=FileType.DOCX)))

    assert [section.kind for section in found] == ["head", "education", "untold", "experience"]


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


def test_what_heads_some_skills_as_others_are_headed_begins_no_section():
    lines = tuple(
        Line(text=text, size=size, bold=size > 10)
        for text, size in (
            ("Profile", 16),
            ("I have grafted apple trees for ten years.", 10),
            ("Skills", 16),
            ("Gardening", 12),
            ("Grafting, pruning, sowing", 10),
            ("Teaching", 12),
            ("Courses, walks and talks", 10),
            ("Education", 12),
            ("Lesson plans, tests, feedback", 10),
            ("Languages", 16),
            ("Welsh, English and French", 10),
        )
    )

    sections = cut(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [section.kind for section in sections] == ["head", "summary", "skills", "languages"]
