"""Recognised lines to words: askew pages, lost spaces, sizes."""

import math
from dataclasses import replace

import pytest

from shared.documents.ocr_lines import Line, Turn, with_lost_marks, words_of

Box = list[tuple[float, float]]
SCALE = 1.0  # a pixel is a point here
LETTER = 6.0


def box(x0: float, top: float, x1: float, bottom: float) -> Box:
    return [(x0, top), (x1, top), (x1, bottom), (x0, bottom)]


def turned(corners: Box, degrees: float) -> Box:
    """Return the corners on a page that was laid askew."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(x * cosine - y * sine, x * sine + y * cosine) for x, y in corners]


def line(
    text: str, *, x: float = 50, top: float = 100, height: float = 12, scale: float = 1
) -> Line:
    """Return a line whose letters are all as wide, each word a part."""
    parts: list[tuple[str, float, Box]] = []
    place = 0
    for word in text.split():
        place = text.index(word, place)
        start = x + place * LETTER * scale
        parts.append((word, 0.9, box(start, top, start + len(word) * LETTER * scale, top + height)))
        place += len(word)
    whole = box(x, top, x + len(text) * LETTER * scale, top + height)
    return Line.of(Turn.of([], SCALE), whole, text, parts)


def said(lines: list[Line]) -> list[str]:
    return [word.text for word in words_of(lines)]


@pytest.mark.parametrize("degrees", [-1.5, 0.4, 2.0])
def test_words_of_a_page_that_lies_askew_stand_on_one_baseline(degrees: float):
    left, right = box(40, 100, 300, 112), box(400, 100, 540, 112)
    askew = [turned(left, degrees), turned(right, degrees)]
    turn = Turn.of(askew, SCALE)

    first, last = words_of(
        [Line.of(turn, askew[0], "Experience", []), Line.of(turn, askew[1], "2019", [])]
    )

    assert first.baseline == pytest.approx(last.baseline, abs=0.1)
    assert first.bottom - first.top == pytest.approx(12, abs=0.1)
    assert (first.x0, last.x0) == pytest.approx((40, 400), abs=0.1)


def test_a_wide_gap_divides_words_that_were_read_without_a_space():
    parts = [("Norwich", 0.9, box(50, 100, 90, 112)), ("+44", 0.9, box(110, 100, 130, 112))]
    parts += [("20", 0.9, box(136, 100, 150, 112))]

    contact = Line.of(Turn.of([], SCALE), box(50, 100, 150, 112), "Norwich+44 20", parts)

    assert [(word.text, word.x0) for word in words_of([contact])] == [
        ("Norwich", 50),
        ("+44", 110),
        ("20", 136),
    ]


def test_letters_of_a_word_set_apart_stay_together():
    parts = [("Carm", 0.9, box(50, 100, 90, 112)), ("ona", 0.9, box(95, 100, 120, 112))]

    name = Line.of(Turn.of([], SCALE), box(50, 100, 120, 112), "Carmona", parts)

    assert said([name]) == ["Carmona"]


def test_parts_that_are_not_the_text_are_not_used():
    contact = Line.of(
        Turn.of([], SCALE),
        box(50, 100, 150, 112),
        "Ada Byron",
        [("Ada", 0.9, box(50, 100, 60, 112))],
    )

    assert said([contact]) == ["Ada", "Byron"]


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("2026MEng", ["2026", "MEng"]),
        ("AutoCAD, gRPC", ["AutoCAD,", "gRPC"]),
        ("Supervisor·Abbey", ["Supervisor", "·", "Abbey"]),
        ("col·legi", ["col·legi"]),
        ("2021· Bristol", ["2021", "·", "Bristol"]),
        ("|Analyst", ["|", "Analyst"]),
        ("Leeds -Grade A", ["Leeds", "-", "Grade", "A"]),
        ("-Grade A", ["-Grade", "A"]),
        ("@ada@example.com", ["ada@example.com"]),
        ("@ada", ["@ada"]),
        ("ada@free - mail.example", ["ada@free-mail.example"]),
        ("ada@free-mail.example - Ockham", ["ada@free-mail.example", "-", "Ockham"]),
    ],
)
def test_what_the_recogniser_runs_together_is_divided(read: str, words: list[str]):
    assert said([line(read)]) == words


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2o16", "2016"),
        ("20zo", "2020"),
        ("1997-201I", "1997-2011"),
        ("44ooo", "44000"),
        ("+353 20 915 o142", "+353 20 915 0142"),
        ("Cl/CD", "CI/CD"),
        ("Ul", "UI"),
        ("2nd All Al O365 URLs", "2nd All Al O365 URLs"),
    ],
)
def test_letters_that_are_surely_figures_or_capitals_are_read_as_such(read: str, meant: str):
    assert " ".join(said([line(read)])) == meant


def test_two_names_read_as_one_word_are_divided_where_they_stand_alone_and_large():
    body = [line("Wrote the yearly report", top=120 + 14 * row) for row in range(3)]

    assert said([line("AdaByron", height=24, scale=2), *body])[:2] == ["Ada", "Byron"]
    assert said([line("DevOps lead", height=24, scale=2), *body])[0] == "DevOps"
    assert said([line("AdaByron"), *body])[0] == "AdaByron"


def test_a_surname_in_capitals_is_divided_from_the_given_name_in_large_type_alone():
    body = [line("Wrote the yearly report", top=120 + 14 * row) for row in range(3)]

    large = said([line("PierreDE LA TOUR", height=24, scale=2), *body])
    small = said([line("PierreDE LA TOUR"), *body])

    assert large[:2] == ["Pierre", "DE"]
    assert small[0] == "PierreDE"


def test_lines_of_nearly_one_height_are_of_one_size_and_headings_of_another():
    rows = [line("Drew bridges for the railway", top=120 + 14 * row) for row in range(3)]
    rows += [
        line("Drew bridges for railways", top=170, height=10.5),
        line("Skills", height=17, scale=1.4),
    ]

    sizes = [word.size for word in words_of(rows)]

    assert len(set(sizes[:-1])) == 1
    assert sizes[-1] > 1.12 * sizes[0]


def test_a_line_without_width_is_read():
    flat = Line.of(
        Turn.of([], SCALE), box(50, 100, 50, 100), "I", [("I", 0.9, box(50, 100, 50, 100))]
    )

    assert said([flat]) == ["I"]


def test_bold_letters_are_wider_but_no_larger():
    body = [line(f"Kept the bees of the abbey {row}", top=100 + 16 * row) for row in range(6)]
    title = line("Beekeeper of the two abbeys", scale=1.12)

    plain = replace(title, stroke=0.0)
    dark = replace(title, stroke=2.6)
    seen = [replace(one, stroke=2.0) for one in body]

    assert {word.look.bold for word in words_of([*seen, dark])[-5:]} == {True}
    assert {word.look.bold for word in words_of([*seen, plain])} == {False}
    assert len({word.size for word in words_of([*seen, dark])}) == 1


def test_a_title_in_bold_type_is_told_from_the_employer_behind_it():
    body = [line(f"Kept the bees of the abbey {row}", top=100 + 16 * row) for row in range(6)]
    title = line("Beekeeper Ockham Abbey")
    title = replace(title, stroke=2.3, strokes=[3.0, 2.0, 2.0])

    words = words_of([*[replace(one, stroke=2.0) for one in body], title])[-3:]

    assert [(word.text, word.look.bold) for word in words] == [
        ("Beekeeper", True),
        ("Ockham", False),
        ("Abbey", False),
    ]


def test_a_mark_that_was_seen_but_not_known_is_a_mark_where_others_stand_above_it():
    item = (box(20, 100, 150, 112), "• Pruning", 0.9, [("•", 0.9, box(20, 100, 25, 112))])
    lost = (box(21, 116, 150, 128), " Grafting", 0.9, [("Grafting", 0.9, box(32, 116, 80, 128))])
    icon = (box(300, 20, 420, 32), " Ockham", 0.9, [("Ockham", 0.9, box(314, 20, 360, 32))])

    whole = with_lost_marks([icon, item, lost])

    assert [text for _, text, _, _ in whole] == [" Ockham", "• Pruning", "• Grafting"]
    read = [Line.of(Turn.of([], SCALE), *one[:2], one[3]) for one in whole]
    assert said(read)[-2:] == ["•", "Grafting"]
