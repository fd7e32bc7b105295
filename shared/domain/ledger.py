"""The books of the LLM: every call, what came of it and what it cost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from shared.domain.money import Usage


class CallOutcome(StrEnum):
    """What came of one call."""

    ANSWERED = "answered"
    UNUSABLE = "unusable"  # answered, but refused, cut off, filtered or empty
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    REFUSED = "refused"  # this request; another may pass
    MISCONFIGURED = "misconfigured"  # key, permission, address or model
    NO_CREDIT = "no_credit"


NEEDS_A_PERSON = frozenset({CallOutcome.MISCONFIGURED, CallOutcome.NO_CREDIT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call of a model."""

    model: str
    outcome: CallOutcome
    usage: Usage = field(default_factory=Usage)  # of an answer of no use too: it was paid for
    usd: float = 0.0
    detail: str = ""  # status and code of a failure; no word of the endpoint


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """What calls of one model that ended alike come to."""

    model: str
    outcome: CallOutcome
    calls: int
    usage: Usage
    usd: float
    last_at: datetime
    last_detail: str = ""

    def __add__(self, other: "Total") -> "Total":
        later = max(self, other, key=lambda total: total.last_at)
        return replace(
            later,
            calls=self.calls + other.calls,
            usage=self.usage + other.usage,
            usd=self.usd + other.usd,
        )


def alarm_of(totals: Iterable[Total]) -> Total | None:
    """Return what a person has to mend, or None: a permanent refusal that no answer came after."""
    totals = list(totals)
    answers = [total.last_at for total in totals if total.outcome is CallOutcome.ANSWERED]
    refusals = [total for total in totals if total.outcome in NEEDS_A_PERSON]
    last = max(refusals, key=lambda total: total.last_at, default=None)
    return last if last and all(answer < last.last_at for answer in answers) else None


Entry = tuple[date, Total]


class Books:
    """Calls added up by day, model and outcome; not for several threads at once."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._totals: dict[tuple[date, str, CallOutcome], Total] = {}
        for day, total in entries:
            self._add(day, total)

    def enter(self, call: Call, now: datetime) -> None:
        """Add one call that ended `now`."""
        total = Total(
            model=call.model,
            outcome=call.outcome,
            calls=1,
            usage=call.usage,
            usd=call.usd,
            last_at=now,
            last_detail=call.detail,
        )
        self._add(now.date(), total)

    def spent(self, day: date) -> float:
        """Return the US dollars of `day`."""
        return sum(total.usd for on, total in self if on == day)

    def over_all_days(self) -> Sequence[Total]:
        """Return the totals by model and outcome."""
        whole: dict[tuple[str, CallOutcome], Total] = {}
        for _, total in self:
            key = (total.model, total.outcome)
            whole[key] = whole[key] + total if key in whole else total
        return list(whole.values())

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries in one order, whatever order they came in."""
        for key in sorted(self._totals):
            yield key[0], self._totals[key]

    def __bool__(self) -> bool:
        return bool(self._totals)

    def _add(self, day: date, total: Total) -> None:
        key = (day, total.model, total.outcome)
        self._totals[key] = self._totals[key] + total if key in self._totals else total
