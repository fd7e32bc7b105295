"""What a real SeaweedFS says of its files, and what we make of it."""

import io
import json
from queue import Empty

import pytest
from minio import Minio
from minio.commonconfig import CopySource, Tags
from minio.versioningconfig import ENABLED, VersioningConfig

from shared.domain.notifications import objects_created
from tests.e2e.local_stacks import a_folder, wait_for
from tests.free_ports import free_port
from tests.hooks import listening
from tests.notifications import emitted, shape
from tests.servers import embedded

BUCKET = "cv-files"
QUIET = 1.5  # seconds in which nothing more is said
KEY = "inbox/premium/Résumé + 100%2F 🙂.txt"


class Store:
    """The store, and what it has said so far."""

    def __init__(self, address, heard):
        self.client = Minio(address, "minioadmin", "minioadmin", secure=False)
        self.heard = heard

    def put(self, key, content=b"cv", **options):
        self.client.put_object(BUCKET, key, io.BytesIO(content), len(content), **options)

    def told(self):
        """Return the keys that it told of since the last time, each once, without the folders."""
        keys, told = [], False
        while True:
            try:
                headers, body = self.heard.get(timeout=QUIET if told else 15)
            except Empty:
                return keys
            told = True
            for found in objects_created(headers, body):
                assert found.bucket == BUCKET
                if found.key not in keys:
                    keys.append(found.key)


@pytest.fixture(scope="module")
def store():
    port = free_port()
    with (
        a_folder() as folder,
        listening(port) as heard,
        embedded(folder, f"http://127.0.0.1:{port}/") as at,
    ):
        made = Store(at["s3"], heard)
        wait_for(lambda: made.client.bucket_exists(BUCKET))
        yield made


def test_a_new_file_and_one_that_is_written_over_are_told_of(store):
    store.put(KEY)
    assert store.told() == [KEY]

    store.put(KEY, b"another cv")
    assert store.told() == [KEY]


def test_emit_sends_what_the_store_sends(store):
    """But for what only it can know: chunks, inode, owner, access time, signatures."""
    store.put(KEY, b"a third cv", content_type="text/plain")
    store.put("inbox/emitted.txt", content_type="text/plain")
    *_, (_, body) = heard_until_quiet(store.heard)

    real, ours = (shape(json.loads(said)) for said in (body, emitted("seaweedfs", "inbox/a.txt")))

    assert covers(real, ours)


def heard_until_quiet(heard):
    found = [heard.get(timeout=15)]
    while True:
        try:
            found.append(heard.get(timeout=QUIET))
        except Empty:
            return [each for each in found if b'"create"' in each[1]]


def covers(real, ours):
    """Whether each name of ours is in the real one, with the same kind of value."""
    if isinstance(ours, dict):
        return all(name in real and covers(real[name], value) for name, value in ours.items())
    return real == ours


def test_a_folder_and_a_deleted_file_are_not_told_of(store):
    store.put("inbox/folder/", b"")
    store.put("inbox/folder/a.txt")
    store.client.remove_object(BUCKET, "inbox/folder/a.txt")

    assert store.told() == ["inbox/folder/a.txt"]


def test_parts_are_not_told_of_but_the_whole_is(store):
    part = 5 * 1024 * 1024
    store.put("inbox/parts.txt", b"x" * (part + 1), part_size=part)

    assert store.told() == ["inbox/parts.txt"]


def test_a_copy_is_told_of_and_tags_are_news_of_the_same_object(store):
    store.put("inbox/a.txt")
    store.told()
    etag = store.client.stat_object(BUCKET, "inbox/a.txt").etag
    tags = Tags.new_object_tags()
    tags["seen"] = "yes"

    store.client.set_object_tags(BUCKET, "inbox/a.txt", tags)
    store.client.copy_object(BUCKET, "inbox/b.txt", CopySource(BUCKET, "inbox/a.txt"))

    assert store.told() == ["inbox/a.txt", "inbox/b.txt"]
    assert store.client.stat_object(BUCKET, "inbox/a.txt").etag == etag  # so it is the same job


def test_a_file_with_versions_is_told_of_by_its_own_name(store):
    store.client.set_bucket_versioning(BUCKET, VersioningConfig(ENABLED))

    store.put("inbox/versions.txt", b"one")
    assert store.told() == ["inbox/versions.txt"]
    store.put("inbox/versions.txt", b"two")
    assert store.told() == ["inbox/versions.txt"]
    store.client.remove_object(BUCKET, "inbox/versions.txt")
    assert set(store.told()) <= {"inbox/versions.txt"}  # an older version got its mark
