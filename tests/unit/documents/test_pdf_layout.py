"""Columns, tables and cards of PDF files, in the order in which a person reads them."""

from itertools import zip_longest
from pathlib import Path

import pytest

from shared.documents.limits import Limits
from shared.documents.pdf import read
from tests.unit.documents.pdf_files import a_pdf, text, texts

LEFT = [
    "CONTACT",
    "ada@example.com",
    "+33 6 39 98 00 01",
    "Lyon, France",
    "SKILLS",
    "Python, SQL",
    "Docker",
]

RIGHT = [
    "EXPERIENCE",
    "Data Engineer, Brass & Sons",
    "Built the warehouse of orders",
    "Analyst, Fern Bank",
    "Wrote the monthly report",
    "EDUCATION",
    "MSc Statistics, University of Fairhaven",
]


def two_columns(*, by_rows: bool) -> bytes:
    drawn = [(40, 60 + 17 * row, words) for row, words in enumerate(LEFT)]
    drawn += [(260, 66 + 22 * row, words) for row, words in enumerate(RIGHT)]
    if by_rows:
        drawn.sort(key=lambda item: item[1])
    return a_pdf("".join(text(x, top, words, bold=words.isupper()) for x, top, words in drawn))


@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_are_read_one_after_the_other_however_they_are_drawn(by_rows: bool):
    document = read(two_columns(by_rows=by_rows), Limits())

    assert texts(document) == LEFT + RIGHT


EUROPASS = [  # top, label, value
    (81, "PERSONAL", "Ada Byron"),
    (93, "INFORMATION", ""),
    (112, "", "12 Harbour Road, Fairhaven"),
    (130, "", "a.byron@example.com"),
    (149, "", "Born on 14 May 1988"),
    (167, "POSITION SOUGHT", "Bridge engineer"),
    (186, "WORK", ""),
    (198, "EXPERIENCE", ""),
    (217, "Jan 2019 - now", "Engineer"),
    (229, "", "Fairhaven Bridges"),
    (242, "", "Drew two bridges"),
    (255, "", "Led four people"),
    (273, "Oct 2014 - Dec 2018", "Draughtswoman"),
    (285, "", "Saltmarsh Council"),
    (316, "EDUCATION AND", ""),
    (329, "TRAINING", ""),
    (347, "2011 - 2014", "BSc Civil engineering"),
    (360, "", "University of Fairhaven"),
    (409, "PERSONAL", ""),
    (422, "SKILLS", ""),
    (440, "Mother tongue", "English"),
    (459, "Other languages", "French: C1"),
    (471, "", "Breton: B2"),
]

COURIER = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>>>"

ADVANCE = 6.0  # points; of each letter of Courier at 10 points


def test_labels_set_against_the_gutter_are_read_with_their_values():
    drawn = "".join(text(200 - ADVANCE * len(label), top, label) for top, label, _ in EUROPASS)
    drawn += "".join(text(215, top, value) for top, _, value in EUROPASS)

    document = read(a_pdf(drawn, resources=COURIER), Limits())

    said = texts(document)
    assert "Oct 2014 - Dec 2018\tDraughtswoman" in said
    assert said.index("EXPERIENCE") < said.index("Fairhaven Bridges") < said.index("TRAINING")


LABELS_ALL_THE_WAY: tuple[tuple[int, str, str], ...] = (  # top, label, value
    (124, "Name", "Ada Byron"),
    (138, "Address", "77 Mill Lane"),
    (152, "", "Ockham"),
    (165, "Phone", "020 7946 0958"),
    (179, "E-mail", "ada.byron@example.com"),
    (207, "Work", ""),
    (221, "experience", ""),
    (234, "2024-02 - 2025-10", "Mechanical engineer, Dampierre (Ockham)"),
    (248, "", "Drew an arm that puts trains together"),
    (261, "", "Led a project from the draft to the series"),
    (275, "2020-12 - 2024-02", "Process engineer, Robotec (Wisley)"),
    (289, "", "Reckoned the fatigue of forged parts"),
    (303, "", "Led a project from the draft to the series"),
    (317, "", "Moderated the groups of the suppliers"),
    (330, "2019-08 - 2020-12", "Draughtswoman, Northern Railways (Ockham)"),
    (344, "", "Cut the waste from 6 to 2 per cent"),
    (358, "2013-09 - 2015-06, as a trainee, then as a draughtswoman", ""),
    (372, "", "Led a project from the draft to the series"),
    (386, "", "Had the works certified in 2018"),
    (400, "", "Reckoned the fatigue of forged parts"),
    (428, "Education", ""),
    (441, "2013", "Master of Engineering, Cluzac"),
    (469, "Skills", ""),
    (483, "", "Drawing, planning, lean production,"),
    (497, "", "casting, hydraulics, finite elements,"),
    (510, "", "welding"),
    (538, "Languages", ""),
    (552, "English", "native"),
    (566, "Welsh", "fluent"),
    (593, "Interests", "Choir, chess"),
)


