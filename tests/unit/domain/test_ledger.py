"""An alarm stands until an answer comes."""

from datetime import timedelta

import pytest

from shared.domain.ledger import Books, Call, CallOutcome, alarm_of
from tests.builders import NOON

ANSWERED, MISCONFIGURED = CallOutcome.ANSWERED, CallOutcome.MISCONFIGURED


def totals(*outcomes, models=()):
    """What calls come to that ended so, a minute apart."""
    books = Books()
    for minute, outcome in enumerate(outcomes):
        model = models[minute] if models else "gpt-4o-mini"
        books.enter(Call(model=model, outcome=outcome), NOON + timedelta(minutes=minute))
    return books.over_all_days()


@pytest.mark.parametrize("outcome", [MISCONFIGURED, CallOutcome.NO_CREDIT])
def test_a_permanent_refusal_raises_the_alarm(outcome):
    alarm = alarm_of(totals(ANSWERED, outcome))

    assert alarm
    assert alarm.outcome is outcome


def test_an_answer_after_it_ends_the_alarm():
    assert alarm_of(totals(ANSWERED, MISCONFIGURED, ANSWERED)) is None


def test_an_answer_of_another_model_ends_the_alarm():
    assert alarm_of(totals(MISCONFIGURED, ANSWERED, models=("gpt-9", "gpt-4o-mini"))) is None


@pytest.mark.parametrize(
    "outcome",
    [
        CallOutcome.RATE_LIMITED,
        CallOutcome.UNAVAILABLE,
        CallOutcome.REFUSED,
        CallOutcome.UNUSABLE,
    ],
)
def test_what_may_pass_or_is_about_one_cv_raises_no_alarm(outcome):
    assert alarm_of(totals(ANSWERED, outcome)) is None


def test_the_newest_refusal_is_the_one_to_mend():
    alarm = alarm_of(totals(MISCONFIGURED, CallOutcome.NO_CREDIT))

    assert alarm
    assert alarm.outcome is CallOutcome.NO_CREDIT
