"""Delivers events as Knative's broker does: what counts as taken, what is tried again, what is dead.

Sources: Knative Eventing's data plane, delivery and dead-letter extensions; CloudEvents 1.0.2's HTTP
binding. See docs/fidelity.md for what it leaves out.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import requests

CLOUD_EVENT = "application/cloudevents+json"
AGAIN = frozenset({404, 408, 409, 429})  # and every 5xx; other 4xx are for ever
NOT_AN_EVENT = 502  # a 2xx whose body is no CloudEvent
NO_ANSWER = 0
ERROR_DATA = 1024  # characters kept of the answer, in base64
TIMEOUT = 60.0  # seconds
SAFE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"%')


@dataclass(frozen=True, kw_only=True)
class Event:
    """A CloudEvent, `data` as it is to be JSON, or None."""

    type: str
    source: str = "/apis/v1/namespaces/hr/tests"
    id: str = field(default_factory=lambda: str(uuid4()))
    subject: str = ""
    data: Any = None
    extensions: dict[str, str] = field(default_factory=dict)

    def attributes(self) -> dict[str, str]:
        found = {"specversion": "1.0", "id": self.id, "source": self.source, "type": self.type}
        return found | ({"subject": self.subject} if self.subject else {}) | self.extensions

    def binary(self) -> tuple[dict[str, str], bytes]:
        """Return headers and body: attributes as headers, percent-encoded."""
        headers = {f"ce-{name}": quote(value, SAFE) for name, value in self.attributes().items()}
        if self.data is None:
            return headers, b""
        return headers | {"Content-Type": "application/json"}, json.dumps(self.data).encode()

    def structured(self) -> tuple[dict[str, str], bytes]:
        """Return headers and body: everything in one JSON document."""
        envelope = self.attributes() | ({} if self.data is None else {"data": self.data})
        return {"Content-Type": CLOUD_EVENT + "; charset=UTF-8"}, json.dumps(envelope).encode()


@dataclass(frozen=True)
class Delivery:
    """What became of one event."""

    attempts: list[int]  # status of each try, as the broker judges it
    taken: bool
    dead: "Delivery | None" = None  # of the event to the dead-letter sink


@dataclass(frozen=True, kw_only=True)
class Broker:
    """One Trigger: its subscriber, how often it is tried, and where its dead letters go.

    `between` is called before each new try, in place of the backoff.
    """

    subscriber: str
    dead_letter_sink: str | None = None
    retry: int = 3
    between: Callable[[], None] = lambda: None

    def deliver(self, event: Event, *, structured: bool = False) -> Delivery:
        """Try until it is taken, refused for ever, or the tries are used up."""
        statuses: list[int] = []
        body = b""
        for attempt in range(1 + self.retry):
            if attempt:
                self.between()
            status, body = _post(self.subscriber, event, structured)
            statuses.append(status)
            if 200 <= status < 300:
                return Delivery(statuses, taken=True)
            if not (status in AGAIN or status >= 500 or status == NO_ANSWER):
                break
        return Delivery(statuses, taken=False, dead=self._bury(event, statuses[-1], body))

    def _bury(self, event: Event, status: int, body: bytes) -> Delivery | None:
        if self.dead_letter_sink is None:
            return None
        extensions = {
            "knativeerrordest": self.subscriber,
            "knativeerrorcode": str(status),
            "knativeerrordata": base64.b64encode(body).decode()[:ERROR_DATA],
        }
        sink = replace(self, subscriber=self.dead_letter_sink, dead_letter_sink=None)
        return sink.deliver(replace(event, extensions=event.extensions | extensions))


def _post(url: str, event: Event, structured: bool) -> tuple[int, bytes]:
    headers, body = event.structured() if structured else event.binary()
    headers |= {"Prefer": "reply", "Kn-Namespace": "hr", "ce-knativearrivaltime": "2026-11-23T12"}
    try:
        answer = requests.post(url, headers=headers, data=body, timeout=TIMEOUT)
    except requests.RequestException:
        return NO_ANSWER, b""
    content_type = answer.headers.get("Content-Type", "")
    is_event = "ce-type" in answer.headers or content_type.startswith(CLOUD_EVENT)
    if answer.ok and answer.content and not is_event:
        return NOT_AN_EVENT, answer.content
    return answer.status_code, answer.content
