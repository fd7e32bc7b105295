"""A function in the hands of the test, and the jobs that the bridge brings to it."""

from functools import partial

import pytest

from shared.adapters.postgres.database import Database
from shared.adapters.postgres.jobs import PostgresJobs
from tests.e2e.bridges import Function, bridge_process


@pytest.fixture
def function():
    made = Function()
    yield made
    made.go_away()


@pytest.fixture
def jobs(empty_database_url):
    database = Database(empty_database_url)
    yield PostgresJobs(database)
    database.close()


@pytest.fixture
def start_bridge(function, empty_database_url, redis_connection, server_addresses):
    """Return a context manager that runs a bridge on an empty Redis."""
    return partial(bridge_process, function.url, empty_database_url, server_addresses)
