"""RTF files to lines."""

import pytest

from shared.documents.rtf import read
from shared.domain.document import Document
from shared.errors import Corrupt, NoText, TooComplex

HEAD = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}{\colortbl;\red255\green255\blue255;}"
)
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0\b heading 1;}}"


def an_rtf(body: str) -> bytes:
    return f"{HEAD}{STYLES}{body}}}".encode("cp1252")


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_letters_are_read_in_every_spelling():
    assert texts(read(an_rtf(r"Zo\'e9 \u199?elik \endash  Lyon\par"))) == ["Zoé Çelik – Lyon"]


def test_looks_headings_and_items_are_told():
    body = r"\pard\s1\b\fs32 Experience\par\pard\plain{\listtext\'b7\tab}\ls1 Led a team\par"

    first, second = read(an_rtf(body)).lines

    assert (first.text, first.heading, first.bold, first.size) == ("Experience", 1, True, 16.0)
    assert (second.text, second.bullet, second.bold) == ("Led a team", True, False)


def test_bold_words_before_plain_ones_lead_their_line():
    (line,) = read(an_rtf(r"\pard\plain{\b Engineer }Ostrava Steel\par")).lines

    assert (line.text, line.lead) == ("Engineer Ostrava Steel", "Engineer")


def test_a_file_that_defines_lists_does_not_begin_with_an_item():
    lists = r"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"

    (line,) = read(an_rtf(lists + r"\pard\plain Ada Byron\par")).lines

    assert not line.bullet


def test_the_cells_of_a_table_row_are_cells_of_one_line():
    body = r"\trowd\intbl 2019 - 2021\cell Engineer\par Led a team\cell\row\pard After\par"

    assert texts(read(an_rtf(body))) == ["2019 - 2021\tEngineer", "Led a team", "After"]


def test_the_header_is_read_and_the_properties_are_not():
    body = r"{\info{\title Secret}}{\header Ada Byron\par}Mathematician\par"

    assert texts(read(an_rtf(body))) == ["Ada Byron", "Mathematician"]


def test_what_nobody_sees_is_left_out_and_told():
    document = read(an_rtf(r"Ada{\v Wizard}{\cf1 Wizard}{\fs2 Wizard} Byron\par"))

    assert texts(document) == ["Ada Byron"]
    assert document.warnings == ("hidden_text_removed",)


def test_white_on_a_dark_ground_is_seen():
    bars = r"\pard\cbpat2{\cf1 PROFILE}\par\pard\cbpat1{\cf1 Wizard}\par\pard Baker\par"
    colors = HEAD.replace("blue255;}", r"blue255;\red20\green30\blue90;}")

    document = read(an_rtf(bars).replace(HEAD.encode(), colors.encode()))

    assert texts(document) == ["PROFILE", "Baker"]


def test_the_targets_of_links_are_collected():
    field = r'{\field{\*\fldinst HYPERLINK "https://example.com/ada"}{\fldrslt Portfolio}}\par'

    document = read(an_rtf(field))

    assert texts(document) == ["Portfolio"]
    assert document.links == ("https://example.com/ada",)


def test_binary_data_is_passed_over():
    assert texts(read(an_rtf(r"Ada{\pict\bin6 }{}{\}} Byron\par"))) == ["Ada Byron"]


def test_binary_data_that_is_not_all_there_is_corrupt():
    with pytest.raises(Corrupt):
        read(an_rtf(r"Ada\bin99999 x"))


def test_groups_without_end_are_too_complex():
    with pytest.raises(TooComplex):
        read(b"{\\rtf1" + b"{" * 10_000)


def test_an_empty_document_holds_no_text():
    with pytest.raises(NoText):
        read(an_rtf(r"\par"))
