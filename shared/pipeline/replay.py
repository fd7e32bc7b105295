"""Dead letters get another chance, by the schedule or by hand; each action is audited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from shared.domain.dead_letter import DeadLetter, Function, LetterFilter, LetterStatus
from shared.errors import BadParameter
from shared.pipeline.queues import push_delivery, push_job
from shared.pipeline.sweep import delete_orphans, erase_expired, register_forgotten_drops
from shared.services import Services

log = structlog.get_logger(__name__)

SCHEDULE = "schedule"  # the actor of the scheduled run, in the audit
OPEN = frozenset({LetterStatus.DEAD, LetterStatus.QUARANTINED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Replayed:
    """What a replay did, or would do."""

    letters: Sequence[str]  # ids
    dry_run: bool = False


def run_schedule(services: Services) -> dict[str, int]:
    """Do all that the schedule looks after; return the counts. Running it twice does no harm."""
    counts = {
        "registered": register_forgotten_drops(services),
        "replayed": len(replay_due(services).letters),
        "reparsed": reparse_degraded(services),
        "orphans_deleted": delete_orphans(services),
        "expired": erase_expired(services),
    }
    log.info("schedule_ran", **counts)
    return counts


def replay_due(services: Services) -> Replayed:
    """Replay the transient dead letters whose time has come, a limited number in one run.

    None while the LLM's circuit is open: they would only fail, or wait, once more.
    """
    pause = services.engine_pause()
    if pause > 0:
        log.info("replay_waits_for_circuit", seconds=round(pause, 1))
        return Replayed(letters=[])
    wanted = LetterFilter(transient=True, replay_before=services.now())
    return replay_all(wanted, services, actor=SCHEDULE, most=services.limits.replay_rate)


def reparse_degraded(services: Services) -> int:
    """Queue the CVs that the LLM missed, now that it answers again; return how many.

    The caller keeps the result there is, and is told again when there is a better one.
    """
    limits = services.limits
    if not limits.reparse_degraded or services.engine_pause() > 0:
        return 0
    queued = services.jobs.requeue_degraded(
        services.now(),
        delay=limits.replay_delay,
        generations=limits.max_replays,
        limit=limits.replay_rate,
    )
    for job in queued:
        push_job(job, services)
    return len(queued)


def replay_all(
    wanted: LetterFilter,
    services: Services,
    *,
    actor: str,
    most: int,
    dry_run: bool = False,
    force: bool = False,
) -> Replayed:
    """Replay matching letters, the oldest first. Quarantined ones are left out unless `force`."""
    if not force:
        wanted = replace(wanted, status=LetterStatus.DEAD)
    letters = [found for found in services.letters.find(wanted, most) if found.status in OPEN]
    if not dry_run:
        for letter in letters:
            _replay(letter, services, actor)
    return Replayed(letters=[letter.id for letter in letters], dry_run=dry_run)


def replay_one(letter_id: str, services: Services, *, actor: str) -> Replayed:
    """Replay one letter, quarantined or not; raise `DeadLetterNotFound`."""
    letter = services.letters.get(letter_id)
    if letter.status in OPEN:
        _replay(letter, services, actor)
        return Replayed(letters=[letter.id])
    return Replayed(letters=[])


def purge(letter_id: str, services: Services, *, actor: str, reason: str) -> None:
    """Put a letter away for good; the job stays failed. Raises `DeadLetterNotFound`."""
    if not reason.strip():
        raise BadParameter("reason")
    services.letters.get(letter_id)
    services.letters.mark(
        letter_id, LetterStatus.PURGED, actor=actor, reason=reason, now=services.now()
    )
    log.info("letter_purged", letter_id=letter_id)


def _replay(letter: DeadLetter, services: Services, actor: str) -> None:
    """The letter is marked last: if we die between, the job is queued and a second run harmless."""
    now = services.now()
    if letter.function is Function.PARSE_WORKER:
        job = services.jobs.replay(letter.job_id, now)
        if job:
            push_job(job, services)
    elif letter.delivery_id:
        again = services.deliveries.resend(letter.delivery_id, actor=actor, now=now)
        push_delivery(again, services)
    services.letters.mark(letter.id, LetterStatus.REPLAYED, actor=actor, reason="", now=now)
    log.info("letter_replayed", letter_id=letter.id, job_id=letter.job_id)


def resend(delivery_id: str, services: Services, *, actor: str) -> None:
    """Make a delivery again, from the first attempt on; raise `DeliveryNotFound`."""
    again = services.deliveries.resend(delivery_id, actor=actor, now=services.now())
    push_delivery(again, services)
    log.info("delivery_resent", delivery_id=delivery_id)
