"""The short form of `make chaos`: one seed, a few of every kind of fault."""

import pytest

from tests.chaos.trial import trial


# Connections to what was killed are left open until they are collected.
@pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("default::ResourceWarning")
@pytest.mark.timeout(420)
def test_nothing_accepted_is_lost_whatever_dies():
    told: list[str] = []

    verdict = trial(seed=7, jobs=30, faults=10, say=told.append)

    assert not verdict.wrong, "\n".join([*told, verdict.summary, *verdict.wrong])
    assert (verdict.lost, verdict.stuck) == (0, 0)
    assert verdict.accepted == verdict.done + verdict.failed.total() == 30
