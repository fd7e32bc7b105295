"""What an object store sends when a file was written, to the letter.

Sources: MinIO internal/event/event.go and cmd/event-notification.go; SeaweedFS
weed/notification/webhook; CloudEvents adapter for AWS S3 1.0.2. Tests compare with the real ones.
"""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, quote_plus

from shared.domain.events import S3_CREATED

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Written:
    """An object that was written."""

    bucket: str
    key: str
    size: int  # bytes
    etag: str
    content_type: str
    at: datetime
    id: str  # of the request that wrote it


@dataclass(frozen=True, kw_only=True)
class Notification:
    """A request that tells of an object."""

    headers: Mapping[str, str]
    body: bytes


def minio(written: Written) -> Notification:
    """Return what MinIO's webhook target sends."""
    name = "s3:ObjectCreated:Put"
    event = {
        "EventName": name,
        "Key": f"{written.bucket}/{written.key}",
        "Records": [_record(written, name, "minio:s3", "")],
    }
    return _as_json(event)


def seaweedfs(written: Written) -> Notification:
    """Return what SeaweedFS' filer sends."""
    folder, _, name = f"/buckets/{written.bucket}/{written.key}".rpartition("/")
    seconds = int(written.at.timestamp())
    attributes = {
        "file_size": written.size,
        "mtime": seconds,
        "file_mode": 432,
        "crtime": seconds,
        "mime": written.content_type,
        "md5": base64.b64encode(bytes.fromhex(written.etag)).decode(),
        "ctime": seconds,
    }
    extended = {"Seaweed-X-Amz-ETag": base64.b64encode(written.etag.encode()).decode()}
    entry = {"name": name, "attributes": attributes, "extended": extended}
    event = {
        "event_type": "create",
        "key": f"{folder}/{name}",
        "message": {"new_entry": entry, "delete_chunks": True, "new_parent_path": folder},
    }
    return _as_json(event)


def cloudevent(written: Written) -> Notification:
    """Return the CloudEvent, in binary mode, that the adapter for AWS S3 makes."""
    region = "eu-west-1"
    record = _record(written, "ObjectCreated:Put", "aws:s3", region)
    headers = {
        "ce-specversion": "1.0",
        "ce-id": f"{written.id}.{written.id}",
        "ce-source": f"aws:s3.{region}.{written.bucket}",
        "ce-type": f"{S3_CREATED}Put",
        "ce-subject": quote(written.key),
        "ce-time": _time(written.at),
    }
    found = _as_json(record)
    return Notification(headers={**found.headers, **headers}, body=found.body)


DIALECTS: dict[str, Callable[[Written], Notification]] = {
    "minio": minio,
    "seaweedfs": seaweedfs,
    "cloudevent": cloudevent,
}


def _record(written: Written, name: str, source: str, region: str) -> Json:
    """Return S3's record of an event; the key is escaped as in a form."""
    principal = {"principalId": "minioadmin"}
    return {
        "eventVersion": "2.0",
        "eventSource": source,
        "awsRegion": region,
        "eventTime": _time(written.at),
        "eventName": name,
        "userIdentity": principal,
        "requestParameters": {**principal, "region": region, "sourceIPAddress": "127.0.0.1"},
        "responseElements": {
            "x-amz-id-2": written.id,
            "x-amz-request-id": written.id,
            "x-minio-deployment-id": written.id,
            "x-minio-origin-endpoint": "http://127.0.0.1:9000",
        },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "Config",
            "bucket": {
                "name": written.bucket,
                "ownerIdentity": principal,
                "arn": f"arn:aws:s3:::{written.bucket}",
            },
            "object": {
                "key": quote_plus(written.key),
                "size": written.size,
                "eTag": written.etag,
                "contentType": written.content_type,
                "userMetadata": {"content-type": written.content_type},
                "sequencer": f"{int(written.at.timestamp() * 1e9):016X}",
            },
        },
        "source": {"host": "127.0.0.1", "port": "", "userAgent": "python -m local emit"},
    }


def _as_json(event: Json) -> Notification:
    body = json.dumps(event, ensure_ascii=False).encode()
    return Notification(headers={"Content-Type": "application/json"}, body=body)


def _time(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
