"""The functions as processes behind a Knative broker, on real PostgreSQL, Redis and S3."""

import signal
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from threading import Event as Flag
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4

import pytest
import requests
from minio import Minio
from sqlalchemy import text

from shared.adapters.postgres.database import Database
from shared.adapters.postgres.jobs import PostgresJobs
from shared.domain.job import Job, Status
from shared.wiring import now
from tests.builders import CV_TEXT, a_job
from tests.conftest import new_database
from tests.support.function_process import free_port, running
from tests.support.knative_broker import Broker, Event
from tests.support.openai_answers import plausible
from tests.support.openai_server import OpenAIServer

PATIENCE = 60  # seconds that a test waits for what must come
PING = "dev.knative.sources.ping"
CREATED = "com.amazonaws.s3.ObjectCreated:Put"


@dataclass
class World:
    """The stores behind the functions, and the functions' environment."""

    environ: dict[str, str]
    database: Database
    client: Minio

    def job(self, job_id: str) -> Job:
        return PostgresJobs(self.database).get(job_id)

    def queued(self) -> Job:
        """Return a job that waits to be run."""
        job = a_job(available_at=now(), created_at=now())
        self._put(job.object_key)
        return PostgresJobs(self.database).add(job)

    def dropped(self, key: str) -> dict[str, Any]:
        """Put a CV into the bucket and return what the store would say of it."""
        self._put(key)
        bucket, written = {"name": self._bucket}, {"key": quote_plus(key)}
        record = {"eventName": "ObjectCreated:Put", "s3": {"bucket": bucket, "object": written}}
        return {"Records": [record]}

    def jobs_of(self, key: str) -> int:
        with self.database.engine.connect() as connection:
            asked = text("SELECT count(*) FROM jobs WHERE object_key = :key")
            return connection.execute(asked, {"key": key}).scalar_one()

    @property
    def _bucket(self) -> str:
        return self.environ["MINIO_BUCKET_NAME"]

    def _put(self, key: str) -> None:
        self.client.put_object(self._bucket, key, BytesIO(CV_TEXT), len(CV_TEXT))


@pytest.fixture(scope="module")
def world(server_addresses):
    host, _, port = server_addresses["redis"].rpartition(":")
    bucket = f"cv-{uuid4().hex}"
    client = Minio(server_addresses["s3"], "minioadmin", "minioadmin", secure=False)
    client.make_bucket(bucket)
    with new_database(server_addresses["database"]) as url:
        database = Database(url)
        environ = {
            "DATABASE_URL": url,
            "REDIS_HOST": host,
            "REDIS_PORT": port,
            "MINIO_ENDPOINT": server_addresses["s3"],
            "MINIO_BUCKET_NAME": bucket,
            "NOTIFICATION_TOKEN": "notification-token",
            "ADMIN_TOKEN": "admin-token",
            "LOG_LEVEL": "WARNING",
        }
        yield World(environ, database, client)
        database.close()


