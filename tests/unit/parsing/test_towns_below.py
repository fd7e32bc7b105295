"""Towns below the dates of jobs."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import told


def test_a_town_that_no_table_holds_stands_where_the_others_do():
    text = """
Fenwright Fund Services Ltd
Team leader
January 2020 - March 2022 (2 years 3 months)
Quillmere
Led seven accountants and their daily reports to the board of the firm.
Fund accountant
June 2017 - December 2019 (2 years 7 months)
Quillmere
Checked the prices of bonds and paid what was sold by those who held them.
Harrow Tiles
Tiler
2008 - 2013 (5 years)
Leeds, United Kingdom
Laid floors with my father in the holidays and wrote what they would cost.
Royal Navy
Sailor
October 2006 - September 2007 (1 year)
Plymouth, United Kingdom
"""

    assert [job[:3] for job in told(text)] == [
        ("Team leader", "Fenwright Fund Services Ltd", "Quillmere"),
        ("Fund accountant", "Fenwright Fund Services Ltd", "Quillmere"),
        ("Tiler", "Harrow Tiles", "Leeds, United Kingdom"),
        ("Sailor", "Royal Navy", "Plymouth, United Kingdom"),
    ]


def test_beside_a_town_in_the_margin_a_header_ends_or_a_text_begins():
    lines = [
        ("08.2019 – heute\tKoch, Gasthaus Anker GmbH", 400),
        ("Bern", 60),
        ("08.2016 – 07.2019\tKoch, Hotel Quellenhof AG", 400),
        ("Luzern", 60),
        ("2013 – 2016\tKochlehrling, Bergrestaurant Niederquellen", 495),
        ("Niederquell\tGmbH", 160),
        ("2010 – 2013\tKüchenhilfe, Kantine Morgenroth AG", 400),
        ("Zürich\tAbwasch, kalte Küche, Bestellungen und Lager", 400),
    ]
    document = Document(
        lines=tuple(
            Line(text=text, cells=tuple(text.split("\t")), x0=43, x1=x1, size=12)
            for text, x1 in lines
        ),
        file_type=FileType.PDF,
    )

    found = jobs(rows_of(document))

    assert [(job["company"], job["location"]) for job in found] == [
        ("Gasthaus Anker GmbH", "Bern"),
        ("Hotel Quellenhof AG", "Luzern"),
        ("Bergrestaurant Niederquellen GmbH", "Niederquell"),
        ("Kantine Morgenroth AG", "Zürich"),
    ]
    assert found[3]["description"] == "Abwasch, kalte Küche, Bestellungen und Lager"


def test_employers_below_the_dates_are_no_towns():
    text = """
Cook
2018 – 2021
Lyon
- Cooked
Waiter
2015 – 2018
Paris
- Served
Porter
2012 – 2015
Hotel Adler
- Carried
"""

    assert told(text)[2][1:3] == ("Hotel Adler", None)
