"""What one endpoint understands of the protocol, learnt from its refusals.

Compatible servers differ: some take no JSON schema, some no `max_completion_tokens`, reasoning
models no `temperature`. What an endpoint refuses with 400 is left out from then on.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import openai

from shared.parsing.llm.answer_schema import Schema
from shared.parsing.llm.failures import says_too_long
from shared.parsing.llm.settings import OutputMode

NEXT_MODE: dict[str, OutputMode] = {"json_schema": "json_object", "json_object": "text"}


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How to ask one endpoint."""

    mode: OutputMode = "json_schema"
    may_weaken: bool = True  # the mode was not set by hand
    explains: bool = False  # the schema stands in the prompt as well
    limit_key: str | None = "max_completion_tokens"
    temperature: float | None = 0.0

    @classmethod
    def of(cls, mode: OutputMode) -> "Dialect":
        return cls() if mode == "auto" else cls(mode=mode, may_weaken=False)

    @property
    def schema_in_prompt(self) -> bool:
        return self.explains or self.mode != "json_schema"

    def request(
        self, model: str, messages: list[Any], schema: Schema, max_tokens: int
    ) -> dict[str, Any]:
        """Return the body of the chat completion that asks for `schema`."""
        request: dict[str, Any] = {"model": model, "messages": messages}
        if self.temperature is not None:
            request["temperature"] = self.temperature
        if self.limit_key == "max_completion_tokens":
            request["max_completion_tokens"] = max_tokens
        elif self.limit_key is not None:
            request["max_tokens"] = max_tokens
        if self.mode == "json_schema":
            named = {"name": "cv", "strict": True, "schema": schema}
            request["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.mode == "json_object":
            request["response_format"] = {"type": "json_object"}
        return request

    def without(self, error: openai.BadRequestError) -> "Dialect | None":
        """Return the dialect that leaves out what `error` refuses, or None for other refusals."""
        if says_too_long(error):
            return _no_limit(self)
        refused = f"{error.param} {error.code} {error.message}".lower()
        for says, weaken in WEAKENINGS:
            if any(word in refused for word in says):
                return weaken(self)
        return None

    def after_misfit(self) -> "Dialect":
        """Return the dialect for an endpoint whose answer broke the schema: it is not strict."""
        return replace(self, explains=True)


def _weaker_mode(dialect: Dialect) -> Dialect | None:
    mode = NEXT_MODE.get(dialect.mode)
    return replace(dialect, mode=mode) if mode and dialect.may_weaken else None


def _other_limit(dialect: Dialect) -> Dialect | None:
    other = {"max_completion_tokens": "max_tokens", "max_tokens": None}
    if dialect.limit_key is None:
        return None
    return replace(dialect, limit_key=other[dialect.limit_key])


def _no_limit(dialect: Dialect) -> Dialect | None:
    """A small context holds the CV, but not also as much room for the answer as we would reserve."""
    return replace(dialect, limit_key=None) if dialect.limit_key is not None else None


def _no_temperature(dialect: Dialect) -> Dialect | None:
    return replace(dialect, temperature=None) if dialect.temperature is not None else None


WEAKENINGS: tuple[tuple[tuple[str, ...], Callable[[Dialect], Dialect | None]], ...] = (
    (("temperature",), _no_temperature),
    (("max_completion_tokens", "max_tokens"), _other_limit),
    (("response_format", "json_schema", "json_object", "grammar", "guided"), _weaker_mode),
)
