"""Trying a call again: exponential waits with full jitter, or as long as the endpoint asks."""

import time
from collections.abc import Callable, Generator
from typing import Any, TypeVar

import backoff

from shared.errors import EngineUnavailable, PipelineError
from shared.parsing.llm.errors import RateLimited, UnusableAnswer
from shared.parsing.llm.settings import LLMSettings

Result = TypeVar("Result")


def call_again(
    call: Callable[[], Result],
    settings: LLMSettings,
    deadline: float,
    clock: Callable[[], float] = time.monotonic,
) -> Result:
    """Return what `call` returns, called up to `max_attempts` times until `deadline`.

    Raises the last error as it is. A wait longer than `longest_wait`, or past the deadline, is
    left to whoever runs the job: the error's `retry_after` says so.
    """

    def waits() -> Generator[float, Any, None]:
        error = yield 0.0  # backoff discards the first value
        attempt = 0
        while (wait := _wait(error, attempt, settings)) is not None:
            if clock() + wait >= deadline:
                return
            error = yield wait
            attempt += 1

    retried = backoff.on_exception(
        waits,
        (EngineUnavailable, RateLimited),
        max_tries=settings.max_attempts,
        giveup=_not_worth_repeating,
        jitter=None,  # full jitter is in `_wait`; what the endpoint asks for is not shortened
        logger=None,
    )
    return retried(call)()


def _wait(error: Exception, attempt: int, settings: LLMSettings) -> float | None:
    asked = asked_wait(error)
    if asked is not None:
        return asked if asked <= settings.longest_wait else None
    ceiling = min(settings.backoff_cap, settings.backoff_base * 2**attempt)
    return backoff.full_jitter(ceiling)


def asked_wait(error: Exception) -> float | None:
    """Return the seconds that the endpoint asked for, or None."""
    return error.asked if isinstance(error, RateLimited) else getattr(error, "retry_after", None)


def _not_worth_repeating(error: Exception) -> bool:
    """An answer that came but is of no use has its own round of repair."""
    return isinstance(error, UnusableAnswer) or not isinstance(error, PipelineError)
