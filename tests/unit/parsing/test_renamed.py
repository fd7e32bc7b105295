import pytest

from tests.unit.parsing.documents import told


@pytest.mark.parametrize(
    "employer",
    [
        "Fenwright Books Ltd (until 2019: Moss & Sons Ltd), Leeds",
        "Moulins du Ruau SRL (avant 2019 : Minoterie Gilson & Fils SPRL), Leeds",
        "Quendel GmbH (bis 2019 Holzbau Morgenroth GmbH), Leeds",
    ],
)
def test_the_other_name_of_an_employer_dates_no_job_and_is_none(employer: str):
    text = f"""
{employer}
Team leader	2021 – now
- Led
Clerk	2016 – 2020
- Filed
"""

    name = employer.partition(" (")[0]
    assert told(text) == [
        ("Team leader", name, "Leeds", "2021", "now"),
        ("Clerk", name, "Leeds", "2016", "2020"),
    ]


def test_the_period_of_a_job_may_stand_in_a_bracket_behind_its_employer():
    text = """
Clerk
Fenwright Books Ltd (since May 2019), Leeds
- Filed
"""

    assert told(text) == [("Clerk", "Fenwright Books Ltd", "Leeds", "2019-05", "now")]


def test_a_bracket_with_a_month_and_a_town_dates_the_job():
    text = "Moss SARL (mai 2019, Lyon)\nCuisinier\nTarn SARL (2010 – 2015)\nServeur"

    assert [(company, start) for _, company, _, start, _ in told(text)] == [
        ("Moss SARL", "2019-05"),
        ("Tarn SARL", "2010"),
    ]
