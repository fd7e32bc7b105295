"""Where the time, ids and chance come from."""

import random
import time
import uuid
from datetime import UTC, datetime

chance = random.random  # in [0, 1)
stopwatch = time.monotonic  # seconds; never goes back


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return an id that cannot be guessed."""
    return str(uuid.uuid4())
