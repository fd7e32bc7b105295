from shared.parsing.rules.education import studies
from shared.parsing.rules.experience import jobs
from tests.unit.parsing.documents import rows, told


def test_an_application_form_tells_more_of_each_job_than_a_cv_needs():
    text = """
Willow Falls Water District
77 Harbor Street
Ashford, OR 97520 US
03/2020 - Present
Salary: 61,000.00 USD Per Year
Hours per week: 40
Treatment Plant Operator (W-3)
Duties, Accomplishments and Related Skills:
Runs the night shift and samples the wells. Took part in a trial (Bend, 2021-2022).
Supervisor: Amy Poe (555-0100)
Okay to contact this Supervisor: Yes
Cedar Mill Marina
Pier 9
North Inlet, OR 97459 US
06/2016 - 02/2020
Hours per week: 30
Dock Attendant
Duties, Accomplishments and Related Skills:
Moored and fuelled boats in all weathers.
Okay to contact this Supervisor: Yes
"""

    assert told(text) == [
        (
            "Treatment Plant Operator (W-3)",
            "Willow Falls Water District",
            "Ashford, OR",
            "2020-03",
            "now",
        ),
        ("Dock Attendant", "Cedar Mill Marina", "North Inlet, OR", "2016-06", "2020-02"),
    ]
    assert "Poe" not in str(jobs(rows(text)))


def test_a_school_may_run_on_into_its_town_and_a_degree_into_its_date():
    text = """
Red Butte Community College Medford, OR United States
Associate's Degree 05/2015
Major: Forestry Minor: Music
GPA: 3.1 of a maximum 4.0
Cedar High School North Bend, OR United States
High School Diploma 06/2012
"""

    found = studies(rows(text))

    assert [tuple(each.values()) for each in found] == [
        ("Red Butte Community College", "Associate's Degree", "Forestry", None, "2015-05"),
        ("Cedar High School", "High School Diploma", None, None, "2012-06"),
    ]
