"""The demo believes only what is signed, and uses every format."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local.demo.plan import FEWEST, FORMATS, errands
from local.demo.privacy import leaks
from local.demo.receiver import NotSigned, verify
from local.errors import CannotRun
from shared.domain.signature import plain, standard

SAMPLES = Path(__file__).parents[3] / "samples"
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOW = AT.timestamp()
BODY = json.dumps({"job_id": "1", "data": {}}).encode()


def headers(secret: str = "s3cret") -> dict[str, str]:
    return {
        "X-Signature": plain(secret, BODY),
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(NOW)),
        "webhook-signature": standard(secret, "msg_1", AT, BODY),
    }


def test_a_webhook_of_ours_is_believed():
    verify("s3cret", headers(), BODY, NOW)


@pytest.mark.parametrize(
    ("change", "blamed"),
    [
        ({"X-Signature": ""}, "X-Signature"),
        ({"webhook-id": "msg_2"}, "webhook-signature"),
        ({"webhook-timestamp": str(int(NOW) - 301)}, "webhook-timestamp"),
        ({"webhook-timestamp": "soon"}, "webhook-timestamp"),
        ({"webhook-signature": "v1,AAAA"}, "webhook-signature"),
        (headers("another"), "X-Signature"),
    ],
)
def test_a_webhook_that_somebody_else_made_is_not(change, blamed):
    with pytest.raises(NotSigned, match=blamed):
        verify("s3cret", headers() | change, BODY, NOW)


def test_a_changed_body_is_not_believed():
    with pytest.raises(NotSigned):
        verify("s3cret", headers(), BODY + b" ", NOW)


def test_every_format_and_priority_and_both_ways_are_used():
    planned = errands(SAMPLES)

    assert {each.file.suffix for each in planned} == set(FORMATS)
    assert {each.priority for each in planned} == {"premium", "standard", "batch"}
    assert sum(each.dropped for each in planned) == 2
    assert len(planned) >= FEWEST


def test_a_folder_without_enough_samples_is_refused(tmp_path):
    (tmp_path / "one.pdf").touch()

    with pytest.raises(CannotRun, match="does not hold"):
        errands(tmp_path)


def test_a_log_that_holds_what_is_private_is_named(tmp_path):
    (tmp_path / "good.log").write_text("job_done")
    (tmp_path / "bad.log").write_text("parsed nadia@example.com")

    assert leaks(tmp_path, ["nadia@example.com", ""]) == ["bad.log"]
