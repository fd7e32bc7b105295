"""The jobs in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from shared.adapters.memory.rows import Held, Rows
from shared.domain.dead_letter import Attempt, DeadLetter
from shared.domain.delivery import Delivery
from shared.domain.job import RANK, Claim, Job, Priority, Status, check_move
from shared.errors import JobNotFound, WorkerCrashed
from shared.ports import Load, StoredResult


class MemoryJobs:
    """Provides `ports.Jobs`."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, job: Job) -> Job:
        with self._rows.lock:
            for earlier in self._rows.jobs.values():
                if _same_request(earlier, job):
                    return earlier
            self._rows.jobs[job.id] = job
            return job

    def get(self, job_id: str) -> Job:
        with self._rows.lock:
            if job_id not in self._rows.jobs:
                raise JobNotFound
            return self._rows.jobs[job_id]

    def claim(
        self, job_id: str, *, run_token: str, now: datetime, lease_until: datetime
    ) -> Claim | None:
        with self._rows.lock:
            job = self._rows.jobs.get(job_id)
            if job is None or job.status is not Status.QUEUED or job.available_at > now:
                return None
            job = self._move(job, Status.RUNNING, started_at=now)
            self._rows.held[job_id] = Held(run_token=run_token, lease_until=lease_until)
            return Claim(job=job, run_token=run_token, lease_until=lease_until)

    def extend(self, run_tokens: Collection[str], lease_until: datetime) -> None:
        with self._rows.lock:
            for held in self._rows.held.values():
                if held.run_token in run_tokens:
                    held.lease_until = lease_until

    def checkpoint(self, claim: Claim, body: bytes, fingerprint: str | None = None) -> bool:
        with self._rows.lock:
            if not self._holds(claim):
                return False
            self._rows.checkpoints[claim.job.id] = body
            if fingerprint:
                self._rows.fingerprints[claim.job.id] = fingerprint
            return True

    def checkpoint_of(self, job_id: str) -> bytes | None:
        with self._rows.lock:
            return self._rows.checkpoints.get(job_id)

    def finish(
        self,
        claim: Claim,
        result: StoredResult,
        delivery: Delivery | None,
        now: datetime,
        *,
        degraded: bool = False,
    ) -> bool:
        with self._rows.lock:
            if not self._holds(claim):
                return False
            self._done(claim, now, degraded=degraded)
            self._rows.results[claim.job.id] = result
            self._owe(delivery)
            return True

    def keep(self, claim: Claim, attempt: Attempt | None, now: datetime) -> bool:
        with self._rows.lock:
            if not self._holds(claim) or not claim.job.degraded:
                return False
            self._done(claim, now)
            if attempt:
                self._rows.attempts[claim.job.id].append(attempt)
            return True

    def retry(self, claim: Claim, attempt: Attempt, available_at: datetime) -> bool:
        attempts = claim.job.attempts + 1
        return self._requeue(claim, attempt, attempts=attempts, available_at=available_at)

    def postpone(self, claim: Claim, available_at: datetime) -> bool:
        return self._requeue(claim, None, available_at=available_at)

    def take_back(self, claim: Claim, attempt: Attempt, now: datetime) -> bool:
        with self._rows.lock:
            held = self._rows.held.get(claim.job.id)
            if held is None or held.lease_until >= now:
                return False
            crashes = claim.job.crashes + 1
            return self._requeue(claim, attempt, crashes=crashes, available_at=now)

    def fail(
        self,
        claim: Claim,
        attempt: Attempt,
        letter: DeadLetter,
        delivery: Delivery | None,
        now: datetime,
    ) -> bool:
        with self._rows.lock:
            if not self._holds(claim):
                return False
            self._end(
                claim,
                Status.FAILED,
                finished_at=now,
                error_code=attempt.error_code,
                error_detail=attempt.detail,
            )
            self._rows.attempts[claim.job.id].append(attempt)
            self._rows.letters[letter.id] = letter
            self._owe(delivery)
            return True

    def hold_back(self, job_id: str, available_at: datetime) -> None:
        with self._rows.lock:
            job = self._rows.jobs.get(job_id)
            if job and job.status is Status.QUEUED and job.available_at < available_at:
                self._rows.jobs[job_id] = replace(job, available_at=available_at)

    def due(self, now: datetime, limit: int) -> Sequence[Job]:
        with self._rows.lock:
            waiting = [
                job
                for job in self._rows.jobs.values()
                if job.status is Status.QUEUED and job.available_at <= now
            ]
        return sorted(waiting, key=lambda job: (RANK[job.priority], job.available_at))[:limit]

    def lapsed(self, now: datetime, limit: int) -> Sequence[Claim]:
        with self._rows.lock:
            lost = [
                Claim(job=job, run_token=held.run_token, lease_until=held.lease_until)
                for job_id, held in self._rows.held.items()
                if (job := self._rows.jobs.get(job_id)) and held.lease_until < now
            ]
        return sorted(lost, key=lambda claim: claim.lease_until)[:limit]

    def is_poison(self, sha256: str) -> bool:
        with self._rows.lock:
            return bool(sha256) and any(
                (job.sha256, job.status, job.error_code)
                == (sha256, Status.FAILED, WorkerCrashed.code)
                for job in self._rows.jobs.values()
            )

    def history(self, job_id: str) -> Sequence[Attempt]:
        with self._rows.lock:
            return list(self._rows.attempts[job_id])

    def load(self, job: Job) -> Load:
        def place(waiting: Job) -> tuple[int, datetime, str]:
            return (RANK[waiting.priority], waiting.created_at, waiting.id)

        with self._rows.lock:
            jobs = list(self._rows.jobs.values())
        queued = [found for found in jobs if found.status is Status.QUEUED]
        took = [
            (found.finished_at - found.started_at).total_seconds()
            for found in jobs
            if found.status is Status.DONE and found.finished_at and found.started_at
        ]
        return Load(
            ahead=sum(place(found) < place(job) for found in queued),
            running=sum(found.status is Status.RUNNING for found in jobs),
            mean_seconds=sum(took) / len(took) if took else None,
        )

    def result(self, job_id: str) -> StoredResult | None:
        with self._rows.lock:
            return self._rows.results.get(job_id)

    def parsed_before(self, owner: str, fingerprint: str) -> StoredResult | None:
        with self._rows.lock:
            same = [
                job
                for job in map(self._rows.jobs.__getitem__, self._rows.results)
                if job.owner == owner
                and job.status is Status.DONE
                and not job.degraded
                and self._rows.fingerprints.get(job.id) == fingerprint
            ]
            newest = max(same, key=lambda job: job.finished_at or job.created_at, default=None)
            return self._rows.results[newest.id] if newest else None

    def replay(self, job_id: str, now: datetime) -> Job | None:
        with self._rows.lock:
            job = self._rows.jobs.get(job_id)
            if job is None or job.status is not Status.FAILED:
                return None
            return self._anew(job, now)

    def requeue_degraded(
        self, now: datetime, *, delay: timedelta, generations: int, limit: int
    ) -> Sequence[Job]:
        def is_ready(job: Job) -> bool:
            due = job.finished_at and job.finished_at + delay * 2**job.generation
            return bool(due and due <= now) and job.generation < generations

        with self._rows.lock:
            ready = [
                job
                for job in self._rows.jobs.values()
                if job.status is Status.DONE and job.degraded and is_ready(job)
            ]
            oldest = sorted(ready, key=lambda job: job.finished_at or now)[:limit]
            return [self._anew(job, now) for job in oldest]

    def erase(self, job_id: str, now: datetime) -> None:
        with self._rows.lock:
            rows, job = self._rows, self.get(job_id)
            rows.jobs[job_id] = replace(
                job,
                status=Status.ERASED,
                finished_at=now,
                file_name="",
                sha256="",
                object_key="",
                source_etag=None,
                idempotency_key=None,
                request_hash=None,
                webhook_url=None,
                webhook_secret=None,
                error_detail=None,
                degraded=False,
            )
            for delivery in [found for found in rows.deliveries.values() if found.job_id == job_id]:
                for table in (rows.deliveries, rows.held, rows.attempts):
                    table.pop(delivery.id, None)
            for letter in [found for found in rows.letters.values() if found.job_id == job_id]:
                del rows.letters[letter.id]
            tables = (rows.held, rows.checkpoints, rows.fingerprints, rows.results, rows.attempts)
            for table in tables:
                table.pop(job_id, None)

    def finished_before(self, before: datetime, limit: int) -> Sequence[str]:
        with self._rows.lock:
            over = [
                job
                for job in self._rows.jobs.values()
                if job.status in (Status.DONE, Status.FAILED)
                and job.finished_at
                and job.finished_at < before
            ]
        return [job.id for job in sorted(over, key=lambda job: job.finished_at or before)][:limit]

    def known_sources(self, sources: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        with self._rows.lock:
            jobs = self._rows.jobs.values()
            known = {(job.object_key, job.source_etag) for job in jobs if job.source_etag}
        return known & set(sources)  # type: ignore[return-value]

    def known_ids(self, job_ids: Collection[str]) -> set[str]:
        with self._rows.lock:
            jobs = self._rows.jobs
            return {
                job_id
                for job_id in job_ids
                if job_id in jobs and jobs[job_id].status is not Status.ERASED
            }

    def counts(self) -> Mapping[tuple[str, str], int]:
        with self._rows.lock:
            jobs = self._rows.jobs.values()
            return Counter((job.priority.value, job.status.value) for job in jobs)

    def oldest_due(self, now: datetime) -> Mapping[Priority, datetime]:
        found: dict[Priority, datetime] = {}
        with self._rows.lock:
            for job in self._rows.jobs.values():
                if job.status is Status.QUEUED and job.available_at <= now:
                    known = found.get(job.priority, job.available_at)
                    found[job.priority] = min(known, job.available_at)
        return found

    def _requeue(self, claim: Claim, attempt: Attempt | None, **changes: object) -> bool:
        with self._rows.lock:
            if not self._holds(claim):
                return False
            self._end(claim, Status.QUEUED, **changes)
            if attempt:
                self._rows.attempts[claim.job.id].append(attempt)
            return True

    def _holds(self, claim: Claim) -> bool:
        held = self._rows.held.get(claim.job.id)
        return held is not None and held.run_token == claim.run_token

    def _end(self, claim: Claim, status: Status, **changes: object) -> None:
        self._move(self._rows.jobs[claim.job.id], status, **changes)
        del self._rows.held[claim.job.id]

    def _done(self, claim: Claim, now: datetime, **changes: object) -> None:
        self._end(
            claim, Status.DONE, finished_at=now, error_code=None, error_detail=None, **changes
        )
        self._rows.checkpoints.pop(claim.job.id, None)

    def _anew(self, job: Job, now: datetime) -> Job:
        return self._move(
            job,
            Status.QUEUED,
            generation=job.generation + 1,
            attempts=0,
            crashes=0,
            available_at=now,
            finished_at=None,
            error_code=None,
            error_detail=None,
        )

    def _move(self, job: Job, status: Status, **changes: object) -> Job:
        check_move(job.status, status)
        moved = replace(job, status=status, **changes)  # type: ignore[arg-type]
        self._rows.jobs[job.id] = moved
        return moved

    def _owe(self, delivery: Delivery | None) -> None:
        if delivery is None:
            return
        same = (delivery.job_id, delivery.event, delivery.generation)
        owed = self._rows.deliveries.values()
        if all((found.job_id, found.event, found.generation) != same for found in owed):
            self._rows.deliveries[delivery.id] = delivery


def _same_request(earlier: Job, job: Job) -> bool:
    if job.source_etag:
        return (earlier.object_key, earlier.source_etag) == (job.object_key, job.source_etag)
    if job.idempotency_key:
        return (earlier.owner, earlier.idempotency_key) == (job.owner, job.idempotency_key)
    return False
