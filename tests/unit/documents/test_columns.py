"""Columns of a scan: no order of drawing, and places that are not exact."""

from collections.abc import Sequence

import pytest

from shared.documents.pdf.columns import regions
from shared.documents.pdf.order import in_order
from shared.documents.pdf.read import Pages
from shared.documents.pdf.rows import rows_of, segments_of
from shared.documents.pdf.word import Area, Look, Word

PITCH = 13.0
SIZES = {"My": 12.0, "Our": 16.0}  # of bold lines, by how they begin


def a_word(
    text: str, *, x: float, baseline: float, run: int, size: float = 10.0, bold: bool = False
) -> Word:
    return Word(
        text=text,
        x0=x,
        x1=x + 0.5 * size * len(text),
        top=baseline - 0.9 * size,
        bottom=baseline + 0.3 * size,
        baseline=baseline,
        size=size,
        look=Look(color="", bold=bold),
        run=run,
    )


def scanned(
    left: list[str], right: list[str], *, lower: float = 0.0, grids: Sequence[Area] = ()
) -> list[list[str]]:
    """Return what the regions of a scan say, of two columns whose rows lie side by side."""
    words = [
        a_word(
            said,
            x=x,
            baseline=100 + PITCH * row + down,
            run=2 * row + (x > 100),
            size=SIZES.get(said.split()[0], 10.0),
            bold=said.split()[0] in SIZES,
        )
        for x, down, side in ((40, 0.0, left), (360, lower, right))
        for row, said in enumerate(side)
        if said
    ]
    found = regions(segments_of(words), grids=grids)
    return [[segment.text for segment in one.segments] for one in found]


def test_long_columns_of_a_scan_are_read_one_after_the_other():
    left = [f"Hedge laid in the year of the {tree}" for tree in ("ash", "oak", "elm", "yew") * 3]
    right = [f"Tool {number} of the shed" for number in range(16)]

    assert scanned(left, right) == [left, right]


def test_a_date_broken_over_two_rows_of_a_scan_is_whole_though_its_edges_are_not_exact():
    rows = [
        ("Jan. 2023 - sept.", 40.0, "Warden of the hedges"),
        ("2024", 101.0, "Laid nine of them"),
    ]
    words = [
        a_word(said, x=x, baseline=100 + PITCH * number, run=2 * number + (x > 150))
        for number, (date, start, told) in enumerate(rows)
        for said, x in ((date, start), (told, 200.0))
    ]

    said = [row.text for row in in_order(rows_of(segments_of(words)))]

    assert said == ["Jan. 2023 - sept. 2024 Warden of the hedges", "Laid nine of them"]


def test_a_short_table_of_a_scan_is_read_row_by_row():
    left, right = ["Welsh", "French", "Breton"], ["native", "fluent", "of school"]

    assert len(scanned(left, right)) == 1


def test_rows_of_a_table_on_a_scan_need_not_lie_on_one_line():
    left = ["Period", "2019 - 2023", "2015 - 2019", "2011 - 2015", "2009 - 2011"]
    right = ["Employer", "Abbey of Wisley", "Fern Bank", "Castle of Ockham", "Mint"]

    assert len(scanned(left, right, lower=3.0)) == 1


def test_figures_measured_larger_on_a_scan_are_no_label_of_the_rows_above():
    told = [
        ("2019", 12.0, "Warden of hedges"),
        ("", 0, "Abbey of Wisley"),
        ("2015", 12.0, "Gardener"),
    ]
    words = [
        a_word(said, x=x, baseline=100 + PITCH * row, run=2 * row + (x > 100), size=size)
        for row, (year, large, words) in enumerate(told)
        for said, x, size in ((year, 40.0, large), (words, 120.0, 10.0))
        if said
    ]

    said = [row.text for row in in_order(rows_of(segments_of(words)))]

    assert said == ["2019 Warden of hedges", "Abbey of Wisley", "2015 Gardener"]


def test_pages_of_a_scan_have_one_size_of_text():
    pages = Pages()

    first = pages.as_on_first([a_word("Hedges", x=40, baseline=100, run=0, size=9.4)])
    second = pages.as_on_first(
        [
            a_word("Work", x=40, baseline=100, run=0, size=13.2),
            a_word("Warden of the hedges", x=40, baseline=120, run=1, size=11.0),
        ]
    )

    assert [word.size for word in (*first, *second)] == pytest.approx([9.4, 11.28, 9.4])


def test_headings_side_by_side_on_a_scan_need_not_lie_on_one_line():
    left = ["My work", "Warden", "Castle of Ockham", "", "My studies", "School", "Ockham"]
    right = ["My tools", "Spade", "Scythe", "My tongues", "Welsh", "Breton"]

    assert scanned(left, right, lower=1.3) == [
        [said for said in left if said],
        [said for said in right if said],
    ]


def test_the_bold_heading_above_each_side_tells_columns_though_one_has_no_other():
    left = ["My work", "Warden", "Castle of Ockham", "2019 - 2023", "Gardener", "Abbey"]
    right = ["My tools", "Spade", "Scythe", "Billhook", "My tongues", "Welsh", "Breton"]

    assert scanned(left, right) == [left, right]


HEDGES = [f"Hedge laid in the year of the {tree}" for tree in ("ash", "oak", "elm", "yew") * 3]
TOOLS = [f"Tool {number} of the shed" for number in range(12)]


def test_what_stands_in_a_grid_is_read_row_by_row():
    sheet = Area(x0=30, top=80, x1=600, bottom=300)

    (found,) = scanned(HEDGES, TOOLS, grids=[sheet])

    assert found[:4] == [HEDGES[0], TOOLS[0], HEDGES[1], TOOLS[1]]


def test_a_grid_with_text_beside_it_parts_no_columns():
    narrow = Area(x0=30, top=80, x1=350, bottom=300)

    assert scanned(HEDGES, TOOLS, grids=[narrow]) == [HEDGES, TOOLS]


def test_labels_with_room_between_them_belong_to_the_rows_beside():
    labels = [f"Label {at}" if at % 3 else "" for at in range(18)]
    said = [f"What was done at the mill in year {at}" for at in range(18)]

    (found,) = scanned(labels, said)

    assert found[:3] == [said[0], labels[1], said[1]]


def test_headings_in_the_margin_each_beside_a_large_title_are_labels():
    left = ["Our mills", "", "", "", "Our school", "", "", "", "Our hobby", "", "", ""]
    right = ["Our first", "Ely", "2009", "Oats", "Our only one", "Hull", "2005", "Books"]
    right += ["Our boat", "Red", "Old", "Slow"]

    (found,) = scanned(left, right)

    assert found[:4] == ["Our mills", "Our first", "Ely", "2009"]


def test_a_heading_between_two_grids_ends_the_first_on_both_sides():
    left = ["Our crafts", "", "My wood", "Sawing of oak and elm", "Planing of doors"]
    right = ["", "", "My stone", "Cutting of slate", "Setting of kerbs"]
    below = ["", "Our tongues", "", "English as a mother", "", "Our leisure", "", "Rowing"]
    beside = ["", "", "", "Welsh and a little Cornish"]

    found = scanned(left + below, right + beside)

    said = [text for region in found for text in region]
    assert said.index("Setting of kerbs") < said.index("Our tongues")
