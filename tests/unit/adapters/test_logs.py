"""Logs hold events and values, never a CV."""

import json
import logging

import pytest
import structlog

from shared import logs


@pytest.fixture(autouse=True)
def restored():
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_event_is_one_line_of_json(capsys):
    logs.configure()
    with structlog.contextvars.bound_contextvars(job_id="j1"):
        structlog.get_logger("t").info("cv_queued", bytes=12)

    (line,) = lines(capsys)
    assert (line["event"], line["job_id"], line["bytes"]) == ("cv_queued", "j1", 12)
    assert line["level"] == "info"


def test_a_traceback_names_places_and_classes_but_quotes_nothing(capsys):
    logs.configure()
    try:
        try:
            int("nadia.verhoeven@example.com")
        except ValueError as cause:
            raise KeyError("Nadia Verhoeven") from cause
    except KeyError:
        structlog.get_logger("t").exception("handler_failed")

    (line,) = lines(capsys)
    assert "builtins.KeyError" in line["exception"]
    assert "builtins.ValueError" in line["exception"]
    assert "test_logs.py" in line["exception"]
    assert "adia" not in json.dumps(line)


def test_a_library_that_logs_an_exception_quotes_nothing(capsys):
    logs.configure()
    try:
        int("nadia.verhoeven@example.com")
    except ValueError:
        logging.getLogger("some.library").exception("it failed")

    (line,) = lines(capsys)
    assert line["event"] == "it failed"
    assert "adia" not in json.dumps(line)
