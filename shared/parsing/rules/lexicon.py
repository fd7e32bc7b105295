"""How much a text is a job title, an employer, a school or a degree, by the words of the tables."""

import re
from functools import cache
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import fold, words

_AMPERSAND: Final = re.compile(r"\w \& \w")


@cache
def _stems(table: str, section: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    """Return the single words and the phrases of a table."""
    found = tables.sections(table)[section]
    phrases = {tuple(entry.split()) for entry in found if " " in entry}
    return frozenset(entry for entry in found if " " not in entry), frozenset(phrases)


def _forms(word: str) -> tuple[str, ...]:
    """Return the word and its likely bases: singular, without feminine and inclusive endings."""
    bare = word.rstrip(".")
    forms = [word, bare]
    if len(bare) > 4:
        forms += [bare[:-1]] if bare[-1] in "se" else []
        forms += [bare[:-2]] if bare.endswith(("es", "in", "ne")) else []
    for mark in ("-", "/", "'", "’"):
        forms += [part for part in bare.split(mark) if len(part) > 2] if mark in bare else []
    return tuple(forms)


def _hits(text: str, table: str, section: str) -> int:
    single, phrases = _stems(table, section)
    tokens = words(text)
    count = sum(1 for token in tokens if any(form in single for form in _forms(token)))
    for phrase in phrases:
        size = len(phrase)
        if any(tuple(tokens[at : at + size]) == phrase for at in range(len(tokens) - size + 1)):
            count += size
    return count


@remembered
def title(text: str) -> float:
    """Return how much `text` is a job title, about 0 to 1."""
    tokens = words(text)
    if not tokens or len(tokens) > 14:
        return 0.0
    endings = tables.sections("titles")["suffixes"]
    suffixes = (*endings, *(f"{ending}in" for ending in endings))
    heads = _hits(text, "titles", "head")
    compound = any(len(token) > 7 and token.endswith(suffixes) for token in tokens)
    if not heads and not compound:
        return 0.1 * min(_hits(text, "titles", "part"), 2)
    parts = min(_hits(text, "titles", "part"), 2)
    return min(1.0, 0.7 + 0.1 * parts + (0.2 if len(tokens) <= 4 else 0.0))


@remembered
def employer(text: str) -> float:
    """Return how much `text` is the name of an employer, about 0 to 1."""
    tokens = words(text)
    if not tokens or len(tokens) > 14:
        return 0.0
    legal, phrases = _stems("companies", "legal")
    folded = fold(text)
    if any(
        token.rstrip(",") in legal
        for token in (tokens[-1], *tokens[:1])
        if token not in {"se", "ab", "as", "ag", "sa", "spa"}
    ):
        return 1.0
    if tokens[-1] in legal and re.search(r"\b[A-Z]{2}\b|S\.?p\.?A|SA\b", text):
        return 1.0
    if any(f" {' '.join(phrase)}" in f" {folded}" for phrase in phrases):
        return 1.0
    hits = _hits(text, "companies", "words")
    score = 0.75 if hits else 0.0
    if _AMPERSAND.search(folded):
        score = max(score, 0.6)
    return score


@remembered
def school(text: str) -> float:
    """Return how much `text` is the name of a school, about 0 to 1."""
    hits = _hits(text, "schools", "")
    if not hits:
        compound = any(
            len(token) > 7
            and token.endswith(("schule", "universitat", "gymnasium", "akademie", "kolleg"))
            for token in words(text)
        )
        return 0.9 if compound else 0.0
    return 0.9 if len(words(text)) > 1 else 0.8


@remembered
def degree(text: str) -> float:
    """Return how much `text` is a degree or diploma, about 0 to 1."""
    tokens = words(text)
    if not tokens:
        return 0.0
    single, phrases = _stems("degrees", "words")
    forms = [form for token in tokens for form in _forms(token)]
    start = any(form in single for form in _forms(tokens[0]))
    folded = " ".join(tokens)
    phrase = any(" ".join(each) in folded for each in phrases)
    if start:
        return 1.0
    if phrase:
        return 0.9
    return (
        0.75 if any(form in single and (len(form) > 3 or form.isalpha()) for form in forms) else 0.0
    )
