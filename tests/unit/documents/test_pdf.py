"""PDF files to lines: what is read of a file, and what is refused."""

import zlib
from pathlib import Path

import pypdfium2
import pytest

from shared.documents import ocr
from shared.documents.limits import Limits
from shared.documents.lines import line_of
from shared.documents.pdf import read
from shared.documents.pdf.hyphens import rejoined
from shared.errors import Bomb, Corrupt, NoText, OcrMissing, TooComplex
from tests.unit.documents.pdf_files import a_pdf, text, texts


def test_words_of_a_justified_line_stay_together():
    said = ["Warden", "of", "hothouses"]
    page = text(40, 100, said[0]) + text(83, 100, said[1]) + text(98, 100, said[2])
    page += text(40, 113, "Kept the herb garden of the castle and its two hothouses for years")

    assert read(a_pdf(page), Limits()).lines[0].cells == ("Warden of hothouses",)


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


def test_a_unit_alone_below_its_number_ends_the_line():
    page = text(40, 100, "I would travel for about 40") + text(40, 112, "%.")
    page += text(40, 124, "I drive a van")

    assert texts(read(a_pdf(page), Limits())) == ["I would travel for about 40 %.", "I drive a van"]


def test_a_line_knows_its_place_size_and_weight():
    line = read(a_pdf(text(40, 100, "Ada Byron", size=24, bold=True)), Limits()).lines[0]

    assert (line.page, line.size, line.bold) == (1, 24.0, True)
    assert line.x0 == pytest.approx(40, abs=2)
    assert line.top < 100 < line.bottom + 1


def test_bold_words_before_plain_ones_lead_their_line():
    page = text(40, 100, "Engineer", bold=True) + text(88, 100, "Ostrava Steel")

    line = read(a_pdf(page), Limits()).lines[0]

    assert (line.text, line.lead) == ("Engineer Ostrava Steel", "Engineer")


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


def a_dot(x: float, top: float, size: float = 3) -> str:
    """Return the drawing of a filled square around a point `top` points from the top of the page."""
    return f"{x - size / 2} {842 - top - size / 2} {size} {size} re f "


def test_marks_of_lists_that_are_drawn_become_bullets():
    page = (
        text(40, 100, "Shepherd, Fell Farm")
        + (a_dot(52, 111) + text(60, 114, "Led nine dogs"))
        + (a_dot(52, 125) + text(60, 128, "Sheared 400 sheep"))
    )

    lines = read(a_pdf(page), Limits()).lines

    assert [(line.text, line.bullet) for line in lines] == [
        ("Shepherd, Fell Farm", False),
        ("Led nine dogs", True),
        ("Sheared 400 sheep", True),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "".join(text(60, top, "Shepherd") + a_dot(52, top - 3, size=7) for top in (100, 114)),
        "".join(
            text(60, top, "Wool") + a_dot(92, top - 3) + a_dot(98, top - 3) for top in (100, 114)
        ),
        "".join(
            text(64, top, "Wool") + a_dot(52, top - 5) + f"48 {842.5 - top} 8 2.5 re f "
            for top in (100, 140)
        ),
        "".join(
            text(40, top, "Wool") + a_dot(67, top - 3) + text(72, top, "milk") for top in (100, 114)
        ),
    ],
    ids=["on a line of time", "of a rating", "of a figure", "between words"],
)
def test_dots_that_mark_no_item_are_no_bullets(page: str):
    assert not any(line.bullet for line in read(a_pdf(page), Limits()).lines)


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


def test_a_footer_that_ends_with_the_number_of_its_page_is_left_out():
    pages = [
        text(40, 100, f"Kapitel {n}") + text(40, 820, f"Ada Byron - Seite {n}") for n in (1, 2)
    ]

    assert texts(read(a_pdf(*pages), Limits())) == ["Kapitel 1", "Kapitel 2"]


def test_what_opens_each_page_with_other_dates_is_kept():
    pages = [text(40, 60, f"Period: {years}") for years in ("05/22 - 02/24", "09/20 - 04/22")]

    read_lines = texts(read(a_pdf(*pages), Limits()))

    assert read_lines == ["Period: 05/22 - 02/24", "Period: 09/20 - 04/22"]


def test_a_footer_is_said_once_though_its_page_is_numbered():
    pages = [text(40, 820, f"Ada Byron, page {n} of the dossier of 2019") for n in (9, 10)]

    assert texts(read(a_pdf(*pages), Limits())) == ["Ada Byron, page 9 of the dossier of 2019"]


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


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("(O) Tj /Span <</ActualText (ffi)>> BDC (w) Tj EMC (cer) Tj", "Officer"),
        ("/Span <</ActualText (Offi)>> BDC (Ow) Tj EMC (cer) Tj", "Officer"),
        (
            "(O) Tj /Span <</ActualText (ffi)>> BDC (w) Tj EMC (cer E) Tj"
            " /Span <</ActualText (ffi)>> BDC (w) Tj EMC (cient) Tj",
            "Officer Efficient",
        ),
    ],
)
def test_ligatures_drawn_transparently_stay_in_their_words(drawn: str, said: str):
    content = f"BT /F1 40 Tf 80 900 Td (Accounts ) Tj {drawn} ET".encode()
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Resources<</Font<</F1 3 0 R>>>>"
    form += b"/Group<</S/Transparency>>/Length %d>>stream\n%s\nendstream" % (len(content), content)
    page = text(40, 60, "Ada Byron") + "q 0.25 0 0 0.25 20 500 cm /X Do Q"

    document = read(a_pdf(page, resources="/XObject<</X 100 0 R>>", extra=[form]), Limits())

    assert texts(document) == ["Ada Byron", f"Accounts {said}"]


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


def test_the_bullet_of_the_font_symbol_marks_items_however_few():
    cmap = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <B7> <F0B7> endbfchar endcmap"
    symbol = b"<</Type/Font/Subtype/TrueType/BaseFont/Symbol/ToUnicode 101 0 R>>"
    extra = [symbol, b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap)]
    mark = "BT /F3 10 Tf 1 0 0 1 40 762 Tm (\xb7) Tj ET\n"
    page = text(40, 60, "Kitchen porter") + mark + text(58, 80, "Washed up after two services")
    content = a_pdf(page, resources="/Font<</F1 3 0 R/F3 100 0 R>>", extra=extra)

    lines = read(content, Limits()).lines

    assert [line.bullet for line in lines] == [False, True]
