"""A route reads what the page /docs tells of it, and nothing else."""

import re
from io import BytesIO
from pathlib import Path

import pytest

from shared.parameters import ERASURE, LOOKUP, UPLOAD, Parameter
from tests.builders import CV_TEXT


@pytest.fixture
def read(monkeypatch):
    """What is read of requests from here on."""
    found: set[Parameter] = set()
    of, file_of = Parameter.of, Parameter.file_of

    monkeypatch.setattr(Parameter, "of", lambda each, asked: (found.add(each), of(each, asked))[1])
    monkeypatch.setattr(
        Parameter, "file_of", lambda each, asked: (found.add(each), file_of(each, asked))[1]
    )
    return found


@pytest.mark.parametrize(
    ("name", "method", "told"),
    [
        ("queue-cv", "POST", UPLOAD),
        ("get-result", "GET", LOOKUP),
        ("get-result", "DELETE", ERASURE),
    ],
)
def test_what_is_told_of_a_route_is_what_it_reads(function, environ, read, name, method, told):
    environ["API_KEYS"] = "acme:k1"
    client = function(name)
    form = {"file": (BytesIO(CV_TEXT), "cv.txt")} if method == "POST" else {}
    key = {"Authorization": "Bearer k1"}

    if method == "GET":
        upload = {"file": (BytesIO(CV_TEXT), "cv.txt")}
        job_id = function("queue-cv").post("/", data=upload, headers=key).json["job_id"]
        read.clear()
        assert client.get(f"/{job_id}", headers=key).status_code == 200
    client.open("/none", method=method, data=form, headers=key)
    client.open("/none", method=method)  # refused: in the caller's language

    assert read == set(told)


def test_requests_are_read_by_their_parameters_alone():
    """Else the page would not know."""

    for path in (*Path("shared").glob("*.py"), *Path("functions").glob("*/handler.py")):
        if path.name != "parameters.py":
            found = re.findall(r"request\.(?:args|form|files|headers)\.get\(", path.read_text())
            assert not found, path
