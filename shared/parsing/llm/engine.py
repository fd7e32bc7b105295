"""The LLM engine: asks a model about a document and keeps of its answer what the document says."""

import contextvars
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import Any

import structlog
from jsonschema import Draft202012Validator

from shared.domain.cv import CVData, ParsedCV
from shared.domain.document import Document
from shared.domain.money import Usage
from shared.errors import InvalidResult, NoText
from shared.parsing.grounding import ground
from shared.parsing.injection import instructions_in
from shared.parsing.llm.asking import Answered, Asker, Client, Question
from shared.parsing.llm.assembly import assemble
from shared.parsing.llm.client import ChatClient, Reply
from shared.parsing.llm.contact import Contact, contact_of
from shared.parsing.llm.counted import CountedClient
from shared.parsing.llm.errors import ContextTooSmall
from shared.parsing.llm.paced import PacedClient
from shared.parsing.llm.parts import Plan, merge, plan
from shared.parsing.llm.prompt import prompt_version
from shared.parsing.llm.settings import LLMSettings
from shared.parsing.rules.memory import forgetting
from shared.parsing.source_dates import SourceDates, goes_on, read_date
from shared.parsing.source_places import places_of
from shared.parsing.source_text import SourceText
from shared.ports import Ledger, Pace
from shared.schema import cv_schema

log = structlog.get_logger(__name__)

SMALLEST_PART = 300  # tokens of a CV in one call; a context that does not hold them is of no use


class OpenAIEngine:
    """An `Engine` over any OpenAI-compatible endpoint. Safe to share between threads."""

    def __init__(
        self,
        settings: LLMSettings,
        *,
        pace: Pace | None = None,
        ledger: Ledger | None = None,
        find_contact: Callable[[Document], Contact] = contact_of,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`pace` keeps to the endpoint's rate limits; `ledger` is told of every call.

        `find_contact` finds e-mail, phone and links, and wins over the model.
        """
        self._settings = settings
        self._sizes = settings  # of what is asked at once, as the model's context bears it
        self._find_contact = find_contact
        self._clock = clock
        self._client = ChatClient(settings, clock)
        self._asker = Asker(settings, self._asked(pace, ledger), clock)
        self._side_calls = ThreadPoolExecutor(settings.parallel_calls, "llm-call")
        self._beside = ThreadPoolExecutor(2, "llm-contact")  # works while the model thinks

    @forgetting
    def parse(self, document: Document) -> ParsedCV:
        """Return the CV that `document` holds; everything in it is said there.

        Raises `NoText` rather than ask about nothing, `EngineUnavailable` and `RateLimited` for
        what may pass, `EngineMisconfigured` when the endpoint refuses us.
        """
        orders = instructions_in(document.lines)
        shown = _without(document, orders)
        if not any(map(str.isalnum, shown.text)):  # what OCR makes of a smudge is no text
            raise NoText
        contact = self._beside.submit(self._find_contact, shown)
        asked, answers = self._answers(document, orders)
        source = SourceText(document, orders)
        dates = SourceDates(source)
        grounded = ground(_claimed(document, orders, answers), source, dates)
        found = contact.result()
        data = {**grounded.data, "personal_info": found.over(grounded.data["personal_info"])}
        check_fits(data)
        usage = sum((answered.usage for answered in answers), Usage())
        log.info("llm_answered", calls=len(answers), input=usage.input, output=usage.output)
        return ParsedCV(
            data=data,
            engine="openai",
            model=self._settings.model,
            language=found.language,
            tokens={"input": usage.input, "output": usage.output},
            cost_usd=self._settings.cost_usd(usage),
            prompt_version=prompt_version(),
            warnings=(*_remarks(asked, len(orders), answers), *grounded.warnings),
            confidence=grounded.confidence,
            places=places_of(data, document, source, dates),
        )

    def call(self, request: Mapping[str, Any]) -> Reply:
        """Send `request` as it is, once; to measure what the endpoint takes of the time."""
        return self._client.complete(request, self._clock() + self._settings.call_timeout)

    def close(self) -> None:
        """Give back threads and connections."""
        self._side_calls.shutdown(wait=False, cancel_futures=True)
        self._beside.shutdown(wait=False, cancel_futures=True)
        self._client.close()

    def _asked(self, pace: Pace | None, ledger: Ledger | None) -> Client:
        """Return the client that is asked: in the books is what was called, not what waited."""
        client: Client = self._client
        if ledger:
            client = CountedClient(client, self._settings, ledger)
        return PacedClient(client, self._settings, pace, self._clock) if pace else client

    def _answers(
        self, document: Document, orders: frozenset[int]
    ) -> tuple[Plan, Sequence[Answered]]:
        """Ask in parts as small as the model's context turns out to need."""
        shown = [index for index in range(len(document.lines)) if index not in orders]
        deadline = self._clock() + self._settings.total_timeout
        while True:
            asked = plan(document.lines, shown, self._sizes)
            try:
                return asked, self._ask(asked.questions, deadline)
            except ContextTooSmall:
                half = asked.largest_question // 2
                if half < SMALLEST_PART:
                    raise
                self._ask_for_less(half)

    def _ask_for_less(self, tokens: int) -> None:
        """Put no more than `tokens` of a CV into one call from now on."""
        tokens = min(tokens, self._sizes.call_input_tokens)  # another thread may have learnt more
        split = min(tokens, self._sizes.split_over_tokens)
        self._sizes = replace(self._sizes, call_input_tokens=tokens, split_over_tokens=split)
        log.warning("llm_context_is_small", call_input_tokens=tokens)

    def _ask(self, questions: Sequence[Question], deadline: float) -> Sequence[Answered]:
        """Return the answers in order; the first is asked for here, the others beside it."""
        first, *others = questions
        futures = [
            self._side_calls.submit(
                contextvars.copy_context().run, self._asker.ask, question, deadline
            )
            for question in others
        ]
        try:
            return [
                self._asker.ask(first, deadline),
                *(future.result() for future in futures),
            ]
        finally:
            for future in futures:
                future.cancel()


def _claimed(document: Document, orders: frozenset[int], answers: Sequence[Answered]) -> CVData:
    """Return what the answers say together, true or not."""
    answer = merge(answered.answer for answered in answers)
    return assemble(answer, document.lines, orders, read_date, goes_on)


def check_fits(data: CVData) -> None:
    """Raise `InvalidResult` unless `data` fits the schema; its text names places, no values."""
    error = next(_validator().iter_errors(data), None)
    if error is not None:
        raise InvalidResult(f"{error.json_path} breaks {error.validator}")


def _without(document: Document, lines: frozenset[int]) -> Document:
    kept = (line for index, line in enumerate(document.lines) if index not in lines)
    return replace(document, lines=tuple(kept)) if lines else document


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(cv_schema())


def _remarks(asked: Plan, orders: int, answers: Sequence[Answered]) -> list[str]:
    remarks: list[str] = []
    if orders:
        remarks.append(f"instructions_ignored:{orders}")
    if asked.lines_left_out:
        remarks.append(f"over_token_budget:{asked.lines_left_out}")
    if any(answered.repaired for answered in answers):
        remarks.append("answer_repaired")
    return remarks
