"""Places: whether a text names one, and where one stands in a text."""

import re
from functools import cache
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import Divider, fold, has_digit, trim

POSTCODE: Final = re.compile(
    r"(?<![\w.-])(?:(?:[ABDEFILPS]|AT|BE|CH|CZ|DE|ES|FL|FR|HU|IT|LI|LU|NL|PL|PT|SI|SK)-)?(?:\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
    r"|[A-Z]\d[A-Z]\s?\d[A-Z]\d|[A-Z]\d[\dW]\s?[A-Z](?=[A-Z]*\d)[A-Z\d]{3}|[A-Z]\d{4}(?:[A-Z]{3})?"
    r"|[1-9]\d\d\s\d{3})(?!\w)"
)
_LETTERED_CODE: Final = re.compile(  # of the United Kingdom, of Canada; behind a town
    r"(?<=[a-z] )(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)$"
)
_PARTS: Final = Divider(r"\s*[,;/()|•·∙]\s*|\s+[-–—]\s+", ",;/()|•·∙-–—")
_NUMBER: Final = re.compile(r"(?<![^\W_])\d")  # but not that of N3P2
_STREET_WORD: Final = re.compile(r"[a-z/.]+")
_CEDEX: Final = re.compile(r"\bcedex(?:\s+\d+)?\b", re.IGNORECASE)
_LONG_WORD: Final = re.compile(r"^(saint|sainte|sankt|santa|santo|ciudad)\b")
_SHORT_WORD: Final = {  # "St-Malo", "St. Pölten", "Cd. Juárez"
    "saint": "st", "sainte": "ste", "sankt": "st.", "santa": "sta.", "santo": "sto.", "ciudad": "cd.",
}  # fmt: skip
_DISTRICT: Final = re.compile(
    r"\s+\d{1,2}(?:er|e|[eè]me)(?:\s+arr\S*)?$|(?<=Dublin)\s\d{1,2}W?$|(?<=Paris)\s[XVI]+e?$"
)
_BESIDE_RIVER: Final = re.compile(  # "an der Saale", "a. d. Weinstraße"
    r"\s(?:(?:an|ob|in|vor) de[rm]|am|im|[aiovb]\.(?:\s?d\.)?)\s?[A-ZÄÖÜ][\w.ß]*$"
)
_BETWEEN_TOWNS: Final = re.compile(r"\s(?:and|et|und|y|e|&)\s")
_IN_DEPARTMENT: Final = re.compile(  # of France: "Plouha (22)"; but so may be an employer
    r"[A-ZÀ-Ý][^\d()]{1,40} \((?:\d\d|2[AB]|97\d)\)"
)
_SAINT: Final = re.compile(r"(?:Sankt|Sain(?:t|te)|San(?:t|ta|to)?|São|St[ae]?\.?)[ -]")
MAX_WORDS: Final = 6
LONGEST_TOWN: Final = 3  # words of a town that no table holds


@cache
def _names() -> frozenset[str]:
    places = tables.sections("places")
    known = _cities() | places["countries"] | places["regions"] | places["remote"]
    return known | {name.replace("-", " ") for name in known if "-" in name}


@cache
def _cities() -> frozenset[str]:
    """Return the cities with other spellings of their names."""
    known = tables.entries("cities")
    return known | {
        _LONG_WORD.sub(lambda match: _SHORT_WORD[match[1]], name)
        for name in known
        if name.startswith(("sa", "ciudad"))
    }


@remembered
def part_known(part: str) -> bool:
    """Whether a part of a place, between its commas, is known: a city, a country, a code."""
    plain = POSTCODE.sub(" ", part) if has_digit(part) else part
    plain = trim(_CEDEX.sub("", plain) if "cedex" in plain.lower() else plain)
    if not plain or (plain.isdigit() and len(plain) <= 3):
        return bool(plain) or bool(POSTCODE.search(part))
    if plain in tables.cased("places", "states"):
        return True
    folded = fold(plain)
    if plain.islower():
        return folded in tables.sections("places")["remote"] or _is_area(folded)
    if folded in _names():
        return True
    if plain.count(" ") > 4:
        return False
    towns = _BETWEEN_TOWNS.split(folded)
    if len(towns) > 1 and all(map(_cities().__contains__, towns)):
        return True
    if (town := _town_of(plain)) and fold(town) in _cities():
        return True
    cut = plain.find(" ")
    while cut >= 0:  # "Lyon France", "Austin TX"
        if folded[:cut] in _names() and (
            folded[cut + 1 :] in _names() or is_code(plain[cut + 1 :])
        ):
            return True
        cut = plain.find(" ", cut + 1)
    return False


