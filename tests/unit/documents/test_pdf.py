"""PDF files to lines in the order in which a person reads them."""

import zlib
from itertools import zip_longest
from pathlib import Path

import pypdfium2
import pytest

from shared.documents import ocr
from shared.documents.limits import Limits
from shared.documents.lines import line_of
from shared.documents.pdf import read
from shared.documents.pdf.hyphens import rejoined
from shared.domain.document import Document
from shared.errors import Bomb, Corrupt, NoText, OcrMissing, TooComplex
from tests.unit.documents.pdf_files import a_pdf, text

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


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


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


def test_dates_right_of_the_title_are_a_cell_of_its_line():
    page = text(40, 100, "Engineer, Ostrava Steel", bold=True) + text(480, 100, "2019 - 2021")

    line = read(a_pdf(page), Limits()).lines[0]

    assert line.cells == ("Engineer, Ostrava Steel", "2019 - 2021")
    assert line.text == "Engineer, Ostrava Steel\t2019 - 2021"


def test_a_date_broken_over_two_rows_of_its_column_is_said_at_once():
    page = ""
    for number, job in enumerate(["Brand Manager, Moss & Marlow", "Clerk, Tallow Cosmetics"]):
        top = 100 + 70 * number
        page += text(40, top, f"05.201{number} -") + text(120, top, job, bold=True)
        page += text(48, top + 13, f"08.201{number + 1}")
        page += text(120, top + 13, "Grew traffic by a third over two years in the shop")
        page += text(120, top + 26, "Relaunched the loyalty programme with new partners")

    lines = read(a_pdf(page), Limits()).lines

    assert lines[0].cells == ("05.2010 - 08.2011", "Brand Manager, Moss & Marlow")
    assert lines[1].text == "Grew traffic by a third over two years in the shop"


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("Mar 2015 – Sept", "2018"),
        ("September 2015 – Dezember", "2018"),
        ("avril 2015 – août", "2018"),
        ("desde enero", "2018"),
    ],
)
def test_a_month_is_said_with_the_year_below_it(date: str, year: str):
    page = text(40, 100, date) + text(200, 100, "Beekeeper of the two abbeys", bold=True)
    page += text(40, 113, year) + text(200, 113, "Saltmarsh Honey, Fairhaven")

    lines = read(a_pdf(page), Limits()).lines

    assert lines[0].cells == (f"{date} {year}", "Beekeeper of the two abbeys")
    assert lines[1].text == "Saltmarsh Honey, Fairhaven"


def test_a_date_below_another_is_another_unless_it_ends_it():
    page = text(40, 100, "Mint of Fairhaven, Ockham", bold=True)
    page += text(440, 100, "2017 to date", bold=True)
    page += text(40, 113, "Warden of the dies") + text(440, 113, "since 04.2020")
    page += text(40, 126, "Bank of Ferns, Wisley") + text(440, 126, "May 2011")
    page += text(40, 139, "Clerk of the vault") + text(440, 139, "to June 2016")

    assert [line.cells for line in read(a_pdf(page), Limits()).lines] == [
        ("Mint of Fairhaven, Ockham", "2017 to date"),
        ("Warden of the dies", "since 04.2020"),
        ("Bank of Ferns, Wisley", "May 2011 to June 2016"),
        ("Clerk of the vault",),
    ]


def test_tags_in_rows_of_their_own_widths_stay_apart():
    page = text(40, 100, "Billhook") + text(100, 100, "scythe")
    page += text(40, 113, "grafting knife") + text(130, 113, "lopper for high trees")

    assert [line.cells for line in read(a_pdf(page), Limits()).lines] == [
        ("Billhook", "scythe"),
        ("grafting knife", "lopper for high trees"),
    ]


def test_what_wide_gaps_set_apart_in_a_row_are_cells():
    page = text(40, 100, "Grafting") + text(86, 100, "keeping of bees")
    page += text(40, 113, "May 2011 - June 2016") + text(153, 113, "Ockham")
    page += text(40, 126, "Warden of the herb garden and of the hothouses of the castle")

    assert [line.cells for line in read(a_pdf(page), Limits()).lines] == [
        ("Grafting", "keeping of bees"),
        ("May 2011 - June 2016", "Ockham"),
        ("Warden of the herb garden and of the hothouses of the castle",),
    ]


