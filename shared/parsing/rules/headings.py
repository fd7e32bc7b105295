"""Which section a heading names, by its words in four languages."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import any_of, fold, trim

MAX_LENGTH: Final = 48  # characters of a heading
MAX_WORDS: Final = 6
SHORT: Final = 4  # letters of a word that must be whole
_LONGEST_WORD: Final = 18  # of a heading that has lost its spaces
_TOKEN: Final = re.compile(r"[a-z]+(?:[-'][a-z]+)*-?|&|/|\+|\d+")
_ELISION: Final = re.compile(r"\b[dl]'")
_NUMBERING: Final = re.compile(  # "3)", "iv.", "A.2."
    r"^\s*(?:\d{1,2}|[ivx]{1,4}|[a-h])(?:\.\d{1,2})*\s*[.)]\s+"
)
_IN_PARTS: Final = re.compile(r"^(?:part|parte|partie|teil)\s+\w{1,4}[.:]\s+(?=\S)", re.IGNORECASE)
_SMALL: Final = frozenset({"neutral", "joining"})


def _tokens(folded: str) -> list[str]:
    return _TOKEN.findall(_ELISION.sub("", folded) if "'" in folded else folded)


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """Return section by the words of its phrase."""
    found: dict[tuple[str, ...], str] = {}
    for section, phrases in tables.sections("headings").items():
        if section not in _SMALL:
            for phrase in phrases:
                found.setdefault(tuple(_tokens(phrase)), section)
    return found


def _match(tokens: list[str], at: int) -> tuple[int, str | None]:
    """Return how many tokens from `at` make the longest phrase, and its section."""
    phrases = _phrases()
    for length in range(min(MAX_WORDS, len(tokens) - at), 0, -1):
        section = phrases.get(tuple(tokens[at : at + length]))
        if section:
            return length, section
    return 0, None


@cache
def _words() -> frozenset[str]:
    """Return all words of headings."""
    table = tables.sections("headings")
    return frozenset(word for phrases in table.values() for p in phrases for word in _tokens(p))


@cache
def _known() -> frozenset[str]:
    """Return all that a heading may be made of."""
    return _words() | {*"&/+"}


def _begins_otherwise(text: str) -> bool:
    """Whether `text`, as it stands, begins with a plain word that no heading has."""
    word, _, rest = text.partition(" ")
    return (
        word.isalpha()
        and text.isascii()
        and word.lower() not in _known()
        and not ("'" in text or "`" in text or text.isupper())
        and not rest.lstrip().startswith((".", ")"))  # "iv ) Experience" is numbered
    )


def _begins_known(folded: str) -> bool:
    """Whether a heading may begin with the first word. Most lines are none, which shows here."""
    word = folded.partition(" ")[0]
    if not (word.isascii() and word.isalpha()):
        first = _TOKEN.search(folded)
        if first is None:
            return False
        word = first[0]
    return word in _known() or "'" in folded


def _divided(text: str) -> list[str]:
    """Return the words of a heading whose spaces were lost: "WORKEXPERIENCE"."""
    words = _words()
    ways: dict[int, list[str]] = {0: []}
    for end in range(2, len(text) + 1):
        for start in ways:
            if 1 < end - start <= _LONGEST_WORD and text[start:end] in words:
                ways[end] = [*ways[start], text[start:end]]
                break
    return ways.get(len(text), [])


@cache
def _squeezed() -> dict[tuple[str, int], list[tuple[str, frozenset[str], tuple[str, ...]]]]:
    """Return phrases without their spaces, with their letters and words, by first letter and length."""
    found: dict[tuple[str, int], list[tuple[str, frozenset[str], tuple[str, ...]]]] = {}
    for phrase in _phrases():
        if len(phrase) < 4:
            whole = "".join(phrase)
            found.setdefault((whole[0], len(whole)), []).append((whole, frozenset(whole), phrase))
    return found


def _nearest(text: str) -> list[str]:
    """Return the words of the heading that `text` is with a letter or two lost, if there is one."""
    letters = frozenset(text)
    near = {
        whole: phrase
        for length in range(len(text) - 3, len(text) + 4)
        for whole, others, phrase in _squeezed().get((text[0], length), ())
        if len(letters ^ others) <= (length + len(text)) // 8  # else it is not close
    }
    close = get_close_matches(text, near, n=1, cutoff=0.88) if near else []
    return list(near[close[0]]) if close else []


@remembered
def sections_named(text: str) -> tuple[str, ...]:
    """Return the sections that `text` names as a heading, main one first; () if it is none.

    Every word must be known: "Professional experience" is a heading, "Experience with Java" is not.
    """
    if len(text) > MAX_LENGTH:
        return ()
    return _sections_told(text) or sections_told_in_person(text)


@cache
def _in_person() -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]]:
    """Return what a heading in the first person begins with, and for each section its words."""
    openings, persons, *words = tables.sections("first_person").items()
    opening = re.compile(rf"(?:{any_of(openings[1])})\s(?:.*\s)?(?:{_begun(persons[1])})")
    return opening, [
        (section, re.compile(rf"(?<!\w)(?:{_begun(those)})")) for section, those in words
    ]


def _begun(words: Iterable[str]) -> str:
    """Return a pattern of words and all that begin with them; short ones are whole."""
    return "|".join(
        rf"{word}\b" if len(word) <= SHORT and word.isalpha() else word for word in words
    )


@cache
def _openings() -> frozenset[str]:
    return frozenset(text.split()[0] for text in tables.sections("first_person")["openings"])


def sections_told_in_person(text: str) -> tuple[str, ...]:
    """Return the section of a heading such as "Ce que j'ai fait" or "Where I've been"; () for others."""
    if not speaks_in_person(text) or len(text.split()) > MAX_WORDS + 1:
        return ()
    folded = fold(text)
    return next(((section,) for section, words in _in_person()[1] if words.search(folded)), ())


def speaks_in_person(text: str) -> bool:
    """Whether `text` begins as a heading in the first person does: "Wo ich …", "Ce que je …"."""
    first, _, rest = text.partition(" ")
    if not rest or fold(first) not in _openings() or text[-1] in ".,;":
        return False
    return _in_person()[0].match(fold(text)) is not None


def _without_part(text: str) -> str:
    """Return the heading of a form without the number of its part: "Part B. Languages"."""
    part = _IN_PARTS.match(text) if text[:1] in "pPtT" else None
    return text[part.end() :] if part else text


def without_number(text: str) -> str:
    """Return a heading without the number before it, the same where there is none."""
    unparted = _without_part(text)
    numbering = _NUMBERING.match(unparted.lower()) if "." in text or ")" in text else None
    return unparted[numbering.end() :] if numbering else unparted


def _sections_told(text: str) -> tuple[str, ...]:
    """Return the sections of a heading all of whose words are known."""
    text = _without_part(text)
    if _begins_otherwise(text):
        return ()
    folded = fold(trim(text))
    if "." in folded or ")" in folded:
        numbering = _NUMBERING.match(folded)
        folded = folded[numbering.end() if numbering else 0 :].replace("(s)", "s")
    if not text.isupper() and not _begins_known(folded):
        return ()
    tokens = _tokens(folded)
    if text.isupper() and not _known().issuperset(tokens):
        squeezed = "".join(tokens)
        if 9 < len(squeezed) < 28:
            tokens = _divided(squeezed) or _nearest(squeezed)
    if not 0 < len(tokens) <= MAX_WORDS + 2 or not _known().issuperset(tokens):
        return ()
    words = tables.sections("headings")
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(tokens):
        length, section = _match(tokens, at)
        if section:
            phrase = " ".join(tokens[at : at + length])
            found.append((section, length == 1 and phrase in words["neutral"]))
            at += length
        elif (
            tokens[at] in words["neutral"] or tokens[at] in words["joining"] or tokens[at] in "&/+"
        ):
            at += 1
        else:
            return ()
    firm = [section for section, weak in found if not weak]
    return tuple(dict.fromkeys(firm or [section for section, _ in found]))


def section_hinted(text: str) -> str | None:
    """Return the section of the longest phrase in `text`, of which not every word is known."""
    tokens = _tokens(fold(trim(text)))
    neutral = tables.sections("headings")["neutral"]
    found = [_match(tokens, at) for at in range(len(tokens))]
    firm = [
        (length, section)
        for at, (length, section) in enumerate(found)
        if section and not (length == 1 and tokens[at] in neutral)
    ]
    return max(firm, key=lambda each: each[0])[1] if firm else None


def is_qualifier(text: str) -> bool:
    """Whether `text` only qualifies a heading, as the second line of "Expérience / professionnelle"."""
    words = tables.sections("headings")
    tokens = _tokens(fold(trim(text)))
    known = words["neutral"] | words["joining"] | {"&", "/"}
    return 0 < len(tokens) <= 3 and len(text) < 30 and all(token in known for token in tokens)
