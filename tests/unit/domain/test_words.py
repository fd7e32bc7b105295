"""Codes, texts, states: what callers build on stays."""

import pytest

from shared import errors
from shared.domain.job import NEXT, Status, check_move
from shared.messages import FRENCH, text


def kinds(kind=errors.PipelineError):
    yield kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from kinds(child)


def test_every_error_has_its_own_code():
    codes = [kind.code for kind in kinds()]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("code", [kind.code for kind in kinds()])
def test_every_error_has_a_text_in_both_languages(code):
    assert code in FRENCH
    assert text(code, "en") != text(code, "fr")
    assert text(code, "de") == text(code, "en")


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_a_job_moves_only_as_the_table_says(before, after):
    if after in NEXT[before]:
        check_move(before, after)
    else:
        with pytest.raises(errors.IllegalTransition, match=f"{before} -> {after}"):
            check_move(before, after)
