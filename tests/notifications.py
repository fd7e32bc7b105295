"""Notifications of `emit`, beside those of real stores."""

from datetime import UTC, datetime
from typing import Any

from local.developing.notifications import DIALECTS, Written


def a_file(key: str) -> Written:
    return Written(
        bucket="cv-files",
        key=key,
        size=3,
        etag="5d41402abc4b2a76b9719d911017c592",
        content_type="application/octet-stream",
        at=datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC),
        id="18EB633D7053809E",
    )


def emitted(dialect: str, key: str) -> bytes:
    """Return the body that `emit` sends of a file at `key`."""
    return DIALECTS[dialect](a_file(key)).body


def shape(found: Any) -> Any:
    """Return which names there are, and what kind of value each has."""
    if isinstance(found, dict):
        return {name: shape(value) for name, value in found.items()}
    if isinstance(found, list):
        return [shape(value) for value in found]
    return type(found).__name__
