"""The functions that events call. Their answers are empty: Knative dead-letters any other 2xx."""

import json

import pytest

from shared.domain.delivery import Answer
from shared.domain.job import Status
from shared.errors import Corrupt, EndpointUnavailable
from shared.pipeline.deliver import deliver
from shared.pipeline.parse import parse
from shared.pipeline.submit import submit
from tests.builders import CV_TEXT, an_upload

ADMIN = {"Authorization": "Bearer admin-token"}
NEWS = {"Authorization": "Bearer notification-token"}


def event(kind, subject):
    return {"ce-specversion": "1.0", "ce-id": "1", "ce-source": "/t", "ce-type": kind} | {
        "ce-subject": subject
    }


def seaweed(key):
    entry = {"name": key.rsplit("/", 1)[-1]}
    return {"key": f"/buckets/cv-files/{key}", "event_type": "create"} | {
        "message": {"new_entry": entry}
    }


def test_a_parse_event_runs_the_job(function, world):
    job = submit(an_upload(), world.services)

    answer = function("parse-worker").post("/", headers=event("cv.parse", job.id))

    assert (answer.status_code, answer.data) == (204, b"")
    assert world.jobs.get(job.id).status is Status.DONE


def test_a_structured_parse_event_runs_the_job(function, world):
    job = submit(an_upload(), world.services)
    envelope = {"specversion": "1.0", "id": "1", "source": "/t"}
    envelope |= {"type": "cv.parse", "subject": job.id}

    answer = function("parse-worker").post(
        "/", data=json.dumps(envelope), content_type="application/cloudevents+json"
    )

    assert answer.status_code == 204
    assert world.jobs.get(job.id).status is Status.DONE


def test_a_notification_needs_its_token(function, world):
    world.objects.drop("inbox/cv.txt", CV_TEXT)
    client = function("parse-worker")

    assert client.post("/", json=seaweed("inbox/cv.txt")).status_code == 401
    assert client.post("/", json=seaweed("inbox/cv.txt"), headers=NEWS).status_code == 204
    assert len(world.rows.jobs) == 1


def test_a_notification_that_means_nothing_is_acknowledged(function):
    answer = function("parse-worker").post("/", data=b"\xff\x00", headers=NEWS)

    assert (answer.status_code, answer.data) == (204, b"")


def test_a_deliver_event_makes_an_attempt(function, world):
    job = submit(an_upload(webhook_url="https://receiver.example/h"), world.services)
    parse(job.id, world.services, world.parser)
    (owed,) = world.deliveries.of_job(job.id)

    answer = function("webhook-dispatch").post("/", headers=event("cv.deliver", owed.id))

    assert (answer.status_code, answer.data) == (204, b"")
    assert len(world.endpoint.got) == 1


def test_a_delivery_is_sent_again_by_hand(function, world):
    job = submit(an_upload(webhook_url="https://receiver.example/h"), world.services)
    parse(job.id, world.services, world.parser)
    (owed,) = world.deliveries.of_job(job.id)
    client = function("webhook-dispatch")
    client.post("/", headers=event("cv.deliver", owed.id))

    assert client.post("/", json={"delivery_id": owed.id}).status_code == 401
    assert client.post("/", json={"delivery_id": owed.id}, headers=ADMIN).status_code == 202
    client.post("/", headers=event("cv.deliver", owed.id))

    assert len(world.endpoint.got) == 2
    assert client.post("/", json={"delivery_id": "no"}, headers=ADMIN).status_code == 404
    assert client.post("/", json=[], headers=ADMIN).status_code == 400


@pytest.mark.parametrize(
    "request_of_a_scheduler",
    [
        {"headers": {"X-Topic": "cron-function", "X-Connector": "cron-connector"}},
        {"headers": event("dev.knative.sources.ping", ""), "json": {}},
    ],
)
def test_a_scheduled_call_needs_no_token_and_finds_what_was_forgotten(
    function, world, request_of_a_scheduler
):
    world.objects.drop("inbox/cv.txt", CV_TEXT)

    answer = function("dlq-replay").post("/", **request_of_a_scheduler)

    assert (answer.status_code, answer.data) == (204, b"")
    assert len(world.rows.jobs) == 1


@pytest.fixture
def dead(world):
    world.reader.faults = [Corrupt()]
    job = submit(an_upload(webhook_url="https://receiver.example/h"), world.services)
    parse(job.id, world.services, world.parser)
    return job


