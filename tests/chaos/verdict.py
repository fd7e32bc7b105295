"""What PostgreSQL, the object store and the receiver say afterwards."""

import json
import time
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from minio import Minio
from sqlalchemy import Engine, create_engine, text

from tests.chaos.load import Sent
from tests.chaos.receiver import Inbox

TRUE_REASONS = {  # how a job of this load may fail
    "corrupt",
    "no_text",
    "unreadable",
    "engine_unavailable",
    "object_store_unavailable",
    "database_unavailable",
    "reader_unavailable",
    "invalid_result",
    "worker_crashed",
}


RESULTS = text("SELECT job_id, convert_from(body, 'UTF8')::json -> 'data' FROM results")


@dataclass
class Verdict:
    """The figures, and in `wrong` a sentence for everything that must not be."""

    accepted: int = 0
    done: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    stuck: int = 0
    degraded: int = 0  # done by the local engine, and not by the LLM since
    duplicates: int = 0  # webhooks received more than once: allowed, and counted
    wrong: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        reasons = ", ".join(f"{code} {number}" for code, number in sorted(self.failed.items()))
        return (
            f"accepted {self.accepted} / done {self.done}"
            f"{f' ({self.degraded} degraded)' if self.degraded else ''} / failed {self.failed.total()}"
            f"{f' ({reasons})' if reasons else ''} / lost {self.lost} / stuck {self.stuck} / "
            f"duplicate deliveries {self.duplicates}"
        )


def wait_until_quiet(url: str, patience: float) -> None:
    """Return when no job runs or waits and no webhook is owed, or after `patience` seconds."""
    engine = create_engine(url, pool_pre_ping=True)
    until = time.monotonic() + patience
    while time.monotonic() < until and _open_work(engine):
        time.sleep(0.5)
    engine.dispose()


def judge(url: str, minio: Minio, bucket: str, sent: Sent, inbox: Inbox) -> Verdict:
    """Look everywhere and count."""
    verdict = Verdict()
    engine = create_engine(url)
    with engine.connect() as connection:
        jobs = {row.id: row for row in connection.execute(text("SELECT * FROM jobs"))}
        results = {row[0]: row[1] for row in connection.execute(RESULTS)}
        letters = set(connection.execute(text("SELECT job_id FROM dead_letters")).scalars())
        owed = connection.execute(text("SELECT status, count(*) FROM deliveries GROUP BY 1")).all()
    engine.dispose()
    drops = {row.object_key: job_id for job_id, row in jobs.items() if row.source_etag}
    lost_drops = sent.drops - drops.keys()
    lost_jobs = sent.jobs - jobs.keys()
    verdict.accepted = len(sent.jobs) + len(sent.drops)
    verdict.lost = len(lost_jobs) + len(lost_drops)
    for job_id, row in jobs.items():
        _judge_job(job_id, row, verdict, results, letters)
    _judge_webhooks(sent, inbox, verdict, dict(owed))
    _judge_contents(inbox, results, verdict)
    _judge_objects(minio, bucket, jobs, verdict)
    if len(jobs) != len(sent.jobs) + len(drops):
        verdict.wrong.append(f"{len(jobs)} rows for {len(sent.jobs)} jobs and {len(drops)} drops")
    if verdict.lost:
        verdict.wrong.append(f"lost: {sorted(lost_jobs | lost_drops)[:5]}")
    return verdict


def _judge_job(
    job_id: str, row, verdict: Verdict, results: Collection[str], letters: set[str]
) -> None:
    match row.status:
        case "done":
            verdict.done += 1
            verdict.degraded += row.degraded
            if job_id not in results:
                verdict.wrong.append(f"done without a result: {job_id}")
        case "failed":
            verdict.failed[row.error_code] += 1
            if row.error_code not in TRUE_REASONS:
                verdict.wrong.append(f"failed as {row.error_code}: {job_id}")
            if job_id not in letters:
                verdict.wrong.append(f"failed without a dead letter: {job_id}")
        case status:
            verdict.stuck += 1
            due = (row.available_at - datetime.now(UTC)).total_seconds()
            told = f"due in {due:.0f} s, attempts {row.attempts}, crashes {row.crashes}"
            verdict.wrong.append(f"still {status}: {job_id} ({told})")


def _judge_webhooks(sent: Sent, inbox: Inbox, verdict: Verdict, owed: dict[str, int]) -> None:
    verdict.duplicates = sum(
        len(bodies) - len(inbox.ids[job_id]) for job_id, bodies in inbox.bodies.items()
    )
    never = sent.hooked - inbox.bodies.keys()
    if never:
        verdict.wrong.append(f"{len(never)} webhooks never came: {sorted(never)[:5]}")
    if inbox.forged:
        verdict.wrong.append(f"{inbox.forged} signatures did not fit")
    if owed.keys() - {"delivered"}:
        verdict.wrong.append(f"deliveries: {owed}")
    for job_id, bodies in inbox.bodies.items():
        if len(set(bodies)) > len(inbox.ids[job_id]):
            verdict.wrong.append(f"two contents under one webhook-id: {job_id}")
        states = {json.loads(body)["status"] for body in bodies}
        if len(states) > 1:
            verdict.wrong.append(f"told both {states}: {job_id}")


def _judge_contents(inbox: Inbox, results: Mapping[str, Any], verdict: Verdict) -> None:
    """What is stored is what the last webhook told: no result was written twice."""
    for job_id, data in results.items():
        told = [json.loads(body).get("data") for body in inbox.bodies.get(job_id, ())]
        if told and data not in told:
            verdict.wrong.append(f"told something else than is stored: {job_id}")


def _judge_objects(minio: Minio, bucket: str, jobs, verdict: Verdict) -> None:
    keys = {found.object_name for found in minio.list_objects(bucket, recursive=True)}
    owned = {row.object_key for row in jobs.values()}
    missing = owned - keys
    orphans = {key for key in keys if key.startswith("uploads/")} - owned
    if missing:
        verdict.wrong.append(f"{len(missing)} files are gone: {sorted(missing)[:3]}")
    if orphans:
        verdict.wrong.append(f"{len(orphans)} orphans: {sorted(orphans)[:3]}")
    for row in jobs.values():
        if row.source_etag and f"outbox/{row.object_key.removeprefix('inbox/')}.json" not in keys:
            verdict.wrong.append(f"nothing in the outbox for {row.id}")


def _open_work(engine: Engine) -> int:
    asking = text(
        "SELECT (SELECT count(*) FROM jobs WHERE status IN ('queued', 'running'))"
        " + (SELECT count(*) FROM deliveries WHERE status = 'pending')"
    )
    with engine.connect() as connection:
        return connection.execute(asking).scalar() or 0
