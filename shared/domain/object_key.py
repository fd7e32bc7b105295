"""Where things lie in the bucket, and what the place of an object means."""

from shared.domain.job import Priority

INBOX = "inbox/"  # the drop zone
UPLOADS = "uploads/"  # files that came by the API
RESULTS = "results/"  # results too large for a row
OUTBOX = "outbox/"  # copies of results, for those who came by the bucket


def upload_key(job_id: str, extension: str) -> str:
    """Return where an uploaded file is kept; its own name may be a person's, so it is left out."""
    return f"{UPLOADS}{job_id}/cv.{extension}"


def job_id_of(key: str) -> str | None:
    """Return the job that an upload or a large result belongs to."""
    if key.startswith(UPLOADS):
        return key.removeprefix(UPLOADS).partition("/")[0]
    if key.startswith(RESULTS):
        return key.removeprefix(RESULTS).removesuffix(".json")
    return None


def result_key(job_id: str) -> str:
    """Return where a large result is kept."""
    return f"{RESULTS}{job_id}.json"


def outbox_key(inbox_key: str) -> str:
    """Return where the copy of a result goes for the object dropped at `inbox_key`."""
    return f"{OUTBOX}{inbox_key.removeprefix(INBOX)}.json"


def is_drop(key: str) -> bool:
    """Whether an object at `key` asks to be parsed: in inbox/, and no directory."""
    return key.startswith(INBOX) and not key.endswith("/") and len(key) > len(INBOX)


def priority_of(key: str) -> Priority:
    """Return the priority of an object in `inbox/<priority>/…`; standard elsewhere."""
    first, _, rest = key.removeprefix(INBOX).partition("/")
    known = rest and first in set(Priority)
    return Priority(first) if known else Priority.STANDARD


def file_name_of(key: str) -> str:
    """Return the last part of `key`."""
    return key.rsplit("/", 1)[-1]