def test_words_of_a_justified_line_stay_together():
    said = ["Warden", "of", "hothouses"]
    page = text(40, 100, said[0]) + text(83, 100, said[1]) + text(98, 100, said[2])
    page += text(40, 113, "Kept the herb garden of the castle and its two hothouses for years")

    assert read(a_pdf(page), Limits()).lines[0].cells == ("Warden of hothouses",)


def test_an_item_that_tells_a_year_keeps_its_mark():
    page = "".join(
        text(40, 100 + 13 * row, "•") + text(60, 100 + 13 * row, said)
        for row, said in enumerate(["Felled the ash trees", "Laid the hedges of 2021 anew by hand"])
    )

    assert [line.bullet for line in read(a_pdf(page), Limits()).lines] == [True, True]


def test_a_cell_near_the_label_before_it_begins_at_the_margin_of_the_others():
    labels = ["Trees", "Soils and waters", "Tools", "Papers", "Beasts"]
    page = ""
    for row, label in enumerate(labels):
        page += text(40, 100 + 26 * row, label)
        page += text(120, 100 + 26 * row, "known by their leaves, and in the books of the abbey")

    lines = read(a_pdf(page), Limits()).lines

    assert [line.cells[0] for line in lines if len(line.cells) > 1] == labels


def test_a_cell_of_a_table_goes_on_in_the_row_below():
    rows = [
        ("2014 - 2016", "Baker", "Ovens by the Harbour", "Fairhaven"),
        ("", "", "of Saltmarsh", ""),
        ("2011 - 2014", "Apprentice", "School of Crafts, Bread and Sweets,", "Ockham"),
        ("", "", "Wisley", ""),
    ]
    page = "".join(
        text(x, 100 + 13 * number, said)
        for number, row in enumerate(rows)
        for x, said in zip((40, 120, 200, 420), row, strict=True)
        if said
    )

    assert [line.cells for line in read(a_pdf(page), Limits()).lines] == [
        ("2014 - 2016", "Baker", "Ovens by the Harbour of Saltmarsh", "Fairhaven"),
        ("2011 - 2014", "Apprentice", "School of Crafts, Bread and Sweets, Wisley", "Ockham"),
    ]


def test_what_stands_below_bold_labels_is_no_part_of_them():
    labels, values = ("Welsh", "French", "Breton"), ("Native", "fluent", "School level")
    page = "".join(
        text(40 + 150 * column, 100, label, bold=True) + text(40 + 150 * column, 113, value)
        for column, (label, value) in enumerate(zip(labels, values, strict=True))
    )

    assert [line.cells for line in read(a_pdf(page), Limits()).lines] == [labels, values]


def test_a_hyphen_that_stands_out_into_the_margin_broke_its_word():
    drawn = ["I kept the books of the", "house and wrote the year-", "ly report for the owners"]
    ends = [300, 301.7, 300]
    lines = [
        line_of([said], page=1, block=0, x0=40, x1=x1, top=20 * row, bottom=20 * row + 9, size=10)
        for row, (said, x1) in enumerate(zip(drawn * 2, ends * 2, strict=True))
    ]

    joined = rejoined([line for line in lines if line])

    assert joined[1].text == "house and wrote the yearly"


def test_a_hyphen_that_the_word_has_elsewhere_stays_at_the_end_of_a_line():
    drawn = [
        "Mapped the salt-marsh and",
        "the other half of the salt-",
        "marsh, and told the boat-",
    ]
    drawn += ["men of it by letters and", "by drums for many a day", "until the tide was in"]
    lines = [
        line_of([said], page=1, block=0, x0=40, x1=300, top=20 * row, bottom=20 * row + 9, size=10)
        for row, said in enumerate(drawn)
    ]

    joined = rejoined([line for line in lines if line])

    assert joined[1].text == "the other half of the salt-marsh,"
    assert joined[2].text == "and told the boatmen"


