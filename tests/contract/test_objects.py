"""What every object store promises."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from shared.errors import FileGone

KEYS = [
    "inbox/cv.pdf",
    "inbox/premium/Résumé (final) +1 100%.pdf",
    "inbox/🙂/a b&c=d;e'f.txt",
    "uploads/1/a%2Fb.txt",
]


@pytest.mark.parametrize("key", KEYS)
def test_what_is_put_comes_back(objects, key):
    objects.put(key, b"bytes \x00\xff", 8, "application/octet-stream")

    assert objects.get(key) == b"bytes \x00\xff"
    assert [found.key for found in objects.list("")] == [key]
    assert objects.stat(key).size == 8


def test_a_stream_is_put_as_well(objects):
    objects.put("a", BytesIO(b"streamed"), 8, "text/plain")

    assert objects.get("a") == b"streamed"


def test_an_object_that_is_not_there_is_gone(objects):
    with pytest.raises(FileGone):
        objects.get("nothing")
    with pytest.raises(FileGone):
        objects.stat("nothing")


def test_an_object_is_read_only_with_the_etag_that_was_meant(objects):
    objects.put("a", b"one", 3, "text/plain")
    etag = objects.stat("a").etag
    assert objects.get("a", etag) == b"one"

    objects.put("a", b"two", 3, "text/plain")

    with pytest.raises(FileGone):
        objects.get("a", etag)


def test_a_deleted_object_is_gone_and_may_be_deleted_again(objects):
    objects.put("a", b"one", 3, "text/plain")

    objects.delete("a")
    objects.delete("a")

    with pytest.raises(FileGone):
        objects.get("a")


def test_objects_are_listed_by_prefix_at_any_depth(objects):
    for key in ("inbox/a", "inbox/b/c/d", "outbox/a"):
        objects.put(key, b"x", 1, "text/plain")

    assert sorted(found.key for found in objects.list("inbox/")) == ["inbox/a", "inbox/b/c/d"]


def test_an_object_knows_its_age_and_etag(objects):
    objects.put("a", b"one", 3, "text/plain")

    (listed,) = objects.list("a")

    assert listed.etag == objects.stat("a").etag
    assert abs(datetime.now(UTC) - listed.modified_at) < timedelta(minutes=5)


def test_the_bucket_may_be_asked_for_again(objects):
    objects.ensure_bucket()
