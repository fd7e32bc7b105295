"""One run of one job: claim it, read the file, parse the text, end it."""

import json
from datetime import timedelta

import structlog
from structlog.contextvars import bound_contextvars

from shared.domain import outcome
from shared.domain.dead_letter import Attempt
from shared.domain.fingerprint import fingerprint_of
from shared.domain.job import Claim
from shared.domain.result import meta_of
from shared.domain.retry import is_transient, job_delay
from shared.domain.validity import check_fits
from shared.errors import PipelineError, Postponed, Unavailable
from shared.pipeline.ending import commit, encode, finish, give_up
from shared.pipeline.reuse import reuse
from shared.services import Parser, Services

log = structlog.get_logger(__name__)


def parse(job_id: str, services: Services, parser: Parser) -> None:
    """Run the job if it is there to be run, and record how it ended.

    A second delivery of the same id finds nothing to claim and changes nothing. Raises
    `Unavailable` only when the end could not be recorded: the lease will tell.
    """
    now = services.now()
    claim = services.jobs.claim(
        job_id,
        run_token=services.new_id(),
        now=now,
        lease_until=now + services.limits.lease,
    )
    if claim is None:
        log.info("job_not_claimed", job_id=job_id)
        return
    with bound_contextvars(job_id=job_id), services.leases.keep(claim.run_token):
        _run(claim, services, parser)


def _run(claim: Claim, services: Services, parser: Parser) -> None:
    started = services.now()
    try:
        finish(claim, _result(claim, services, parser), services)
    except Postponed as error:
        _postpone(claim, error, services)
    except Exception as error:  # noqa: BLE001  a bug must end as a dead letter, not as a loop
        seconds = (services.now() - started).total_seconds()
        _failed(claim, error, seconds, services)


def _result(claim: Claim, services: Services, parser: Parser) -> outcome.Json:
    """Return the `result` of the job: of an earlier run, of the same file before, or made now."""
    kept = services.jobs.checkpoint_of(claim.job.id)
    if kept is not None:
        log.info("checkpoint_used")
        return json.loads(kept)
    started = services.now()
    job = claim.job
    content = services.objects.get(job.object_key, job.source_etag)
    same = fingerprint_of(content, job.file_name, parser.recipe) if parser.recipe else None
    if same and (reused := reuse(job, same, started, services)):
        services.jobs.checkpoint(claim, encode(reused), same)
        return reused
    document = parser.reader.read(content, job.file_name)
    parsed = parser.engine.parse(document)
    check_fits(parsed.data)
    parsed_at = services.now()
    result = outcome.result(
        job,
        parsed.data,
        meta_of(parsed, document),
        seconds=(parsed_at - started).total_seconds(),
        parsed_at=parsed_at,
    )
    if parsed.tokens:  # it was paid for
        services.jobs.checkpoint(claim, encode(result), same)
    return result


def _postpone(claim: Claim, error: Postponed, services: Services) -> None:
    available_at = services.now() + timedelta(seconds=error.retry_after)
    commit(lambda: services.jobs.postpone(claim, available_at))
    log.info("job_postponed", error=error.code, seconds=error.retry_after)


def _failed(claim: Claim, error: Exception, seconds: float, services: Services) -> None:
    attempt = _attempt(error, seconds, services)
    transient, tries = is_transient(error), claim.job.attempts + 1
    if transient and tries < services.limits.max_attempts:
        retry_after = error.retry_after if isinstance(error, Unavailable) else None
        delay = job_delay(tries, services.chance(), retry_after)
        commit(lambda: services.jobs.retry(claim, attempt, services.now() + delay))
        log.warning("job_retried", error=attempt.error_code, seconds=delay.total_seconds())
        return
    unexpected = not isinstance(error, PipelineError)
    log.warning("job_failed", error=attempt.error_code, exc_info=unexpected)
    give_up(claim, attempt, services, transient=transient)


def _attempt(error: Exception, seconds: float, services: Services) -> Attempt:
    """Return the record of a failed run; the text of a foreign exception may quote the CV."""
    known = isinstance(error, PipelineError)
    return Attempt(
        at=services.now(),
        seconds=round(seconds, 3),
        error_code=error.code if known else PipelineError.code,
        detail=error.detail if known else type(error).__qualname__,
    )
