"""What a bucket's notification says was written, whatever dialect it comes in.

Sources: MinIO's and RustFS' S3 notification JSON; SeaweedFS' filer webhook; the CloudEvents adapter
for AWS S3; AWS' EventBridge message structure of S3.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from shared.domain.events import S3_CREATED, cloud_event, json_of
from shared.errors import BadRequestBody

SEAWEED_BUCKETS = "/buckets/"
SEAWEED_WRITES = frozenset({"create", "update", "rename"})  # an update: written over, or tagged
LONGEST_KEY = 1024  # bytes, of S3

# A bucket with versions keeps `a.pdf` as `a.pdf.versions/v_<id>`, and which is the latest on the
# folder. The folder is told of last, and only then can the object be read under its own name.
VERSIONS = ".versions"
VERSION = "Seaweed-X-Amz-Version-Id"
LATEST = "Seaweed-X-Amz-Latest-Version-Id"
DELETED = frozenset(
    {"Seaweed-X-Amz-Delete-Marker", "Seaweed-X-Amz-Latest-Version-Is-Delete-Marker"}
)

# Tagging, retention and legal hold are "ObjectCreated" too, and change nothing in the file.
WRITES = frozenset({"Put", "Post", "Copy", "CompleteMultipartUpload"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectCreated:
    """An object was written into a bucket."""

    bucket: str
    key: str  # as the owner named it, with nothing escaped


def objects_created(headers: Mapping[str, str], body: bytes) -> list[ObjectCreated]:
    """Return the objects that a notification says were written; other news give an empty list."""
    event = cloud_event(headers, body)
    if event and not event.type.startswith(S3_CREATED):
        return []
    payload = event.data if event else json_of(body)
    if not isinstance(payload, dict):
        return []
    try:
        if "event_type" in payload:
            told = list(_from_seaweed(payload))
        elif "detail-type" in payload:
            told = list(_from_eventbridge(payload))
        else:
            records = payload.get("Records") or [payload]
            told = [created for record in records for created in _from_s3(record)]
    except (AttributeError, TypeError):
        raise BadRequestBody("not a notification") from None
    return [created for created in told if _can_exist(created.key)]


def _from_s3(record: Any) -> Iterator[ObjectCreated]:
    match record:
        case {
            "eventName": str(name),
            "s3": {"bucket": {"name": str(bucket)}, "object": {"key": str(key)}},
        }:
            kind, _, how = name.removeprefix("s3:").partition(":")
            if kind == "ObjectCreated" and how in WRITES:
                yield ObjectCreated(bucket=bucket, key=unquote_plus(key))


def _from_eventbridge(payload: Mapping[str, Any]) -> Iterator[ObjectCreated]:
    """Its keys are not escaped, and tags and retention have types of their own."""
    match payload:
        case {
            "source": "aws.s3",
            "detail-type": "Object Created",
            "detail": {"bucket": {"name": str(bucket)}, "object": {"key": str(key)}},
        }:
            yield ObjectCreated(bucket=bucket, key=key)


def _from_seaweed(payload: Mapping[str, Any]) -> Iterator[ObjectCreated]:
    message = payload.get("message") or {}
    entry = message.get("new_entry") or {}
    if payload["event_type"] not in SEAWEED_WRITES:
        return
    path = str(payload.get("key", ""))
    if payload["event_type"] == "rename":
        path = f"{message.get('new_parent_path', '')}/{entry.get('name', '')}"
    path = _object_at(path, entry) or ""
    bucket, _, key = path.removeprefix(SEAWEED_BUCKETS).partition("/")
    if path.startswith(SEAWEED_BUCKETS) and key and not key.startswith(".uploads/"):
        yield ObjectCreated(bucket=bucket, key=key)


def _object_at(path: str, entry: Mapping[str, Any]) -> str | None:
    """Return the path under which S3 knows what lies at `path`; None if that is no object."""
    extended = set(entry.get("extended") or {})
    if extended & DELETED:
        return None
    if entry.get("is_directory"):
        of_versions = path.endswith(VERSIONS) and LATEST in extended
        return path.removesuffix(VERSIONS) if of_versions else None
    folder = path.rpartition("/")[0]
    is_version = folder.endswith(VERSIONS) and VERSION in extended
    return folder.removesuffix(VERSIONS) if is_version else path


def _can_exist(key: str) -> bool:
    """Whether any store could hold such a key. Asking for another would fail now and for ever."""
    try:
        size = len(key.encode())
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    steps = {".", ".."} & set(key.split("/"))
    return 0 < size <= LONGEST_KEY and "\0" not in key and not steps
