"""Calls at the pace that the endpoint allows, over all workers."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from shared.errors import Overloaded
from shared.parsing.llm.asking import Client
from shared.parsing.llm.client import Reply
from shared.parsing.llm.errors import RateLimited
from shared.parsing.llm.prompt import estimated_tokens
from shared.parsing.llm.settings import LLMSettings
from shared.ports import Pace

ANSWER_TOKENS = 500  # expected of an answer; what it really took is settled afterwards
UNNAMED_WAIT = 1.0  # seconds that all hold, where a 429 names no time


class PacedClient:
    """A `Client` that waits its turn. Safe to share between threads."""

    def __init__(
        self,
        client: Client,
        settings: LLMSettings,
        pace: Pace,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._settings = settings
        self._pace = pace
        self._clock = clock
        self._sleep = sleep

    def complete(self, request: Mapping[str, Any], deadline: float) -> Reply:
        """Return the model's reply to `request`; raise as the client does.

        Raises `RateLimited` instead of waiting for longer than is worth while.
        """
        expected = ANSWER_TOKENS + sum(
            estimated_tokens(message["content"]) for message in request["messages"]
        )
        self._sleep(self._turn(expected, deadline))
        try:
            reply = self._client.complete(request, deadline)
        except RateLimited as error:
            self._pace.hold(UNNAMED_WAIT if error.asked is None else error.asked)
            raise
        self._pace.settle(reply.usage.input + reply.usage.output - expected)
        return reply

    def _turn(self, tokens: int, deadline: float) -> float:
        longest = max(0.0, min(self._settings.longest_wait, deadline - self._clock()))
        try:
            return self._pace.reserve(tokens, longest)
        except Overloaded as error:
            raise RateLimited("own limit", asked=error.retry_after) from None