def test_a_table_goes_on_below_a_label_that_reaches_across_its_gutter():
    drawn = "".join(
        text(57, top, label or " ") + text(193, top, value or " ")
        for top, label, value in LABELS_ALL_THE_WAY
    )

    said = texts(read(a_pdf(drawn), Limits()))

    assert "English\tnative" in said
    assert said.index("Skills") < said.index("Drawing, planning, lean production,")


def test_the_lines_of_a_column_share_a_block():
    document = read(two_columns(by_rows=True), Limits())

    blocks = [line.block for line in document.lines]
    assert len(set(blocks[: len(LEFT)])) == 1
    assert len(set(blocks[len(LEFT) :])) == 1
    assert blocks[0] != blocks[-1]


def test_dates_left_of_the_text_are_read_row_by_row():
    rows = [("2019 - 2021", "Engineer, Ostrava Steel"), ("2015 - 2019", "Analyst, Fern Bank")]
    rows += [("2012 - 2015", "Clerk, Norrland Paper"), ("2009 - 2012", "Trainee, Harbour View")]
    page = ""
    for number, (dates, job) in enumerate(rows):
        page += text(40, 100 + 60 * number, dates)
        page += text(140, 100 + 60 * number, job, bold=True)
        page += text(
            140, 114 + 60 * number, "Kept the books and wrote the yearly report of the house"
        )

    document = read(a_pdf(page), Limits())

    assert [line.cells for line in document.lines if len(line.cells) > 1] == rows


def test_a_heading_left_of_the_entry_above_it_stays_below_it():
    page = text(40, 100, "Posts held", size=13)
    page += text(90, 124, "2014 - 2019") + text(170, 124, "Keeper of maps, Abbey of Wisley")
    page += text(170, 138, "Drew the fens anew, with every dyke and sluice of the county")
    page += text(40, 158, "Schooling", size=13)
    page += text(90, 180, "2011 - 2014") + text(170, 180, "Diploma in surveying, Ockham")

    assert [line.cells for line in read(a_pdf(page), Limits()).lines] == [
        ("Posts held",),
        ("2014 - 2019", "Keeper of maps, Abbey of Wisley"),
        ("Drew the fens anew, with every dyke and sluice of the county",),
        ("Schooling",),
        ("2011 - 2014", "Diploma in surveying, Ockham"),
    ]


def test_headed_lists_side_by_side_are_read_one_after_the_other():
    lists = (["What I can do", "Sauces", "Pastry"], ["What I speak", "English", "Welsh"])
    page = text(40, 60, "Ana Ruiz has cooked in four houses by the sea and in two on the hill")
    for column, words in enumerate(lists):
        page += text(40 + 220 * column, 120, words[0], size=14, bold=True)
        for number, word in enumerate(words[1:]):
            page += text(40 + 220 * column, 140 + 14 * number, word)

    document = read(a_pdf(page), Limits())

    assert texts(document)[1:] == [*lists[0], *lists[1]]


@pytest.mark.parametrize(
    "rows",
    [
        [("English", "native"), ("Spanish", "fluent")],
        [("Deutsch", "Muttersprache"), ("Englisch", "verhandlungssicher")],
        [("Geboren", "17.08.1991 in Rheine"), ("Familienstand", "verheiratet")],
    ],
)
def test_values_beside_two_labels_stay_apart(rows: list[tuple[str, str]]):
    page = ""
    for number, (label, value) in enumerate(rows):
        page += text(40, 100 + 12 * number, label) + text(140, 100 + 12 * number, value)

    document = read(a_pdf(page), Limits())

    assert [line.cells for line in document.lines] == rows


def test_values_beside_labels_that_end_at_one_edge_stay_apart():
    page = text(67.2, 100, "English") + text(110, 100, "Working knowledge")
    page += text(72.2, 112, "Welsh") + text(110, 112, "fluent")

    document = read(a_pdf(page), Limits())

    assert [line.cells for line in document.lines] == [
        ("English", "Working knowledge"),
        ("Welsh", "fluent"),
    ]


Said = tuple[str, float, bool]  # text, size, bold


def side_by_side(*columns: list[Said], top: float, apart: float = 260) -> str:
    """Return the drawing, row by row, of columns whose rows share their baselines."""
    return "".join(
        text(40 + apart * number, top + 14 * row, said[0], size=said[1], bold=said[2])
        for row, beside in enumerate(zip_longest(*columns))
        for number, said in enumerate(beside)
        if said
    )


