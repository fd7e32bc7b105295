"""Spoken languages with their levels."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from shared.parsing.rules import tables
from shared.parsing.rules.levels import TICKS, cefr_in, is_language_level, names_ability
from shared.parsing.rules.prose import closes_bracket, ends_open
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold, trim

Spoken = dict[str, Any]
_RATING: Final = re.compile(r"[★☆⋆●○■□▪▫•·*]{2,}|\b\d\s?/\s?(?:5|10)\b|\b\d{1,3}\s?%")
_SENTENCE_END: Final = re.compile(r"(?:\w{5}|\b[ABC][12]|\))\.$")  # but not of "adv."
_ASIDE: Final = re.compile(
    r"\s[•·|]\s|\.\s+(?=[A-ZÀ-Ý])"
)  # what follows on the same line is about something else
_AS: Final = re.compile(
    r"^(?:(?:als|as|como|auf|at|both|beide|ambos|les deux|tous deux)\s+(?=\w)|speaker\b\s*)",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(r"\s*[,;]\s*|\s+[-–—]\s+")
_BEFORE_LANGUAGE: Final = re.compile(
    r"(?:\s*:|\s+(?:in|of|en|de|du|des|d['’]|in der|auf))$", re.IGNORECASE
)
_AND: Final = r"(?:and|et|y|e|und|&)"
_FIRST_AND: Final = re.compile(rf"^\s*{_AND}\s", re.IGNORECASE)
_LAST_AND: Final = re.compile(rf"(?:^|\s){_AND}\s*$", re.IGNORECASE)
_ALONE: Final = re.compile(rf"\s*(?:{_AND}|[/-])\s*", re.IGNORECASE)
_CLAUSE: Final = re.compile(rf"[,;]\s|\.\s+(?=[A-ZÀ-Ý])|\s{_AND}\s", re.IGNORECASE)
_NEXT: Final = re.compile(r"\s[-–;•·|]\s|[;,]|\.\s+(?=[A-ZÀ-Ý])")  # what ends the first level
_VARIANT: Final = re.compile(r"\s?\(")  # between a language and the variety that is spoken
_VARIETY: Final = re.compile(r"^\s*\([^()]{2,30}\)\s*:\s*(?=\w)")  # before its level
_LETTER: Final = re.compile(rf"\b(?!{_AND}\b)[^\W\d_]", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FIRST_WORD: Final = re.compile(r"\w+")
_SKILLS: Final = "kenntnisse"  # behind a German name
MOST_WORDS: Final = 5  # of a level before its language


class _Named(NamedTuple):
    """A language in a text: where its name stands, and where what is said about it begins."""

    start: int
    end: int
    after: int


@cache
def _names() -> dict[str, list[str]]:
    """Return the names of languages by their first word, the longest first.

    To look them up takes less than to compile a pattern of all of them.
    """
    found: dict[str, list[str]] = {}
    for line in tables.entries("spoken"):
        for name in map(str.strip, line.split(",")):
            if first := _FIRST_WORD.match(name):
                found.setdefault(first[0], []).append(name)
    return {first: sorted(set(names), key=len, reverse=True) for first, names in found.items()}


def _name_at(folded: str, start: int, word: str) -> _Named | None:
    """Return the language whose name begins at `start` with a word: "Spanish", "Spanischkenntnisse"."""
    names = _names().get(word) or _names().get(word.removesuffix(_SKILLS), ())
    for name in names:
        end = start + len(name)
        if folded.startswith(name, start):
            after = end + len(_SKILLS) if folded.startswith(_SKILLS, end) else end
            if not _FIRST_WORD.match(folded, after):
                return _Named(start, end, after)
    return None


def _all_names(folded: str) -> Iterator[_Named]:
    """Yield the languages that a text names, from left to right."""
    after = 0
    for match in _FIRST_WORD.finditer(folded):
        if match.start() >= after and (named := _name_at(folded, match.start(), match[0])):
            after = named.after
            yield named


def _is_name(text: str) -> bool:
    """Whether `text` is the name of one language and nothing more."""
    named = next(_all_names(fold(text)), None)
    return named is not None and (named.start, named.after) == (0, len(text))


def _named(text: str) -> list[_Named]:
    """Return the languages that `text` names; a hyphen joins two of them, but no other word to one."""
    found: list[_Named] = []
    chain: list[_Named] = []
    folded = fold(text)
    for each in _all_names(folded):
        joined = chain and each.start == chain[-1].after + 1 and text[each.start - 1] == "-"
        if not joined:
            found += chain
            chain = []
            if text[: each.start].endswith("-"):
                continue
        chain.append(each)
        following = _FIRST_WORD.match(folded, each.after + 1)
        joins = following and _name_at(folded, following.start(), following[0])
        if text[each.after :].startswith("-") and not joins:
            chain = []  # "German-speaking"
    return _with_varieties(text, [*found, *chain])


def _with_varieties(text: str, named: Sequence[_Named]) -> list[_Named]:
    """Return the languages with a variety in brackets as part of the name: "Chinese (Mandarin)"."""
    found: list[_Named] = []
    for each in named:
        last = found[-1] if found else None
        inner = text[each.after : each.after + 1] == ")"
        if last and inner and _VARIANT.fullmatch(text, last.after, each.start):
            found[-1] = _Named(last.start, each.after + 1, each.after + 1)
        else:
            found.append(each)
    return found


def names_language(text: str) -> bool:
    """Whether `text` names a spoken language."""
    return bool(_named(text))


def _level(text: str) -> str | None:
    """Return the level that `text`, the rest of a line, tells."""
    said = _ASIDE.split(_RATING.sub(" ", text).strip(" •·|"), maxsplit=1)[0]
    said = _VARIETY.sub("", said)
    plain = _AS.sub("", trim(_LAST_AND.sub(" ", said)).rstrip(","))
    if _SENTENCE_END.search(plain) or (plain.endswith(".") and is_language_level(plain)):
        plain = plain[:-1]
    if _BRACKETED.fullmatch(plain):
        plain = trim(plain[1:-1])
    elif plain.count("(") != plain.count(")"):
        plain = trim(plain.replace("(", " ").replace(")", " "))
    if not any(map(str.isalnum, plain)) or len(plain) > 60:
        return cefr_in(text)
    if is_language_level(plain) or cefr_in(plain) or len(plain.split()) <= 4:
        return plain
    first = trim(_BRACKETED.sub(" ", _PIECE.split(plain, maxsplit=1)[0]))
    return first if is_language_level(first) else None


def lists_only_languages(text: str) -> bool:
    """Whether `text` is nothing but names of two or more languages: "French, English"."""
    folded = fold(text)
    named = list(_all_names(folded))
    ends = pairwise(
        [0, *(edge for each in named for edge in (each.start, each.after)), len(folded)]
    )
    rest = [folded[start:end] for start, end in ends][::2]
    return len(named) > 1 and not any(map(str.isalpha, "".join(rest)))


def tells_language(text: str) -> bool:
    """Whether `text` begins with a language and its level: "English: B2"."""
    named = _named(text)
    if not named or named[0].start:
        return False
    rest = _NEXT.split(text[named[0].after :].lstrip(" :-–—"), maxsplit=1)[0]
    level = trim(rest)
    if not _BRACKETED.fullmatch(level):
        level = _BRACKETED.sub(" ", level)
    return _level(rest) is not None and is_language_level(level.strip("()"))


def _parted(gap: str) -> tuple[str, str | None]:
    """Return what the text between two languages says of the first, and the level of the second."""
    for mark in reversed(list(_CLAUSE.finditer(gap))):
        if gap.count("(", 0, mark.start()) != gap.count(")", 0, mark.start()):
            continue
        left, right = gap[: mark.start()], gap[mark.end() :].rstrip()
        level = None if right.endswith((",", ";", ".")) else _level_before(right)
        led = not any(map(str.isalnum, left)) or _BEFORE_LANGUAGE.search(right)
        return (left, level) if level and (led or mark[0][0] in ",;.") else (gap, None)
    return gap, None


def _level_before(text: str) -> str | None:
    """Return the level at the end of `text`, the beginning of a line: "I speak fluent"."""
    words = _BEFORE_LANGUAGE.sub("", _FIRST_AND.sub("", text).strip(" .;,:–-")).split()
    for start in range(max(0, len(words) - MOST_WORDS), len(words)):
        said = " ".join(words[start:])
        if is_language_level(said):
            return said
    return None


def _levels(text: str, named: Sequence[_Named]) -> list[str | None]:
    """Return the level of each language in `text`, which is said behind it or else before it."""
    before = [_level_before(text[: named[0].start])]
    after: list[str | None] = []
    for one, other in pairwise(named):
        said, level = _parted(text[one.after : other.start])
        after.append(_level(said))
        if level is None and not _LETTER.search(text, one.after, other.start):
            level = before[-1]  # "fluent in English and Dutch"
        before.append(level)
    after.append(_level(text[named[-1].after :]))
    levels = [behind or ahead for behind, ahead in zip(after, before, strict=True)]
    for at, (one, other) in enumerate(pairwise(named)):
        if levels[at] is None and _ALONE.fullmatch(text, one.after, other.start):
            levels[at] = levels[at + 1]
    return levels


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with a language at the end of one and its level in the next on one."""
    found: list[Row] = []
    for row in rows:
        before = found[-1] if found else None
        single = before and len(before.cells) == len(row.cells) == 1 and not row.bullet
        if before and single and _goes_on(before.text, row.text):
            found[-1] = before.with_text(f"{before.text} {row.text}")
        else:
            found.append(row)
    return found


