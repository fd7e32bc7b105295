"""What every store of dead letters promises."""

from datetime import timedelta

import pytest

from shared.domain.dead_letter import Action, LetterFilter, LetterStatus
from shared.errors import DeadLetterNotFound
from tests.builders import NOON, a_job, a_letter, an_attempt, an_id


def died(stores, **values):
    job = stores.jobs.add(a_job())
    claim = stores.jobs.claim(
        job.id, run_token=an_id(), now=NOON, lease_until=NOON + timedelta(seconds=9)
    )
    letter = a_letter(job, **values)
    assert stores.jobs.fail(claim, an_attempt(), letter, None, NOON)
    return letter


def ids(stores, **wanted):
    return {letter.id for letter in stores.letters.find(LetterFilter(**wanted), 100_000)}


def test_an_unknown_letter_is_not_found(stores):
    with pytest.raises(DeadLetterNotFound):
        stores.letters.get(an_id())
    with pytest.raises(DeadLetterNotFound):
        stores.letters.mark(an_id(), LetterStatus.PURGED, actor="a", reason="r", now=NOON)


@pytest.mark.parametrize(
    ("values", "wanted", "unwanted"),
    [
        ({"error_code": "corrupt"}, {"error_code": "corrupt"}, {"error_code": "bomb"}),
        ({"priority": "batch"}, {"priority": "batch"}, {"priority": "premium"}),
        ({"transient": False}, {"transient": False}, {"transient": True}),
        (
            {"created_at": NOON},
            {"created_before": NOON + timedelta(seconds=1)},
            {"created_before": NOON},
        ),
        (
            {"created_at": NOON},
            {"created_after": NOON},
            {"created_after": NOON + timedelta(seconds=1)},
        ),
        ({"replay_after": NOON}, {"replay_before": NOON}, {"replay_before": NOON - timedelta(1)}),
        ({"replay_after": None}, {}, {"replay_before": NOON}),
    ],
)
def test_letters_are_found_by_what_is_known_of_them(stores, values, wanted, unwanted):
    letter = died(stores, **values)

    assert letter.id in ids(stores, **wanted)
    assert letter.id not in ids(stores, **unwanted)


def test_a_marked_letter_is_dead_no_more(stores):
    letter = died(stores)

    stores.letters.mark(letter.id, LetterStatus.PURGED, actor="ada", reason="test", now=NOON)

    assert letter.id not in ids(stores)
    assert letter.id in ids(stores, status=None)
    assert stores.letters.get(letter.id).reason == "test"


def test_each_mark_is_written_into_the_audit(stores):
    letter, later = died(stores), NOON + timedelta(hours=1)

    stores.letters.mark(letter.id, LetterStatus.REPLAYED, actor="schedule", reason="", now=NOON)
    stores.letters.mark(letter.id, LetterStatus.PURGED, actor="ada", reason="test", now=later)

    assert stores.letters.audit(letter.id) == [
        Action(at=NOON, actor="schedule", action="replayed"),
        Action(at=later, actor="ada", action="purged", reason="test"),
    ]
    assert stores.letters.audit(an_id()) == []


def test_the_depth_counts_open_letters(stores):
    code = f"code_{an_id()}"
    died(stores, error_code=code)
    quarantined = died(stores, error_code=code, status=LetterStatus.QUARANTINED)
    purged = died(stores, error_code=code)
    stores.letters.mark(purged.id, LetterStatus.PURGED, actor="ada", reason="x", now=NOON)

    assert stores.letters.depth()[("parse-worker", code)] == 2
    assert quarantined.id not in ids(stores, error_code=code)
