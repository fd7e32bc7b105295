"""What every store of jobs promises."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from shared.domain.job import Priority, Status
from shared.errors import JobNotFound
from shared.ports import StoredResult
from tests.builders import NOON, a_delivery, a_job, a_letter, an_attempt, an_id

LEASE = timedelta(seconds=15)
LATER = NOON + timedelta(seconds=1)


def claimed(stores, **values):
    job = stores.jobs.add(a_job(**values))
    claim = stores.jobs.claim(job.id, run_token=an_id(), now=NOON, lease_until=NOON + LEASE)
    assert claim
    return claim


def finished(stores, **values):
    claim = claimed(stores, **values)
    assert stores.jobs.finish(claim, StoredResult(body=b"{}"), None, LATER)
    return stores.jobs.get(claim.job.id)


def failed(stores, **values):
    claim = claimed(stores, **values)
    assert stores.jobs.fail(claim, an_attempt(), a_letter(claim.job), None, LATER)
    return stores.jobs.get(claim.job.id)


def test_a_kept_job_comes_back_as_it_was(stores):
    job = a_job(
        priority=Priority.BATCH,
        owner="acme",
        locale="fr",
        file_name="Zoé Çelik 🙂.pdf",
        webhook_url="https://receiver.example/hook",
        webhook_secret="whsec_c2VjcmV0",
        idempotency_key="k-1",
        request_hash="cd" * 32,
    )

    stores.jobs.add(job)

    assert stores.jobs.get(job.id) == job


def test_an_unknown_job_is_not_found(stores):
    with pytest.raises(JobNotFound):
        stores.jobs.get(an_id())


def test_the_same_idempotency_key_gives_the_first_job(stores):
    key = an_id()
    first = stores.jobs.add(a_job(idempotency_key=key, request_hash="one"))

    second = stores.jobs.add(a_job(idempotency_key=key, request_hash="one"))

    assert second == first


def test_an_idempotency_key_belongs_to_its_owner(stores):
    key = an_id()
    first = stores.jobs.add(a_job(idempotency_key=key, owner="acme"))

    second = stores.jobs.add(a_job(idempotency_key=key, owner="globex"))

    assert second.id != first.id


def test_the_same_object_is_one_job(stores):
    key = f"inbox/{an_id()}.pdf"
    first = stores.jobs.add(a_job(object_key=key, source_etag="e1"))

    assert stores.jobs.add(a_job(object_key=key, source_etag="e1")).id == first.id
    assert stores.jobs.add(a_job(object_key=key, source_etag="e2")).id != first.id


def test_a_job_is_claimed_once(stores):
    claim = claimed(stores)

    again = stores.jobs.claim(claim.job.id, run_token=an_id(), now=NOON, lease_until=NOON + LEASE)

    assert again is None
    assert claim.job.status is Status.RUNNING
    assert claim.job.started_at == NOON


def test_of_many_who_claim_at_once_one_gets_the_job(stores):
    job = stores.jobs.add(a_job())
    barrier, claims = Barrier(6), []

    def claim():
        barrier.wait()
        claims.append(
            stores.jobs.claim(job.id, run_token=an_id(), now=NOON, lease_until=NOON + LEASE)
        )

    threads = [Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([found for found in claims if found]) == 1


def test_a_job_is_not_claimed_before_its_time(stores):
    job = stores.jobs.add(a_job(available_at=LATER))

    assert not stores.jobs.claim(job.id, run_token="t", now=NOON, lease_until=NOON + LEASE)
    assert stores.jobs.claim(job.id, run_token=an_id(), now=LATER, lease_until=LATER + LEASE)


def test_a_finished_job_has_its_result_and_its_webhook(stores):
    claim = claimed(stores, webhook_url="https://receiver.example/hook")
    delivery = a_delivery(claim.job)

    assert stores.jobs.finish(claim, StoredResult(body=b'{"a":1}'), delivery, LATER)

    job = stores.jobs.get(claim.job.id)
    assert (job.status, job.finished_at) == (Status.DONE, LATER)
    assert stores.jobs.result(job.id) == StoredResult(body=b'{"a":1}')
    assert stores.deliveries.of_job(job.id) == [delivery]


def test_a_second_finish_changes_nothing(stores):
    claim = claimed(stores)
    stores.jobs.finish(claim, StoredResult(body=b"one"), None, LATER)

    again = stores.jobs.finish(claim, StoredResult(body=b"two"), a_delivery(claim.job), LATER)

    assert not again
    assert stores.jobs.result(claim.job.id) == StoredResult(body=b"one")
    assert stores.deliveries.of_job(claim.job.id) == []


def test_a_zombie_cannot_finish_what_was_taken_back(stores):
    zombie = claimed(stores)
    after = NOON + LEASE + timedelta(seconds=1)
    assert stores.jobs.take_back(zombie, an_attempt(), after)
    second = stores.jobs.claim(
        zombie.job.id, run_token=an_id(), now=after, lease_until=after + LEASE
    )
    assert second

    assert not stores.jobs.finish(zombie, StoredResult(body=b"late"), None, after)
    assert not stores.jobs.retry(zombie, an_attempt(), after)
    assert not stores.jobs.postpone(zombie, after)
    assert not stores.jobs.fail(zombie, an_attempt(), a_letter(zombie.job), None, after)
    assert not stores.jobs.checkpoint(zombie, b"late")
    assert stores.jobs.finish(second, StoredResult(body=b"true"), None, after)
    assert stores.jobs.result(zombie.job.id) == StoredResult(body=b"true")


def test_a_failed_attempt_is_counted_and_remembered(stores):
    claim = claimed(stores)
    attempt = an_attempt(detail="HTTP 500")

    assert stores.jobs.retry(claim, attempt, LATER)

    job = stores.jobs.get(claim.job.id)
    assert (job.status, job.attempts, job.available_at) == (Status.QUEUED, 1, LATER)
    assert stores.jobs.history(job.id) == [attempt]


def test_a_postponed_job_has_used_no_attempt(stores):
    claim = claimed(stores)

    assert stores.jobs.postpone(claim, LATER)

    job = stores.jobs.get(claim.job.id)
    assert (job.status, job.attempts, job.available_at) == (Status.QUEUED, 0, LATER)
    assert stores.jobs.history(job.id) == []


def test_a_failed_job_has_a_dead_letter_with_every_attempt(stores):
    claim = claimed(stores)
    first, last = an_attempt(detail="one"), an_attempt(detail="two")
    stores.jobs.retry(claim, first, NOON)
    claim = stores.jobs.claim(claim.job.id, run_token=an_id(), now=NOON, lease_until=NOON + LEASE)
    assert claim
    letter, delivery = a_letter(claim.job), a_delivery(claim.job, event="job.failed")

    assert stores.jobs.fail(claim, last, letter, delivery, LATER)

    job = stores.jobs.get(claim.job.id)
    assert (job.status, job.error_code) == (Status.FAILED, "engine_unavailable")
    assert stores.letters.get(letter.id) == replace(letter, history=(first, last))
    assert stores.deliveries.of_job(job.id) == [delivery]


def test_a_lease_that_is_extended_does_not_lapse(stores):
    claim = claimed(stores)
    after = NOON + LEASE + timedelta(seconds=1)

    stores.jobs.extend([claim.run_token], after + LEASE)

    assert claim.job.id not in {found.job.id for found in stores.jobs.lapsed(after, 1000)}
    assert not stores.jobs.take_back(claim, an_attempt(), after)


def test_a_lapsed_job_is_taken_back_and_its_crash_counted(stores):
    claim = claimed(stores)
    after = NOON + LEASE + timedelta(seconds=1)

    lapsed = {found.job.id: found for found in stores.jobs.lapsed(after, 1000)}
    assert stores.jobs.take_back(lapsed[claim.job.id], an_attempt(), after)

    job = stores.jobs.get(claim.job.id)
    assert (job.status, job.attempts, job.crashes) == (Status.QUEUED, 0, 1)


def test_due_jobs_come_by_priority_and_age(stores):
    old = timedelta(days=3650)  # before what other tests left behind
    batch = stores.jobs.add(a_job(priority=Priority.BATCH, available_at=NOON - old * 2))
    late = stores.jobs.add(a_job(priority=Priority.PREMIUM, available_at=NOON - old))
    early = stores.jobs.add(a_job(priority=Priority.PREMIUM, available_at=NOON - old * 2))
    future = stores.jobs.add(a_job(available_at=LATER))

    due = [job.id for job in stores.jobs.due(NOON, 100_000)]

    mine = [job_id for job_id in due if job_id in {batch.id, late.id, early.id, future.id}]
    assert mine == [early.id, late.id, batch.id]


def test_a_job_that_is_held_back_is_not_due(stores):
    job = stores.jobs.add(a_job())

    stores.jobs.hold_back(job.id, LATER)

    assert stores.jobs.get(job.id).available_at == LATER


def test_a_running_job_is_not_held_back(stores):
    claim = claimed(stores)

    stores.jobs.hold_back(claim.job.id, LATER)

    assert stores.jobs.get(claim.job.id).available_at == NOON


def test_a_checkpoint_is_kept_until_the_job_is_done(stores):
    claim = claimed(stores)

    assert stores.jobs.checkpoint(claim, b"paid for")
    assert stores.jobs.checkpoint_of(claim.job.id) == b"paid for"
    stores.jobs.finish(claim, StoredResult(body=b"{}"), None, LATER)

    assert stores.jobs.checkpoint_of(claim.job.id) is None


def done_under(stores, fingerprint, body=b"{}", at=LATER, **values):
    claim = claimed(stores, **values)
    assert stores.jobs.checkpoint(claim, b"paid for", fingerprint)
    assert stores.jobs.finish(claim, StoredResult(body=body), None, at)
    return claim.job.id


def test_a_result_is_found_by_its_owner_and_fingerprint(stores):
    fingerprint = an_id()
    done_under(stores, fingerprint, body=b"acme's", owner="acme")

    assert stores.jobs.parsed_before("acme", fingerprint) == StoredResult(body=b"acme's")
    assert stores.jobs.parsed_before("globex", fingerprint) is None
    assert stores.jobs.parsed_before("", fingerprint) is None
    assert stores.jobs.parsed_before("acme", an_id()) is None


def test_of_several_results_under_a_fingerprint_the_newest_is_found(stores):
    fingerprint = an_id()
    for number in (2, 3, 1):
        done_under(stores, fingerprint, b"%d" % number, NOON + timedelta(seconds=number))

    assert stores.jobs.parsed_before("", fingerprint) == StoredResult(body=b"3")


def test_a_job_that_is_not_done_has_no_result_under_its_fingerprint(stores):
    fingerprint = an_id()
    claim = claimed(stores)

    stores.jobs.checkpoint(claim, b"paid for", fingerprint)

    assert stores.jobs.parsed_before("", fingerprint) is None


def test_a_degraded_result_that_is_kept_is_not_found_by_a_fingerprint(stores):
    """A better one was parsed and checkpointed, but worker after worker died on the job."""
    fingerprint = an_id()
    claim = claimed(stores)
    stores.jobs.finish(claim, StoredResult(body=b"local"), None, LATER, degraded=True)
    later = LATER + timedelta(hours=1)
    (job,) = [
        found
        for found in stores.jobs.requeue_degraded(
            later, delay=timedelta(0), generations=3, limit=100_000
        )
        if found.id == claim.job.id
    ]
    claim = stores.jobs.claim(job.id, run_token=an_id(), now=later, lease_until=later + LEASE)
    assert claim
    stores.jobs.checkpoint(claim, b"better", fingerprint)

    assert stores.jobs.keep(claim, None, later)

    assert stores.jobs.parsed_before("", fingerprint) is None


def test_an_erased_result_is_not_found_by_its_fingerprint(stores):
    fingerprint = an_id()
    job_id = done_under(stores, fingerprint)

    stores.jobs.erase(job_id, LATER)

    assert stores.jobs.parsed_before("", fingerprint) is None


def test_a_failed_job_is_replayed_one_generation_on(stores):
    job = failed(stores)

    replayed = stores.jobs.replay(job.id, LATER)

    assert replayed
    assert (replayed.status, replayed.generation, replayed.attempts) == (Status.QUEUED, 1, 0)
    assert stores.jobs.get(job.id) == replayed


def test_a_done_job_is_not_replayed(stores):
    job = finished(stores)

    assert stores.jobs.replay(job.id, LATER) is None
    assert stores.jobs.get(job.id).status is Status.DONE


def test_an_erased_job_keeps_nothing_but_its_id(stores):
    claim = claimed(stores, webhook_url="https://receiver.example/h", idempotency_key=an_id())
    delivery = a_delivery(claim.job)
    stores.jobs.finish(claim, StoredResult(body=b"{}"), delivery, LATER)

    stores.jobs.erase(claim.job.id, LATER)

    job = stores.jobs.get(claim.job.id)
    assert job.status is Status.ERASED
    assert (job.file_name, job.object_key, job.sha256, job.webhook_url) == ("", "", "", None)
    assert stores.jobs.result(job.id) is None
    assert stores.deliveries.of_job(job.id) == []


def test_a_running_job_that_is_erased_is_not_finished(stores):
    claim = claimed(stores)

    stores.jobs.erase(claim.job.id, LATER)

    assert not stores.jobs.finish(claim, StoredResult(body=b"{}"), None, LATER)
    assert stores.jobs.get(claim.job.id).status is Status.ERASED


def test_an_unknown_job_cannot_be_erased(stores):
    with pytest.raises(JobNotFound):
        stores.jobs.erase(an_id(), NOON)


def test_the_load_counts_what_comes_before_a_job(stores):
    ancient = NOON - timedelta(days=7300)
    for seconds in range(3):
        stores.jobs.add(
            a_job(priority=Priority.PREMIUM, created_at=ancient + timedelta(seconds=seconds))
        )
    mine = stores.jobs.add(
        a_job(priority=Priority.PREMIUM, created_at=ancient + timedelta(seconds=2.5))
    )
    earlier = stores.jobs.load(
        replace(mine, id="", created_at=ancient)
    ).ahead  # what other tests left

    assert stores.jobs.load(mine).ahead - earlier == 3


def test_the_mean_duration_comes_from_done_jobs(stores):
    for _ in range(50):  # as many as are looked at
        finished(stores)

    assert stores.jobs.load(a_job()).mean_seconds == pytest.approx(
        1.0, abs=0.1
    )  # others may be among them


def test_jobs_past_their_time_are_found(stores):
    job = finished(stores)

    assert job.id in stores.jobs.finished_before(LATER + timedelta(seconds=1), 100_000)
    assert job.id not in stores.jobs.finished_before(LATER, 100_000)


def test_known_sources_and_ids_are_told_from_unknown(stores):
    key = f"inbox/{an_id()}"
    job = stores.jobs.add(a_job(object_key=key, source_etag="e1"))

    assert stores.jobs.known_sources({(key, "e1"), (key, "e2")}) == {(key, "e1")}
    assert stores.jobs.known_ids({job.id, "nobody"}) == {job.id}
    assert stores.jobs.known_sources(set()) == set()


def test_jobs_are_counted_by_priority_and_status(stores):
    before = stores.jobs.counts().get(("batch", "done"), 0)
    finished(stores, priority=Priority.BATCH)

    assert stores.jobs.counts()[("batch", "done")] == before + 1


def test_content_that_a_job_failed_of_by_crashes_is_poison(stores):
    content, other = an_id(), an_id()
    for sha256, error in ((content, "worker_crashed"), (other, "corrupt")):
        claim = claimed(stores, sha256=sha256)
        letter = a_letter(claim.job)
        assert stores.jobs.fail(claim, an_attempt(error_code=error), letter, None, LATER)

    assert stores.jobs.is_poison(content)
    assert not stores.jobs.is_poison(other)
    assert not stores.jobs.is_poison(an_id())


def test_content_that_nobody_has_read_is_not_known_for_anything(stores):
    claim = claimed(stores, sha256="")
    attempt = an_attempt(error_code="worker_crashed")
    assert stores.jobs.fail(claim, attempt, a_letter(claim.job), None, LATER)

    assert not stores.jobs.is_poison("")


def degraded(stores, body=b'{"by":"local"}', **values):
    claim = claimed(stores, **values)
    assert stores.jobs.finish(claim, StoredResult(body=body), None, LATER, degraded=True)
    return stores.jobs.get(claim.job.id)


def requeue_degraded(stores, now, *, delay=timedelta(minutes=10), generations=3, limit=100):
    queued = stores.jobs.requeue_degraded(now, delay=delay, generations=generations, limit=limit)
    return [job.id for job in queued]


def claimed_again(stores, job, now):
    claim = stores.jobs.claim(job.id, run_token=an_id(), now=now, lease_until=now + LEASE)
    assert claim
    return claim


def test_a_degraded_job_is_queued_anew_once_its_delay_is_over(stores):
    job = degraded(stores)
    good = finished(stores)
    due = LATER + timedelta(minutes=10)

    assert job.id not in requeue_degraded(stores, due - timedelta(seconds=1))
    queued = requeue_degraded(stores, due)

    assert job.id in queued
    assert good.id not in queued
    again = stores.jobs.get(job.id)
    assert (again.status, again.generation, again.degraded) == (Status.QUEUED, 1, True)
    assert stores.jobs.result(job.id) == StoredResult(body=b'{"by":"local"}')


def test_the_delay_doubles_with_every_generation_and_there_are_only_so_many(stores):
    job, at = degraded(stores), LATER
    for generation in range(2):
        at += timedelta(minutes=10) * 2**generation
        assert job.id not in requeue_degraded(stores, at - timedelta(seconds=1), generations=2)
        assert job.id in requeue_degraded(stores, at, generations=2)
        assert stores.jobs.keep(claimed_again(stores, job, at), None, at)

    assert job.id not in requeue_degraded(stores, at + timedelta(days=9), generations=2)


def test_a_better_result_takes_the_place_of_the_degraded_one(stores):
    job = degraded(stores)
    at = LATER + timedelta(hours=1)
    requeue_degraded(stores, at)

    claim = claimed_again(stores, job, at)
    assert stores.jobs.finish(claim, StoredResult(body=b'{"by":"llm"}'), None, at)

    assert stores.jobs.result(job.id) == StoredResult(body=b'{"by":"llm"}')
    assert (stores.jobs.get(job.id).status, stores.jobs.get(job.id).degraded) == (
        Status.DONE,
        False,
    )


def test_a_degraded_result_is_kept_where_no_better_one_comes(stores):
    job = degraded(stores)
    at = LATER + timedelta(hours=1)
    requeue_degraded(stores, at)

    claim = claimed_again(stores, job, at)
    assert stores.jobs.keep(claim, an_attempt(), at)

    kept = stores.jobs.get(job.id)
    assert (kept.status, kept.degraded, kept.finished_at) == (Status.DONE, True, at)
    assert stores.jobs.result(job.id) == StoredResult(body=b'{"by":"local"}')
    assert stores.jobs.history(job.id) == [an_attempt()]
    assert not stores.jobs.keep(claim, None, at)


def test_a_job_without_a_result_has_nothing_to_keep(stores):
    claim = claimed(stores)

    assert not stores.jobs.keep(claim, None, LATER)

    assert stores.jobs.get(claim.job.id).status is Status.RUNNING


def test_the_oldest_job_that_is_due_is_told_by_priority(stores):
    long_ago = NOON - timedelta(days=9000)  # before what other tests left behind
    old = stores.jobs.add(a_job(priority=Priority.BATCH, available_at=long_ago))
    younger = long_ago + timedelta(hours=1)
    stores.jobs.add(a_job(priority=Priority.BATCH, available_at=younger))

    before = stores.jobs.oldest_due(long_ago - timedelta(seconds=1)).get(Priority.BATCH)
    first = stores.jobs.oldest_due(NOON)[Priority.BATCH]
    stores.jobs.claim(old.id, run_token=an_id(), now=NOON, lease_until=NOON + timedelta(minutes=1))
    then = stores.jobs.oldest_due(NOON)[Priority.BATCH]

    assert (before, first, then) == (None, long_ago, younger)
