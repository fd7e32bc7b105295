"""Plain text of any usual encoding to lines."""

import pytest

from shared.documents.txt import decode, read
from shared.errors import NoText

TEXT = "Zoé Çelik-Brûlé\nœuvres – 12 € … l’été"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_encoding_is_found_out(encoding: str):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_latin_1_is_read():
    assert decode("Hélène, née à Orléans".encode("latin-1")) == "Hélène, née à Orléans"


def test_another_script_is_told_by_its_letters():
    text = "Инженер по данным, работал в банке и на заводе. " * 5

    assert decode(text.encode("cp1251")) == text


def test_tabs_and_wide_gaps_divide_a_line_into_cells():
    line = read(b"Engineer, Ostrava Steel        2019 - 2021\n").lines[0]

    assert line.cells == ("Engineer, Ostrava Steel", "2019 - 2021")


def test_a_blank_line_begins_a_new_block():
    lines = read(b"Ada Byron\nLyon\n\n- Led a team\n").lines

    assert [(line.text, line.block, line.bullet) for line in lines] == [
        ("Ada Byron", 0, False),
        ("Lyon", 0, False),
        ("Led a team", 1, True),
    ]


def test_stray_nul_bytes_are_taken_out():
    assert read(b"Ada\0 Byron\nMathematician, in Lyon since 1840").lines[0].text == "Ada Byron"


def test_no_letters_is_no_text():
    with pytest.raises(NoText):
        read(b"---\n***\n")


def test_a_picture_at_the_end_of_a_cell_is_left_out():
    (line,) = read("ada@example.com ✉\t☎ 020 7946 0958\tOckham 🏠".encode()).lines

    assert line.cells == ("ada@example.com", "☎ 020 7946 0958", "Ockham")
