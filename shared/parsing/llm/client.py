"""One chat completion over HTTP: the openai client, with our own time limits."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
import openai

from shared.domain.money import Usage
from shared.errors import EngineUnavailable
from shared.parsing.llm.errors import UnusableAnswer
from shared.parsing.llm.failures import translate
from shared.parsing.llm.settings import LLMSettings

TRANSPORT_ERRORS = (httpx2.HTTPError, httpx2.StreamError)  # not wrapped while we read the body
LARGEST_ANSWER = 4 * 1024 * 1024  # bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What the model said."""

    text: str
    finish_reason: str  # "stop", "length", "content_filter", …
    refused: bool = False
    usage: Usage = field(default_factory=Usage)


class ChatClient:
    """Calls `/chat/completions` once per `complete`; safe to share between threads."""

    def __init__(self, settings: LLMSettings, clock: Callable[[], float] = time.monotonic) -> None:
        _silence_debug_logs()
        self._settings = settings
        self._clock = clock
        self._openai = openai.OpenAI(
            api_key=settings.api_key or "none",  # own servers often want no key, the client does
            organization="",
            project="",
            base_url=settings.base_url,
            max_retries=0,
            timeout=openai.Timeout(settings.call_timeout, connect=settings.connect_timeout),
        )

    def complete(self, request: Mapping[str, Any], deadline: float) -> Reply:
        """Return the model's reply to `request`, the body of a chat completion.

        `deadline` is a time of the clock at which to give up. Raises what `failures` names, and
        `openai.BadRequestError` itself, so that the caller may ask in another way.
        """
        end = min(deadline, self._clock() + self._settings.call_timeout)
        try:
            return _reply(self._post(request, end))
        except openai.BadRequestError:
            raise
        except (openai.OpenAIError, *TRANSPORT_ERRORS) as error:
            raise translate(error) from None  # the cause may quote the CV

    def close(self) -> None:
        self._openai.close()

    def _post(self, request: Mapping[str, Any], end: float) -> bytes:
        remaining = end - self._clock()
        if remaining <= 0:
            raise EngineUnavailable("timeout")
        timeout = openai.Timeout(remaining, connect=min(remaining, self._settings.connect_timeout))
        create = self._openai.chat.completions.with_streaming_response.create
        with create(**request, timeout=timeout) as response:
            return self._body(response.http_response, end)

    def _body(self, response: Any, end: float) -> bytes:
        """Read the body by `end`; the HTTP client only limits each single read."""
        limits = response.request.extensions.get("timeout", {})
        limits["read"] = max(0.001, end - self._clock())
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if self._clock() > end:
                raise EngineUnavailable("timeout")
            if len(body) > LARGEST_ANSWER:
                raise UnusableAnswer("answer_too_large")
        return bytes(body)


def _reply(body: bytes) -> Reply:
    """Return what `body` says, whatever an endpoint left out of the protocol."""
    try:
        completion = _object(json.loads(body))
    except (ValueError, RecursionError):
        completion = {}  # a proxy's own page
    choices = completion.get("choices")
    if not isinstance(choices, list) or not choices:
        return Reply(text="", finish_reason="no_choices")
    choice = _object(choices[0])
    message = _object(choice.get("message"))
    return Reply(
        text=_text(message.get("content")),
        finish_reason=str(choice.get("finish_reason") or "stop"),
        refused=bool(message.get("refusal")),
        usage=_usage(_object(completion.get("usage"))),
    )


def _usage(usage: Mapping[str, Any]) -> Usage:
    details = _object(usage.get("prompt_tokens_details"))
    return Usage(
        input=_count(usage.get("prompt_tokens")),
        output=_count(usage.get("completion_tokens")),
        cached_input=_count(details.get("cached_tokens")),
    )


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _text(content: Any) -> str:
    """Return the text of a message; some servers give it in parts."""
    if isinstance(content, list):
        return "".join(_text(_object(part).get("text")) for part in content)
    return content if isinstance(content, str) else ""


def _silence_debug_logs() -> None:
    """Keep the openai client from logging requests, whose text is a CV, at level DEBUG."""
    for name in ("openai", "httpx2", "httpcore2", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
