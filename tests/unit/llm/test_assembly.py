"""An answer becomes data, however carelessly it was written."""

import pytest

from shared.domain.document import Line
from shared.parsing.llm.assembly import assemble
from shared.parsing.source_dates import goes_on, read_date

LINES = tuple(Line(text=f"line {number}") for number in range(1, 11))


def assembled(left_out=frozenset(), **answer):
    return assemble(answer, LINES, left_out, read_date, goes_on)


@pytest.mark.parametrize(
    ("ranges", "text"),
    [
        ([], None),
        ([2, 3], "line 2\nline 3"),
        ([2, 3, 5, 5], "line 2\nline 3\nline 5"),
        ([4], "line 4"),
        ([9, 99], "line 9\nline 10"),
        ([-5, 1], "line 1"),
        ([0, 0], None),
        ([5, 2], None),
        ([1, 2] * 1000, "line 1\nline 2"),
        ([10**12, 10**15], None),
    ],
)
def test_texts_are_cut_by_line_numbers_even_wrong_ones(ranges, text):
    assert assembled(summary_lines=ranges)["summary"] == text


def test_lines_left_out_are_never_cut():
    assert assembled(frozenset({1}), summary_lines=[1, 3])["summary"] == "line 1\nline 3"


@pytest.mark.parametrize("nothing", ["", "  ", "N/A", "null", "-", "None", "\x00"])
def test_words_for_nothing_are_nothing(nothing):
    data = assembled(personal_info={"name": nothing}, skills=[nothing, "C"])

    assert data["personal_info"]["name"] is None
    assert data["skills"] == ["C"]


def test_characters_that_cannot_be_stored_are_taken_out():
    assert assembled(skills=["Py\x00thon\ud800", "Soft\u00adware"])["skills"] == [
        "Python",
        "Software",
    ]


@pytest.mark.parametrize(
    ("end", "claimed", "expected"),
    [
        (None, True, (None, True)),
        (None, False, (None, False)),
        ("à ce jour", False, (None, True)),
        ("12/2020", True, ("2020-12", False)),
        ("gibberish", True, (None, True)),
    ],
)
def test_an_end_in_words_or_figures_wins_over_the_flag(end, claimed, expected):
    job = {"title": "Cook", "start_date": "2019", "end_date": end, "is_current": claimed}

    entry = assembled(experience=[job])["experience"][0]

    assert (entry["end_date"], entry["is_current"]) == expected