def a_card(date: str, title: str, employer: str, *told: str) -> list[Said]:
    return [
        (date, 9, False),
        (title, 12, True),
        (employer, 11, False),
        *[(line, 10, False) for line in told],
    ]


def test_cards_side_by_side_are_read_one_after_the_other():
    left = a_card("2019 - 2023", "Head gardener", "Saltmarsh Park", "Looked after nine hothouses")
    left += a_card("2012 - 2015", "Apprentice", "Abbey School", "Grafted apple trees for two years")
    right = a_card("2015 - 2019", "Gardener", "Castle of Wisley", "Laid out the herb garden anew")
    right += a_card("2011", "Harvest hand", "Mill Farm", "Picked hops in all weathers")

    document = read(a_pdf(side_by_side(left, right, top=100)), Limits())

    assert texts(document) == [said for said, _, _ in left + right]


def test_places_and_dates_beside_employers_and_titles_are_read_row_by_row():
    jobs = [
        ("Saltmarsh Park", "Fairhaven, Kent", "Gardener", "2019 - 2023"),
        ("Castle of Wisley", "Ockham, Surrey", "Apprentice", "2015 - 2019"),
    ]
    left = [row for job in jobs for row in ((job[0], 10.0, True), (job[2], 10.0, False))]
    right = [row for job in jobs for row in ((job[1], 10.0, True), (job[3], 10.0, False))]

    document = read(a_pdf(side_by_side(left, right, top=100)), Limits())

    assert [line.cells for line in document.lines] == [
        (one[0], two[0]) for one, two in zip(left, right, strict=True)
    ]


def test_a_table_with_a_head_is_read_row_by_row():
    left = [("Degree", 10.0, True), ("Master of Garden History", 10.0, False)]
    left += [("Bachelor of Botany and Soils", 10.0, False), ("Leaving certificate", 10.0, False)]
    right = [("School", 10.0, True), ("University of Fairhaven", 10.0, False)]
    right += [("College of Farms, Wood and Sea", 10.0, False), ("Abbey School", 10.0, False)]

    document = read(a_pdf(side_by_side(left, right, top=100)), Limits())

    assert [line.cells for line in document.lines] == [
        (one[0], two[0]) for one, two in zip(left, right, strict=True)
    ]


def test_headed_lists_of_few_rows_are_read_one_after_the_other():
    lists = [
        ["PLANTS", "Roses, ferns, mosses,", "apple trees, vines"],
        ["TOOLS", "Spade, rake, billhook,", "scythe, secateurs"],
        ["PAPERS", "Plans, estimates, orders,", "herbarium, diary"],
    ]
    columns = [[(said, 10.0, said.isupper()) for said in one] for one in lists]

    document = read(a_pdf(side_by_side(*columns, top=100, apart=170)), Limits())

    assert texts(document) == [said for one in lists for said in one]


LISTS = (
    ["What I do", "Grafting and pruning", "Sowing", "Mowing", "Weeding"],
    ["What I use", "Spade and rake", "Scythe", "Billhook", "Secateurs"],
)

HEADED_LISTS = [
    [(said, 14.0 if row == 0 else 10.0, row == 0) for row, said in enumerate(one)] for one in LISTS
]


def test_two_rows_of_headed_lists_are_read_column_by_column():
    left = [("Where I learned", 14.0, True), ("School of Gardens", 10.0, True)]
    left += [("Ockham, 2011 - 2015", 10.0, False), ("I speak", 14.0, True)]
    left += [("Welsh, English", 10.0, False)]
    right = [("What I use", 14.0, True), ("Spade", 10.0, False), ("Scythe", 10.0, False)]
    right += [("What I won", 14.0, True), ("Silver spade, 2022", 10.0, False)]

    document = read(a_pdf(side_by_side(left, right, top=100)), Limits())

    assert texts(document) == [said for said, _, _ in left + right]


def test_a_heading_below_a_column_heads_what_stands_below_both():
    page = side_by_side(*HEADED_LISTS, top=100) + text(40, 190, "Papers", size=14, bold=True)
    page += text(
        40, 206, "Licence to spray, licence to fell trees, first aid, driving licence for tractors"
    )

    document = read(a_pdf(page), Limits())

    assert texts(document)[:-2] == [*LISTS[0], *LISTS[1]]
    assert texts(document)[-2] == "Papers"


def test_a_heading_above_columns_and_at_the_margin_of_none_comes_first():
    page = side_by_side(*HEADED_LISTS, top=130, apart=170)
    page += text(260, 100, "Abilities", size=15, bold=True)

    document = read(a_pdf(page), Limits())

    assert texts(document) == ["Abilities", *LISTS[0], *LISTS[1]]


