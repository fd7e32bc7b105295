"""Spoken languages with their levels."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final

from shared.parsing.rules import tables
from shared.parsing.rules.levels import cefr_in, is_language_level
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import any_of, fold, trim

Spoken = dict[str, Any]
_RATING: Final = re.compile(r"[★☆⋆●○■□▪▫•·*]{2,}|\b\d\s?/\s?(?:5|10)\b|\b\d{1,3}\s?%")


_SENTENCE_END: Final = re.compile(r"(?:\w{5}|\b[ABC][12]|\))\.$")  # but not of "adv."
_ASIDE: Final = re.compile(
    r"\s[•·|]\s|\.\s+(?=[A-ZÀ-Ý])"
)  # what follows on the same line is about something else
_AS: Final = re.compile(r"^(?:(?:als|as|como)\s+(?=\w)|speaker\b\s*)", re.IGNORECASE)
_PIECE: Final = re.compile(r"\s*[,;]\s*|\s+[-–—]\s+")
_BEFORE_LANGUAGE: Final = re.compile(r"(?:\s*:|\s+(?:in|of|en|de|in der|auf))$", re.IGNORECASE)
_AND: Final = re.compile(r"(?:^|\s)(?:and|et|y|e|und|&)\s*$", re.IGNORECASE)
_ALONE: Final = re.compile(r"\s*(?:and|et|y|e|und|&)\s*", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@cache
def _name() -> re.Pattern[str]:
    names = {name.strip() for line in tables.entries("spoken") for name in line.split(",")}
    return re.compile(rf"(?<![\w-])(?:{any_of(names)})(?![\w-])")


def names_language(text: str) -> bool:
    """Whether `text` names a spoken language."""
    return _name().search(fold(text)) is not None


def _level(text: str) -> str | None:
    """Return the level that `text`, the rest of a line, tells."""
    said = _ASIDE.split(_RATING.sub(" ", text).strip(" •·|"), maxsplit=1)[0]
    plain = _AS.sub("", trim(_AND.sub(" ", said)).rstrip(","))
    if _SENTENCE_END.search(plain) or (plain.endswith(".") and is_language_level(plain)):
        plain = plain[:-1]
    if _BRACKETED.fullmatch(plain):
        plain = trim(plain[1:-1])
    elif plain.count("(") != plain.count(")"):
        plain = trim(plain.replace("(", " ").replace(")", " "))
    if not plain or len(plain) > 60:
        return cefr_in(text)
    if is_language_level(plain) or cefr_in(plain) or len(plain.split()) <= 4:
        return plain
    first = _PIECE.split(plain, maxsplit=1)[0]
    return first if is_language_level(first) else None


def lists_only_languages(text: str) -> bool:
    """Whether `text` is nothing but names of two or more languages: "French, English"."""
    rest, count = _name().subn(" ", fold(text))
    return count > 1 and not any(char.isalpha() for char in rest)


def tells_language(text: str) -> bool:
    """Whether `text` begins with a language and its level: "English: B2"."""
    match = _name().match(fold(text))
    if match is None:
        return False
    rest = re.split(r"\s[-–;]\s|;|,", text[match.end() :].lstrip(" :-–—"), maxsplit=1)[0]
    return _level(rest) is not None and is_language_level(trim(rest).strip("()"))


def _share_levels(found: list[Spoken], text: str, named: Sequence[re.Match[str]]) -> None:
    """Give a language the level of the next, where nothing but "and" parts them."""
    for first, second in pairwise(named):
        if _ALONE.fullmatch(text, first.end(), second.start()):
            pair = [text[match.start() : match.end()] for match in (first, second)]
            one, other = (
                next((each for each in found if each["language"] == name), None) for name in pair
            )
            if one and other and one["level"] is None:
                one["level"] = other["level"]


def _levels_before(text: str, named: Sequence[re.Match[str]]) -> list[str]:
    """Return the levels of languages that follow them: "Fluent in English and Dutch; basic German".

    There are none where a language has no level before it, or the last has one behind it.
    """
    if _level(text[named[-1].end() :]):
        return []
    levels: list[str] = []
    at = 0
    for match in named:
        said = _BEFORE_LANGUAGE.sub("", _AND.sub("", text[at : match.start()]).strip(" .;,:–-"))
        if is_language_level(said):
            levels.append(said)
        elif levels and not any(map(str.isalnum, said)):
            levels.append(levels[-1])
        else:
            return []
        at = match.end()
    return levels


def _level_named_first(text: str) -> str | None:
    """Return the level that the beginning of a line tells: "Lengua materna: español. Inglés (B2)"."""
    level = trim(text).rstrip(" :")
    return level if level and is_language_level(level) else None


def languages(rows: Sequence[Row]) -> list[Spoken]:
    """Return the languages of the rows of a languages section, each once, in order."""
    found: list[Spoken] = []
    waiting: list[Spoken] = []  # named without a level so far
    early: str | None = None  # a level that came before its language
    for row in rows:
        beside = len(row.cells) == 2 and _name().fullmatch(fold(row.cells[0])) is not None
        for text in row.cells:
            named = list(_name().finditer(fold(text)))
            if not named:
                told = beside or is_language_level(text) or cefr_in(text)
                level = _level(text) if told else None
                if level and waiting:
                    waiting.pop(0)["level"] = level
                elif level and not found:
                    early = level
                continue
            if row.cells[0] is text:
                waiting = []
            before = _levels_before(text, named)
            for at, match in enumerate(named):
                end = named[at + 1].start() if at + 1 < len(named) else len(text)
                level = before[at] if before else _level(text[match.end() : end])
                if level is None and at == 0:
                    level = _level_named_first(text[: match.start()])
                spoken: Spoken = {
                    "language": text[match.start() : match.end()],
                    "level": level or early,
                }
                if any(fold(spoken["language"]) == fold(each["language"]) for each in found):
                    continue
                found.append(spoken)
                if spoken["level"] is None:
                    waiting.append(spoken)
            _share_levels(found, text, named)
    return found
