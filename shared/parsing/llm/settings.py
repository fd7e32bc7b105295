"""What the LLM engine needs to know; `wiring` fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shared.domain.money import PRICES, Price, Usage, cost_usd

OPENAI_URL = "https://api.openai.com/v1"

OutputMode = Literal["auto", "json_schema", "json_object", "text"]


@dataclass(frozen=True, kw_only=True)
class LLMSettings:
    """One endpoint and one model, with the limits under which they are used."""

    api_key: str = field(repr=False)
    model: str = "gpt-4o-mini"
    base_url: str = OPENAI_URL
    output_mode: OutputMode = "auto"  # auto: the strictest that the endpoint takes

    connect_timeout: float = 5.0  # seconds
    call_timeout: float = 60.0  # seconds for one call, all in
    total_timeout: float = 120.0  # seconds for one CV: calls, waits and repairs together
    max_attempts: int = 3  # HTTP attempts for one call
    backoff_base: float = 0.5  # seconds; doubled for each attempt, then full jitter
    backoff_cap: float = 20.0  # seconds
    longest_wait: float = 15.0  # seconds of Retry-After that we wait here; longer is handed on

    split_over_tokens: int = 2400  # about two pages; longer CVs are asked for in parallel parts
    call_input_tokens: int = 24_000  # of CV text in one call; longer texts are cut in windows
    cv_input_tokens: int = 48_000  # of CV text in all; what is over is left out, with a warning
    max_output_tokens: int = 8_000  # for one call
    parallel_calls: int = 16  # threads for the parts of long CVs, over all CVs

    prices: Mapping[str, Price] = field(default_factory=dict[str, Price])  # own prices, by model

    def cost_usd(self, usage: Usage) -> float | None:
        """Return what `usage` costs in US dollars, or None where the model's price is not known."""
        return cost_usd(self.model, usage, {**PRICES, **self.prices})