@pytest.mark.parametrize("town", ["", "Wisley"])
def test_a_date_above_two_columns_stays_with_the_title_beside_it(town: str):
    page = text(
        40, 60, "Kept the hothouses of the castle, and taught two apprentices to graft apple trees"
    )
    page += text(40, 86, "Gardener", bold=True) + text(430, 86, "2015 - 2019", size=9)
    page += text(40, 100, "Castle of the Queen") + text(430, 100, town, size=9)
    page += side_by_side(*HEADED_LISTS, top=140)

    document = read(a_pdf(page), Limits())

    employer = f"Castle of the Queen\t{town}".strip()
    assert texts(document)[1:3] == ["Gardener\t2015 - 2019", employer]
    assert texts(document)[3:] == [*LISTS[0], *LISTS[1]]


def test_dates_at_the_right_of_a_column_do_not_belong_to_the_sidebar_beside_it():
    file = Path(__file__).parents[3] / "bench" / "wild" / "files" / "es-canva-fisio.pdf"

    said = texts(read(file.read_bytes(), Limits()))

    assert "Clínica Arrate Fisio | San Sebastián\tSep 2021 - Actualidad" in said
    assert said.index("HABILIDADES") > said.index("FORMACIÓN")


def test_a_band_of_figures_is_read_row_by_row_with_what_stands_below():
    figures = [("12 years", "with sheep"), ("+ 30 %", "of wool"), ("400", "lambs")]
    page = "".join(
        text(60 + 210 * at, 100, figure, size=18, bold=True) + text(60 + 210 * at, 114, about)
        for at, (figure, about) in enumerate(figures)
    )
    page += text(40, 150, "Shepherd", bold=True) + text(480, 150, "since 2020")
    page += "".join(
        text(50, 164 + 14 * row, said)
        for row, said in enumerate(["Led nine dogs over the fells", "Sheared", "Mended walls"])
    )

    assert texts(read(a_pdf(page), Limits()))[:3] == [
        "12 years\t+ 30 %\t400",
        "with sheep\tof wool\tlambs",
        "Shepherd\tsince 2020",
    ]


def test_headed_columns_end_where_a_section_across_both_begins():
    left = ["Know-how", "Shearing", "Lambing", "Felting", "Dyeing"]
    right = ["Knowledge", "Botany", "First aid", "Qualities", "Calm", "Patience"]
    page = text(420, 60, "0118 496 0000") + text(40, 100, "Skills", size=12, bold=True)
    for x, column in ((50, left), (320, right)):
        page += "".join(
            text(x, 124 + 14 * row, item, bold=item in ("Know-how", "Knowledge", "Qualities"))
            for row, item in enumerate(column)
        )
    page += text(40, 230, "Experience", size=12, bold=True)
    page += text(40, 250, "2016 - 2019") + text(140, 250, "Shepherd", bold=True)
    page += text(140, 263, "Fell Farm and the common of Great Ashby below the Pike")
    page += text(140, 276, "Led nine dogs and four hundred sheep over the fells in all weathers")

    lines = texts(read(a_pdf(page), Limits()))

    assert lines[:3] == ["0118 496 0000", "Skills", "Know-how"]
    assert lines[-5:] == [
        "Patience",
        "Experience",
        "2016 - 2019\tShepherd",
        "Fell Farm and the common of Great Ashby below the Pike",
        "Led nine dogs and four hundred sheep over the fells in all weathers",
    ]


def test_a_large_heading_between_rows_of_two_columns_heads_both():
    left = [("Planting", 10.0, True), ("Grafting, sowing, pruning,", 10.0, False)]
    left += [
        ("mowing, weeding", 10.0, False),
        ("Tools", 10.0, True),
        ("Spade, scythe", 10.0, False),
    ]
    right = [("Teaching", 10.0, True), ("Lessons, courses, walks", 10.0, False), ("", 10.0, False)]
    right += [("Manners", 10.0, True), ("Calm, patient, early", 10.0, False)]
    page = text(55, 80, "Abilities", size=14, bold=True)
    page += side_by_side(left, right, top=100)
    page += text(55, 190, "Papers", size=14, bold=True)
    page += side_by_side(
        [("Licence to spray (2019)", 10.0, False), ("First aid (2020)", 10.0, False)],
        [("Tree felling (2021)", 10.0, False), ("Trailer licence (2018)", 10.0, False)],
        top=206,
    )

    document = read(a_pdf(page), Limits())

    assert texts(document)[:10] == [
        "Abilities",
        *[said for said, _, _ in left],
        *[said for said, _, _ in right if said],
    ]
    assert texts(document)[10] == "Papers"
