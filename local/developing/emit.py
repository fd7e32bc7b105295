"""`python -m local emit`: an upload or a CloudEvent, as if it came from outside."""

import json
import mimetypes
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from local.developing.answers import show
from local.developing.notifications import DIALECTS, Notification, Written
from local.developing.running import Asked, RunningStack, parser_of, run
from local.environment import BUCKET
from local.errors import CannotRun
from shared.domain.events import DELIVER, PARSE, S3_CREATED, STRUCTURED
from shared.domain.job import Priority
from shared.domain.object_key import INBOX, outbox_key

RECEIVERS = {  # start of an event's type -> who gets it
    PARSE: "parse-worker",
    S3_CREATED: "parse-worker",
    DELIVER: "webhook-dispatch",
    "dev.knative.sources.ping": "dlq-replay",
}
EXAMPLES = """\
examples:
  python -m local emit upload cv.pdf --priority premium
  python -m local emit upload cv.pdf --dialect minio --print
  python -m local emit cloudevent --type dev.knative.sources.ping --source /cron --data '{}'
  python -m local emit cloudevent --type cv.parse --source /me --subject JOB_ID --structured
"""
UPLOAD = """\
Put FILE into the inbox of the running stack's store, which tells parse-worker in its own words
(SeaweedFS'). With --dialect, parse-worker is also sent exactly what that store would send; the same
object is one job, however often it is announced. With --no-put the object is left as it is, or
missing; with --print the notification is only shown.
"""


def main(argv: Sequence[str]) -> int:
    """Send the event; return 0 when it was taken."""
    parser = parser_of("emit", "Make an event happen.", EXAMPLES)
    kinds = parser.add_subparsers(dest="kind", required=True)
    upload = kinds.add_parser(
        "upload", help="a file is dropped into the bucket", description=UPLOAD
    )
    upload.add_argument("file", type=Path)
    upload.add_argument("--priority", choices=[str(each) for each in Priority], default="standard")
    upload.add_argument("--name", help="what it is called in the inbox; default: as the file")
    upload.add_argument("--dialect", choices=sorted(DIALECTS), help="send this notification too")
    upload.add_argument("--no-put", action="store_true", help="do not touch the store")
    upload.add_argument("--print", action="store_true", help="show the notification, send nothing")
    event = kinds.add_parser("cloudevent", help="a CloudEvent is sent to a function")
    event.add_argument("--type", required=True)
    event.add_argument("--source", default="/local/emit")
    event.add_argument("--subject", default="")
    event.add_argument("--id", default="", help="default: a new one")
    event.add_argument("--data", help="JSON; @FILE reads a file")
    event.add_argument("--structured", action="store_true", help="in one JSON, not in headers")
    event.add_argument("--to", metavar="FUNCTION", help="default: who takes this type")
    return run(parser, argv, lambda asked, stack: ACTIONS[asked.kind](asked, stack))


def _upload(asked: Asked, stack: RunningStack) -> int:
    content = _content(asked.file)
    key = f"{INBOX}{asked.priority}/{asked.name or asked.file.name}"
    kind = mimetypes.guess_type(asked.file.name)[0] or "application/octet-stream"
    written = _written(key, content, kind)
    if asked.print:
        _print(DIALECTS[asked.dialect or "minio"](written))
        return 0
    if not asked.no_put:
        with asked.file.open("rb") as file:
            stack.store().put_object(BUCKET, key, file, len(content), kind)
        print(f"{BUCKET}/{key}: its result will be {outbox_key(key)}", file=sys.stderr)
    if not asked.dialect:
        return 0
    notification = DIALECTS[asked.dialect](written)
    headers = {**notification.headers, **stack.bearer("notification-token")}
    return show(
        stack.call("POST", "/function/parse-worker", headers=headers, data=notification.body)
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CannotRun(f"{file} cannot be read: {error.strerror}") from error


def _written(key: str, content: bytes, content_type: str) -> Written:
    from hashlib import md5

    return Written(
        bucket=BUCKET,
        key=key,
        size=len(content),
        etag=md5(content, usedforsecurity=False).hexdigest(),
        content_type=content_type,
        at=datetime.now(UTC),
        id=uuid4().hex.upper()[:16],
    )


def _print(notification: Notification) -> None:
    for name, value in notification.headers.items():
        print(f"{name}: {value}", file=sys.stderr)
    print(json.dumps(json.loads(notification.body), indent=2, ensure_ascii=False))


def _cloudevent(asked: Asked, stack: RunningStack) -> int:
    function = asked.to or _receiver(asked.type)
    data = _data(asked.data)
    attributes = {
        "specversion": "1.0",
        "id": asked.id or str(uuid4()),
        "source": asked.source,
        "type": asked.type,
        **({"subject": asked.subject} if asked.subject else {}),
    }
    if asked.structured:
        envelope = attributes | ({"data": data} if asked.data is not None else {})
        headers, body = {"Content-Type": STRUCTURED}, json.dumps(envelope).encode()
    else:
        headers = {f"ce-{name}": quote(value, safe="/:@") for name, value in attributes.items()}
        body = b"" if asked.data is None else json.dumps(data).encode()
        headers |= {"Content-Type": "application/json"} if body else {}
    return show(stack.call("POST", f"/function/{function}", headers=headers, data=body))


def _receiver(kind: str) -> str:
    for start, function in RECEIVERS.items():
        if kind.startswith(start):
            return function
    raise CannotRun(f"Nobody is known to take {kind}. Name a function: --to FUNCTION")


def _data(text: str | None) -> object:
    if text is None:
        return None
    try:
        return json.loads(_content(Path(text[1:])) if text.startswith("@") else text)
    except ValueError as error:
        raise CannotRun(f"--data is not JSON: {error}") from error


ACTIONS = {"upload": _upload, "cloudevent": _cloudevent}
