"""What Prometheus is told of the LLM: the books, the day's budget, and what a person must mend."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import structlog
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from shared.domain.ledger import NEEDS_A_PERSON, Total, alarm_of
from shared.errors import Unavailable
from shared.ports import Ledger

log = structlog.get_logger(__name__)


class LLMCollector(Collector):
    """Calls, tokens and dollars of all workers together. Without the database nothing is told."""

    def __init__(self, ledger: Ledger, daily_usd: float, now: Callable[[], datetime]) -> None:
        """`daily_usd` is the budget of a day, 0 = none. `now` returns the time, aware, in UTC."""
        self._ledger = ledger
        self._daily_usd = daily_usd
        self._now = now

    def collect(self) -> Iterator[Metric]:
        try:
            totals = self._ledger.totals()
        except Unavailable as error:
            log.warning("metric_left_out", metric="llm", error=error.code)
            return
        yield _calls(totals)
        yield _tokens(totals)
        yield _usd(totals)
        yield _alarms(totals)
        spent = self._ledger.spent(self._now().date())
        yield GaugeMetricFamily("cv_llm_spent_today_usd", "What the LLM cost today (UTC)", spent)
        if self._daily_usd:
            text = "What the LLM may cost a day"
            yield GaugeMetricFamily("cv_llm_daily_budget_usd", text, self._daily_usd)


def _calls(totals: Sequence[Total]) -> Metric:
    names = ["model", "outcome"]
    counter = CounterMetricFamily("cv_llm_calls", "Calls of the LLM that ended", labels=names)
    for total in totals:
        counter.add_metric([total.model, total.outcome.value], total.calls)
    return counter


def _tokens(totals: Sequence[Total]) -> Metric:
    """Tell each token once: `input` is what the vendor's cache did not have."""
    names = ["model", "outcome", "type"]
    counter = CounterMetricFamily("cv_llm_tokens", "Tokens that were paid for", labels=names)
    for total in totals:
        usage = total.usage
        by_type = {
            "input": usage.input - usage.cached_input,
            "cached_input": usage.cached_input,
            "output": usage.output,
        }
        for kind, number in by_type.items():
            counter.add_metric([total.model, total.outcome.value, kind], number)
    return counter


def _usd(totals: Sequence[Total]) -> Metric:
    names = ["model", "outcome"]
    counter = CounterMetricFamily("cv_llm_cost_usd", "US dollars, by the price list", labels=names)
    for total in totals:
        counter.add_metric([total.model, total.outcome.value], total.usd)
    return counter


def _alarms(totals: Sequence[Total]) -> Metric:
    text = "1 = the LLM refuses us for good, and has not answered since: mend the configuration"
    gauge = GaugeMetricFamily("cv_llm_needs_attention", text, labels=["outcome"])
    alarm = alarm_of(totals)
    for outcome in sorted(NEEDS_A_PERSON):
        gauge.add_metric([outcome.value], float(alarm is not None and alarm.outcome is outcome))
    return gauge
