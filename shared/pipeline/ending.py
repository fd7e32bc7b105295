"""The end of a job: its result or its dead letter, the webhook owed, the copy in the outbox."""

import json
from collections.abc import Callable
from dataclasses import replace

import backoff
import structlog

from shared.domain import outcome
from shared.domain.dead_letter import Attempt, DeadLetter, Function, LetterStatus
from shared.domain.delivery import Delivery
from shared.domain.job import Claim, Job
from shared.domain.object_key import is_drop, outbox_key, result_key
from shared.errors import DatabaseUnavailable, Unavailable
from shared.messages import text
from shared.pipeline.queues import push_delivery
from shared.ports import StoredResult
from shared.services import Services

log = structlog.get_logger(__name__)

PATIENCE = 20  # seconds that an end waits for the database to come back

commit: Callable[[Callable[[], bool]], bool] = backoff.on_exception(
    backoff.expo,
    DatabaseUnavailable,
    max_time=PATIENCE,
    max_value=2,
    logger=None,
)(lambda move: move())


def finish(claim: Claim, result: outcome.Json, services: Services) -> None:
    """Make the job done.

    Objects come before the row, so that a done job always has its result; the cache and the
    queue come after it, so that nobody hears of a result that is not there.
    """
    job, degraded = claim.job, result["meta"]["degraded"]
    if job.degraded and degraded:
        _keep(claim, None, services)
        return
    stored = _store(job, encode(result), services)
    _copy_to_outbox(job, outcome.done(job.id, result), services)
    now = services.now()
    notice = outcome.notice(job, now, data=result["data"])
    delivery = _delivery(job, "job.done", notice, services)
    if not commit(lambda: services.jobs.finish(claim, stored, delivery, now, degraded=degraded)):
        log.warning("claim_lost")
        return
    log.info("job_done", engine=result["meta"]["engine"], seconds=result["processing_time"])
    services.cache.put(job.id, encode({"owner": job.owner, "result": result}))
    _tell(job, delivery, services)


def give_up(
    claim: Claim, attempt: Attempt, services: Services, *, transient: bool, poison: bool = False
) -> None:
    """Make the job failed. `poison` is quarantined: no replay in bulk touches it.

    A job that has a degraded result keeps it: its caller was told that it is done.
    """
    job, now = claim.job, services.now()
    if job.degraded:
        _keep(claim, attempt, services)
        return
    message = text(attempt.error_code, job.locale)
    letter = _letter(job, attempt, services, transient=transient, poison=poison)
    notice = outcome.notice(job, now, error=message)
    delivery = _delivery(job, "job.failed", notice, services)
    if not commit(lambda: services.jobs.fail(claim, attempt, letter, delivery, now)):
        log.warning("claim_lost")
        return
    _note_failure(replace(job, error_code=attempt.error_code), message, services)
    _tell(job, delivery, services)


def _keep(claim: Claim, attempt: Attempt | None, services: Services) -> None:
    if commit(lambda: services.jobs.keep(claim, attempt, services.now())):
        log.info("degraded_result_kept")
    else:
        log.warning("claim_lost")


def encode(value: outcome.Json) -> bytes:
    """Return `value` as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _store(job: Job, body: bytes, services: Services) -> StoredResult:
    if len(body) <= services.limits.inline_result:
        return StoredResult(body=body)
    key = result_key(job.id)
    services.objects.put(key, body, len(body), "application/json")
    return StoredResult(object_key=key)


def _letter(
    job: Job, attempt: Attempt, services: Services, *, transient: bool, poison: bool
) -> DeadLetter:
    limits, now = services.limits, services.now()
    worn_out = transient and job.generation >= limits.max_replays
    delay = limits.replay_delay * 2**job.generation
    return DeadLetter(
        id=services.new_id(),
        function=Function.PARSE_WORKER,
        job_id=job.id,
        priority=job.priority,
        error_code=attempt.error_code,
        transient=transient,
        status=LetterStatus.QUARANTINED if poison or worn_out else LetterStatus.DEAD,
        replays=job.generation,
        created_at=now,
        replay_after=now + delay if transient else None,
    )


def _delivery(job: Job, event: str, body: bytes, services: Services) -> Delivery | None:
    if job.webhook_url is None:
        return None
    now = services.now()
    return Delivery(
        id=f"msg_{services.new_id().replace('-', '')}",
        job_id=job.id,
        event=event,
        generation=job.generation,
        url=job.webhook_url,
        secret=job.webhook_secret,
        body=body,
        available_at=now,
        created_at=now,
    )


def _tell(job: Job, delivery: Delivery | None, services: Services) -> None:
    services.cache.announce(job.id)
    if delivery:
        push_delivery(delivery, services)


def _copy_to_outbox(job: Job, answer: outcome.Json, services: Services) -> None:
    if is_drop(job.object_key):
        body = encode(answer)
        services.objects.put(outbox_key(job.object_key), body, len(body), "application/json")


def _note_failure(job: Job, message: str, services: Services) -> None:
    try:
        _copy_to_outbox(job, outcome.failed(job, message), services)
    except Unavailable as error:  # the row tells; the copy is a courtesy
        log.warning("outbox_copy_failed", error=error.code)
