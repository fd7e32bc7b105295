"""What PostgreSQL is asked with values that no caller should send."""

from datetime import timedelta

import pytest

from shared.adapters.postgres.database import Database
from shared.adapters.postgres.jobs import PostgresJobs
from shared.domain.job import Status
from shared.errors import BadParameter, DatabaseUnavailable, JobNotFound
from tests.builders import NOON, a_job, an_id

NO_CHARACTER = "\ud800"  # half of a surrogate pair


@pytest.fixture
def jobs(database_url):
    made = Database(database_url)
    yield PostgresJobs(made)
    made.close()


def test_a_character_that_is_none_leaves_no_connection_out_of_step(jobs):
    """pg8000 breaks off in mid-statement: whoever came next got the answer to another's question."""
    known = [jobs.add(a_job(file_name=f"{number}.pdf")) for number in range(3)]

    for _ in range(20):
        with pytest.raises(BadParameter):
            jobs.claim(
                NO_CHARACTER, run_token="t", now=NOON, lease_until=NOON + timedelta(seconds=9)
            )
        for job in known:
            assert jobs.get(job.id).file_name == job.file_name

    assert {jobs.get(job.id).status for job in known} == {Status.QUEUED}


@pytest.mark.parametrize("name", ["webhook_url", "owner"])
def test_a_value_that_cannot_be_kept_is_the_callers_to_mend(jobs, name):
    with pytest.raises(BadParameter):
        jobs.add(a_job(**{name: "https://a.example/\0"}))


def test_a_database_without_tables_is_not_ready(server_addresses):
    empty = Database(server_addresses["database"])

    with pytest.raises(DatabaseUnavailable):
        PostgresJobs(empty).get(an_id())

    empty.close()


def test_what_is_not_found_keeps_its_connection(jobs):
    for _ in range(3):
        with pytest.raises(JobNotFound):
            jobs.get(an_id())