def test_years_of_a_list_stay_with_their_rows():
    courses = [("2023", "Rules of the notary's office"), ("2021", "Forms, second course")]
    page = "".join(
        text(58, 100 + 13 * row, year) + text(135, 100 + 13 * row, course)
        for row, (year, course) in enumerate(courses)
    )

    assert [line.cells for line in read(a_pdf(page), Limits()).lines] == courses


def test_a_line_knows_its_place_size_and_weight():
    line = read(a_pdf(text(40, 100, "Ada Byron", size=24, bold=True)), Limits()).lines[0]

    assert (line.page, line.size, line.bold) == (1, 24.0, True)
    assert line.x0 == pytest.approx(40, abs=2)
    assert line.top < 100 < line.bottom + 1


def test_letters_set_apart_make_words():
    spaced = "BT /F2 14 Tf 1 0 0 1 40 700 Tm 6 Tc 12 Tw (WORK EXPERIENCE) Tj ET"

    assert texts(read(a_pdf(spaced), Limits())) == ["WORK EXPERIENCE"]


def test_marks_of_lists_become_bullets():
    page = text(40, 100, "• Led a team of nine") + text(40, 114, "- Cut costs by 9 %")

    lines = read(a_pdf(page), Limits()).lines

    assert [(line.text, line.bullet) for line in lines] == [
        ("Led a team of nine", True),
        ("Cut costs by 9 %", True),
    ]


def test_a_double_name_broken_at_its_hyphen_is_whole_again():
    page = text(40, 100, "Anne-Sophie Vandamme-", size=20) + text(40, 124, "Rousseau", size=20)

    assert texts(read(a_pdf(page), Limits())) == ["Anne-Sophie Vandamme-Rousseau"]


@pytest.mark.parametrize(
    "hidden",
    [
        "3 Tr " + text(40, 300, "Chief Wizard at Googolplex"),
        "1 1 1 rg " + text(40, 300, "Chief Wizard at Googolplex"),
        text(40, 300, "Chief Wizard at Googolplex", size=1),
        text(40, -100, "Chief Wizard at Googolplex"),
        text(900, 300, "Chief Wizard at Googolplex"),
        text(40, 300, "Chief Wizard at Googolplex") + f"1 1 1 rg 30 {842 - 310} 300 30 re f ",
    ],
    ids=[
        "invisible mode",
        "white on white",
        "tiny",
        "above the page",
        "beside the page",
        "covered",
    ],
)
def test_what_nobody_sees_is_left_out_and_told(hidden: str):
    document = read(a_pdf(text(40, 100, "Ada Byron, mathematician") + hidden), Limits())

    assert texts(document) == ["Ada Byron, mathematician"]
    assert document.warnings == ("hidden_text_removed",)


def test_white_text_on_a_dark_ground_is_seen():
    page = "0.1 0.2 0.3 rg 0 700 595 142 re f 1 1 1 rg " + text(40, 100, "Ada Byron")

    document = read(a_pdf(page), Limits())

    assert texts(document) == ["Ada Byron"]
    assert document.warnings == ()


def test_page_numbers_are_left_out_and_footers_said_once():
    pages = [
        text(40, 100, f"Chapter {word}")
        + text(40, 820, "Ada Byron, Lyon")
        + text(500, 820, f"{n}/2")
        for n, word in enumerate(["one", "two"], start=1)
    ]

    assert texts(read(a_pdf(*pages), Limits())) == ["Chapter one", "Ada Byron, Lyon", "Chapter two"]


def test_a_page_lying_on_its_side_is_read_upright():
    turned = "".join(
        f"BT /F1 12 Tf 0 1 -1 0 {100 + 20 * row} 60 Tm ({words}) Tj ET\n"
        for row, words in enumerate(["Ada Byron", "Mathematician", "ada@example.com"])
    )

    assert texts(read(a_pdf(turned, rotate=90), Limits())) == [
        "Ada Byron",
        "Mathematician",
        "ada@example.com",
    ]


