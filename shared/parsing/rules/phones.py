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
_LABELLED: Final = 2.0  # score of a number on a line with a label
_NEXT: Final = re.compile(  # what may part two numbers
    r"(?<=\d)(?:\s*[/–-]\s*(?=\+|\(?0\d)|\s+/\s+(?=\d))"
)
_RUN: Final = re.compile(r"[+\d\s().-]+")
_SIGNS: Final = "+0123456789 \u00a0().-/"  # of a number
_FAR: Final = 30  # characters before a number in which its label stands
_WORD: Final = re.compile(r"\w+")
_YEARS: Final = re.compile(r"(?:19|20)\d\d\D{0,3}(?:19|20)\d\d")
_COUNTRY_SIGN: Final = re.compile(  # of those that are no sign of a state of the US
    r",\s(AT|BE|CH|ES|FR|GB|IE|LU|NL|NZ|PT|ZA)(?=$|,)"
)
_CODES: Final = [  # postcodes whose form tells the country
    (region, re.compile(rf"(?<!\w)(?:{form})(?!\w)"))
    for region, form in (
        ("AT", r"A-\d{4}"),
        ("BE", r"B-\d{4}"),
        ("CH", r"CH-\d{4}"),
        ("DE", r"D-\d{5}"),
        ("FR", r"F-\d{5}"),
        ("LU", r"L-\d{4}"),
        ("AU", r"(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT),? \d{4}"),
        ("US", r"[A-Z]{2},? \d{5}(?:-\d{4})?"),
        ("CA", r"[A-Z]\d[A-Z] ?\d[A-Z]\d"),
        ("IE", r"[A-Z]\d[\dW] ?[A-Z][A-Z\d]{3}"),
    )
]
_SHORT_CODE: Final = re.compile(r"\d{4} [^\W\d]")  # a postcode of four digits, before its town
_SHORT_CODED: Final = {"FR": ("BE", "CH", "LU"), "DE": ("CH", "AT"), "ES": ("AR",)}  # who has them
_LANGUAGE_REGION: Final = {"fr": "FR", "de": "DE", "es": "ES", "en": "GB"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    score: float
    labelled: bool


def regions_of(text: str, language: str | None, place: str | None = None) -> list[str]:
    """Return the regions whose numbering plans a number without prefix may follow, likeliest first.

    They are told by the `place` where the person lives, by a country in `text`, by the language.
    """
    usual = _LANGUAGE_REGION.get(language or "", "GB")
    if place and (region := _region_of(place)):
        return [region]
    named = _named(text, "regions")
    if named and named != usual:
        return [named, usual]  # the text may name a country for another reason
    coded = place is not None and _SHORT_CODE.match(place)
    return [*(_SHORT_CODED.get(usual, ()) if coded else ()), usual]


def region_of(text: str, language: str | None, place: str | None = None) -> str:
    """Return the likeliest region of a number without prefix."""
    usual = _LANGUAGE_REGION.get(language or "", "GB")
    return (place and _region_of(place)) or _named(text, "regions") or usual


def _region_of(place: str) -> str | None:
    return _named(place, "regions") or _coded(place) or _named(place, "region_places")


def _coded(place: str) -> str | None:
    """Return the region that the form of a postcode tells, or a sign: "B-5100", "VIC 3056", ", CH"."""
    if signed := _COUNTRY_SIGN.search(place):
        return signed[1]
    return next((region for region, form in _CODES if form.search(place)), None)


def _named(text: str, table: str) -> str | None:
    folded = fold(text)
    words = frozenset(_WORD.findall(folded))
    for region, first_words, named in _regions_named(table):
        if not first_words.isdisjoint(words) and named.search(folded):
            return region
    return None


@cache
def _regions_named(table: str) -> list[tuple[str, frozenset[str], re.Pattern[str]]]:
    """Return each region with the first words of its names, and what finds one of them."""
    found: list[tuple[str, frozenset[str], re.Pattern[str]]] = []
    for region, *spellings in tables.rows(table):
        names = [spelling.replace("_", " ") for spelling in spellings]
        first_words = frozenset(_WORD.findall(name)[0] for name in names)
        any_of = "|".join(map(re.escape, names))
        found.append((region.upper(), first_words, re.compile(rf"(?<!\w)(?:{any_of})(?!\w)")))
    return found


def _labels() -> frozenset[str]:
    labels = tables.sections("labels")
    return labels["phone"] | labels["which_phone"]


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_labels())))})\b")