@pytest.fixture(scope="module")
def functions(world):
    """The addresses of the functions that take events."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(running(name, world.environ, ready="/_/ready")).url
            for name in ("parse-worker", "webhook-dispatch", "dlq-replay")
        }


@pytest.fixture
def broker(functions):
    return Broker(
        subscriber=functions["parse-worker"], dead_letter_sink=functions["dlq-replay"], retry=2
    )


@pytest.mark.parametrize("structured", [False, True], ids=["binary", "structured"])
def test_a_parse_event_is_taken_at_once_and_its_job_is_done(world, broker, structured):
    job = world.queued()

    delivery = broker.deliver(Event(type="cv.parse", subject=job.id), structured=structured)

    assert delivery.attempts == [204]
    assert world.job(job.id).status is Status.DONE


def test_a_subject_whose_every_letter_is_escaped_is_understood(world, functions):
    job = world.queued()
    headers, _ = Event(type="cv.parse", subject=job.id).binary()
    headers["ce-subject"] = "".join(f"%{ord(letter):02X}" for letter in job.id)

    assert requests.post(functions["parse-worker"], headers=headers, timeout=60).status_code == 204
    assert world.job(job.id).status is Status.DONE


@pytest.mark.parametrize("structured", [False, True], ids=["binary", "structured"])
def test_an_uploaded_file_becomes_one_job_however_often_it_is_told(world, broker, structured):
    key = f"inbox/premium/{uuid4().hex}/Résumé (final) +50% 🙂.txt"
    told = Event(type=CREATED, subject=key, data=world.dropped(key))

    for _ in range(3):
        assert broker.deliver(told, structured=structured).attempts == [204]

    assert world.jobs_of(key) == 1


def test_data_may_come_in_base64(world, functions):
    key = f"inbox/{uuid4().hex}.txt"
    event = Event(type=CREATED, subject=key, data=world.dropped(key))
    envelope = event.attributes() | {"data_base64": b64encode(event.binary()[1]).decode()}

    answer = requests.post(
        functions["parse-worker"],
        json=envelope,
        headers={"Content-Type": "application/cloudevents+json"},
        timeout=60,
    )

    assert answer.status_code == 204
    assert world.jobs_of(key) == 1


def test_a_parse_event_that_comes_twice_runs_the_job_once(world, broker):
    job = world.queued()
    event = Event(type="cv.parse", subject=job.id)
    broker.deliver(event)
    finished = world.job(job.id)

    assert broker.deliver(event).attempts == [204]

    assert world.job(job.id) == finished


def test_events_that_mean_nothing_to_a_function_are_taken_and_forgotten(world, broker):
    key = f"inbox/{uuid4().hex}.txt"
    removed = Event(type="com.amazonaws.s3.ObjectRemoved:Delete", data=world.dropped(key))

    assert broker.deliver(removed).attempts == [204]
    assert broker.deliver(Event(type="cv.parse", subject="no job\0")).attempts == [204]
    assert world.jobs_of(key) == 0


def test_what_no_function_can_read_is_refused_for_ever_and_not_tried_again(functions):
    batch = {"Content-Type": "application/cloudevents-batch+json"}
    broken = {"Content-Type": "application/cloudevents+json"}
    deep = b"[" * 100_000

    for url in functions.values():
        for headers, body in ((batch, b"[]"), (broken, b"{"), (broken, b"[]"), (broken, deep)):
            answer = requests.post(url, headers=headers, data=body, timeout=60)

            assert answer.status_code == 400, (url, headers)
            assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_event_that_was_not_taken_is_tried_again_and_then_dead_lettered(world, functions):
    """The function cannot reach its database; dlq-replay takes the event, and nothing is lost."""
    key = f"inbox/{uuid4().hex}/Ana Núñez.txt"
    nowhere = f"postgresql+pg8000://postgres@127.0.0.1:{free_port()}/none"
    with running("parse-worker", world.environ | {"DATABASE_URL": nowhere}) as cut_off:
        broker = Broker(subscriber=cut_off.url, dead_letter_sink=functions["dlq-replay"], retry=2)
        delivery = broker.deliver(Event(type=CREATED, subject=key, data=world.dropped(key)))

    assert delivery.attempts == [503, 503, 503]
    assert delivery.dead is not None
    assert delivery.dead.attempts == [204]
    assert world.jobs_of(key) == 1


def test_an_event_is_taken_as_soon_as_the_function_is_there(world):
    job = world.queued()
    with ExitStack() as stack:
        port = free_port()

        def start() -> None:
            stack.enter_context(running("parse-worker", world.environ, port=port))

        broker = Broker(subscriber=f"http://127.0.0.1:{port}", retry=1, between=start)
        delivery = broker.deliver(Event(type="cv.parse", subject=job.id))

    assert delivery.attempts == [0, 204]
    assert world.job(job.id).status is Status.DONE


@pytest.mark.parametrize("event", ["cv.parse", "cv.deliver", "com.example.unknown"])
def test_a_dead_letter_of_any_other_event_is_taken_and_changes_nothing(world, functions, event):
    job = world.queued()
    died = {"knativeerrordest": "http://parse-worker", "knativeerrorcode": "500"}
    sink = Broker(subscriber=functions["dlq-replay"])

    letter = Event(type=event, subject=job.id, extensions=died | {"knativeerrordata": "eyJ0eXBl"})

    assert sink.deliver(letter).attempts == [204]
    assert sink.deliver(letter, structured=True).attempts == [204]
    assert world.job(job.id).status is Status.QUEUED  # its row says that it is due


@pytest.mark.parametrize("data", [None, {}, {"any": "thing"}])
@pytest.mark.parametrize("structured", [False, True], ids=["binary", "structured"])
def test_a_ping_runs_the_schedule(world, functions, data, structured):
    key = f"inbox/{uuid4().hex}.txt"
    world.dropped(key)  # and nobody told
    source = "/apis/v1/namespaces/hr/pingsources/dlq-replay"

    delivery = Broker(subscriber=functions["dlq-replay"]).deliver(
        Event(type=PING, source=source, data=data), structured=structured
    )

    assert delivery.attempts == [204]
    assert world.jobs_of(key) == 1


def test_a_ping_whose_data_is_no_json_runs_the_schedule_too(world, functions):
    key = f"inbox/{uuid4().hex}.txt"
    world.dropped(key)
    headers, _ = Event(type=PING).binary()

    answer = requests.post(
        functions["dlq-replay"],
        headers=headers | {"Content-Type": "text/plain"},
        data=b"tick",
        timeout=60,
    )

    assert (answer.status_code, answer.content) == (204, b"")
    assert world.jobs_of(key) == 1


def test_the_cron_connector_runs_the_schedule_without_a_body(world, functions):
    key = f"inbox/{uuid4().hex}.txt"
    world.dropped(key)
    headers = {"X-Topic": "cron-function", "X-Connector": "cron-connector"}

    answer = requests.post(functions["dlq-replay"], headers=headers, timeout=60)

    assert (answer.status_code, answer.content) == (204, b"")
    assert world.jobs_of(key) == 1


def test_a_function_that_is_told_to_stop_ends_what_it_has_and_takes_nothing_more(world):
    asked, may_answer = Flag(), Flag()

    def slowly(request):
        asked.set()
        may_answer.wait(PATIENCE)
        return plausible(request)

    with OpenAIServer(slowly) as llm, ThreadPoolExecutor(1) as pool:
        environ = world.environ | {
            "ENGINE": "openai",
            "OPENAI_BASE_URL": llm.url,
            "OPENAI_API_KEY": "sk-test",
        }
        with running("parse-worker", environ, ready="/_/ready") as function:
            job = world.queued()
            broker = Broker(subscriber=function.url, retry=0)
            delivery = pool.submit(broker.deliver, Event(type="cv.parse", subject=job.id))
            assert asked.wait(PATIENCE)

            function.process.send_signal(signal.SIGTERM)
            _await_silence(function.url)
            assert world.job(job.id).status is Status.RUNNING
            may_answer.set()

            assert delivery.result(PATIENCE).attempts == [204]
            assert function.process.wait(PATIENCE) == 0
    assert world.job(job.id).status is Status.DONE


def _await_silence(url: str) -> None:
    """Return when the function takes no request any more; the test's own timeout is the limit.

    gunicorn leaves new connections unanswered while it ends what it has, and then resets them.
    """
    while True:
        try:
            requests.get(url + "/_/health", timeout=2)
        except requests.RequestException:
            return