def test_dead_letters_are_listed_shown_replayed_and_purged(function, world, dead):
    client = function("dlq-replay")

    (letter,) = client.get("/dead-letters?error_code=corrupt", headers=ADMIN).json["dead_letters"]
    assert (letter["job_id"], letter["transient"]) == (dead.id, False)
    shown = client.get(f"/dead-letters/{letter['id']}", headers=ADMIN).json
    assert [attempt["error_code"] for attempt in shown["history"]] == ["corrupt"]

    dry = client.post("/replay", json={"error_code": "corrupt", "dry_run": True}, headers=ADMIN)
    assert dry.json == {"count": 1, "dead_letters": [letter["id"]], "dry_run": True}
    assert world.jobs.get(dead.id).status is Status.FAILED
    done = client.post(f"/dead-letters/{letter['id']}/replay", headers=ADMIN)
    assert done.json["count"] == 1
    assert world.jobs.get(dead.id).status is Status.QUEUED

    path = f"/dead-letters/{letter['id']}/purge"
    assert client.post(path, json={"reason": ""}, headers=ADMIN).status_code == 422
    assert client.post(path, json={"reason": "test"}, headers=ADMIN).status_code == 204
    audit = client.get(f"/dead-letters/{letter['id']}", headers=ADMIN).json["audit"]
    assert [(done["actor"], done["action"], done["reason"]) for done in audit] == [
        ("http", "replayed", ""),
        ("http", "purged", "test"),
    ]


def test_all_that_failed_since_a_time_is_replayed(function, world, dead):
    client = function("dlq-replay")

    late = {"function": "parse-worker", "since": "2026-11-23T12:00:01"}
    assert client.post("/replay", json=late, headers=ADMIN).json["count"] == 0
    since = {"function": "parse-worker", "since": "2026-11-23T12:00:00+00:00"}
    assert client.post("/replay", json=since, headers=ADMIN).json["count"] == 1


def test_the_deliveries_of_a_job_are_shown_without_their_content(function, world, dead):
    answer = function("dlq-replay").get(f"/deliveries?job_id={dead.id}", headers=ADMIN)

    (delivery,) = answer.json["deliveries"]
    assert delivery["status"] == "pending"
    assert not {"body", "secret"} & set(delivery)


def test_every_attempt_at_a_webhook_is_shown_with_what_the_endpoint_said(function, world, dead):
    (owed,) = world.deliveries.of_job(dead.id)
    world.endpoint.answers = [EndpointUnavailable("timeout"), Answer(status=503)]
    for _ in range(3):
        world.clock.at = max(world.clock.at, world.deliveries.get(owed.id).available_at)
        deliver(owed.id, world.services)

    answer = function("dlq-replay").get(f"/deliveries?job_id={dead.id}", headers=ADMIN)

    (delivery,) = answer.json["deliveries"]
    assert (delivery["status"], delivery["attempts"]) == ("delivered", 3)
    assert [(each["status"], each["error_code"]) for each in delivery["history"]] == [
        (None, "endpoint_unavailable"),
        (503, "endpoint_unavailable"),
        (200, ""),
    ]
    assert all(each["seconds"] >= 0 for each in delivery["history"])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/dead-letters/none", 404),
        ("GET", "/dead-letters?function=none", 422),
        ("GET", "/dead-letters?limit=many", 422),
        ("GET", "/dead-letters?since=yesterday", 422),
        ("GET", "/nowhere", 404),
        ("GET", "/replay", 405),
        ("POST", "/deliveries", 405),
        ("POST", "/replay", 400),
    ],
)
def test_a_wrong_request_of_an_operator_is_refused(function, method, path, status):
    client = function("dlq-replay")

    assert client.open(path, method=method, headers=ADMIN).status_code == status
    assert client.open(path, method=method).status_code == 401


@pytest.mark.parametrize(
    "wanted",
    [
        {"max": float("inf")},
        {"max": [1]},
        {"since": 5},
        {"error_code": {"a": 1}},
        {"priority": ["batch"]},
        {"status": {}},
    ],
)
def test_a_filter_of_the_wrong_kind_is_refused(function, wanted):
    answer = function("dlq-replay").post("/replay", json=wanted, headers=ADMIN)

    assert (answer.status_code, answer.json["code"]) == (422, "bad_parameter")


@pytest.mark.parametrize("name", ["parse-worker", "webhook-dispatch"])
@pytest.mark.parametrize(
    "envelope", ['{"type":"cv.parse","subject":"\\ud800"}', '{"type":"x","data_base64":"\u00e9"}']
)
def test_an_event_that_is_no_text_is_refused(function, name, envelope):
    headers = {"Content-Type": "application/cloudevents+json"}

    answer = function(name).post("/", data=envelope.encode(), headers=headers)

    assert (answer.status_code, answer.json["code"]) == (400, "bad_body")
