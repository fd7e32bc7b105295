"""How much a text is a job title, an employer, a school or a degree, by the words of the tables."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from shared.parsing.rules import tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import fold, words

MAX_WORDS: Final = 14  # of a title or an employer
_AMPERSAND: Final = re.compile(r"\w & \w")
_AND_SONS: Final = re.compile(
    r"& (?:co|sons|fils|filles|sohne|partners?|associes|associates|asociados|hijos|kollegen|bros)\b"
)
_AMBIGUOUS: Final = frozenset({"se", "ab", "as", "ag", "sa", "spa", "ev", "sci", "lp", "ug"})
_EMPLOYERS: Final = (  # endings of German compounds
    *("krankenhaus", "klinik", "klinikum", "werke", "werk", "bank", "verlag", "gesellschaft"),
    *("technik", "handel", "vertrieb", "logistik", "versicherung", "zentrum", "pflegeheim"),
    *("backerei", "konditorei", "metzgerei", "fleischerei", "gartnerei", "schreinerei"),
    *("tischlerei", "druckerei", "brauerei", "molkerei", "apotheke", "werkstatt", "resort"),
)
_LONG: Final = 8  # letters; the ending of a shorter word tells nothing
_LAST: Final = 3  # letters by which endings are looked up; none is shorter
_SCHOOLS: Final = ("schule", "universitat", "gymnasium", "akademie", "kolleg")
_DEGREES: Final = ("abschluss", "studium", "diplom", "fachwirt", "ausbildung")


Kinds = frozenset[str]  # what a word or a phrase tells
_NOTHING: Final = frozenset[str]()
_TABLES: Final = {  # where the words and phrases of each kind stand
    "title": ("titles", "head"),
    "part": ("titles", "part"),
    "legal": ("companies", "legal"),
    "employer": ("companies", "words"),
    "school": ("schools", ""),
    "degree": ("degrees", "words"),
}


def _entries() -> Iterator[tuple[str, str]]:
    """Yield the entries of all tables, each with its kind."""
    for kind, (name, section) in _TABLES.items():
        for entry in tables.sections(name)[section]:
            yield entry, kind


@cache
def _single() -> dict[str, Kinds]:
    """Return the kinds of each single word of the tables."""
    alone = {kind: frozenset({kind}) for kind in _TABLES}
    found: dict[str, Kinds] = {}
    for entry, kind in _entries():
        if " " not in entry:
            found[entry] = found[entry] | alone[kind] if entry in found else alone[kind]
    return found


@cache
def _phrases() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return the phrases of the tables, each with its kind, by their first word."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for entry, kind in _entries():
        if " " in entry:
            phrase = tuple(entry.split())
            found.setdefault(phrase[0], []).append((kind, phrase))
    return found


@cache
def _endings() -> dict[str, list[tuple[str, int, str]]]:
    """Return the endings of long words, least length of such a word, and kind, by the last letters."""
    suffixes = tables.sections("titles")["suffixes"]
    titles = (*suffixes, *(f"{suffix}in" for suffix in suffixes))
    found: dict[str, list[tuple[str, int, str]]] = {}
    for kind, least, endings in (
        ("title", _LONG, titles),
        ("employer", _LONG + 2, _EMPLOYERS),
        ("ends_as_school", _LONG, _SCHOOLS),
        ("degree", _LONG + 2, _DEGREES),
    ):
        for ending in endings:
            found.setdefault(ending[-_LAST:], []).append((ending, least, kind))
    return found


def _kinds(word: str) -> Kinds:
    """Return what a word tells: as it is, by its likely bases, by its ending."""
    single = _single()
    found = _NOTHING
    for form in _forms(word):
        if form in single:
            found |= single[form]
    if len(word) >= _LONG and word[-_LAST:] in _endings():
        found |= {
            kind
            for ending, least, kind in _endings()[word[-_LAST:]]
            if len(word) >= least and word.endswith(ending)
        }
    return found


def _forms(word: str) -> list[str]:
    """Return the word and its likely bases: singular, without feminine and inclusive endings."""
    bare = word.rstrip(".")
    forms = [bare]
    if len(bare) > 4:
        if bare[-1] in "se":
            forms.append(bare[:-1])
        if bare[-2:] in ("es", "in", "ne"):
            forms.append(bare[:-2])
    if not word.isalpha():
        forms.append(word)
        for mark in "-/'":
            if mark in bare:
                forms += [part for part in bare.split(mark) if len(part) > 2]
    return forms


class _Said(NamedTuple):
    """The words of a text and what they tell: each, all together, and by phrases."""

    words: list[str]
    by_word: list[Kinds]
    by_words: Kinds
    by_phrases: Kinds
    kinds: Kinds
    parts: int  # words that are parts of titles, alone or in phrases
    in_degrees: int  # words of schools within the phrases of degrees: "High School Diploma"


@remembered
def _said(text: str) -> _Said:
    tokens = words(text)
    by_word = list(map(_kinds, tokens))
    by_words = _NOTHING.union(*by_word)
    parts = len([each for each in by_word if "part" in each]) if "part" in by_words else 0
    phrases = [] if _phrases().keys().isdisjoint(tokens) else list(_phrases_in(tokens))
    parts += sum([len(phrase) for kind, phrase in phrases if kind == "part"])
    by_phrases = frozenset([kind for kind, _ in phrases]) if phrases else _NOTHING
    in_degrees = sum([_schools_in(phrase) for kind, phrase in phrases if kind == "degree"])
    return _Said(tokens, by_word, by_words, by_phrases, by_words | by_phrases, parts, in_degrees)


def _schools_in(phrase: tuple[str, ...]) -> int:
    return len([word for word in phrase if "school" in _kinds(word)])


def _phrases_in(tokens: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for at, token in enumerate(tokens):
        for kind, phrase in _phrases().get(token, ()):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                yield kind, phrase


@cache
def _legal_forms() -> frozenset[str]:
    """Return the legal forms that are nothing else."""
    legal = tables.sections("companies")["legal"]
    return frozenset(entry for entry in legal if " " not in entry) - _AMBIGUOUS


@remembered
def title(text: str) -> float:
    """Return how much `text` is a job title, about 0 to 1."""
    said = _said(text)
    if not 0 < len(said.words) <= MAX_WORDS:
        return 0.0
    parts = min(said.parts, 2)
    if "title" not in said.kinds:
        return 0.1 * parts
    return min(1.0, 0.7 + 0.1 * parts + (0.2 if len(said.words) <= 4 else 0.0))


@remembered
def employer(text: str) -> float:
    """Return how much `text` is the name of an employer, about 0 to 1."""
    said = _said(text)
    tokens = said.words
    if not 0 < len(tokens) <= MAX_WORDS:
        return 0.0
    folded = fold(text)
    if (
        not _legal_forms().isdisjoint((tokens[0], tokens[-1]))
        or "legal" in said.by_phrases
        or ("&" in folded and _AND_SONS.search(folded))
    ):
        return 1.0
    if "legal" in _single().get(tokens[-1], ()) and text.rstrip(" .")[-1:].isupper():
        return 1.0
    if "employer" in said.kinds:
        return 0.75
    return 0.6 if "&" in folded and _AMPERSAND.search(folded) else 0.0


@remembered
def school(text: str) -> float:
    """Return how much `text` is the name of a school, about 0 to 1."""
    said = _said(text)
    if "school" in said.kinds and not _names_degree_alone(said) and not _says_with(said, text):
        return 0.9 if len(said.words) > 1 else 0.8
    if len(said.words) > 1 and said.words[0] in tables.sections("schools")["first"]:
        return 0.9
    return 0.9 if "ends_as_school" in said.by_words else 0.0


def _names_degree_alone(said: _Said) -> bool:
    """Whether the words of schools are all in the phrase of a degree: "Ohio High School Diploma"."""
    if not said.in_degrees or "school" in said.by_phrases:
        return False
    return len([kinds for kinds in said.by_word if "school" in kinds]) <= said.in_degrees


def _says_with(said: _Said, text: str) -> bool:
    """Whether the one word of schools is the German for "with", and not the MIT."""
    if "mit" not in said.words or "MIT" in text or "school" in said.by_phrases:
        return False
    return len([kinds for kinds in said.by_word if "school" in kinds]) == 1


@remembered
def degree(text: str) -> float:
    """Return how much `text` is a degree or diploma, about 0 to 1."""
    said = _said(text)
    if said.words and "degree" in said.by_word[0]:
        return 1.0
    if "degree" in said.by_phrases:
        return 0.9
    return 0.75 if "degree" in said.by_words else 0.0


def names_branch(text: str) -> bool:
    """Whether `text` tells which branch of a trade or science is learned: "Fachrichtung Ofenbau"."""
    return fold(text).partition(" ")[0] in tables.sections("degrees")["subject"]
