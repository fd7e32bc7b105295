"""Entries that are items of a list."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import told


def test_the_mark_of_a_list_item_may_be_that_of_the_entry():
    text = """
- Pfannkuchenhaus Seiler, Plauen
Köchin, 2016 bis 2020
Karte mit zwölf Gerichten
- Gasthof Anker, Greiz
Beiköchin, 2014 bis 2016
Küchenhilfe, 2012 bis 2014
"""

    assert told(text) == [
        ("Köchin", "Pfannkuchenhaus Seiler", "Plauen", "2016", "2020"),
        ("Beiköchin", "Gasthof Anker", "Greiz", "2014", "2016"),
        ("Küchenhilfe", "Gasthof Anker", "Greiz", "2012", "2014"),
    ]


def test_a_dated_item_goes_on_where_its_next_word_found_no_room():
    said = [
        ("2012–14 Cook, Harbour Lights Seafood", 30.0, 255.0),
        ("Restaurant, Whitby", 42.0, 140.0),
        ("2009–11 Kitchen assistant, The Old", 30.0, 235.0),
        ("Lifeboat, Scarborough", 42.0, 150.0),
        ("2007–09 Waitress, Hotel Belvoir, Grantham", 30.0, 260.0),
    ]
    lines = [
        Line(text=text, size=12.0, x0=x0, x1=x1, page=1, bullet=x0 < 40) for text, x0, x1 in said
    ]

    found = jobs(rows_of(Document(file_type=FileType.PDF, lines=tuple(lines))))

    assert [(job["title"], job["company"], job["location"]) for job in found] == [
        ("Cook", "Harbour Lights Seafood Restaurant", "Whitby"),
        ("Kitchen assistant", "The Old Lifeboat", "Scarborough"),
        ("Waitress", "Hotel Belvoir", "Grantham"),
    ]
