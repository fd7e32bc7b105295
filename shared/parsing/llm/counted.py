"""Calls written into the books, whatever comes of them; and an alarm for what a person must mend."""

from collections.abc import Mapping
from typing import Any

import openai
import structlog

from shared.domain.ledger import NEEDS_A_PERSON, Call, CallOutcome
from shared.domain.money import Usage
from shared.errors import EngineMisconfigured, EngineUnavailable
from shared.parsing.llm.answer import UNFINISHED
from shared.parsing.llm.asking import Client
from shared.parsing.llm.client import Reply
from shared.parsing.llm.errors import AccessRefused, QuotaExhausted, RateLimited, UnusableAnswer
from shared.parsing.llm.failures import translate
from shared.parsing.llm.settings import LLMSettings
from shared.ports import Ledger

log = structlog.get_logger(__name__)

OUTCOMES: dict[type[Exception], CallOutcome] = {  # the most specific class counts
    RateLimited: CallOutcome.RATE_LIMITED,
    EngineUnavailable: CallOutcome.UNAVAILABLE,
    UnusableAnswer: CallOutcome.UNUSABLE,
    EngineMisconfigured: CallOutcome.REFUSED,
    AccessRefused: CallOutcome.MISCONFIGURED,
    QuotaExhausted: CallOutcome.NO_CREDIT,
}


class CountedClient:
    """A `Client` whose calls are entered into a ledger. Safe to share between threads."""

    def __init__(self, client: Client, settings: LLMSettings, ledger: Ledger) -> None:
        self._client = client
        self._settings = settings
        self._ledger = ledger

    def complete(self, request: Mapping[str, Any], deadline: float) -> Reply:
        """Return the model's reply to `request`; raise as the client does."""
        try:
            reply = self._client.complete(request, deadline)
        except (*OUTCOMES, openai.BadRequestError) as error:
            self._enter_failure(error)
            raise
        useless = reply.refused or reply.finish_reason in UNFINISHED
        outcome = CallOutcome.UNUSABLE if useless else CallOutcome.ANSWERED
        self._enter(outcome, reply.usage, reply.finish_reason if useless else "")
        return reply

    def _enter_failure(self, error: Exception) -> None:
        known = translate(error) if isinstance(error, openai.BadRequestError) else error
        outcome = next(OUTCOMES[kind] for kind in type(known).__mro__ if kind in OUTCOMES)
        detail = getattr(known, "detail", "")
        if outcome in NEEDS_A_PERSON:  # it will not pass by itself
            log.error("llm_needs_attention", outcome=outcome.value, detail=detail)
        self._enter(outcome, Usage(), detail)

    def _enter(self, outcome: CallOutcome, usage: Usage, detail: str) -> None:
        call = Call(
            model=self._settings.model,
            outcome=outcome,
            usage=usage,
            usd=self._settings.cost_usd(usage) or 0.0,
            detail=detail,
        )
        self._ledger.enter(call)
