from shared.domain.document import Document, FileType, Line
from shared.parsing.rules.education import studies
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.rows import rows_of
from tests.unit.parsing.documents import rows, told


def test_a_table_of_jobs_may_number_its_rows_and_say_what_was_done():
    text = """
Sl. No.	Employer	Designation	Duration	Nature of duties
1	Kaveri Polymers Ltd.	Shift Engineer	May 2019 – till date	Running two extruders and their crews
2	Deccan Tubes Ltd.	Trainee Engineer	Jun’ 2016 – Apr’ 2019	Testing of pipes and keeping of records
"""

    found = jobs(rows(text))

    assert [(job["title"], job["company"], job["start_date"]) for job in found] == [
        ("Shift Engineer", "Kaveri Polymers Ltd.", "2019-05"),
        ("Trainee Engineer", "Deccan Tubes Ltd.", "2016-06"),
    ]
    assert found[0]["description"] == "Running two extruders and their crews"


def test_the_board_that_examines_is_not_the_school_of_another_column():
    text = """
Degree	University / Board	College / School	Year
B.Com.	Deccan Plains University	Lakeside College	2014	61.5
M.Com.	Konkan Coast University	Hilltop College	2016	64.0
"""

    found = studies(rows(text))

    assert [(each["degree"], each["institution"], each["end_date"]) for each in found] == [
        ("B.Com.", "Lakeside College", "2014"),
        ("M.Com.", "Hilltop College", "2016"),
    ]


def test_a_column_may_hold_both_title_and_employer():
    text = """
Period	Position and employer
2018 to date	Head Gardener
Larkfield Estates Ltd, Wexford
2012 – 2017	Gardener
Orchard & Sons, Naas
"""

    assert [job[:2] for job in told(text)] == [
        ("Head Gardener", "Larkfield Estates Ltd"),
        ("Gardener", "Orchard & Sons"),
    ]


def test_beginning_and_end_may_have_a_column_each_and_cells_a_second_line():
    cells = [
        (40, "Du", "Au", "Employeur", "Fonction", "Travaux / tâches"),
        (40, "04/2020", "ce jour", "SARL Charpentes Kerlan", "Charpentier", "Fermes et lucarnes,"),
        (150, "29 Plouzan-Bras", "escaliers tournants."),
        (
            40,
            "09/2016",
            "03/2020",
            "Menuiserie Tanguy",
            "Menuisier",
            "Portes et fenêtres en chêne.",
        ),
        (150, "22 Trégor-Bihan"),
    ]
    lines = tuple(
        Line(text="\t".join(said), cells=tuple(said), x0=x0, top=20.0 * at, x1=500.0, size=10.0)
        for at, (x0, *said) in enumerate(cells)
    )

    found = jobs(rows_of(Document(lines=lines, file_type=FileType.PDF)))

    assert [(job["title"], job["company"], job["location"]) for job in found] == [
        ("Charpentier", "SARL Charpentes Kerlan", "Plouzan-Bras"),
        ("Menuisier", "Menuiserie Tanguy", "Trégor-Bihan"),
    ]
    assert (found[0]["start_date"], found[0]["is_current"]) == ("2020-04", True)
    assert found[0]["description"] == "Fermes et lucarnes, escaliers tournants."
