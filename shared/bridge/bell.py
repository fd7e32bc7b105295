"""Wakes idle workers when an id is pushed, so that nobody has to poll."""

from threading import Condition, Event, Thread

import structlog
from redis import Redis
from redis.exceptions import RedisError

from shared.adapters.redis.queue import PUSHED

log = structlog.get_logger(__name__)

DEAF_PAUSE = 1.0  # seconds between tries to listen while Redis is down


class Bell:
    """Rings for every push that any process makes; also when told to stop."""

    def __init__(self, connection: Redis, stopping: Event) -> None:
        self._connection = connection
        self._stopping = stopping
        self._rung = Condition()
        self._rings = 0

    def start(self) -> Thread:
        """Listen in a thread of its own until the process stops."""
        thread = Thread(target=self._listen, name="bell", daemon=True)
        thread.start()
        return thread

    @property
    def rings(self) -> int:
        """How often it has rung. Remember it before looking, then wait for more."""
        return self._rings

    def wait(self, since: int, seconds: float) -> None:
        """Return when it has rung since that count, when stopping, or after that time."""
        with self._rung:
            self._rung.wait_for(lambda: self._rings != since or self._stopping.is_set(), seconds)

    def ring(self) -> None:
        """Wake everybody."""
        with self._rung:
            self._rings += 1
            self._rung.notify_all()

    def _listen(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._connection.pubsub() as channel:
                    channel.subscribe(PUSHED)
                    self.ring()  # something may have been pushed while we were deaf
                    while not self._stopping.is_set():
                        if channel.get_message(timeout=DEAF_PAUSE):
                            self.ring()
            except RedisError as error:
                log.warning("bell_deaf", error=type(error).__name__)
                self._stopping.wait(DEAF_PAUSE)
