"""Folding: what is compared is in lower case, without accents, and as long as before."""

import pytest

from shared.parsing.rules.text import fold


@pytest.mark.parametrize("word", ["ŁÓDŹ", "ĐORĐE", "ØRSTED", "ŒUVRE", "MÜNCHEN", "GARÇON"])
def test_capitals_are_folded_as_small_letters_are(word: str):
    assert fold(word) == fold(word.lower())
    assert fold(word).isascii()
    assert len(fold(word)) == len(word)
