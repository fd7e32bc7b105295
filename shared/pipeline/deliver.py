"""One attempt at one webhook: the exact bytes, freshly signed."""

from datetime import datetime, timedelta

import structlog
from structlog.contextvars import bound_contextvars

from shared.domain.dead_letter import Attempt, DeadLetter, Function, LetterStatus
from shared.domain.delivery import GONE, Answer, Delivery
from shared.domain.retry import endpoint_pause, webhook_delay
from shared.domain.signature import plain, standard
from shared.errors import (
    BadWebhookUrl,
    EndpointGone,
    EndpointUnavailable,
    PipelineError,
    SecretUnreadable,
)
from shared.ports import DeliveryClaim
from shared.services import Services

log = structlog.get_logger(__name__)

BUSY = timedelta(seconds=1)  # until an endpoint that has its share is tried again
USER_AGENT = "NexTen-CV-Parser/1.0"


def deliver(delivery_id: str, services: Services) -> None:
    """Send the delivery if it is due, and record what the endpoint said.

    `webhook-id` is the same on every attempt; timestamp and signature are of this attempt.
    """
    now = services.now()
    claim = services.deliveries.claim(
        delivery_id,
        run_token=services.new_id(),
        now=now,
        lease_until=now + services.limits.delivery_lease,
        per_endpoint=services.limits.per_endpoint,
    )
    if claim is None:  # delivered, in other hands, or its endpoint is busy or paused
        services.deliveries.hold_back(delivery_id, now + BUSY)
        log.info("delivery_not_claimed", delivery_id=delivery_id)
        return
    with bound_contextvars(delivery_id=delivery_id, job_id=claim.delivery.job_id):
        _attempt(claim, services)


def headers(delivery: Delivery, secret: str | None, sent_at: datetime) -> dict[str, str]:
    """Return the headers of an attempt made at `sent_at` (aware); `secret` is in clear."""
    names = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "X-Webhook-Event": delivery.event,
        "X-Webhook-Attempt": str(delivery.attempts + 1),
        "webhook-id": delivery.id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
    }
    if secret:
        names["X-Signature"] = plain(secret, delivery.body)
        names["webhook-signature"] = standard(secret, delivery.id, sent_at, delivery.body)
    return names


def _attempt(claim: DeliveryClaim, services: Services) -> None:
    delivery, sent_at = claim.delivery, services.now()
    try:
        secret = services.sealer.open(delivery.secret) if delivery.secret else None
        signed = headers(delivery, secret, sent_at)
        answer = services.sender.post(delivery.url, delivery.body, signed)
    except (EndpointUnavailable, BadWebhookUrl, SecretUnreadable) as error:
        _failed(claim, error, None, sent_at, services)
        return
    if not answer.accepted:
        _failed(claim, _error_of(answer), answer.status, sent_at, services)
        return
    attempt = _attempted(sent_at, services, status=answer.status)
    services.deliveries.delivered(claim, attempt)
    log.info("delivery_made", status=answer.status, seconds=attempt.seconds)


def _error_of(answer: Answer) -> PipelineError:
    if answer.status == GONE:
        return EndpointGone()
    return EndpointUnavailable(f"HTTP {answer.status}", retry_after=answer.retry_after)


def _failed(
    claim: DeliveryClaim,
    error: PipelineError,
    status: int | None,
    sent_at: datetime,
    services: Services,
) -> None:
    attempt = _attempted(sent_at, services, status=status, error=error)
    delay = None
    if isinstance(error, EndpointUnavailable):
        _leave_alone(claim.delivery.endpoint, services)
        delay = webhook_delay(
            claim.delivery.attempts + 1,
            services.chance(),
            error.retry_after,
            services.limits.webhook_delays,
        )
    if delay is not None:
        services.deliveries.retry(claim, attempt, attempt.at + delay)
        log.warning("delivery_retried", status=status, seconds=delay.total_seconds())
        return
    services.deliveries.fail(claim, attempt, _letter(claim.delivery, error, services))
    log.warning("delivery_failed", status=status, error=error.code)


def _attempted(
    sent_at: datetime,
    services: Services,
    *,
    status: int | None,
    error: PipelineError | None = None,
) -> Attempt:
    now = services.now()
    return Attempt(
        at=now,
        seconds=round((now - sent_at).total_seconds(), 3),
        status=status,
        error_code=error.code if error else "",
        detail=error.detail if error else "",
    )


def _leave_alone(endpoint: str, services: Services) -> None:
    """Pause an endpoint that keeps failing, so that it holds up no other."""
    failures = services.deliveries.note_failure(endpoint, services.now())
    pause = endpoint_pause(failures, services.chance())
    if pause:
        services.deliveries.pause(endpoint, services.now() + pause)
        log.warning("endpoint_paused", failures=failures, seconds=pause.total_seconds())


def _letter(delivery: Delivery, error: PipelineError, services: Services) -> DeadLetter:
    return DeadLetter(
        id=services.new_id(),
        function=Function.WEBHOOK_DISPATCH,
        job_id=delivery.job_id,
        delivery_id=delivery.id,
        error_code=error.code,
        transient=False,  # three days of attempts are behind it
        status=LetterStatus.DEAD,
        created_at=services.now(),
    )