def _goes_on(text: str, after: str) -> bool:
    """Whether a list cannot end where it does: at a language without its level, or within a level."""
    if closes_bracket(text, after) and names_language(text):
        return True
    if not after[0].islower():
        return False
    named = _named(text) if "," in text else []
    return bool(named) and (named[-1].after == len(text) or ends_open(text))


def _names_levels(row: Row) -> bool:
    """Whether a row names the columns of a table to tick: "Language | Basic | Advanced"."""
    levels = sum(map(is_language_level, row.cells)) if len(row.cells) > 2 else 0
    named = levels > 1 and levels >= len(row.cells) - 1 and not cefr_in(row.text)
    abilities = any(map(names_ability, row.cells))
    return named and not abilities and not names_language(row.text)


def _tells_availability(row: Row) -> bool:
    """Whether a row begins as a particular does: "Disponibilidad inmediata, menos fines de semana"."""
    return row.folded.partition(" ")[0] in tables.sections("noise")["particular"]


def languages(rows: Sequence[Row]) -> list[Spoken]:
    """Return the languages of the rows of a languages section, each once, in order."""
    found: list[Spoken] = []
    waiting: list[Spoken] = []  # named without a level so far
    early: str | None = None  # a level that came before its language
    for row in _joined(rows):
        if (not waiting and _names_levels(row)) or _tells_availability(row):
            continue
        beside = len(row.cells) == 2 and _is_name(row.cells[0])
        for text in [cell for cell in row.cells if cell not in TICKS]:
            named = _named(text)
            if not named:
                told = beside or is_language_level(text) or cefr_in(text)
                level = _level(text) if told and not names_ability(text) else None
                if level and waiting:
                    waiting.pop(0)["level"] = level
                else:
                    early = level if level and (early or not found) else None
                continue
            if row.cells[0] is text:
                waiting = []
            for each, level in zip(named, _levels(text, named), strict=True):
                early = None if level else early
                spoken: Spoken = {
                    "language": text[each.start : each.end],
                    "level": level or early,
                }
                if any(fold(spoken["language"]) == fold(other["language"]) for other in found):
                    continue
                found.append(spoken)
                if spoken["level"] is None:
                    waiting.append(spoken)
    return found
