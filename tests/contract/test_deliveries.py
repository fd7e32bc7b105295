"""What every store of deliveries promises."""

from datetime import timedelta

import pytest

from shared.domain.dead_letter import Action, Attempt, Function
from shared.domain.delivery import DeliveryStatus
from shared.errors import DeliveryNotFound
from shared.ports import StoredResult
from tests.builders import NOON, a_delivery, a_job, a_letter, an_attempt, an_id

LEASE = timedelta(seconds=60)
LATER = NOON + timedelta(seconds=5)


def owe(stores, host):
    """A delivery, written with the end of its job as ever."""
    url = f"https://{host}/hook"
    job = stores.jobs.add(a_job(webhook_url=url))
    claim = stores.jobs.claim(job.id, run_token=an_id(), now=NOON, lease_until=NOON + LEASE)
    delivery = a_delivery(job, url=url)
    assert stores.jobs.finish(claim, StoredResult(body=b"{}"), delivery, NOON)
    return delivery


@pytest.fixture
def owed(stores):
    return owe(stores, f"{an_id()}.example")


def claim(stores, delivery, now=NOON, per_endpoint=100):
    return stores.deliveries.claim(
        delivery.id,
        run_token=an_id(),
        now=now,
        lease_until=now + LEASE,
        per_endpoint=per_endpoint,
    )


def test_a_delivery_keeps_its_exact_bytes_and_secret(stores, owed):
    assert stores.deliveries.get(owed.id) == owed


def test_an_unknown_delivery_is_not_found(stores):
    with pytest.raises(DeliveryNotFound):
        stores.deliveries.get("msg_none")
    with pytest.raises(DeliveryNotFound):
        stores.deliveries.resend("msg_none", actor="ada", now=NOON)


def test_a_delivery_is_claimed_once(stores, owed):
    assert claim(stores, owed)
    assert claim(stores, owed) is None


def test_a_delivery_whose_sender_died_is_free_again(stores, owed):
    claim(stores, owed)
    after = NOON + LEASE + timedelta(seconds=1)

    assert owed.id in {found.id for found in stores.deliveries.due(after, 100_000)}
    assert claim(stores, owed, after)


def arrived(status=200):
    return Attempt(at=LATER, seconds=0.25, status=status)


def test_a_delivered_one_is_not_owed_any_more(stores, owed):
    held = claim(stores, owed)

    assert stores.deliveries.delivered(held, arrived(204))

    kept = stores.deliveries.get(owed.id)
    assert (kept.status, kept.last_status) == (DeliveryStatus.DELIVERED, 204)
    assert claim(stores, owed, LATER) is None
    assert not stores.deliveries.delivered(held, arrived())


def test_the_attempt_that_arrived_is_counted_and_kept_like_the_others(stores, owed):
    failed = an_attempt(status=500, error_code="endpoint_unavailable", detail="HTTP 500")
    stores.deliveries.retry(claim(stores, owed), failed, LATER)

    stores.deliveries.delivered(claim(stores, owed, LATER), arrived(204))

    kept = stores.deliveries.get(owed.id)
    assert (kept.attempts, kept.last_error) == (2, None)
    assert stores.deliveries.history(owed.id) == [failed, arrived(204)]


def test_a_failed_attempt_is_counted_and_the_next_waits(stores, owed):
    held = claim(stores, owed)
    attempt = an_attempt(status=500, error_code="endpoint_unavailable", detail="HTTP 500")

    assert stores.deliveries.retry(held, attempt, LATER)

    kept = stores.deliveries.get(owed.id)
    assert (kept.attempts, kept.last_status, kept.available_at) == (1, 500, LATER)
    assert stores.deliveries.history(owed.id) == [attempt]
    assert claim(stores, owed, NOON) is None
    assert claim(stores, owed, LATER)


def test_a_delivery_that_is_given_up_has_a_dead_letter(stores, owed):
    held = claim(stores, owed)
    attempt = an_attempt(status=410, error_code="endpoint_gone")
    letter = a_letter(
        stores.jobs.get(owed.job_id),
        function=Function.WEBHOOK_DISPATCH,
        delivery_id=owed.id,
        error_code="endpoint_gone",
    )

    assert stores.deliveries.fail(held, attempt, letter)

    assert stores.deliveries.get(owed.id).status is DeliveryStatus.FAILED
    assert stores.letters.get(letter.id).history == (attempt,)


def test_a_resent_delivery_starts_from_the_first_attempt(stores, owed):
    stores.deliveries.retry(claim(stores, owed), an_attempt(), LATER)

    again = stores.deliveries.resend(owed.id, actor="ada", now=NOON)

    assert (again.id, again.attempts, again.body) == (owed.id, 0, owed.body)
    assert claim(stores, owed)


def test_who_had_a_delivery_sent_again_is_written_down(stores, owed):
    stores.deliveries.resend(owed.id, actor="ada", now=NOON)

    assert stores.letters.audit(owed.id) == [Action(at=NOON, actor="ada", action="resent")]


def test_a_delivery_that_is_held_back_is_not_due(stores, owed):
    stores.deliveries.hold_back(owed.id, LATER)

    assert owed.id not in {found.id for found in stores.deliveries.due(NOON, 100_000)}


def test_an_endpoint_has_a_limited_number_under_way_and_others_are_not_held_up(stores):
    host = f"{an_id()}.example"
    busy = [owe(stores, host) for _ in range(3)]
    other = owe(stores, f"{an_id()}.example")

    first, second = (claim(stores, delivery, per_endpoint=2) for delivery in busy[:2])
    assert first
    assert second
    assert claim(stores, busy[2], per_endpoint=2) is None
    assert claim(stores, other, per_endpoint=2)

    stores.deliveries.delivered(first, arrived())
    assert claim(stores, busy[2], per_endpoint=2)


def test_failures_in_a_row_are_counted_until_one_arrives(stores, owed):
    assert stores.deliveries.note_failure(owed.endpoint, NOON) == 1
    assert stores.deliveries.note_failure(owed.endpoint, NOON) == 2

    stores.deliveries.delivered(claim(stores, owed), arrived())

    assert stores.deliveries.note_failure(owed.endpoint, NOON) == 1


def test_a_paused_endpoint_is_left_alone(stores, owed):
    stores.deliveries.note_failure(owed.endpoint, NOON)
    stores.deliveries.pause(owed.endpoint, LATER)

    assert claim(stores, owed) is None
    assert owed.id not in {found.id for found in stores.deliveries.due(NOON, 100_000)}
    assert owed.id in {found.id for found in stores.deliveries.due(LATER, 100_000)}
    assert claim(stores, owed, LATER)
