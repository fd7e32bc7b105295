"""What an LLM call costs, by the price lists of the vendors."""

from collections.abc import Mapping
from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    input: float
    output: float
    cached_input: float | None = None  # None: cached tokens cost as much as others


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens of one or more calls."""

    input: int = 0
    output: int = 0
    cached_input: int = 0  # of `input`, those read from the vendor's prompt cache

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            input=self.input + other.input,
            output=self.output + other.output,
            cached_input=self.cached_input + other.cached_input,
        )


PRICES: dict[str, Price] = {  # OpenAI's price list, standard tier, as known in November 2026
    "gpt-4o-mini": Price(input=0.15, cached_input=0.075, output=0.60),
    "gpt-4o": Price(input=2.50, cached_input=1.25, output=10.00),
    "gpt-4.1-nano": Price(input=0.10, cached_input=0.025, output=0.40),
    "gpt-4.1-mini": Price(input=0.40, cached_input=0.10, output=1.60),
    "gpt-4.1": Price(input=2.00, cached_input=0.50, output=8.00),
    "gpt-5-nano": Price(input=0.05, cached_input=0.005, output=0.40),
    "gpt-5-mini": Price(input=0.25, cached_input=0.025, output=2.00),
    "gpt-5": Price(input=1.25, cached_input=0.125, output=10.00),
    "o4-mini": Price(input=1.10, cached_input=0.275, output=4.40),
}


def cost_usd(model: str, usage: Usage, prices: Mapping[str, Price] = PRICES) -> float | None:
    """Return what `usage` costs in US dollars, or None where the price of `model` is not known."""
    price = price_of(model, prices)
    if price is None:
        return None
    cached = min(usage.cached_input, usage.input)
    cached_price = price.input if price.cached_input is None else price.cached_input
    total = (usage.input - cached) * price.input + cached * cached_price
    return (total + usage.output * price.output) / MILLION


def price_of(model: str, prices: Mapping[str, Price] = PRICES) -> Price | None:
    """Return the price of `model`; a dated snapshot (`gpt-4o-2024-08-06`) costs as its model."""
    if model in prices:
        return prices[model]
    snapshots = [name for name in prices if model.startswith(f"{name}-2")]
    return prices[max(snapshots, key=len)] if snapshots else None
