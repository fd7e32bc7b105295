import functions_framework
import pytest

from shared import wiring
from shared.settings import Settings
from shared.wiring import parsing
from tests.worlds import World

ENVIRON = {
    "DATABASE_URL": "postgresql+pg8000://nobody@127.0.0.1/none",
    "ADMIN_TOKEN": "admin-token",
    "NOTIFICATION_TOKEN": "notification-token",
}


@pytest.fixture
def world():
    return World()


@pytest.fixture
def environ():
    """The environment of the functions; a test adds to it before it asks for a function."""
    return dict(ENVIRON)


@pytest.fixture
def function(world, environ, monkeypatch):
    """Return a client of a function, served by functions-framework over the pipeline in memory."""

    def client(name):
        found = Settings.from_environ(environ)
        monkeypatch.setattr(wiring, "settings", lambda: found)
        monkeypatch.setattr(wiring, "services", lambda: world.services)
        monkeypatch.setattr(parsing, "parser", lambda: world.parser)
        monkeypatch.setattr(parsing, "warm_up", lambda: None)
        source = f"functions/{name}/handler.py"
        return functions_framework.create_app("handle", source, "http").test_client()

    return client
