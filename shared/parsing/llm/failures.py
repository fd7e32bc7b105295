"""What an OpenAI-compatible endpoint can answer instead of an answer, in our words.

No message of the endpoint is passed on: some quote the prompt, which is a CV. Status and code are.
"""

import email.utils
import re
import time
from collections.abc import Mapping

import openai

from shared.errors import EngineMisconfigured, EngineUnavailable, PipelineError
from shared.parsing.llm.errors import (
    AccessRefused,
    ContextTooSmall,
    QuotaExhausted,
    RateLimited,
    UnusableAnswer,
)

QUOTA_CODES = frozenset(
    {
        "insufficient_quota",
        "billing_hard_limit_reached",
        "billing_not_active",
        "credit_balance_exhausted",
        "organization_usage_limit_exceeded",
    }
)
FORBIDDEN = 403  # without a code it is a firewall's, about this text: not the endpoint's, about us
NO_ACCESS = frozenset({401, FORBIDDEN, 404, 405})
TOO_LONG = frozenset({400, 413, 422})
CONTEXT_WORDS = (
    "context_length",
    "context length",
    "context size",
    "context_size",
    "context window",
)
TRANSIENT_4XX = frozenset({408, 409, 425})
SAFE_CODE = re.compile(r"[a-z0-9_.-]{1,60}", re.IGNORECASE)
DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def translate(error: Exception) -> PipelineError:
    """Return the error of ours that says what `error`, raised during a call, means."""
    if isinstance(error, openai.RateLimitError):
        return _too_many_requests(error)
    if isinstance(error, openai.APIStatusError):
        return _refused(error)
    if isinstance(error, openai.APITimeoutError):
        return EngineUnavailable("timeout")
    return EngineUnavailable(f"connection: {type(error).__name__}")


def says_too_long(error: openai.APIStatusError) -> bool:
    """Return whether `error` is that the model's context cannot hold the request."""
    said = f"{error.code} {error.type} {error.message}".lower()
    return error.status_code in TOO_LONG and any(words in said for words in CONTEXT_WORDS)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that the endpoint asks us to wait, or None where it does not say.

    Reads `retry-after-ms`, `retry-after` (seconds or a date), and, where a limit is used up, the
    `x-ratelimit-reset-*` that goes with it.
    """
    waits = [
        _number(headers.get("retry-after-ms"), scale=0.001),
        _number(headers.get("retry-after")) or _until(headers.get("retry-after")),
    ]
    named = next((wait for wait in waits if wait is not None), None)
    return _reset(headers) if named is None else named


def _too_many_requests(error: openai.RateLimitError) -> PipelineError:
    code = _code(error)
    if {code, error.type} & QUOTA_CODES or code.endswith("_spend_limit_exceeded"):
        return QuotaExhausted(f"429 {code}")
    return RateLimited(f"429 {code}", asked=retry_after(error.response.headers))


def _refused(error: openai.APIStatusError) -> PipelineError:
    status, detail = error.status_code, f"{error.status_code} {_code(error)}".strip()
    if status >= 500 or status in TRANSIENT_4XX:
        return EngineUnavailable(detail, retry_after=retry_after(error.response.headers))
    if status in NO_ACCESS and (status != FORBIDDEN or _code(error)):
        return AccessRefused(detail)
    if says_too_long(error):
        return ContextTooSmall(detail)
    if "content_filter" in detail or "content_policy" in detail:
        return UnusableAnswer(detail)
    return EngineMisconfigured(detail)


def _code(error: openai.APIStatusError) -> str:
    code = str(error.code or error.type or "")
    return code if SAFE_CODE.fullmatch(code) else ""


def _number(value: str | None, scale: float = 1.0) -> float | None:
    try:
        seconds = float(value) * scale if value else None
    except ValueError:
        return None
    return seconds if seconds is not None and 0 <= seconds < 7 * 86400 else None


def _until(value: str | None) -> float | None:
    parsed = email.utils.parsedate_tz(value) if value else None
    if parsed is None:
        return None
    now = time.time()  # noqa: TID251 - a date of the other side is read against the wall clock
    return max(0.0, email.utils.mktime_tz(parsed) - now)


def _reset(headers: Mapping[str, str]) -> float | None:
    resets = [
        _duration(headers.get(f"x-ratelimit-reset-{kind}"))
        for kind in ("requests", "tokens")
        if headers.get(f"x-ratelimit-remaining-{kind}") == "0"
    ]
    return max((reset for reset in resets if reset is not None), default=None)


def _duration(value: str | None) -> float | None:
    """Return the seconds of OpenAI's durations: `12ms`, `1s`, `6m0s`."""
    parts = DURATION.findall(value or "")
    return sum(float(number) * SECONDS[unit] for number, unit in parts) if parts else None
