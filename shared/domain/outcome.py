"""What a caller is told about a job: the JSON of the API and of the webhook."""

import json
from datetime import UTC, datetime
from typing import Any

from shared.domain.job import Job, Status

Json = dict[str, Any]


def result(job: Job, data: Json, meta: Json, *, seconds: float, parsed_at: datetime) -> Json:
    """Return the `result` of a done job; `seconds` is how long the parsing took."""
    return {
        "job_id": job.id,
        "file_name": job.file_name,
        "processing_time": round(seconds, 3),
        "parsed_at": round(parsed_at.timestamp(), 3),
        "data": data,
        "meta": meta,
    }


def accepted(job: Job, estimated_wait: str) -> Json:
    """Return the answer to an upload."""
    return {
        "job_id": job.id,
        "status": "queued",
        "priority": job.priority.value,
        "estimated_wait": estimated_wait,
        "webhook_configured": job.webhook_url is not None,
    }


def pending(job: Job, position: int) -> Json:
    """Return the answer for a job that waits; `position` is from 1."""
    return {"job_id": job.id, "status": "pending", "position_in_queue": position}


def running(job: Job) -> Json:
    """Return the answer for a job that runs."""
    started = job.started_at or job.created_at
    return {"job_id": job.id, "status": "running", "started_at": _iso(started)}


def done(job_id: str, result: Json) -> Json:
    """Return the answer for a done job."""
    return {"job_id": job_id, "status": "done", "result": result}


def failed(job: Job, error: str) -> Json:
    """Return the answer for a failed job; `error` is the text in the caller's language."""
    return {
        "job_id": job.id,
        "status": "failed",
        "error": error,
        "code": job.error_code,
    }


def notice(job: Job, now: datetime, *, data: Json | None = None, error: str | None = None) -> bytes:
    """Return the exact body of the webhook: of a done job with `data`, of a failed with `error`."""
    body: Json = {
        "job_id": job.id,
        "status": Status.DONE.value if error is None else Status.FAILED.value,
        "timestamp": int(now.timestamp()),
    }
    body |= {"data": data} if error is None else {"error": error}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