def test_text_aligned_only_on_the_right_is_read():
    page = "".join(
        text(500 - 5.56 * len(said), 100 + 20 * n, said)
        for n, said in enumerate(["0" * 9, "0" * 7, "0" * 5, "0" * 3])
    )

    assert texts(read(a_pdf(page), Limits())) == ["0" * 9, "0" * 7, "0" * 5, "0" * 3]


def test_what_is_written_across_the_page_comes_last_in_one_piece():
    across = "BT /F1 14 Tf 0 1 -1 0 30 300 Tm (Curriculum Vitae) Tj ET\n"
    page = text(60, 100, "Ada Byron") + across + text(60, 120, "Mathematician at Fern Bank")

    assert texts(read(a_pdf(page), Limits())) == [
        "Ada Byron",
        "Mathematician at Fern Bank",
        "Curriculum Vitae",
    ]


def test_what_is_filled_into_a_form_is_read():
    look = b"BT /F1 10 Tf 2 4 Td (Ada Byron) Tj ET"
    field = [
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Ada Byron)/F 4/Rect[40 700 200 716]"
        b"/AP<</N 101 0 R>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 160 16]/Resources<</Font<</F1 3 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream" % (len(look), look),
    ]
    content = a_pdf(text(40, 100, "Application form"), extra=field)
    content = content.replace(b"/Contents 11 0 R", b"/Annots[100 0 R]/Contents 11 0 R")
    content = content.replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[100 0 R]>>")

    assert texts(read(content, Limits())) == ["Application form", "Ada Byron"]


def test_the_targets_of_links_are_collected():
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.com/ada)>>>>"
    content = a_pdf(text(40, 100, "Ada Byron"), extra=[link])
    content = content.replace(b"/Contents 11 0 R", b"/Annots[100 0 R]/Contents 11 0 R")

    assert read(content, Limits()).links == ("https://example.com/ada",)


def test_a_blank_page_holds_no_text():
    with pytest.raises(NoText):
        read(a_pdf(""), Limits())


def test_a_scan_without_ocr_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    picture = b"<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray"
    picture += b"/BitsPerComponent 8/Length 4>>stream\n\x00\xff\xff\x00\nendstream"
    page = "q 595 0 0 842 0 0 cm /I Do Q"

    with pytest.raises(OcrMissing):
        read(a_pdf(page, resources="/XObject<</I 100 0 R>>", extra=[picture]), Limits())


def test_a_scan_is_read_by_ocr():
    if not ocr.is_installed():
        pytest.skip("OCR is not installed")
    drawn = text(60, 100, "Curriculum Vitae", size=28) + text(60, 160, "Ada Byron", size=28)
    picture = pypdfium2.PdfDocument(a_pdf(drawn))[0].render(scale=2, grayscale=True)
    pixels = bytes(picture.buffer)[: picture.stride * picture.height]
    image = (
        f"<</Type/XObject/Subtype/Image/Width {picture.stride}/Height {picture.height}"
        f"/ColorSpace/DeviceGray/BitsPerComponent 8/Length {len(pixels)}>>stream\n"
    )
    scan = image.encode() + pixels + b"\nendstream"

    document = read(
        a_pdf("q 595 0 0 842 0 0 cm /I Do Q", resources="/XObject<</I 100 0 R>>", extra=[scan]),
        Limits(),
    )

    assert document.ocr
    assert texts(document) == ["Curriculum Vitae", "Ada Byron"]


def test_too_many_pages_are_too_complex():
    with pytest.raises(TooComplex):
        read(a_pdf(*[text(40, 100, "Ada Byron")] * 4), Limits(pages=3))


def test_more_glyphs_than_a_cv_has_are_too_complex():
    with pytest.raises(TooComplex):
        read(a_pdf(text(40, 100, "Ada Byron " * 20)), Limits(glyphs=150))


def test_a_page_too_large_to_be_drawn_is_too_complex():
    white = (
        "1 1 1 rg\n" + text(40, 140, "unseen") + "BT /F1 9 Tf 1 0 0 1 199000 199000 Tm (far) Tj ET"
    )
    page = a_pdf(text(40, 100, "Ada Byron") + white)

    with pytest.raises(TooComplex):
        read(page.replace(b"[0 0 595 842]", b"[0 0 200000 200000]"), Limits())


