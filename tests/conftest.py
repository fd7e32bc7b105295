"""Real servers for tests: those of the environment where it names them, else embedded ones.

NEXTEN_TEST_DATABASE (a SQLAlchemy URL), NEXTEN_TEST_REDIS and NEXTEN_TEST_S3 (host:port).
"""

import os
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from shared.adapters.postgres.database import Database
from shared.adapters.redis.connection import connect
from shared.migrations import migrate


@pytest.fixture(scope="session")
def server_addresses(tmp_path_factory):
    """Return the addresses of PostgreSQL, Redis and S3, started here if need be."""
    given = {
        name: os.environ.get(f"NEXTEN_TEST_{name.upper()}") for name in ("database", "redis", "s3")
    }
    if all(given.values()):
        yield given
        return
    from tests.servers import embedded

    with embedded(tmp_path_factory.mktemp("servers")) as started:
        yield started


@contextmanager
def new_database(server_url):
    """Make a migrated database; yield its URL; drop it."""
    name = f"test_{uuid4().hex}"
    server = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    made = Database(url)
    migrate(made.engine)
    made.close()
    yield url
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    server.dispose()


@pytest.fixture(scope="session")
def database_url(server_addresses):
    """A database of this session: other tests leave their rows in it."""
    with new_database(server_addresses["database"]) as url:
        yield url


@pytest.fixture
def empty_database_url(server_addresses):
    """A database of this test alone."""
    with new_database(server_addresses["database"]) as url:
        yield url


@pytest.fixture
def database(database_url):
    found = Database(database_url)
    yield found
    found.close()


@pytest.fixture
def redis_connection(server_addresses):
    """A client of Redis, its database emptied."""
    host, _, port = server_addresses["redis"].rpartition(":")
    connection = connect(host, int(port))
    connection.flushdb()
    yield connection
    connection.close()
