"""The cells and dates of rows in PDF files: what a gap divides, and what goes on in the row below."""

import pytest

from shared.documents.limits import Limits
from shared.documents.pdf import read
from tests.unit.documents.pdf_files import a_pdf, text


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
        ("Depuis", "avril 2018"),
        ("seit", "05/2018"),
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


def test_tags_of_one_word_stay_apart_as_those_of_several_do():
    rows = [["Oak", "Elm", "Beech"], ["white willow", "Ash", "red alder", "Yew"]]
    page = ""
    for row, tags in enumerate(rows):
        x = 40.0
        for tag in tags:
            page += text(x, 100 + 15 * row, tag)
            x = read(a_pdf(text(x, 100, tag)), Limits()).lines[0].x1 + 9
    page += text(40, 140, "Warden of the herb garden and of the hothouses of the castle")

    lines = read(a_pdf(page), Limits()).lines

    assert [list(line.cells) for line in lines[:2]] == rows


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


def test_years_of_a_list_stay_with_their_rows():
    courses = [("2023", "Rules of the notary's office"), ("2021", "Forms, second course")]
    page = "".join(
        text(58, 100 + 13 * row, year) + text(135, 100 + 13 * row, course)
        for row, (year, course) in enumerate(courses)
    )

    assert [line.cells for line in read(a_pdf(page), Limits()).lines] == courses


def test_a_bold_title_broken_beside_its_date_is_whole_again():
    page = text(40, 100, "Certificate of the school of gardens and", bold=True)
    page += text(300, 100, "2010 - 2014", size=9) + text(40, 112, "of woods", bold=True)

    lines = read(a_pdf(page), Limits()).lines

    assert [line.cells for line in lines] == [
        ("Certificate of the school of gardens and of woods", "2010 - 2014")
    ]


def test_a_date_in_the_margin_of_a_later_item_is_said_apart_from_it():
    items = ["Led nine dogs", "Sheared 400 sheep", "Mended the walls"]
    page = text(40, 128, "2014 - 2018") + text(200, 100, "Shepherd, Fell Farm", bold=True)
    for row, item in enumerate(items):
        top = 114 + 14 * row
        page += f"215 {842 - top + 2} 3 3 re f " + text(222, top, item)

    lines = read(a_pdf(page), Limits()).lines

    assert [(line.text, line.bullet) for line in lines] == [
        ("Shepherd, Fell Farm", False),
        ("Led nine dogs", True),
        ("2014 - 2018", False),
        ("Sheared 400 sheep", True),
        ("Mended the walls", True),
    ]


def test_beginning_and_end_in_cells_of_their_own_leave_the_row_below_whole():
    page = ""
    for number, job in enumerate(["Warden", "Clerk of the vault", "Porter"]):
        top = 100 + 12 * number
        page += text(40, top, f"0{number + 4}/2009") + text(95, top, f"1{2 - number}/2009")
        page += text(160, top, job) + text(320, top, "Mint of Fairhaven")

    lines = read(a_pdf(page), Limits()).lines

    assert [line.cells[:2] for line in lines] == [
        ("04/2009", "12/2009"),
        ("05/2009", "11/2009"),
        ("06/2009", "10/2009"),
    ]


def test_a_heading_does_not_go_on_with_the_small_labels_of_the_table_below():
    page = text(40, 100, "Where I worked", bold=True, size=13)
    page += text(40, 113, "from", bold=True) + text(95, 113, "to", bold=True)
    page += text(160, 113, "as", bold=True)
    page += text(40, 125, "04/2009") + text(95, 125, "12/2011") + text(160, 125, "Warden")

    lines = read(a_pdf(page), Limits()).lines

    assert [line.cells for line in lines] == [
        ("Where I worked",),
        ("from", "to", "as"),
        ("04/2009", "12/2011", "Warden"),
    ]
