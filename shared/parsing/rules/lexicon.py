"""How much a text is a job title, an employer, a school or a degree, by the words of the tables."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from shared.parsing.rules import tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import fold, words

MAX_WORDS: Final = 14  # of a title or an employer
_AMPERSAND: Final = re.compile(r" & (?<=\w & )\w")
_AND_SONS: Final = re.compile(r"& (?:co|sons|fils|filles|sohne|partners|associes)\b")
_AMBIGUOUS: Final = frozenset({"se", "ab", "as", "ag", "sa", "spa", "ev", "sci", "lp", "ug"})
_EMPLOYERS: Final = (  # endings of German compounds
    *("krankenhaus", "klinik", "klinikum", "werke", "werk", "bank", "verlag", "gesellschaft"),
    *("technik", "handel", "vertrieb", "logistik", "versicherung", "zentrum", "pflegeheim"),
)
_SCHOOLS: Final = ("schule", "universitat", "gymnasium", "akademie", "kolleg")


@dataclass(frozen=True, slots=True)
class _Words:
    """The entries of a table: single words, and phrases by their first word."""

    single: frozenset[str]
    phrases: dict[str, list[tuple[str, ...]]]
    first_words: frozenset[str]  # of the phrases


@cache
def _table(name: str, section: str) -> _Words:
    found = tables.sections(name)[section]
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for entry in found:
        if " " in entry:
            phrases.setdefault(entry.split()[0], []).append(tuple(entry.split()))
    single = frozenset(entry for entry in found if " " not in entry)
    return _Words(single, phrases, frozenset(phrases))


@remembered
def _forms(word: str) -> frozenset[str]:
    """Return the word and its likely bases: singular, without feminine and inclusive endings."""
    bare = word.rstrip(".")
    forms = [word, bare]
    if len(bare) > 4:
        if bare[-1] in "se":
            forms.append(bare[:-1])
        if bare.endswith(("es", "in", "ne")):
            forms.append(bare[:-2])
    for mark in "-/'":
        if mark in bare:
            forms += [part for part in bare.split(mark) if len(part) > 2]
    return frozenset(forms)


class _Said(NamedTuple):
    """The words of a text, the forms of each, and the forms of all."""

    words: tuple[str, ...]
    forms: tuple[frozenset[str], ...]
    all_forms: frozenset[str]


@remembered
def _said(text: str) -> _Said:
    tokens = tuple(words(text))
    forms = tuple(map(_forms, tokens))
    return _Said(tokens, forms, frozenset().union(*forms))


def _phrases_in(tokens: tuple[str, ...], table: _Words) -> list[tuple[str, ...]]:
    return [
        phrase
        for at, token in enumerate(tokens)
        if token in table.phrases
        for phrase in table.phrases[token]
        if tokens[at : at + len(phrase)] == phrase
    ]


def _hits(said: _Said, table: _Words) -> int:
    """Return how many of the words stand in the table, alone or in phrases."""
    count = 0
    if not table.single.isdisjoint(said.all_forms):
        count += len([forms for forms in said.forms if not table.single.isdisjoint(forms)])
    if not table.first_words.isdisjoint(said.words):
        count += sum([len(phrase) for phrase in _phrases_in(said.words, table)])
    return count


def _ends_in(tokens: tuple[str, ...], endings: tuple[str, ...], least: int) -> bool:
    """Whether one of the words has an ending, and at least so many letters."""
    return any(token.endswith(endings) for token in tokens if len(token) >= least)


@cache
def _legal_forms() -> frozenset[str]:
    """Return the legal forms that are nothing else."""
    return _table("companies", "legal").single - _AMBIGUOUS


@cache
def _suffixes() -> tuple[str, ...]:
    endings = tables.sections("titles")["suffixes"]
    return (*endings, *(f"{ending}in" for ending in endings))


@remembered
def title(text: str) -> float:
    """Return how much `text` is a job title, about 0 to 1."""
    said = _said(text)
    tokens = said.words
    if not tokens or len(tokens) > MAX_WORDS:
        return 0.0
    parts = min(_hits(said, _table("titles", "part")), 2)
    if not _hits(said, _table("titles", "head")) and not _ends_in(tokens, _suffixes(), 8):
        return 0.1 * parts
    return min(1.0, 0.7 + 0.1 * parts + (0.2 if len(tokens) <= 4 else 0.0))


@remembered
def employer(text: str) -> float:
    """Return how much `text` is the name of an employer, about 0 to 1."""
    said = _said(text)
    tokens = said.words
    if not tokens or len(tokens) > MAX_WORDS:
        return 0.0
    legal = _table("companies", "legal")
    if (
        not _legal_forms().isdisjoint((tokens[0], tokens[-1]))
        or _phrases_in(tokens, legal)
        or _AND_SONS.search(fold(text))
    ):
        return 1.0
    if tokens[-1] in legal.single and text.rstrip(" .")[-1:].isupper():
        return 1.0
    if _hits(said, _table("companies", "words")) or _ends_in(tokens, _EMPLOYERS, 10):
        return 0.75
    return 0.6 if _AMPERSAND.search(fold(text)) else 0.0


@remembered
def school(text: str) -> float:
    """Return how much `text` is the name of a school, about 0 to 1."""
    said = _said(text)
    if _hits(said, _table("schools", "")):
        return 0.9 if len(said.words) > 1 else 0.8
    return 0.9 if _ends_in(said.words, _SCHOOLS, 8) else 0.0


@remembered
def degree(text: str) -> float:
    """Return how much `text` is a degree or diploma, about 0 to 1."""
    said = _said(text)
    table = _table("degrees", "words")
    if said.words and not table.single.isdisjoint(said.forms[0]):
        return 1.0
    if _phrases_in(said.words, table):
        return 0.9
    return 0.0 if table.single.isdisjoint(said.all_forms) else 0.75
