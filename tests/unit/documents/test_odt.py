"""OpenDocuments: their order, looks, and what nobody sees."""

import pytest

from shared.documents.limits import Limits
from shared.documents.opendocument import read
from shared.documents.reader import DocumentReader
from shared.domain.document import Document, FileType
from shared.errors import Bomb, Corrupt, Encrypted, NoText, TooComplex
from tests.unit.documents.odt_files import an_odt
from tests.unit.documents.pdf_files import texts

NAME = "<text:h text:outline-level='1'>Ada Byron</text:h>"


def of(body: str, **parts: str) -> Document:
    return read(an_odt(body, **parts), Limits())


def a_style(name: str, properties: str, family: str = "paragraph", parent: str = "") -> str:
    return (
        f"<style:style style:name='{name}' style:family='{family}' style:parent-style-name='{parent}'>"
        f"{properties}</style:style>"
    )


def drawn(**properties: str) -> str:
    said = " ".join(f"fo:{name.replace('_', '-')}='{value}'" for name, value in properties.items())
    return f"<style:text-properties {said}/>"


def a_table(*rows: list[str], style: str = "") -> str:
    cells = ["".join(_cell(cell, style) for cell in row) for row in rows]
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"


def _cell(text: str, style: str) -> str:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f"<table:table-cell table:style-name='{style}'>{paragraphs}</table:table-cell>"


def test_paragraphs_come_in_their_order_with_their_breaks_tabs_and_spaces():
    document = of(
        f"{NAME}<text:section><text:p>Mathe<text:span>matician</text:span>\n   in<text:s/>London"
        "<text:tab/>1842<text:line-break/>Author</text:p></text:section>"
        "<text:p>Leeds<text:s text:c='9'/>1840</text:p><text:p/>"
    )

    assert texts(document) == [
        "Ada Byron",
        "Mathematician in London\t1842",
        "Author",
        "Leeds\t1840",
    ]
    assert document.file_type is FileType.ODT


def test_looks_come_from_styles_and_their_parents():
    document = of(
        "<text:p text:style-name='P1'>Byron <text:span text:style-name='T1'>Ada</text:span></text:p>"
        "<text:p text:style-name='P2'>Author</text:p>"
        "<text:p text:style-name='P1'><text:span text:style-name='T2'>Role</text:span> in Leeds</text:p>",
        styles="<style:default-style style:family='paragraph'>"
        + drawn(font_size="10pt")
        + "</style:default-style>"
        + a_style("Standard", "")
        + a_style("Title", drawn(font_size="200%", font_weight="bold"), parent="Standard"),
        automatic=a_style("P1", drawn(color="#204060"), parent="Standard")
        + a_style("P2", drawn(font_style="italic"), parent="Title")
        + a_style("T1", drawn(font_size="8pt"), family="text")
        + a_style("T2", drawn(font_weight="700"), family="text"),
    )

    plain, title, role = document.lines
    assert (plain.size, plain.bold, plain.color, plain.heading) == (10.0, False, "204060", 0)
    assert (title.size, title.bold, title.italic, title.heading) == (20.0, True, True, 1)
    assert (role.bold, role.lead) == (False, "Role")


def test_items_of_lists_have_marks_unless_their_list_has_none():
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    document = of(
        f"<text:list text:style-name='L1'>{item.format('Wrote notes')}"
        "<text:list-item><text:p>Taught</text:p><text:p>at home</text:p>"
        f"<text:list>{item.format('inside')}</text:list></text:list-item></text:list>"
        f"<text:list text:style-name='L2'>{item.format('Unmarked')}</text:list>"
        f"<text:list><text:list-item>{NAME}</text:list-item></text:list><text:p>Plain</text:p>",
        automatic="<text:list-style style:name='L1'><text:list-level-style-bullet text:level='1'"
        " text:bullet-char='•'/></text:list-style><text:list-style style:name='L2'>"
        "<text:list-level-style-number text:level='1' style:num-format=''/></text:list-style>",
    )

    assert [(line.text, line.bullet) for line in document.lines] == [
        ("Wrote notes", True),
        ("Taught", True),
        ("at home", False),
        ("inside", True),
        ("Unmarked", False),
        ("Ada Byron", False),
        ("Plain", False),
    ]


