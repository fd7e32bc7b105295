"""Phone numbers, E.164 where valid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.dates import periods
from shared.parsing.rules.links import without_addresses
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold

MAX_LENGTH: Final = 300  # characters of a line in which numbers are looked for
LEAST_DIGITS: Final = 8  # of a number
MAX_CANDIDATES: Final = 20  # numbers that are tried
_CANDIDATE: Final = re.compile(
    r"(?<![\w.,/-])(?:\+|00|\()?\s?\(?\d[\d \u00a0().\-/–]{6,22}\d(?![\w%€$£])"
)
_VALID: Final = 2.5  # score of a number that the numbering plan has
_NEXT: Final = re.compile(  # what may part two numbers
    r"(?<=\d)(?:\s*[/–-]\s*(?=\+|\(?0\d)|\s+/\s+(?=\d))"
)
_RUN: Final = re.compile(r"[+\d\s().-]+")
_WORD: Final = re.compile(r"\w+")
_YEARS: Final = re.compile(r"(?:19|20)\d\d\D{0,3}(?:19|20)\d\d")
_LANGUAGE_REGION: Final = {"fr": "FR", "de": "DE", "es": "ES", "en": "GB"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    score: float


def region_of(text: str, language: str | None) -> str:
    """Return the region whose numbering plan a number without prefix follows: by country, then language."""
    folded = fold(text)
    words = frozenset(_WORD.findall(folded))
    for region, first_words, named in _regions_named():
        if not first_words.isdisjoint(words) and named.search(folded):
            return region
    return _LANGUAGE_REGION.get(language or "", "GB")


@cache
def _regions_named() -> list[tuple[str, frozenset[str], re.Pattern[str]]]:
    """Return each region with the first words of its names, and what finds one of them."""
    found: list[tuple[str, frozenset[str], re.Pattern[str]]] = []
    for region, *spellings in tables.rows("regions"):
        names = [spelling.replace("_", " ") for spelling in spellings]
        first_words = frozenset(_WORD.findall(name)[0] for name in names)
        any_of = "|".join(map(re.escape, names))
        found.append((region.upper(), first_words, re.compile(rf"(?<!\w)(?:{any_of})(?!\w)")))
    return found


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, tables.sections('labels')['phone']))})\b")


def _candidates(row: Row) -> list[_Candidate]:
    found: list[_Candidate] = []
    if sum(map(str.isdigit, row.text)) < LEAST_DIGITS:
        return []
    text = without_addresses(row.text[:MAX_LENGTH])
    bonus = 2.0 if _label().search(row.folded) else 0.0
    for number in _numbers(text):
        digits = "".join(filter(str.isdigit, number))
        if not LEAST_DIGITS <= len(digits) <= 15 or _YEARS.search(number) or len(set(digits)) < 3:
            continue
        if number[0] != "+" and (periods(number) or len(digits) == 14):
            continue
        number = (
            number
            if number.count("(") == number.count(")")
            else number.replace("(", "").replace(")", "")
        )
        found.append(_Candidate(number.strip(), bonus + (1.0 if number[0] in "+0(" else 0.0)))
    return found


def _regions(number: str, region: str) -> list[str]:
    if region == "GB" and not number.startswith(("0", "+")):
        return ["US", "GB"]
    return [region]


def _numbers(text: str) -> Iterator[str]:
    """Yield the numbers of `text`; a slash may stand within one and between two."""
    at = 0
    for mark in _NEXT.finditer(text):
        before, after = text[at : mark.start()], _RUN.match(text, mark.end())
        both = after is not None and sum(map(str.isdigit, after[0])) >= LEAST_DIGITS
        if both and sum(map(str.isdigit, before)) >= LEAST_DIGITS:
            yield from (match[0].strip(" -–./") for match in _CANDIDATE.finditer(before))
            at = mark.end()
    yield from (match[0].strip(" -–./") for match in _CANDIDATE.finditer(text[at:]))


def e164(number: str, region: str) -> str | None:
    """Return the number in E.164 if the numbering plan of its region has it, else None."""
    import phonenumbers  # takes longer to load than the rest of the engine

    plain = re.sub(r"\(0\)", "", number)
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    for each in _regions(plain, region):
        try:
            parsed = phonenumbers.parse(plain, each)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return None


def phone_in(rows: Sequence[Row], region: str) -> str | None:
    """Return the likeliest phone number of `rows`: valid ones first, then labelled, then early."""
    best: tuple[float, str] | None = None
    found = (candidate for row in rows for candidate in _candidates(row))
    for candidate in islice(found, MAX_CANDIDATES):
        if best is not None and candidate.score + _VALID <= best[0]:
            continue
        valid = e164(candidate.text, region)
        score = candidate.score + (_VALID if valid else 0.0)
        if best is None or score > best[0]:
            best = (score, valid or candidate.text)
    return best[1] if best else None
