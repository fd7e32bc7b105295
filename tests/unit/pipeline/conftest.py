import pytest

from tests.worlds import World


@pytest.fixture
def world():
    return World()
