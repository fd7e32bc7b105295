"""Tables of projects that stand below a job."""

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows, told


def test_the_projects_tabled_below_a_job_are_no_jobs():
    text = """
May 2018 – present: Site manager
Harrowgate Civils Ltd, Leeds
- Ran three sites
Main schemes:
Scheme	Client	Value	Years
Footbridge over the Aire	Borough of Otley	£2.1m	2019-2020
Flood wall, 400 m	Water board	£3m	2021-2022
Two culverts	Northern Tracks	£0.4m	2022
June 2012 – April 2018: Assistant engineer
Fenwright Structures plc, York
- Drew plans
"""

    assert told(text) == [
        ("Site manager", "Harrowgate Civils Ltd", "Leeds", "2018-05", "now"),
        ("Assistant engineer", "Fenwright Structures plc", "York", "2012-06", "2018-04"),
    ]
    assert "Flood wall, 400 m" in jobs(rows(text))[0]["description"]


def test_second_lines_belong_to_the_cells_above_them():
    lines = [
        ("03/2016 – heute: Bauleiterin", 60),
        ("Hochbau Quendel GmbH, Lemgo", 60),
        ("Bauvorhaben\tBauherr\tZeitraum", 60),
        ("Schule Nord, 12 Klassen\tGemeinde und", 60),
        ("Landkreis", 200),
        ("Rathaus, Umbau\tStadt Lemgo\t2019–2021", 60),
        ("08/2009 – 02/2016: Bauzeichnerin", 60),
        ("Planungsbüro Morgenroth GmbH, Detmold", 60),
    ]
    document = Document(
        lines=tuple(
            Line(text=text, cells=tuple(text.split("\t")) if "\t" in text else (), x0=x0, x1=500)
            for text, x0 in lines
        ),
        file_type=FileType.PDF,
    )

    assert [job["title"] for job in jobs(rows_of(document))] == ["Bauleiterin", "Bauzeichnerin"]


def test_a_table_that_tells_titles_is_one_of_jobs():
    text = """
Project	Role	Client	Dates
Tram line	Surveyor	Otley Borough	2019 – 2021
Rail bridge	Foreman	Northern Tracks Ltd	2016 – 2018
"""

    assert [job[:2] for job in told(text)] == [
        ("Surveyor", "Otley Borough"),
        ("Foreman", "Northern Tracks Ltd"),
    ]


def test_a_table_of_projects_ends_where_the_next_job_begins():
    text = """
2015 – 2020\tSite Manager, Moss Ltd
Project\tClient\tYear
School North\tTarn Council\t2016
2010 – 2015\tSite Engineer, Tarn Ltd
2005 – 2010\tMason, Reed Ltd
"""

    assert [company for _, company, *_ in told(text)] == ["Moss Ltd", "Tarn Ltd", "Reed Ltd"]
