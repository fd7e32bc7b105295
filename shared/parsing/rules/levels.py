"""Levels of languages and skills: CEFR, words, bars and stars."""

import re
from functools import cache
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import fold, trim

TICKS: Final = frozenset("xX✓✔☑☒✗✘")  # below a level in a table
_PLURAL: Final = re.compile(r"\((?:s|e?n)\)")  # "mother tongue(s)"
_WORD: Final = re.compile(r"[\w']+")
_WORD_OF_LEVEL: Final = re.compile(r"[\w+']+(?:-[\w']+)*")
_CEFR: Final = re.compile(r"\b[abc][0-2]\+?(?:\s*[-/]\s*[abc][0-2]\+?)?(?!\w)")
_RATING: Final = re.compile(
    r"[\s:–—-]*(?:[★☆⋆✩✪✭●○◉◯■□▪▫▰▱•·◆◇▮▯█░*]{2,}\s*\d*|⋆\s?\d|★\s?\d|\(?\b\d{1,3}\s?%\)?|\(?\b\d(?:[.,]\d)?\s?/\s?(?:5|6|10)\)?)\s*$"
)
_LEVEL_END: Final = re.compile(r"\s(?:a )?(?:nivel|niveau) (\w+)$")
_BRACKET: Final = re.compile(r"\s*\(([^()]{1,40})\)\s*$")
_YEARS: Final = re.compile(
    r"(?:less than |more than |over )?\+?\d{1,2}\+?\s*(?:years?|yrs?|ans?|jahre?|anos?)(?: .*)?"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SPEED: Final = re.compile(
    r"\d{2,3}\s?(?:wpm|ppm|ppp|mots|words|worter|anschlage|pulsaciones|palabras)\b.*"
)
_NUMBERED: Final = re.compile(r"(?:level|niveau|nivel|stufe) (?:\d|i{1,3}|iv|v)")
MOST_OF_YEARS: Final = 2  # words of "10 years"
_DIVIDED: Final = re.compile(r"^(.{1,60}?)\s*(?::|\s[-–—]\s|\s\|\s)\s*(.{1,40})$")


@cache
def _known(*kinds: str) -> frozenset[str]:
    found = frozenset().union(*(tables.sections("levels")[kind] for kind in kinds))
    return found | {word for entry in found for word in entry.split()}


@remembered
def is_language_level(text: str) -> bool:
    """Whether `text` is only a level: "C1", "Fluent", "Lu et parlé", "TOEIC 870"."""
    tokens = _WORD_OF_LEVEL.findall(_PLURAL.sub("", fold(text)) if "(" in text else fold(text))
    if not tokens or len(tokens) > 8:
        return False
    known = _known("language", "cefr")
    exam = any(token in _known("exam") for token in tokens)
    bare = tables.sections("levels")["bare"]
    return not all(token in bare for token in tokens) and all(
        token in known or (exam and (token.isdigit() or token in _known("exam")))
        for token in tokens
    )


def names_ability(text: str) -> bool:
    """Whether `text` heads a column of levels: "Listening", "Spoken interaction"."""
    return fold(text) in tables.sections("levels")["ability"]


@remembered
def is_skill_level(text: str) -> bool:
    """Whether `text` is only how well a skill is mastered."""
    folded = fold(text)
    if folded[:1].isdigit():
        folded = folded.replace(".", "")  # "320 p.p.m."
    tokens = _WORD.findall(folded)
    if folded[:1].isdigit() and (_YEARS.fullmatch(folded) or _SPEED.fullmatch(folded)):
        return len(tokens) <= MOST_OF_YEARS
    if len(tokens) == 2 and _NUMBERED.fullmatch(folded):
        return True
    return bool(tokens) and len(tokens) <= 4 and all(
        token in _known("skill") or token in _known("language") for token in tokens
    )  # fmt: skip


def without_rating(text: str) -> str:
    """Return a skill without its stars, dots, percentage or word of level at the end."""
    plain = text if text[-1:].isalpha() else _RATING.sub("", _RATING.sub("", text))
    end = _LEVEL_END.search(fold(plain)) if plain[-1:].isalpha() else None
    if end and is_skill_level(end[1]):
        plain = plain[: end.start()]
    bracket = _BRACKET.search(plain) if plain[-1:] == ")" else None
    if bracket and (is_skill_level(bracket[1]) or _is_detail(bracket)):
        plain = plain[: bracket.start()]
    if (divided := _DIVIDED.match(plain)) and is_skill_level(divided[2]):
        plain = divided[1]
    return trim_skill(plain)


_LISTED: Final = re.compile(r",|\b(?:et|and|und|y|ou|or|oder|o)\b")


def _is_detail(bracket: re.Match[str]) -> bool:
    """Whether a bracket says how long or fast, or for what a program is used: "Access (simple queries)"."""
    inner, name = fold(bracket[1]), bracket.string[: bracket.start()].strip()
    if _YEARS.fullmatch(inner) or _SPEED.fullmatch(inner) or _YEAR.fullmatch(inner):
        return True
    says_use = bracket[1].islower() and " " in inner and not _LISTED.search(inner)
    return says_use and name[:1].isupper() and " " not in name


def trim_skill(text: str) -> str:
    """Return `text` without separators at its edges, keeping the marks of C#, C++ and .NET."""
    plain = " ".join(text.split()).strip(" \t,;:|·•–—-_\\*>⋅⋆★☆●○■□")
    return trim(plain) if not plain.endswith(("#", "+")) else plain


def cefr_in(text: str) -> str | None:
    """Return the CEFR level in `text`, as it is written."""
    match = _CEFR.search(fold(text))
    return text[match.start() : match.end()] if match else None
