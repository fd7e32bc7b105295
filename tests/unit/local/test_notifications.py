"""The notifications that `emit` sends are those of the stores."""

import json

import pytest

from local.developing.notifications import DIALECTS
from shared.domain.notifications import ObjectCreated, objects_created
from tests.notifications import a_file

KEYS = [
    "inbox/premium/cv.pdf",
    "inbox/a+b 100%.txt",
    "inbox/a%2Fb%20c.txt",
    "inbox/Résumé (final) é.txt",
    "inbox/deep/er/🙂 two  spaces & more=?#;'.txt",
]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_says_which_object_was_written(dialect, key):
    said = DIALECTS[dialect](a_file(key))

    headers = {name.lower(): value for name, value in said.headers.items()}
    assert objects_created(headers, said.body) == [ObjectCreated(bucket="cv-files", key=key)]


def test_minio_escapes_the_key_in_the_record_and_not_above_it():
    said = json.loads(DIALECTS["minio"](a_file("inbox/é +.txt")).body)

    assert said["Key"] == "cv-files/inbox/é +.txt"
    assert said["Records"][0]["s3"]["object"]["key"] == "inbox%2F%C3%A9+%2B.txt"
    assert said["Records"][0]["eventTime"] == "2026-11-25T12:00:00.123Z"


@pytest.mark.parametrize("name", [*"a é%", "a\nb"])
def test_the_headers_of_a_cloud_event_can_be_sent(name):
    for value in DIALECTS["cloudevent"](a_file(f"inbox/{name}")).headers.values():
        assert value.isascii()
        assert value.isprintable()


@pytest.mark.parametrize("key", ["inbox/../results/x.json", "inbox/./x.txt", ".."])
def test_a_key_that_leads_elsewhere_is_no_object(key):
    body = json.dumps(
        {
            "Records": [
                {
                    "eventName": "s3:ObjectCreated:Put",
                    "s3": {"bucket": {"name": "cv-files"}, "object": {"key": key}},
                }
            ]
        }
    )

    assert objects_created({}, body.encode()) == []
