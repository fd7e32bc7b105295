"""A real MinIO tells the real functions of what was dropped, from upload to the copy in `outbox/`."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from minio.commonconfig import CopySource, Tags
from minio.notificationconfig import NotificationConfig, QueueConfig
from sqlalchemy import create_engine, text

from shared.domain.object_key import outbox_key
from tests.conftest import new_database
from tests.e2e.local_stacks import ROOT, a_folder, answers, wait_for
from tests.free_ports import free_port
from tests.minio_server import PASSWORD, USER, MinioServer, running, webhook

BUCKET = "cv-files"
TOKEN = "the-token-of-notifications"
ARN = "arn:minio:sqs::PRIMARY:webhook"
PATIENCE = 30  # seconds; MinIO tries an undelivered event again every 3 s
CV = (ROOT / "samples" / "oliver-hughes.txt").read_bytes()
KEYS = [
    "inbox/premium/plain.txt",
    "inbox/batch/a+b 100%.txt",
    "inbox/standard/a%2Fb%20c.txt",
    "inbox/Résumé (final) é.txt",
    "inbox/deep/er/🙂 two  spaces & more=?#;'.txt",
]


class ParseWorker:
    """The function as a process, which can be away for a while."""

    def __init__(self, environ: dict[str, str], folder: Path) -> None:
        self.port = free_port()
        self._environ = environ | {"XDG_RUNTIME_DIR": str(folder)}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        source = ROOT / "functions" / "parse-worker" / "handler.py"
        place = ("--host", "127.0.0.1", "--port", str(self.port))
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "functions_framework", "--target", "handle"),
                *("--source", str(source), "--signature-type", "http", *place),
            ],
            env=self._environ,
        )
        wait_for(lambda: answers(f"http://127.0.0.1:{self.port}/_/ready", 200), PATIENCE)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=30)
            self._process = None

    @contextmanager
    def away(self) -> Iterator[None]:
        self.stop()
        try:
            yield
        finally:
            self.start()


class World:
    """MinIO, the function, and what came of it."""

    def __init__(self, minio: MinioServer, function: ParseWorker, database_url: str) -> None:
        self.minio = minio
        self.function = function
        self.store = minio.client()
        self._engine = create_engine(database_url)

    def drop(self, key: str, content: bytes = CV, bucket: str = BUCKET) -> None:
        self.store.put_object(bucket, key, io.BytesIO(content), len(content))

    def outcome(self, key: str) -> dict:
        """Return the copy in the outbox, once it is there."""
        copy = outbox_key(key)
        wait_for(lambda: list(self.store.list_objects(BUCKET, prefix=copy)), PATIENCE)
        answer = self.store.get_object(BUCKET, copy)
        try:
            return json.loads(answer.read())
        finally:
            answer.close()
            answer.release_conn()

    def jobs(self, key: str) -> list[str]:
        """Return the states of the jobs that were made of an object."""
        with self._engine.connect() as connection:
            asked = text("SELECT status FROM jobs WHERE object_key = :key")
            return [row[0] for row in connection.execute(asked, {"key": key})]

    def number_of_jobs(self) -> int:
        with self._engine.connect() as connection:
            return connection.execute(text("SELECT count(*) FROM jobs")).scalar_one()

    def close(self) -> None:
        self._engine.dispose()

    def wait_until_all_is_acknowledged(self) -> None:
        wait_for(lambda: not self.minio.undelivered(), PATIENCE)


@pytest.fixture(scope="module")
def world(server_addresses):
    with a_folder() as folder, new_database(server_addresses["database"]) as database_url:
        host, _, port = server_addresses["redis"].rpartition(":")
        environ = os.environ | {
            "DATABASE_URL": database_url,
            "REDIS_HOST": host,
            "REDIS_PORT": port,
            "MINIO_ACCESS_KEY": USER,
            "MINIO_SECRET_KEY": PASSWORD,
            "MINIO_BUCKET_NAME": BUCKET,
            "NOTIFICATION_TOKEN": TOKEN,
            "ENGINE": "local",
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT),
        }
        function = ParseWorker(environ, folder)
        endpoint = f"http://127.0.0.1:{function.port}/"
        with running(folder, webhook(endpoint, TOKEN, folder)) as minio:
            environ["MINIO_ENDPOINT"] = minio.address
            function._environ["MINIO_ENDPOINT"] = minio.address
            bridge = subprocess.Popen(
                [sys.executable, "-m", "shared.bridge"], env=environ | {"FUNCTION_URL": endpoint}
            )
            made = World(minio, function, database_url)
            try:
                for bucket in (BUCKET, "elsewhere"):
                    made.store.make_bucket(bucket)
                    _subscribe(made, bucket)
                function.start()
                yield made
            finally:
                made.close()
                function.stop()
                bridge.send_signal(signal.SIGTERM)
                bridge.wait(timeout=40)


def _subscribe(world: World, bucket: str) -> None:
    """Ask for all that MinIO can tell: more than docker/subscribe.py does."""
    rule = QueueConfig(queue=ARN, events=["s3:ObjectCreated:*", "s3:ObjectRemoved:*"])
    world.store.set_bucket_notification(bucket, NotificationConfig(queue_config_list=[rule]))


@pytest.mark.parametrize("key", KEYS)
def test_a_drop_is_parsed_whatever_its_name(world, key):
    world.drop(key)

    copy = world.outcome(key)

    assert copy["status"] == "done"
    assert copy["result"]["file_name"] == key.rpartition("/")[2]
    assert copy["result"]["data"]["personal_info"]["email"] == "oliver@hughes.example"
    wait_for(lambda: world.jobs(key) == ["done"], PATIENCE)  # the row follows the copy


def test_drops_of_the_time_that_the_function_was_away_are_parsed_when_it_is_back(world):
    keys = [f"inbox/premium/{uuid4().hex} é+{number}.txt" for number in range(5)]

    with world.function.away():
        for key in keys:
            world.drop(key)
        wait_for(lambda: len(world.minio.undelivered()) >= len(keys), PATIENCE)

    assert [world.outcome(key)["status"] for key in keys] == ["done"] * len(keys)
    world.wait_until_all_is_acknowledged()


def test_news_that_mean_nothing_are_acknowledged_and_hold_up_nothing(world):
    done, gone, last = (f"inbox/{uuid4().hex}.txt" for _ in range(3))
    world.drop(done)
    world.outcome(done)
    world.wait_until_all_is_acknowledged()
    before = world.number_of_jobs()
    tags = Tags.new_object_tags()
    tags["seen"] = "yes"

    with world.function.away():
        world.store.set_object_tags(BUCKET, done, tags)
        world.store.delete_object_tags(BUCKET, done)
        world.drop("inbox/a folder/", b"")
        world.drop("uploads/1/cv.txt")
        world.drop("inbox/another-bucket.txt", bucket="elsewhere")
        world.drop(gone)
        world.store.remove_object(BUCKET, gone)
        source = CopySource(BUCKET, outbox_key(done))
        world.store.copy_object(BUCKET, f"outbox/again/{done}", source)
        world.store.remove_object(BUCKET, done)
        world.drop(last)

    assert world.outcome(last)["status"] == "done"
    world.wait_until_all_is_acknowledged()
    assert world.number_of_jobs() == before + 1


def test_a_file_that_is_no_cv_is_one_failed_job_and_the_next_is_parsed(world):
    bad, good = f"inbox/{uuid4().hex}.pdf", f"inbox/{uuid4().hex}.txt"

    world.drop(bad, b"%PDF-1.7 and nothing more")
    world.drop(good)

    assert world.outcome(good)["status"] == "done"
    assert world.outcome(bad)["status"] == "failed"
    world.wait_until_all_is_acknowledged()


def test_a_drop_in_parts_is_one_job(world):
    key = f"inbox/{uuid4().hex}.txt"
    content = CV + b"\n" * (5 * 1024 * 1024)

    world.store.put_object(
        BUCKET, key, io.BytesIO(content), len(content), part_size=5 * 1024 * 1024
    )

    assert world.outcome(key)["status"] == "done"
    wait_for(lambda: world.jobs(key) == ["done"], PATIENCE)
    assert world.store.stat_object(BUCKET, key).etag.endswith("-2")  # it did come in parts


def test_the_same_file_again_is_the_same_job_and_a_changed_one_another(world):
    key = f"inbox/{uuid4().hex}.txt"

    world.drop(key)
    world.outcome(key)
    world.drop(key)
    world.wait_until_all_is_acknowledged()
    wait_for(lambda: world.jobs(key) == ["done"], PATIENCE)

    world.drop(key, CV + b"\nReferences on request\n")
    wait_for(lambda: world.jobs(key) == ["done", "done"], PATIENCE)


def test_a_copy_into_the_inbox_is_a_drop(world):
    source, key = f"kept/{uuid4().hex}.txt", f"inbox/batch/{uuid4().hex}.txt"
    world.drop(source)

    world.store.copy_object(BUCKET, key, CopySource(BUCKET, source))

    assert world.outcome(key)["status"] == "done"
    assert world.jobs(source) == []
