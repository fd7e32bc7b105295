"""GET what became of a job."""

import pytest

from shared.pipeline.parse import parse
from shared.pipeline.submit import submit
from tests.builders import an_id, an_upload


@pytest.fixture
def done(world):
    job = submit(an_upload(), world.services)
    parse(job.id, world.services, world.parser)
    return job


def test_a_result_has_the_shape_of_the_contract(function, done):
    answer = function("get-result").get(f"/{done.id}")

    assert answer.status_code == 200
    assert set(answer.json) == {"job_id", "status", "result"}
    result = answer.json["result"]
    assert set(result) == {"job_id", "file_name", "processing_time", "parsed_at", "data", "meta"}
    assert result["parsed_at"] == 1795435200.0


def test_a_result_comes_as_json_resume_for_who_asks(function, done):
    answer = function("get-result").get(f"/{done.id}?format=json_resume")

    assert answer.json["result"]["data"]["basics"] == {"name": "Nadia Verhoeven", "profiles": []}


@pytest.mark.parametrize("query", ["wait=soon", "wait=31", "wait=-1", "format=xml"])
def test_a_wrong_parameter_is_refused(function, done, query):
    answer = function("get-result").get(f"/{done.id}?{query}")

    assert (answer.status_code, answer.json["code"]) == (422, "bad_parameter")


def test_an_unknown_job_is_not_found(function):
    answer = function("get-result").get(f"/{an_id()}")

    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_an_erased_job_is_gone(function, done):
    client = function("get-result")

    assert client.delete(f"/{done.id}").status_code == 204

    answer = client.get(f"/{done.id}")
    assert (answer.status_code, answer.json["code"]) == (410, "erased")
