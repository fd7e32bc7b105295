import pytest

from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.project_tables import projects_tabled
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows


def test_each_row_of_a_table_is_a_project_with_what_its_columns_say():
    found = projects_tabled(
        rows(
            "Zeitraum\tObjekt\tKunde\tMein Anteil\n"
            "2017–2019\tDachstuhl Rathaus\tStadt Lemgo\tAbbund\n"
            "2021–lfd.\tGlockenturm, 31 m\tPfarrei Detmold\tMontage, Aufmaß"
        )
    )

    assert [(each["name"], each["start_date"], each["end_date"]) for each in found] == [
        ("Dachstuhl Rathaus", "2017", "2019"),
        ("Glockenturm, 31 m", "2021", None),
    ]
    assert found[1]["description"] == "Kunde: Pfarrei Detmold\nMein Anteil: Montage, Aufmaß"


def test_second_lines_go_on_in_the_cells_above_them():
    lines = [
        ("Year\tBridge\tClient\tPart", 60),
        ("2018\tFootbridge over the\tBorough of\tSurvey", 60),
        ("Wharfe, 40 m\tOtley", 110),
        ("2020\tRail bridge\tNorthern Tracks\tSite manager", 60),
        ("and Sons", 250),
    ]
    document = Document(
        lines=tuple(
            Line(text=text, cells=tuple(text.split("\t")), x0=x0, x1=500) for text, x0 in lines
        ),
        file_type=FileType.PDF,
    )

    found = projects_tabled(rows_of(document))

    assert [each["name"] for each in found] == ["Footbridge over the Wharfe, 40 m", "Rail bridge"]
    assert found[0]["description"] == "Client: Borough of Otley\nPart: Survey"
    assert found[1]["description"] == "Client: Northern Tracks and Sons\nPart: Site manager"


@pytest.mark.parametrize(
    "text",
    [
        "Tide clock\t2019\tSoldered it\nKite\t2020\tSewed it",  # no row of labels
        "Year\tBridge\tClient\nFootbridge\tOtley\tYork",  # no dates
        "Year\tBridge\tClient\n2018\tFootbridge\tOtley\nA mere line of text",
    ],
)
def test_other_lines_are_no_such_table(text: str):
    assert projects_tabled(rows(text)) == []


def test_a_column_may_hold_post_and_years_and_a_row_leave_one_empty():
    found = projects_tabled(
        rows(
            "Bauwerk\tBauherr\tKosten\tFunktion / Jahre\n"
            "Dachstuhl Rathaus\tStadt Lemgo\t1.2 Mio.\tBauleiter, 2017 – 2019\n"
            "Glockenturm\tPfarrei Detmold\tZeichner, 2012"
        )
    )

    assert [(each["name"], each["start_date"], each["end_date"]) for each in found] == [
        ("Dachstuhl Rathaus", "2017", "2019"),
        ("Glockenturm", None, "2012"),
    ]
    assert found[0]["description"] == "Bauherr: Stadt Lemgo\nKosten: 1.2 Mio.\nFunktion: Bauleiter"
    assert found[1]["description"] == "Bauherr: Pfarrei Detmold\nFunktion: Zeichner"