def test_a_row_of_a_table_is_a_line_of_cells():
    document = of(NAME + a_table(["2019", "Cook"], ["2020", "Chef"]))

    assert [line.cells for line in document.lines[1:]] == [("2019", "Cook"), ("2020", "Chef")]
    assert document.lines[0].block != document.lines[1].block


def test_a_text_box_is_a_block_of_its_own():
    document = of(
        "<text:p>Ada<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame>"
        " Byron</text:p><draw:custom-shape><text:p>Drawn</text:p></draw:custom-shape>"
        "<text:p>After<draw:frame><draw:image/></draw:frame></text:p>"
    )

    assert texts(document) == ["Ada Byron", "Boxed", "Drawn", "After"]
    assert len({line.block for line in document.lines}) == 4


def test_what_nobody_sees_is_left_out():
    styles = a_style("gone", "<style:text-properties text:display='none'/>", family="text")
    styles += a_style("white", drawn(color="#ffffff"), family="text")
    styles += a_style(
        "dark",
        "<style:table-cell-properties fo:background-color='#203040'/>",
        family="table-cell",
    )
    said = "<text:span text:style-name='{}'>{}</text:span>"
    document = of(
        f"{NAME}<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        f"<text:p>Author {said.format('gone', 'expert')}{said.format('white', 'guru')}</text:p>"
        + a_table([said.format("white", "Leeds")], style="dark"),
        automatic=styles,
    )

    assert texts(document) == ["Ada Byron", "Author", "Leeds"]
    assert document.warnings == ("hidden_text_removed",)


def test_headers_and_footers_are_said_once():
    edges = "<style:header><text:p>Ada Byron</text:p><text:p>1 Oak Road</text:p></style:header>"
    edges += "<style:footer><text:p>ada@example.com</text:p><text:p>1</text:p></style:footer>"

    document = of(NAME, edges=f"<style:master-page>{edges}</style:master-page>" * 2)

    assert texts(document) == ["1 Oak Road", "Ada Byron", "ada@example.com"]


def test_links_are_collected():
    link = "<text:a xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='{}'>Site</text:a>"
    document = of(f"<text:p>{link.format('https://ada.example')}{link.format('#top')}</text:p>")

    assert document.links == ("https://ada.example",)


def test_a_file_with_a_password_is_encrypted():
    with pytest.raises(Encrypted):
        of(NAME, manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (an_odt("<text:p> </text:p>"), NoText),
        (an_odt(NAME)[:300], Corrupt),
        (an_odt(f"<text:p>{'a' * 3_000_000}</text:p>"), Bomb),
    ],
    ids=["no text", "cut off", "too large"],
)
def test_what_cannot_be_read_says_why(content: bytes, error: type[Exception]):
    with pytest.raises(error):
        read(content, Limits(unpacked=2_000_000))


def test_the_reader_knows_the_type():
    assert texts(DocumentReader().read(an_odt(NAME), "cv.odt")) == ["Ada Byron"]


def test_hidden_sections_paragraphs_and_texts_are_left_out():
    document = of(
        f"{NAME}<text:section text:display='none'><text:p>expert</text:p></text:section>"
        "<text:p><text:hidden-paragraph text:is-hidden='true'/>guru</text:p>"
        "<text:p>Author<text:hidden-text text:is-hidden='true'>wizard</text:hidden-text></text:p>"
    )

    assert texts(document) == ["Ada Byron", "Author"]
    assert document.warnings == ("hidden_text_removed",)


def test_numbers_that_are_none_are_passed_over():
    document = of(
        "<text:h text:outline-level='²'>Ada</text:h><text:p text:style-name='P1'>Author<text:s"
        f" text:c='{'9' * 5000}'/>and poet</text:p>",
        automatic=a_style("P1", drawn(font_weight="²", font_size=f"{'9' * 500}pt"))
        + "<text:list-style style:name='L1'><text:list-level-style-bullet text:level='x'/>"
        "</text:list-style>",
    )

    assert texts(document) == ["Ada", "Author and poet"]
    assert [(line.heading, line.size) for line in document.lines] == [(0, 0.0), (0, 0.0)]


def test_lists_within_lists_without_end_are_too_complex():
    def lists(depth: int) -> Document:
        return of(
            depth * "<text:list><text:list-item>"
            + "<text:p>Ada Byron</text:p>"
            + depth * "</text:list-item></text:list>"
        )

    assert texts(lists(10)) == ["Ada Byron"]
    with pytest.raises(TooComplex):
        lists(100)