@cache
def _no_phone() -> re.Pattern[str]:
    """Return the pattern of what stands before other numbers: a fax, those of papers and offices."""
    labels = tables.sections("labels")
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, labels['fax'] | labels['identity']))})(?!\w)"
    )


def _candidates(row: Row) -> list[_Candidate]:
    if sum(map(str.isdigit, row.text)) < LEAST_DIGITS:
        return []
    labelled = _label().search(row.folded) is not None
    if not labelled and _no_phone().search(fold(row.cells[0])):
        return []
    return [each for cell in row.cells for each in _in_cell(cell[:MAX_LENGTH], labelled)]


def _in_cell(text: str, labelled: bool) -> list[_Candidate]:
    found: list[_Candidate] = []
    for before, number in _numbers(without_addresses(text)):
        digits = "".join(filter(str.isdigit, number))
        if not LEAST_DIGITS <= len(digits) <= 15 or _YEARS.search(number) or len(set(digits)) < 3:
            continue
        if not number.startswith(("+", "00")) and (periods(number) or len(digits) == 14):
            continue
        if _no_phone().search(fold(before[-_FAR:]).rpartition("|")[2]):
            continue
        if number.count("(") != number.count(")"):
            number = number.replace("(", "").replace(")", "")
        score = _LABELLED if labelled else 1.0 if number[0] in "+0(" else 0.0
        found.append(_Candidate(number.strip(), score, labelled))
    return found


def _to_try(number: str, regions: Sequence[str]) -> list[str]:
    if regions[0] == "GB" and not number.startswith(("0", "+")):
        return ["US", *regions]
    return list(regions)


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text since the last number, and the number; a slash may stand in one and between two."""
    at = 0
    for mark in (*_NEXT.finditer(text), None):
        end = mark.start() if mark else len(text)
        if mark and not (_ends_with_number(text[at:end]) and _begins_with_number(text, mark.end())):
            continue
        last = at
        for match in _CANDIDATE.finditer(text[at:end]):
            yield text[last : at + match.start()], match[0].strip(" -–./")
            last = at + match.end()
        at = mark.end() if mark else end


def _ends_with_number(text: str) -> bool:
    run = text[len(text.rstrip(_SIGNS)) :]
    return sum(map(str.isdigit, run)) >= LEAST_DIGITS


def _begins_with_number(text: str, at: int) -> bool:
    run = _RUN.match(text, at)
    return run is not None and sum(map(str.isdigit, run[0])) >= LEAST_DIGITS


def e164(number: str, region: str) -> str | None:
    """Return the number in E.164 if the numbering plan of its region has it, else None."""
    return _looked_up(number, [region])[0]


def _looked_up(number: str, regions: Sequence[str]) -> tuple[str | None, bool]:
    """Return the number in E.164 if the numbering plan has it, and whether its length could be right."""
    import phonenumbers  # takes longer to load than the rest of the engine

    plain = re.sub(r"\(0\)", "", number)
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    possible = False
    for each in _to_try(plain, regions):
        try:
            parsed = phonenumbers.parse(plain, each)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            e164 = phonenumbers.PhoneNumberFormat.E164
            return phonenumbers.format_number(parsed, e164), True
        possible = possible or phonenumbers.is_possible_number(parsed)
    return None, possible


def phone_in(rows: Sequence[Row], *regions: str) -> str | None:
    """Return the likeliest phone number of `rows`: valid or labelled ones first, then early.

    It follows the numbering plan of one of the `regions`, the likeliest of which is the first.
    """
    best: tuple[float, str] | None = None
    found = (candidate for row in rows for candidate in _candidates(row))
    for candidate in islice(found, MAX_CANDIDATES):
        if best is not None and candidate.score + _VALID <= best[0]:
            continue
        valid, possible = _looked_up(candidate.text, regions)
        sure = valid or (possible and candidate.labelled)
        score = candidate.score + (_VALID if sure else 0.0)
        if best is None or score > best[0]:
            best = (score, valid or candidate.text)
    return best[1] if best else None