def _is_area(folded: str) -> bool:
    """Whether `folded` names the land around a town: "région nantaise"."""
    first, _, rest = folded.partition(" ")
    return bool(rest) and " " not in rest and first in tables.sections("places")["areas"]


def _town_of(text: str) -> str | None:
    """Return the town of "Paris 15e", "Mühldorf a. Inn", "Berlin-Mitte" or "Lyon et environs"."""
    if match := _DISTRICT.search(text) or _BESIDE_RIVER.search(text):
        return text[: match.start()]
    places = tables.sections("places")
    town, _, quarter = text.partition("-")
    if quarter and fold(quarter) in places["quarter_names"]:
        return town
    words = text.split()
    kept = [word for word in words if fold(word) not in places["vicinity"]]
    return " ".join(kept) if 0 < len(kept) < len(words) else None


def is_code(text: str) -> bool:
    """Whether `text` is the short form of a state, canton or country, which stands behind a town."""
    codes = tables.cased("places", "codes")
    known = text in tables.cased("places", "states") or text in codes or f"{text}." in codes
    return len(text) > 1 and known


def _goes_behind(part: str) -> bool:
    """Whether a part tells where the town before it lies: a known place, or "F" in "Metz (F)"."""
    return part_known(part) or part in tables.cased("places", "codes") or is_code(part)


def without_code(place: str) -> str:
    """Return a place without its postcode: "Leeds" of "Leeds LS1 4AP"."""
    return trim(POSTCODE.sub(" ", place))


def lettered_code(text: str) -> re.Match[str] | None:
    """Return the lettered postcode that `text` ends with, of which the last but one is a letter."""
    return _LETTERED_CODE.search(text) if text[-2:-1].isupper() else None


@remembered
def likeness(text: str) -> float:
    """Return how much `text` is a place, 0 to 1: "Lyon, France" is, "Lyon Logistics" is not."""
    text = trim(text)
    if not text or len(text) > 70 or "@" in text or text.count(" ") > MAX_WORDS + 1:
        return 0.0
    parts = [part for part in _PARTS.split(text) if part]
    if not parts:
        return 0.0
    if part_known(parts[0]) and all(map(_goes_behind, parts[1:])):
        return 1.0 if any(map(str.isalpha, text)) else 0.3
    if (
        len(parts) == 2
        and part_known(parts[1])
        and parts[0][:1].isupper()
        and (len(parts[0].split()) <= LONGEST_TOWN or _is_named_after_saint(parts[0]))
        and f"/{parts[1]}" not in text  # the tension of "HT/MT" is no state
    ):
        return 0.7 if is_wide(parts[-1]) else 0.4
    if (code := lettered_code(text)) and text[: code.start()].istitle():
        return 0.8  # "Northmoor NM4 2QT"
    postcode = POSTCODE.match(text)
    if postcode and text[postcode.end() :].strip()[:1].isupper() and len(text.split()) <= 5:
        return 0.8
    return 0.45 if text[-1] == ")" and _IN_DEPARTMENT.fullmatch(text) else 0.0


def _is_named_after_saint(text: str) -> bool:
    """Whether `text` could be a town such as "St. Leonhard in Passeier", and is no church's school or clinic."""
    if text.count(" ") > MAX_WORDS or not _SAINT.match(text):
        return False
    return max(lexicon.employer(text), lexicon.school(text), lexicon.title(text)) < 0.5


def is_wide(text: str) -> bool:
    """Whether `text` is a country, a region or the short form of a state, before which towns stand."""
    places, folded = tables.sections("places"), fold(text)
    known = folded in places["countries"] or folded in places["regions"]
    return known or text in tables.cased("places", "states")


def is_street(text: str) -> bool:
    """Whether `text` is the street of an address: a number and a word such as rue or Road."""
    return _NUMBER.search(text) is not None and has_street_word(text)


def has_street_word(text: str) -> bool:
    """Whether `text` has a word such as rue, Road or -straße."""
    folded = fold(text)
    tokens = set(_STREET_WORD.findall(folded)) | {token.strip(".") for token in folded.split()}
    places = tables.sections("places")
    if tokens & places["street"]:
        return True
    return any(token.endswith(_street_endings()) for token in tokens)


@cache
def _street_endings() -> tuple[str, ...]:
    return tuple(tables.sections("places")["suffix_street"])


def all_known(part: str) -> bool:
    """Whether all that a part of an address holds is known for places."""
    return all(map(part_known, filter(None, _PARTS.split(part))))


def is_city(text: str) -> bool:
    """Whether `text` is a city of the table."""
    return fold(text) in tables.entries("cities")
