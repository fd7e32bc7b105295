"""Brings an id to its function, as a CloudEvent over HTTP."""

import threading
from datetime import timedelta
from http import HTTPStatus

import requests
import structlog
from requests.adapters import HTTPAdapter

from shared.bridge.lanes import TARGETS, Target
from shared.services import Services

log = structlog.get_logger(__name__)

SOURCE = "/nexten/bridge"
CONNECT_TIMEOUT = 3  # seconds
NOT_TAKEN = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
NOT_TAKEN_DELAY = 2.0  # seconds until the next try, where the function names none
NO_ANSWER_DELAY = 5.0


class Courier:
    """Calls functions. Any 2xx means that the outcome is in PostgreSQL.

    Nothing else is trusted: an id whose function did not take it is held back for a moment, and
    queued again by the reconciler for as long as its row says that it is due. No attempt is used
    up by that.
    """

    def __init__(self, function_url: str, timeout: float, services: Services) -> None:
        """`function_url` holds `{function}`; `timeout` is in seconds, for the whole answer."""
        self._function_url = function_url
        self._timeout = (CONNECT_TIMEOUT, timeout)
        self._services = services
        self._thread = threading.local()

    def bring(self, queue: str, item_id: str) -> None:
        """Call the function of `queue` with the id. Raises `Unavailable` if it cannot be noted."""
        delay = self._call(TARGETS[queue], item_id)
        if delay is None:
            return
        available_at = self._services.now() + timedelta(seconds=delay)
        if queue == "webhooks":
            self._services.deliveries.hold_back(item_id, available_at)
        else:
            self._services.jobs.hold_back(item_id, available_at)

    def _call(self, target: Target, item_id: str) -> float | None:
        """Return how long to hold the id back, in seconds; None when it was taken."""
        try:
            answer = self._session().post(
                self._function_url.format(function=target.function),
                headers={
                    "ce-specversion": "1.0",
                    "ce-id": self._services.new_id(),
                    "ce-source": SOURCE,
                    "ce-type": target.event,
                    "ce-subject": item_id,
                },
                timeout=self._timeout,
            )
        except requests.RequestException as error:
            log.warning("no_answer", function=target.function, error=type(error).__name__)
            return NO_ANSWER_DELAY
        if answer.ok:
            return None
        log.warning("not_taken", function=target.function, item=item_id, status=answer.status_code)
        if answer.status_code in NOT_TAKEN:
            return _seconds(answer.headers.get("Retry-After")) or NOT_TAKEN_DELAY
        return NO_ANSWER_DELAY

    def _session(self) -> requests.Session:
        """One session a thread: they are not made to be shared."""
        if not hasattr(self._thread, "session"):
            self._thread.session = requests.Session()
            self._thread.session.trust_env = False
            for scheme in ("http://", "https://"):
                self._thread.session.mount(scheme, HTTPAdapter(pool_maxsize=2))
        return self._thread.session


def _seconds(value: str | None) -> float | None:
    return float(value) if value and value.isdecimal() else None