def test_a_file_without_structure_is_corrupt():
    with pytest.raises(Corrupt):
        read(b"%PDF-1.7\nno objects at all", Limits())


def test_a_drawing_that_contains_itself_is_too_complex():
    drawing = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 100 0 R>>>>"
    drawing += b"/Length 5>>stream\n/X Do\nendstream"

    with pytest.raises(TooComplex):
        read(a_pdf("/X Do", resources="/XObject<</X 100 0 R>>", extra=[drawing]), Limits())


def test_a_stream_that_unpacks_without_end_is_a_bomb():
    packed = zlib.compress(bytes(70 * 2**20), 9)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)

    with pytest.raises(Bomb):
        read(a_pdf(text(40, 100, "Ada Byron"), extra=[stream]), Limits())


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


def test_a_font_that_does_not_tell_its_height_has_whole_words():
    sample = Path(__file__).parents[3] / "samples" / "james-okafor.pdf"

    document = read(sample.read_bytes(), Limits())

    assert "Platform: AWS, Docker, Kubernetes, Terraform, Prometheus" in texts(document)


INK = {"A": 400, "S": 660, "e": 400, "l": 720, "f": 750, "o": 410, "i": 690}  # heights


def drawn_letter(height: int) -> bytes:
    drawing = f"500 0 0 -{height} 500 0 d1 0 -{height} 400 {height} re f".encode()
    return b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing)


def test_letters_of_a_font_that_has_only_the_height_of_its_ink_stay_in_order():
    """Chromium embeds some fonts so; PDFium takes the height of the letter A for that of all."""
    codes = " ".join(f"{ord(letter)}/{letter}" for letter in INK)
    shapes = "".join(f"/{letter} {100 + number} 0 R" for number, letter in enumerate(INK))
    font = (
        "<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 -.001 0 0]/FontBBox[0 0 500 -750]"
        f"/FirstChar 0/LastChar 255/Widths[{'500 ' * 256}]/Encoding<</Differences[{codes}]>>"
        f"/CharProcs<<{shapes}>>>>"
    )
    heading = "BT /F3 18 Tf 1 0 0 1 40 740 Tm [(Self) 200 (oil)] TJ ET\n"
    body = "".join(text(40, 130 + 14 * row, "We keep bees behind the mill") for row in range(9))

    content = a_pdf(
        heading + body,
        resources=f"/Font<</F1 3 0 R/F3 {font}>>",
        extra=map(drawn_letter, INK.values()),
    )

    assert texts(read(content, Limits()))[0] == "Selfoil"


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


def test_a_date_above_two_columns_stays_with_the_title_beside_it():
    page = text(
        40, 60, "Kept the hothouses of the castle, and taught two apprentices to graft apple trees"
    )
    page += text(40, 86, "Gardener", bold=True) + text(430, 86, "2015 - 2019", size=9)
    page += text(40, 100, "Castle of Wisley") + side_by_side(*HEADED_LISTS, top=140)

    document = read(a_pdf(page), Limits())

    assert texts(document)[1:3] == ["Gardener\t2015 - 2019", "Castle of Wisley"]
    assert texts(document)[3:] == [*LISTS[0], *LISTS[1]]


def test_a_bold_title_broken_beside_its_date_is_whole_again():
    page = text(40, 100, "Certificate of the school of gardens and", bold=True)
    page += text(300, 100, "2010 - 2014", size=9) + text(40, 112, "of woods", bold=True)

    lines = read(a_pdf(page), Limits()).lines

    assert [line.cells for line in lines] == [
        ("Certificate of the school of gardens and of woods", "2010 - 2014")
    ]


def test_dates_at_the_right_of_a_column_do_not_belong_to_the_sidebar_beside_it():
    file = Path(__file__).parents[3] / "bench" / "wild" / "files" / "es-canva-fisio.pdf"

    said = texts(read(file.read_bytes(), Limits()))

    assert "Clínica Arrate Fisio | San Sebastián\tSep 2021 - Actualidad" in said
    assert said.index("HABILIDADES") > said.index("FORMACIÓN")
