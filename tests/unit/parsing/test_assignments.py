import pytest

from shared.parsing.rules.assignments import with_assignments_told
from shared.parsing.rules.sections import cut
from tests.unit.parsing.documents import rows

ASSIGNMENTS = """
Enid Marsh
Projekte
Zeitraum\t05/2021 – 08/2023
Kunde\tLindhof Werke AG, Kassel
Rolle\tTestmanagerin
Zeitraum\t02/2019 – 04/2021
Kunde\tHalbe Logistik GmbH, Celle
Rolle\tTestanalystin
"""


def kinds(text: str) -> list[str]:
    return [section.kind for section in with_assignments_told(cut(rows(text)))]


def test_projects_with_client_role_and_period_are_jobs():
    assert kinds(ASSIGNMENTS) == ["head", "experience"]


def test_a_job_that_ended_before_leaves_projects_for_clients_jobs():
    held = "Berufserfahrung\nBeraterin, Quellhaus GmbH, 2012 – 2019"

    assert kinds(ASSIGNMENTS + held) == ["head", "experience", "experience"]


def test_what_was_done_for_clients_within_a_job_is_a_project_of_it():
    held = "Berufserfahrung\nBeraterin, Quellhaus GmbH, seit 01/2018"

    assert kinds(ASSIGNMENTS + held) == ["head", "projects", "experience"]


@pytest.mark.parametrize("label", ["Kunde", "Rolle"])
def test_projects_that_tell_no_client_or_no_role_are_no_jobs(label: str):
    text = "\n".join(line for line in ASSIGNMENTS.splitlines() if not line.startswith(label))

    assert kinds(text) == ["head", "projects"]
