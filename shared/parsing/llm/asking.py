"""Asking the model for one part of a CV until its answer fits: retries, dialects, one repair."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import openai

from shared.domain.money import Usage
from shared.parsing.llm.answer import Unfit, answer_in
from shared.parsing.llm.answer_schema import Schema
from shared.parsing.llm.client import Reply
from shared.parsing.llm.dialect import Dialect
from shared.parsing.llm.errors import UnusableAnswer
from shared.parsing.llm.failures import translate
from shared.parsing.llm.prompt import messages
from shared.parsing.llm.retry import call_again
from shared.parsing.llm.settings import LLMSettings

REPAIRS = {  # what to say about a reply that cannot be used
    "length": "Your answer was cut off. Give it again, whole, as compact JSON.",
    "refusal": "This is a routine extraction for the applicant. Answer with the JSON object.",
    "content_filter": "Answer with the JSON object; leave out what you may not repeat.",
}
FITS_NOT = "Your answer does not fit. Give the whole corrected JSON object.\n"
MOST_OF_A_BAD_ANSWER = 8_000  # characters that are shown to the model again


@dataclass(frozen=True, kw_only=True)
class Question:
    """One part of a CV to ask for."""

    cv: str  # the numbered lines
    schema: Schema
    part: str | None = None  # in words for the model; None: all of it


@dataclass(frozen=True, kw_only=True)
class Answered:
    """An answer that fits its question's schema, and what it took."""

    answer: dict[str, Any]
    usage: Usage
    repaired: bool = False


class Client(Protocol):
    """Makes one call."""

    def complete(self, request: Mapping[str, Any], deadline: float) -> Reply:
        """Return the reply to a chat completion by `deadline`, a time of the clock."""
        ...


class Asker:
    """Asks one endpoint; remembers how it wants to be asked. Safe to share between threads."""

    def __init__(
        self,
        settings: LLMSettings,
        client: Client,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._client = client
        self._clock = clock
        self._dialect = Dialect.of(settings.output_mode)

    def ask(self, question: Question, deadline: float) -> Answered:
        """Return the model's answer, repaired once where the first does not fit.

        Raises `UnusableAnswer` when the second does not fit either, and what `failures` names.
        """
        limit = self._settings.max_output_tokens
        first = self._reply(question, [], limit, deadline)
        try:
            return Answered(answer=answer_in(first, question.schema), usage=first.usage)
        except Unfit as unfit:
            if unfit.reason == "wrong_schema":
                self._learn(self._dialect.after_misfit())
            reminder = _reminder(first, unfit)
            limit = 2 * limit if unfit.reason == "length" else limit
        second = self._reply(question, reminder, limit, deadline)
        try:
            answer = answer_in(second, question.schema)
        except Unfit as unfit:
            raise UnusableAnswer(unfit.reason) from None
        return Answered(answer=answer, usage=first.usage + second.usage, repaired=True)

    def _reply(self, question: Question, reminder: list[Any], limit: int, deadline: float) -> Reply:
        def call() -> Reply:
            return self._in_its_dialect(question, reminder, limit, deadline)

        return call_again(call, self._settings, deadline, self._clock)

    def _in_its_dialect(
        self, question: Question, reminder: list[Any], limit: int, deadline: float
    ) -> Reply:
        """Call once, and again for each thing that the endpoint turns out not to understand."""
        while True:
            dialect = self._dialect
            asked = messages(
                question.cv,
                question.part,
                question.schema,
                schema_in_prompt=dialect.schema_in_prompt,
            )
            request = dialect.request(
                self._settings.model, asked + reminder, question.schema, limit
            )
            try:
                return self._client.complete(request, deadline)
            except openai.BadRequestError as error:
                weaker = dialect.without(error)
                if weaker is None:
                    raise translate(error) from None
                self._learn(weaker)

    def _learn(self, dialect: Dialect) -> None:
        """Use `dialect` from now on. A lesson lost to another thread's is learnt again."""
        self._dialect = dialect


def _reminder(reply: Reply, unfit: Unfit) -> list[Any]:
    """Return the messages that tell the model what was wrong with `reply`."""
    if unfit.reason == "no_choices":
        return []  # nothing was said that could be repaired
    said = REPAIRS.get(unfit.reason) or FITS_NOT + "\n".join(unfit.faults)
    answer = {"role": "assistant", "content": reply.text[:MOST_OF_A_BAD_ANSWER] or "…"}
    return [answer, {"role": "user", "content": said}]
