"""Files named .doc: by antiword, or as the markup that they are."""

import pytest

from shared.documents import doc
from shared.documents.limits import Limits
from shared.documents.reader import DocumentReader
from shared.documents.word.docbook import lines_of_docbook
from shared.domain.compound_file import SIGNATURE
from shared.domain.document import FileType
from shared.errors import Corrupt, ReaderUnavailable, TypeMismatch

WORDML = """<?xml version="1.0"?><w:wordDocument
 xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ada Byron</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>2019</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>Engineer</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:wordDocument>"""

HTML = """<html><head><title>x</title><script>evil()</script></head><body><h1>Ada Byron</h1>
<p style="display:none">Chief Wizard</p><ul><li>Led a team</li></ul>
<table><tr><td><p>2019</p></td><td>Engineer</td></tr></table>
<a href="https://example.com/ada">Portfolio</a></body></html>"""

DOCBOOK = b"""<?xml version="1.0"?><book><title>properties</title><chapter>
<title><emphasis role='bold'>Ada Byron</emphasis></title><sect1><title>Work</title><para>Engineer</para>
<itemizedlist><listitem><para>Led a team</para></listitem><listitem><para>Cut costs</para></listitem>
</itemizedlist><para><informaltable><tgroup><tbody><row><entry>2019</entry><entry>Ostrava Steel</entry>
</row></tbody></tgroup></informaltable></para></sect1></chapter></book>"""


def test_word_2003_xml_is_read_as_what_it_is():
    document = DocumentReader().read(WORDML.encode(), "cv.doc")

    assert document.file_type is FileType.DOC
    assert [(line.text, line.bold) for line in document.lines] == [
        ("Ada Byron", True),
        ("2019\tEngineer", False),
    ]


def test_html_is_read_as_what_it_is():
    document = DocumentReader().read(HTML.encode(), "cv.doc")

    assert [(line.text, line.heading, line.bullet) for line in document.lines] == [
        ("Ada Byron", 1, False),
        ("Led a team", 0, True),
        ("2019\tEngineer", 0, False),
        ("Portfolio", 0, False),
    ]
    assert document.links == ("https://example.com/ada",)
    assert document.warnings == ("hidden_text_removed",)


def test_other_xml_is_no_document():
    with pytest.raises(TypeMismatch):
        doc.read(
            b"<?xml version='1.0'?><feed>schemas.microsoft.com/office/word/2003/wordml</feed>",
            Limits(),
        )


def test_what_antiword_makes_keeps_headings_items_and_cells():
    lines = lines_of_docbook(DOCBOOK)

    assert [(line.text, line.heading, line.bullet) for line in lines] == [
        ("Ada Byron", 1, False),
        ("Work", 2, False),
        ("Engineer", 0, False),
        ("Led a team", 0, True),
        ("Cut costs", 0, True),
        ("2019\tOstrava Steel", 0, False),
    ]


def test_line_breaks_and_tabs_are_taken_from_the_plain_text():
    docbook = b"""<book><chapter><title/><para>2019 - 2021 Ostrava Steel, Brno<emphasis role='bold'>Welder
and fitter</emphasis>Led a crew of six.</para><para>Fluent Czech</para></chapter></book>"""
    text = (
        "2019 - 2021\tOstrava Steel, Brno\nWelder and fitter\nLed a crew of six.\nFluent\tCzech\n"
    )

    lines = lines_of_docbook(docbook.replace(b"\n", b" "), text)

    assert [(line.text, line.bold) for line in lines] == [
        ("2019 - 2021\tOstrava Steel, Brno", False),
        ("Welder and fitter", True),
        ("Led a crew of six.", False),
        ("Fluent\tCzech", False),
    ]


def test_a_paragraph_that_the_plain_text_lacks_is_read_as_it_is():
    lines = lines_of_docbook(DOCBOOK, "Ada Byron\nWork\tEngineer\nLed a\nteam\n")

    assert [line.text for line in lines][:5] == ["Ada Byron", "Work", "Engineer", "Led a", "team"]


def test_a_compound_file_that_antiword_refuses_is_corrupt():
    with pytest.raises(Corrupt):
        doc.read(SIGNATURE + bytes(4096), Limits())


def test_a_platform_without_antiword_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doc, "BINARIES", {})
    monkeypatch.setattr(doc.shutil, "which", lambda _name: None)

    with pytest.raises(ReaderUnavailable, match="antiword is not installed"):
        doc.read(SIGNATURE + bytes(4096), Limits())
