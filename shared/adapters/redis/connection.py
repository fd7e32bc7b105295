"""Clients that give up soon: the rows in PostgreSQL are the truth, Redis can wait."""

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

CONNECT_TIMEOUT = 0.5  # seconds
ANSWER_TIMEOUT = 1.0


def connect(host: str, port: int, password: str = "") -> Redis:
    """Return a client; nothing is sent yet. Safe to share between threads.

    Its own retries (ten by default, for seconds) are off: the caller of the API is waiting.
    """
    return Redis(
        host=host,
        port=port,
        password=password or None,
        socket_connect_timeout=CONNECT_TIMEOUT,
        socket_timeout=ANSWER_TIMEOUT,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=10,
    )
