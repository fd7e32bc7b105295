"""CloudEvents, as the bridge and brokers send them. Source: CloudEvents 1.0.2 HTTP binding."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from shared.errors import BadRequestBody

PARSE = "cv.parse"
DELIVER = "cv.deliver"
PING = "dev.knative.sources.ping"
STRUCTURED = "application/cloudevents+json"
BATCH = "application/cloudevents-batch"
S3_CREATED = "com.amazonaws.s3.ObjectCreated:"


@dataclass(frozen=True, kw_only=True, slots=True)
class CloudEvent:
    """A CloudEvent, binary or structured, as far as we need it."""

    type: str
    subject: str = ""
    data: Any = None  # None where it is no JSON
    failed_with: str = ""  # status with which a broker could not deliver it; "" = it never failed


def cloud_event(headers: Mapping[str, str], body: bytes) -> CloudEvent | None:
    """Return the CloudEvent of a request (header names in lower case), or None if it is none.

    Raises `BadRequestBody` for what cannot be read, and for a batch: brokers send one at a time.
    """
    content_type = headers.get("content-type", "").lower()
    if content_type.startswith(BATCH):
        raise BadRequestBody("a batch: CloudEvents are taken one at a time")
    if content_type.startswith(STRUCTURED):
        return _structured(json_of(body))
    if "ce-type" in headers:
        is_json = body and (not content_type or "json" in content_type)
        return CloudEvent(
            type=headers["ce-type"],
            # The binding escapes header values; the SDK does not undo it.
            subject=_subject(unquote(headers.get("ce-subject", ""))),
            data=json_of(body) if is_json else None,
            failed_with=headers.get("ce-knativeerrorcode", ""),
        )
    return None


def _structured(envelope: Any) -> CloudEvent:
    if not isinstance(envelope, dict) or not envelope.get("type"):
        raise BadRequestBody("not a CloudEvent")
    return CloudEvent(
        type=str(envelope["type"]),
        subject=_subject(str(envelope.get("subject") or "")),
        data=_data_of(envelope),
        failed_with=str(envelope.get("knativeerrorcode") or ""),
    )


def _subject(said: str) -> str:
    """Return the subject without what no id holds; raise `BadRequestBody` for what is no text."""
    try:
        said.encode()
    except UnicodeEncodeError:
        raise BadRequestBody("a subject that is no text") from None
    return said.replace("\0", "")


def _data_of(envelope: Mapping[str, Any]) -> Any:
    """Return the data of a structured CloudEvent, which may be JSON in base64 as well."""
    if "data_base64" not in envelope:
        return envelope.get("data")
    try:
        return json_of(base64.b64decode(envelope["data_base64"], validate=True))
    except (TypeError, ValueError) as error:
        raise BadRequestBody("not base64") from error


def json_of(body: bytes) -> Any:
    """Return what the JSON in `body` says; raise `BadRequestBody`."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequestBody("not JSON") from error
