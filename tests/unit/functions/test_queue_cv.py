"""POST a CV."""

from io import BytesIO
from uuid import UUID

import functions_framework
import pytest
from flask import Response, request
from requests import Request

from shared import http
from shared.errors import DatabaseUnavailable
from tests.builders import CV_TEXT


def post(client, content=CV_TEXT, name="nadia.txt", headers=None, **fields):
    data = {"file": (BytesIO(content), name), **fields}
    return client.post("/", data=data, headers=headers, content_type="multipart/form-data")


def test_an_accepted_cv_is_answered_in_the_shape_of_the_contract(function):
    answer = post(
        function("queue-cv"), priority="premium", webhook_url="https://receiver.example/h"
    )

    assert answer.status_code == 202
    job_id = answer.json["job_id"]
    assert UUID(job_id)
    assert answer.headers["Location"] == f"/api/result/{job_id}"
    assert answer.json == {
        "job_id": job_id,
        "status": "queued",
        "priority": "premium",
        "estimated_wait": "2s",
        "webhook_configured": True,
    }


@pytest.mark.parametrize(
    ("content", "name", "fields", "status", "code"),
    [
        (b"", "cv.txt", {}, 422, "empty"),
        (CV_TEXT, "cv.exe", {}, 415, "unsupported_type"),
        (CV_TEXT, "cv.pdf", {}, 415, "type_mismatch"),
        (CV_TEXT, "cv.txt", {"priority": "urgent"}, 422, "unknown_priority"),
        (CV_TEXT, "cv.txt", {"webhook_url": "nonsense"}, 422, "bad_webhook_url"),
        (CV_TEXT, "cv.txt", {"webhook_secret": "s3cret"}, 422, "missing_webhook_url"),
        (
            CV_TEXT,
            "cv.txt",
            {"webhook_secret": "s3cret", "webhook_url": " "},
            422,
            "missing_webhook_url",
        ),
        (CV_TEXT, "", {}, 400, "missing_file"),
    ],
)
def test_what_is_refused_is_a_problem_document(function, content, name, fields, status, code):
    answer = post(function("queue-cv"), content, name, **fields)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == code
    assert answer.json["status"] == status
    assert answer.json["error"]


def test_an_idempotency_key_that_is_too_long_is_refused(function):
    client = function("queue-cv")

    answer = post(client, headers={"Idempotency-Key": "k" * 256})

    assert (answer.status_code, answer.json["code"]) == (422, "bad_parameter")
    assert post(client, headers={"Idempotency-Key": "k" * 255}).status_code == 202


def test_a_form_without_a_file_is_refused(function):
    answer = function("queue-cv").post("/", data={"priority": "batch"})

    assert (answer.status_code, answer.json["code"]) == (400, "missing_file")


def test_a_file_name_that_is_not_in_utf8_is_told_of(function):
    part = b'Content-Disposition: form-data; name="file"; filename="r\xe9sum\xe9.txt"\r\n\r\nLea'

    answer = function("queue-cv").post(
        "/",
        data=b"--limit\r\n" + part + b"\r\n--limit--\r\n",
        content_type="multipart/form-data; boundary=limit",
    )

    assert (answer.status_code, answer.json["code"]) == (400, "bad_body")
    assert "UTF-8" in answer.json["detail"]


def test_a_body_over_the_limit_is_refused_before_it_is_read(function, environ):
    environ["MAX_CONTENT_LENGTH"] = "1000"

    answer = post(function("queue-cv"), b"x" * 200_000)

    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_a_file_just_over_the_limit_is_refused_too(function, environ, world):
    environ["MAX_CONTENT_LENGTH"] = "1000"
    object.__setattr__(world.services.limits, "max_bytes", 1000)

    answer = post(function("queue-cv"), b"x" * 1001)

    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "fields",
    [{"webhook_secret": "x" * 600_000}, {f"field-{number}": "x" for number in range(1_100)}],
    ids=["a field of 600 kB", "1,100 fields"],
)
def test_a_form_that_is_too_large_beside_its_file_is_refused_in_our_words(function, fields):
    """Werkzeug's own limits: without us its answer would be a page of HTML."""
    parts = {name: (None, value) for name, value in fields.items()}
    form = Request("POST", "http://queue-cv.example", files=parts).prepare()

    answer = function("queue-cv").post("/", data=form.body, headers=dict(form.headers))

    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_texts_are_french_for_who_asks_in_french(function):
    answer = post(function("queue-cv"), b"", "cv.txt", headers={"Accept-Language": "fr-FR,fr"})

    assert answer.json["error"] == "Le fichier est vide."


def test_another_method_is_not_allowed(function):
    answer = function("queue-cv").get("/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.json["code"] == "method_not_allowed"


def test_while_the_database_is_down_the_caller_is_told_when_to_come_back(
    function, world, monkeypatch
):
    def down(*_):
        raise DatabaseUnavailable

    monkeypatch.setattr(world.jobs, "add", down)

    answer = post(function("queue-cv"))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.json["code"] == "database_unavailable"


def test_an_unexpected_error_is_a_bare_500(function, world, monkeypatch):
    def broken(*_):
        raise KeyError("Nadia Verhoeven")

    monkeypatch.setattr(world.jobs, "add", broken)

    answer = post(function("queue-cv"))

    assert answer.status_code == 500
    assert "Nadia" not in answer.text
    assert answer.json["code"] == "internal_error"


def test_with_api_keys_a_caller_needs_one(function, environ):
    environ["API_KEYS"] = "acme:k1,globex:k2"
    client = function("queue-cv")

    assert post(client).status_code == 401
    assert post(client, headers={"X-API-Key": "wrong"}).status_code == 401
    assert post(client, headers={"X-API-Key": "k1"}).status_code == 202
    assert post(client, headers={"Authorization": "Bearer k2"}).status_code == 202


@pytest.mark.parametrize("path", ["/favicon.ico", "/robots.txt"])
def test_what_the_framework_refuses_by_itself_is_a_problem_document(function, path):
    """Source: functions_framework._configure_app."""
    answer = function("queue-cv").get(path, headers={"Accept-Language": "fr"})

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert (answer.json["code"], answer.json["error"][:10]) == ("unknown_route", "Il n'y a r")


def test_a_failed_check_of_readiness_does_not_quote_what_went_wrong(monkeypatch):
    def broken():
        raise KeyError("Nadia Verhoeven")

    app = functions_framework.create_app("handle", "functions/queue-cv/handler.py", "http")
    with app.app_context():
        handle = http.endpoint("POST", prepare=broken)(lambda _: Response())
    monkeypatch.setitem(app.view_functions, "run", lambda path: handle(request))

    answer = app.test_client().get("/_/ready")

    assert (answer.status_code, answer.json["code"]) == (500, "internal_error")
    assert "Nadia" not in answer.text


@pytest.mark.parametrize("path", ["/_/health", "/_/ready"])
def test_health_checks_are_answered(function, path):
    assert function("queue-cv").get(path).status_code == 200
