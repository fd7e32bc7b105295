"""News from the bucket, in every dialect."""

import base64
import json

import pytest
from structlog.testing import capture_logs

from shared.domain.job import Priority
from shared.pipeline.notify import notify
from shared.pipeline.register import register
from tests.builders import CV_TEXT

KEY = "inbox/premium/Résumé (final) +1.txt"


def minio(key, event="s3:ObjectCreated:Put"):
    """Source: minio internal/event/event.go; the key is query-escaped."""
    from urllib.parse import quote_plus

    return {
        "EventName": event,
        "Key": f"cv-files/{key}",
        "Records": [
            {
                "eventName": event,
                "s3": {"bucket": {"name": "cv-files"}, "object": {"key": quote_plus(key)}},
            }
        ],
    }


def seaweed(key, event="create", **entry):
    """Source: seaweedfs weed/notification/webhook; the key is a path, not escaped."""
    new_entry = {"name": key.rsplit("/", 1)[-1], **entry}
    message = {"new_entry": new_entry, "new_parent_path": "/buckets/cv-files/inbox/premium"}
    return {"key": f"/buckets/cv-files/{key}", "event_type": event, "message": message}


def send(world, payload, headers=None):
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    notify(headers or {"content-type": "application/json"}, body, world.services, bucket="cv-files")


def eventbridge(key, kind="Object Created"):
    """Source: Amazon S3 User Guide, "EventBridge event message structure"."""
    detail = {"version": "0", "bucket": {"name": "cv-files"}, "object": {"key": key, "size": 5}}
    return {"version": "0", "source": "aws.s3", "detail-type": kind, "detail": detail}


def structured(payload):
    """Source: CloudEvents JSON format 1.0.2; `data_base64` is what many brokers make of `data`."""
    data = base64.b64encode(json.dumps(payload).encode()).decode()
    kind = "com.amazonaws.s3.ObjectCreated:Put"
    return {"specversion": "1.0", "id": "1", "source": "/t", "type": kind, "data_base64": data}


STRUCTURED = {"content-type": "application/cloudevents+json; charset=utf-8"}


def cloud(payload):
    return {"ce-type": "com.amazonaws.s3.ObjectCreated:Put", "ce-subject": "x", "ce-id": "1"}


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (minio(KEY), None),
        (minio(KEY, "s3:ObjectCreated:CompleteMultipartUpload"), None),
        (seaweed(KEY), None),
        (seaweed(KEY, "update"), None),
        (seaweed(KEY, "rename"), None),
        (seaweed(f"{KEY}.versions/v_1", extended={"Seaweed-X-Amz-Version-Id": "MQ=="}), None),
        (
            seaweed(
                f"{KEY}.versions",
                "update",
                is_directory=True,
                extended={"Seaweed-X-Amz-Latest-Version-Id": "MQ=="},
            ),
            None,
        ),
        (minio(KEY, "ObjectCreated:Put"), cloud(None)),
        (minio(KEY, "ObjectCreated:Put")["Records"][0], cloud(None)),
        (structured(minio(KEY, "ObjectCreated:Put")), STRUCTURED),
        (eventbridge(KEY), None),
    ],
)
def test_a_dropped_cv_is_registered_whatever_the_dialect(world, payload, headers):
    world.objects.drop(KEY, CV_TEXT)

    send(world, payload, headers)

    (job,) = world.rows.jobs.values()
    assert (job.object_key, job.priority) == (KEY, Priority.PREMIUM)
    assert world.queue.pop("cv-premium") == job.id


@pytest.mark.parametrize(
    "payload",
    [
        minio(KEY, "s3:ObjectCreated:PutTagging"),
        minio(KEY, "s3:ObjectRemoved:Delete"),
        minio("outbox/premium/cv.txt.json"),
        minio("uploads/1/cv.txt"),
        seaweed(KEY, "delete"),
        seaweed("inbox/premium", is_directory=True),
        seaweed(".uploads/abc/0001.part"),
        seaweed(f"{KEY}.versions", is_directory=True),
        seaweed(
            f"{KEY}.versions/v_2",
            extended={
                "Seaweed-X-Amz-Version-Id": "Mg==",
                "Seaweed-X-Amz-Delete-Marker": "dHJ1ZQ==",
            },
        ),
        minio("inbox/" + "é" * 600),
        {"event_type": "create", "key": "/buckets/cv-files/inbox/half \ud83d.txt", "message": {}},
        {"event_type": "create", "key": "/buckets/cv-files/inbox/a\0.txt", "message": {}},
        eventbridge(KEY, "Object Tags Added"),
        eventbridge("outbox/premium/cv.txt.json"),
        {"detail-type": "Object Created", "source": "aws.s3", "detail": []},
        {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "cv-files"},
        {"Records": [{"nonsense": True}]},
        {"Records": 5},
        {"event_type": "create", "message": [1]},
        {"event_type": "create", "message": {"new_entry": "x"}},
        [],
        b"not json",
    ],
)
def test_other_news_are_acknowledged_and_change_nothing(world, payload):
    world.objects.drop(KEY, CV_TEXT)

    send(world, payload)

    assert world.rows.jobs == {}


@pytest.mark.parametrize("data", ["not base64!", "bm90IEpTT04=", 5])
def test_a_cloud_event_with_data_that_cannot_be_read_is_acknowledged(world, data):
    envelope = structured({}) | {"data_base64": data}

    send(world, envelope, STRUCTURED)

    assert world.rows.jobs == {}


def test_the_same_news_twice_is_one_job(world):
    world.objects.drop(KEY, CV_TEXT)

    send(world, minio(KEY))
    send(world, seaweed(KEY))

    assert len(world.rows.jobs) == 1
    assert world.queue.depth("cv-premium") == 1


def test_news_of_another_bucket_are_ignored(world):
    world.objects.drop(KEY, CV_TEXT)
    payload = minio(KEY)
    payload["Records"][0]["s3"]["bucket"]["name"] = "other"

    send(world, payload)

    assert world.rows.jobs == {}


def test_news_of_an_object_that_is_gone_are_ignored(world):
    send(world, minio(KEY))

    assert world.rows.jobs == {}


def test_metadata_of_the_object_override_the_folder(world):
    metadata = {"priority": "batch", "webhook-url": "https://receiver.example/h"}
    world.objects.drop(KEY, CV_TEXT, metadata)

    job = register(KEY, world.services)

    assert job.priority is Priority.BATCH
    assert job.webhook_url == "https://receiver.example/h"


def test_wrong_metadata_do_not_lose_the_cv(world):
    world.objects.drop(KEY, CV_TEXT, {"priority": "urgent", "webhook-url": "ftp://x"})

    job = register(KEY, world.services)

    assert (job.priority, job.webhook_url) == (Priority.PREMIUM, None)


def test_a_secret_without_an_address_is_told_to_the_operator_and_does_not_lose_the_cv(world):
    world.objects.drop(KEY, CV_TEXT, {"webhook-secret": "s3cret"})

    with capture_logs() as logged:
        job = register(KEY, world.services)

    assert (job.webhook_url, job.webhook_secret) == (None, None)
    assert {
        "event": "drop_webhook_refused",
        "error": "missing_webhook_url",
        "log_level": "warning",
    } in logged


@pytest.mark.parametrize("key", ["inbox/cv.pdf", "inbox/other/cv.pdf"])
def test_a_drop_outside_the_priority_folders_is_standard(world, key):
    world.objects.drop(key, CV_TEXT)

    assert register(key, world.services).priority is Priority.STANDARD
