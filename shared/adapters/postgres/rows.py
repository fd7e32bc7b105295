"""Between rows and values."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from shared.domain.dead_letter import Attempt, DeadLetter, Function, LetterStatus
from shared.domain.delivery import Delivery, DeliveryStatus
from shared.domain.job import RANK, Job, Priority, Status

Values = dict[str, Any]


def values_of_job(job: Job) -> Values:
    """Return the row of a new job."""
    return {
        "id": job.id,
        "status": job.status.value,
        "priority": job.priority.value,
        "rank": RANK[job.priority],
        "owner": job.owner,
        "locale": job.locale,
        "file_name": job.file_name.replace("\0", ""),  # PostgreSQL keeps no NUL
        "size": job.size,
        "sha256": job.sha256,
        "object_key": job.object_key,
        "source_etag": job.source_etag,
        "webhook_url": job.webhook_url,
        "webhook_secret": job.webhook_secret,
        "idempotency_key": job.idempotency_key,
        "request_hash": job.request_hash,
        "attempts": job.attempts,
        "crashes": job.crashes,
        "generation": job.generation,
        "available_at": job.available_at,
        "created_at": job.created_at,
    }


def job_of(row: Row[Any]) -> Job:
    """Return the job of a row of `jobs`."""
    return Job(
        id=row.id,
        status=Status(row.status),
        priority=Priority(row.priority),
        owner=row.owner,
        locale=row.locale,
        file_name=row.file_name,
        size=row.size,
        sha256=row.sha256,
        object_key=row.object_key,
        source_etag=row.source_etag,
        webhook_url=row.webhook_url,
        webhook_secret=row.webhook_secret,
        idempotency_key=row.idempotency_key,
        request_hash=row.request_hash,
        attempts=row.attempts,
        crashes=row.crashes,
        generation=row.generation,
        available_at=utc(row.available_at),
        created_at=utc(row.created_at),
        started_at=utc(row.started_at) if row.started_at else None,
        finished_at=utc(row.finished_at) if row.finished_at else None,
        error_code=row.error_code,
        error_detail=row.error_detail,
        degraded=row.degraded,
    )


def values_of_delivery(delivery: Delivery) -> Values:
    """Return the row of a new delivery."""
    return {
        "id": delivery.id,
        "job_id": delivery.job_id,
        "event": delivery.event,
        "generation": delivery.generation,
        "url": delivery.url,
        "endpoint": delivery.endpoint,
        "secret": delivery.secret,
        "body": delivery.body,
        "status": delivery.status.value,
        "attempts": delivery.attempts,
        "available_at": delivery.available_at,
        "created_at": delivery.created_at,
    }


def delivery_of(row: Row[Any]) -> Delivery:
    """Return the delivery of a row of `deliveries`."""
    return Delivery(
        id=row.id,
        job_id=row.job_id,
        event=row.event,
        generation=row.generation,
        url=row.url,
        secret=row.secret,
        body=bytes(row.body),
        status=DeliveryStatus(row.status),
        attempts=row.attempts,
        available_at=utc(row.available_at),
        created_at=utc(row.created_at),
        last_status=row.last_status,
        last_error=row.last_error,
    )


def values_of_attempt(attempt: Attempt, job_id: str, delivery_id: str | None = None) -> Values:
    """Return the row of an attempt."""
    return {
        "job_id": job_id,
        "delivery_id": delivery_id,
        "at": attempt.at,
        "seconds": attempt.seconds,
        "status": attempt.status,
        "error_code": attempt.error_code,
        "detail": attempt.detail,
    }


def attempt_of(row: Row[Any]) -> Attempt:
    """Return the attempt of a row of `attempts`."""
    return Attempt(
        at=utc(row.at),
        seconds=row.seconds,
        status=row.status,
        error_code=row.error_code,
        detail=row.detail,
    )


def values_of_letter(letter: DeadLetter) -> Values:
    """Return the row of a new dead letter; its history is the attempts."""
    return {
        "id": letter.id,
        "function": letter.function.value,
        "job_id": letter.job_id,
        "delivery_id": letter.delivery_id,
        "priority": letter.priority,
        "error_code": letter.error_code,
        "transient": letter.transient,
        "status": letter.status.value,
        "replays": letter.replays,
        "created_at": letter.created_at,
        "replay_after": letter.replay_after,
        "reason": letter.reason,
    }


def letter_of(row: Row[Any], history: tuple[Attempt, ...] = ()) -> DeadLetter:
    """Return the dead letter of a row of `dead_letters`."""
    return DeadLetter(
        id=row.id,
        function=Function(row.function),
        job_id=row.job_id,
        delivery_id=row.delivery_id,
        priority=row.priority,
        error_code=row.error_code,
        transient=row.transient,
        status=LetterStatus(row.status),
        replays=row.replays,
        created_at=utc(row.created_at),
        replay_after=utc(row.replay_after) if row.replay_after else None,
        reason=row.reason,
        history=history,
    )


def utc(moment: datetime) -> datetime:
    """Return the same moment, told in UTC."""
    return moment.astimezone(UTC)
