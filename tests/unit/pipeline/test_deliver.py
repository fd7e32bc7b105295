"""One attempt at a webhook."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from standardwebhooks.webhooks import Webhook

from shared.adapters.sealing import FernetSealer
from shared.domain.dead_letter import Function, LetterFilter
from shared.domain.delivery import Answer, DeliveryStatus
from shared.domain.retry import WEBHOOK_DELAYS
from shared.domain.signature import plain
from shared.errors import EndpointUnavailable
from shared.pipeline.deliver import deliver
from shared.pipeline.parse import parse
from shared.pipeline.submit import submit
from tests.builders import an_upload

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@pytest.fixture
def owed(world):
    upload = an_upload(webhook_url="https://receiver.example/hook", webhook_secret=SECRET)
    job = submit(upload, world.services)
    parse(job.id, world.services, world.parser)
    (delivery,) = world.deliveries.of_job(job.id)
    return delivery


def test_a_delivery_carries_both_signatures(world, owed, monkeypatch):
    deliver(owed.id, world.services)

    ((url, body, headers),) = world.endpoint.got
    assert (url, body) == (owed.url, owed.body)
    assert headers["X-Signature"] == plain(SECRET, body)
    assert headers["webhook-id"] == owed.id
    monkeypatch.setattr("standardwebhooks.webhooks.datetime", _frozen(world))
    assert Webhook(SECRET).verify(body, headers)["job_id"] == owed.job_id


def _frozen(world):
    from datetime import datetime

    class Frozen(datetime):
        @classmethod
        def now(cls, tz=None):
            return world.clock()

    return Frozen


def test_a_delivery_that_arrived_is_not_sent_again(world, owed):
    deliver(owed.id, world.services)
    deliver(owed.id, world.services)

    assert len(world.endpoint.got) == 1
    assert world.deliveries.get(owed.id).status is DeliveryStatus.DELIVERED


def test_the_id_stays_and_the_signature_is_fresh_on_every_attempt(world, owed):
    world.endpoint.answers = [Answer(status=500)]
    deliver(owed.id, world.services)
    world.clock.at = world.deliveries.get(owed.id).available_at

    deliver(owed.id, world.services)

    (_, first_body, first), (_, second_body, second) = world.endpoint.got
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-signature"] != second["webhook-signature"]
    assert first_body == second_body
    assert (first["X-Webhook-Attempt"], second["X-Webhook-Attempt"]) == ("1", "2")


@pytest.mark.parametrize(
    "answer", [Answer(status=500), Answer(status=302), Answer(status=404), EndpointUnavailable()]
)
def test_anything_but_success_is_tried_again(world, owed, answer):
    world.endpoint.answers = [answer]

    deliver(owed.id, world.services)

    kept = world.deliveries.get(owed.id)
    wait = kept.available_at - world.clock()
    assert (kept.status, kept.attempts) == (DeliveryStatus.PENDING, 1)
    assert timedelta(seconds=5) <= wait <= timedelta(seconds=6)


def test_retry_after_is_honoured(world, owed):
    world.endpoint.answers = [Answer(status=503, retry_after=90)]

    deliver(owed.id, world.services)

    assert world.deliveries.get(owed.id).available_at - world.clock() == timedelta(seconds=90)


def test_gone_ends_it(world, owed):
    world.endpoint.answers = [Answer(status=410)]

    deliver(owed.id, world.services)

    assert world.deliveries.get(owed.id).status is DeliveryStatus.FAILED
    (letter,) = world.letters.find(LetterFilter(function=Function.WEBHOOK_DISPATCH), 10)
    assert letter.error_code == "endpoint_gone"


def test_after_the_last_attempt_it_is_a_dead_letter_with_every_attempt(world, owed):
    world.endpoint.answers = [Answer(status=500)] * len(WEBHOOK_DELAYS)

    for _ in WEBHOOK_DELAYS:
        world.clock.at = max(world.clock.at, world.deliveries.get(owed.id).available_at)
        deliver(owed.id, world.services)

    assert len(world.endpoint.got) == len(WEBHOOK_DELAYS) == 10
    assert world.deliveries.get(owed.id).status is DeliveryStatus.FAILED
    (letter,) = world.letters.find(LetterFilter(function=Function.WEBHOOK_DISPATCH), 10)
    assert len(world.letters.get(letter.id).history) == 10


def test_a_secret_that_no_key_opens_ends_the_delivery_unsigned_it_never_leaves(world, owed):
    other = FernetSealer(Fernet.generate_key().decode())

    deliver(owed.id, replace(world.services, sealer=other))

    assert world.endpoint.got == []
    assert world.deliveries.get(owed.id).last_error == "secret_unreadable"


def test_an_endpoint_that_keeps_failing_is_paused_and_recovers(world, owed):
    upload = an_upload(webhook_url="https://other.example/hook")
    job = submit(upload, world.services)
    parse(job.id, world.services, world.parser)
    (other,) = world.deliveries.of_job(job.id)
    for _ in range(3):
        world.deliveries.note_failure(owed.endpoint, world.clock())
    world.endpoint.answers = [Answer(status=500)]
    deliver(owed.id, world.services)

    deliver(owed.id, world.services)
    deliver(other.id, world.services)

    assert [url for url, _, _ in world.endpoint.got] == [owed.url, other.url]
    world.clock.advance(minutes=6)
    deliver(owed.id, world.services)
    assert world.deliveries.get(owed.id).status is DeliveryStatus.DELIVERED
