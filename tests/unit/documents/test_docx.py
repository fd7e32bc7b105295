"""DOCX files to lines: all that a reader of the printed page would see, and no more."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from shared.documents.limits import Limits
from shared.documents.word.docx import read
from shared.domain.document import Document
from shared.errors import Bomb, Corrupt, NoText, TooComplex


def a_docx(fill: Callable[[Docx], None]) -> bytes:
    document = docx.Document()
    fill(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read_docx(fill: Callable[[Docx], None]) -> Document:
    return read(a_docx(fill), Limits())


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the DOCX with one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return file.getvalue()


def test_headings_lists_and_tabs_are_told():
    def fill(document: Docx):
        document.add_heading("Experience", level=1)
        document.add_paragraph("Engineer, Ostrava Steel\t2019 - 2021")
        document.add_paragraph("Led a team of nine", style="List Bullet")

    lines = read_docx(fill).lines

    assert [(line.text, line.heading, line.bullet) for line in lines] == [
        ("Experience", 1, False),
        ("Engineer, Ostrava Steel\t2019 - 2021", 0, False),
        ("Led a team of nine", 0, True),
    ]
    assert lines[1].cells == ("Engineer, Ostrava Steel", "2019 - 2021")


def test_bold_words_before_plain_ones_lead_their_line():
    def fill(document: Docx):
        for parts in (
            ["*Engineer", " ", "Ostrava Steel\t", "*2019"],
            ["*Led ", "nine, ", "*alone"],
        ):
            paragraph = document.add_paragraph()
            for part in parts:
                paragraph.add_run(part.removeprefix("*")).bold = part.startswith("*")

    assert [line.lead for line in read_docx(fill).lines] == ["Engineer", ""]


def test_the_cells_of_a_table_row_are_cells_of_one_line():
    def fill(document: Docx):
        row = document.add_table(rows=1, cols=2).rows[0]
        row.cells[0].text = "2019 - 2021"
        row.cells[1].text = "Engineer, Ostrava Steel"
        row.cells[1].add_paragraph("Led a team of nine")

    assert texts(read_docx(fill)) == ["2019 - 2021\tEngineer, Ostrava Steel", "Led a team of nine"]


def test_a_row_with_a_much_larger_cell_looks_like_that_cell():
    def fill(document: Docx):
        row = document.add_table(rows=1, cols=2).rows[0]
        for cell, text, size in zip(
            row.cells, ("ADA BYRON", "4 Gower Street, London"), (20, 9), strict=True
        ):
            cell.paragraphs[0].add_run(text).font.size = Pt(size)

    assert [line.size for line in read_docx(fill).lines] == [20]


def test_a_table_that_lays_out_columns_is_read_column_by_column():
    left = ["CONTACT", "ada@example.com", "Lyon", "SKILLS", "Python"]
    right = ["EXPERIENCE", "Engineer", "Ostrava Steel", "EDUCATION", "MSc Statistics"]

    def fill(document: Docx):
        row = document.add_table(rows=1, cols=2).rows[0]
        for cell, said in zip(row.cells, (left, right), strict=True):
            cell.text = said[0]
            for words in said[1:]:
                cell.add_paragraph(words)

    document = read_docx(fill)

    assert texts(document) == left + right
    assert document.lines[0].block != document.lines[-1].block


def test_headers_and_text_boxes_are_read_and_said_once():
    box = (
        "<w:p {ns}><w:r><mc:AlternateContent {mc}><mc:Choice Requires='wps'><w:drawing>"
        "<wps:txbx {wps}><w:txbxContent><w:p><w:r><w:t>Boxed words</w:t></w:r></w:p>"
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        "<w:txbxContent><w:p><w:r><w:t>Boxed words</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ).format(
        ns=nsdecls("w"),
        mc='xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        wps='xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    )

    def fill(document: Docx):
        document.sections[0].header.paragraphs[0].text = "Ada Byron"
        document.add_paragraph("Mathematician")
        document.element.body.insert(1, parse_xml(box))

    assert texts(read_docx(fill)) == ["Ada Byron", "Mathematician", "Boxed words"]


def test_a_text_box_beside_a_title_of_two_lines_does_not_part_them():
    box = (
        "<w:r {ns}><w:drawing><wps:txbx {wps}><w:txbxContent><w:p><w:r><w:rPr><w:sz w:val='18'/>"
        "</w:rPr><w:t>ada@example.com</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></w:r>"
    ).format(
        ns=nsdecls("w"),
        wps='xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    )

    def fill(document: Docx):
        first = document.add_paragraph("Ada", style="Title")
        first._p.append(parse_xml(box))
        document.add_paragraph("Byron Milbanke", style="Title")
        document.add_paragraph("Mathematician")

    lines = read_docx(fill).lines

    assert [line.text for line in lines] == [
        *("Ada", "Byron Milbanke", "ada@example.com", "Mathematician")
    ]
    assert lines[0].block == lines[1].block != lines[2].block


def test_what_nobody_sees_is_left_out_and_told():
    def fill(document: Docx):
        document.add_paragraph("Ada Byron")
        vanished = document.add_paragraph().add_run("Chief Wizard")
        vanished.font.hidden = True
        white = document.add_paragraph().add_run("Grand Wizard")
        white.font.color.rgb = RGBColor(255, 255, 255)
        tiny = document.add_paragraph().add_run("Small Wizard")
        tiny.font.size = Pt(1)

    document = read_docx(fill)

    assert texts(document) == ["Ada Byron"]
    assert document.warnings == ("hidden_text_removed",)


def test_white_text_in_a_dark_cell_is_seen():
    def fill(document: Docx):
        cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="1E3A52"/>'))
        run = cell.paragraphs[0].add_run("Ada Byron")
        run.font.color.rgb = RGBColor(255, 255, 255)

    document = read_docx(fill)

    assert texts(document) == ["Ada Byron"]
    assert document.warnings == ()


def test_deleted_words_are_not_read_and_link_targets_are():
    link = (
        f"<w:p {nsdecls('w')}><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del>"
        '<w:r><w:instrText>HYPERLINK "https://example.com/ada"</w:instrText></w:r>'
        "<w:r><w:t>Portfolio</w:t></w:r></w:p>"
    )

    def fill(document: Docx):
        document.element.body.insert(0, parse_xml(link))

    document = read_docx(fill)

    assert texts(document) == ["Portfolio"]
    assert document.links == ("https://example.com/ada",)


def test_an_empty_document_holds_no_text():
    with pytest.raises(NoText):
        read_docx(lambda document: None)


def test_declared_entities_are_a_bomb():
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    content = a_docx(lambda document: document.add_paragraph("Ada") and None)

    with pytest.raises(Bomb):
        read(
            changed(
                content,
                "word/document.xml",
                lambda xml: xml.replace(b"<w:document", bomb + b"<w:document", 1),
            ),
            Limits(),
        )


def test_a_part_larger_than_it_says_is_a_bomb():
    content = a_docx(lambda document: document.add_paragraph("Ada " * 1000) and None)

    with pytest.raises(Bomb):
        read(content, Limits(unpacked=2000))


def test_endless_nesting_is_too_complex():
    deep = b"<w:body>" + b"<w:sdt>" * 50_000
    content = a_docx(lambda document: document.add_paragraph("Ada") and None)

    with pytest.raises(TooComplex):
        read(
            changed(content, "word/document.xml", lambda xml: xml.replace(b"<w:body>", deep, 1)),
            Limits(),
        )


def test_tables_within_tables_without_end_are_too_complex():
    content = a_docx(lambda document: document.add_paragraph("Ada") and None)

    def tables(depth: int) -> Document:
        opened, closed = depth * b"<w:tbl><w:tr><w:tc>", depth * b"</w:tc></w:tr></w:tbl>"
        inner = opened + b"<w:p><w:r><w:t>Byron</w:t></w:r></w:p>" + closed
        return read(
            changed(
                content, "word/document.xml", lambda xml: xml.replace(b"<w:p>", inner + b"<w:p>", 1)
            ),
            Limits(),
        )

    assert texts(tables(10)) == ["Byron", "Ada"]
    with pytest.raises(TooComplex):
        tables(70)


def test_a_broken_main_part_is_corrupt():
    content = a_docx(lambda document: document.add_paragraph("Ada") and None)

    with pytest.raises(Corrupt):
        read(changed(content, "word/document.xml", lambda xml: xml[: len(xml) // 2]), Limits())
