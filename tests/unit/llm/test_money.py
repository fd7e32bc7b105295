"""Costs follow the price lists."""

import pytest

from shared.domain.money import Price, Usage, cost_usd, price_of


def test_a_call_costs_input_and_output():
    usage = Usage(input=1_000_000, output=1_000_000)

    assert cost_usd("gpt-4o-mini", usage) == pytest.approx(0.75)


def test_cached_input_is_cheaper():
    usage = Usage(input=1_000_000, cached_input=500_000)

    assert cost_usd("gpt-4o-mini", usage) == pytest.approx(0.1125)


def test_a_dated_snapshot_costs_as_its_model():
    assert price_of("gpt-4o-mini-2024-07-18") == price_of("gpt-4o-mini")


def test_a_model_without_a_known_price_has_no_cost():
    assert cost_usd("llama-3.1-8b-instruct", Usage(input=10)) is None


def test_own_prices_may_be_given():
    prices = {"llama": Price(input=1.0, output=2.0)}

    assert cost_usd("llama", Usage(output=1_000_000), prices) == 2.0
