"""What can go wrong with an LLM in particular."""

from shared.errors import EngineMisconfigured, EngineUnavailable, Overloaded

DEFAULT_WAIT = 10.0  # seconds until a job is tried again, where a 429 names no time


class QuotaExhausted(EngineMisconfigured):
    """The LLM account has no credit left."""


class AccessRefused(EngineMisconfigured):
    """The LLM endpoint refuses the key, or does not know the model."""


class ContextTooSmall(EngineMisconfigured):
    """The model's context does not hold what it was asked at once."""


class RateLimited(Overloaded):
    """The LLM endpoint asks us to slow down."""

    def __init__(self, detail: str = "", *, asked: float | None = None) -> None:
        """`asked` is the wait in seconds that the endpoint named, if it did."""
        super().__init__(detail, retry_after=DEFAULT_WAIT if asked is None else asked)
        self.asked = asked


class UnusableAnswer(EngineUnavailable):
    """The LLM answered, but not with the data that was asked for."""


class BudgetSpent(Overloaded):
    """The day's budget for the LLM is spent."""
