"""Places: whether a text names one, and where one stands in a text."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import Divider, fold, has_digit, trim

_POSTCODE: Final = re.compile(
    r"(?<![\w.-])(?:(?:[ABDFL]|CH|FL|NL)-)?(?:\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
    r"|[A-Z]\d[A-Z]\s?\d[A-Z]\d|[A-Z]\d[\dW]\s?[A-Z](?=[A-Z]*\d)[A-Z\d]{3}|[A-Z]\d{4}(?:[A-Z]{3})?"
    r"|[1-9]\d\d\s\d{3})(?!\w)"
)
_LETTERED_CODE: Final = re.compile(  # of the United Kingdom, of Canada; behind a town
    r"(?<=[a-z] )(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)$"
)
_PARTS: Final = Divider(r"\s*[,;/()|•·∙]\s*|\s+[-–—]\s+", ",;/()|•·∙-–—")
_LINE_PARTS: Final = Divider(r"\s*[,;|•·∙]\s*|\s+[-–—]\s+", ",;|•·∙-–—")
_NUMBER: Final = re.compile(r"(?<![^\W_])\d")  # but not that of N3P2
_STREET_WORD: Final = re.compile(r"[a-z/.]+")
_CEDEX: Final = re.compile(r"\bcedex(?:\s+\d+)?\b", re.IGNORECASE)
_HOUSE: Final = re.compile(r"\d{1,3}\s?(?:[a-zA-Z]|bis|ter)?|\d{1,3}/\d{1,3}")
_BOX: Final = re.compile(  # of a post office
    r"\b(?:B\.?\s?P|P\.?\s?O\.?\s?Box|Postfach|Apartado(?: de correos)?|Casilla)\.?\s?\d[\d-]*\b,?",
    re.IGNORECASE,
)
_CODE_LABEL: Final = re.compile(r"^(?:C\.?\s?P|PIN)(?:\.|\s?:|(?=\s)) ?(?=\d{5})")
_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)")
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
_WITHIN_CITY: Final = re.compile(  # "Paris 11e", "Dublin 6W", "London SE15"
    r"\s+(?:\d{1,2}(?:er|e|[eè]me|W)?(?:\s+arr\S*)?|[A-Z]{1,2}\d{1,2}[A-Z]?)$"
)
_LEADING_CODE: Final = re.compile(
    r"^(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} [A-Z]{2}|[A-Z]\d{4})\s+"
)
_TRAILING_CODE: Final = re.compile(r",?\s+(?:([A-Z]{2,3}),? )?(\d{4,6}(?:-\d{4})?)$")
_ZIP_COUNTRY: Final = re.compile(r"(?<=\d{5}) (?:USA?|United States)$")  # behind state and code
_MARK: Final = re.compile(r"[|•·;]|,\s*,")
_YEAR: Final = re.compile(r"(?:19[4-9]|20[0-3])\d\b")
_TOWN: Final = re.compile(  # "Bad Honnef", "Sankt Pölten", "La Granja de San Ildefonso"
    r"[A-ZÀ-Ý][\w.'’-]*(?:[ /](?:[A-ZÀ-Ý(][\w.'’)-]*|[a-zà-ÿ]{1,4}\.?|[dl]['’]\w+)){0,6}"
)
_IN_DEPARTMENT: Final = re.compile(  # of France: "Plouha (22)"; but so may be an employer
    r"[A-ZÀ-Ý][^\d()]{1,40} \((?:\d\d|2[AB]|97\d)\)"
)
MAX_WORDS: Final = 6


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
def _part_known(part: str) -> bool:
    plain = _POSTCODE.sub(" ", part) if has_digit(part) else part
    plain = trim(_CEDEX.sub("", plain) if "cedex" in plain.lower() else plain)
    if not plain or (plain.isdigit() and len(plain) <= 3):
        return bool(plain) or bool(_POSTCODE.search(part))
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
            folded[cut + 1 :] in _names() or _is_code(plain[cut + 1 :])
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


def _is_code(text: str) -> bool:
    """Whether `text` is the short form of a state, canton or country, which stands behind a town."""
    codes = tables.cased("places", "codes")
    known = text in tables.cased("places", "states") or text in codes or f"{text}." in codes
    return len(text) > 1 and known


def _goes_behind(part: str) -> bool:
    """Whether a part tells where the town before it lies: a known place, or "F" in "Metz (F)"."""
    return _part_known(part) or part in tables.cased("places", "codes") or _is_code(part)


def without_code(place: str) -> str:
    """Return a place without its postcode: "Leeds" of "Leeds LS1 4AP"."""
    return trim(_POSTCODE.sub(" ", place))


def _lettered_code(text: str) -> re.Match[str] | None:
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
    if _part_known(parts[0]) and all(map(_goes_behind, parts[1:])):
        return 1.0 if any(map(str.isalpha, text)) else 0.3
    if (
        len(parts) == 2
        and _part_known(parts[1])
        and parts[0][:1].isupper()
        and len(parts[0].split()) <= 3
    ):
        return 0.7 if is_wide(parts[-1]) else 0.4
    if (code := _lettered_code(text)) and text[: code.start()].istitle():
        return 0.8  # "Northmoor NM4 2QT"
    postcode = _POSTCODE.match(text)
    if postcode and text[postcode.end() :].strip()[:1].isupper() and len(text.split()) <= 5:
        return 0.8
    return 0.45 if text[-1] == ")" and _IN_DEPARTMENT.fullmatch(text) else 0.0


def is_wide(text: str) -> bool:
    """Whether `text` is a country, a region or the short form of a state, before which towns stand."""
    places, folded = tables.sections("places"), fold(text)
    known = folded in places["countries"] or folded in places["regions"]
    return known or text in tables.cased("places", "states")


def is_street(text: str) -> bool:
    """Whether `text` is the street of an address: a number and a word such as rue or Road."""
    return _NUMBER.search(text) is not None and _has_street_word(text)


def _has_street_word(text: str) -> bool:
    folded = fold(text)
    tokens = set(_STREET_WORD.findall(folded)) | {token.strip(".") for token in folded.split()}
    places = tables.sections("places")
    if tokens & places["street"]:
        return True
    return any(token.endswith(_street_endings()) for token in tokens)


@cache
def _street_endings() -> tuple[str, ...]:
    return tuple(tables.sections("places")["suffix_street"])


def home(text: str) -> str | None:
    """Return the place in an address or contact line, without its street; None if there is none."""
    text = _ZIP_COUNTRY.sub("", text)
    kept, has_street = _without_street(text)
    start = next((at for at, part in enumerate(kept) if is_town(part, has_street)), None)
    if start is None:
        whole = ", ".join(kept)
        if likeness(whole) >= 0.7:
            return whole
        return _before_code(kept, has_street) or _before_district(kept) or _within(text)
    if start and (inner := _within(kept[start - 1])) and not has_digit(inner):
        kept[start - 1] = inner
        start -= 1
    end = start + 1
    while end < len(kept) and (_all_known(kept[end]) or _is_code(kept[end])):
        end += 1
    if start and _goes_before(kept[start - 1], kept[start]):
        start -= 1
    return _as_written(kept[start:end], text)


def _as_written(parts: Sequence[str], text: str) -> str:
    """Return the parts with the dashes that `text` has between them, where they follow each other."""
    first = text.find(parts[0])
    end = text.find(parts[-1], first) + len(parts[-1])
    written = text[first:end]
    same = first >= 0 and [trim(part) for part in _LINE_PARTS.split(written)] == list(parts)
    return written if same and not _MARK.search(written) else ", ".join(parts)


def _without_street(text: str) -> tuple[list[str], bool]:
    """Return the parts of an address without street, house and flat, and whether there were any."""
    parts = [trim(part) for part in _LINE_PARTS.split(_BOX.sub("", text))]
    parts = [_CODE_LABEL.sub("", _without_aside(part)) for part in parts if part]
    kept: list[str] = []
    for at, part in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else ""
        numbered = _HOUSE.fullmatch(following) or (at > 0 and parts[at - 1].isdigit())
        street = is_street(part) or (numbered and _has_street_word(part))
        if (street and not _all_known(part)) or _is_quarter(part):
            continue
        if _HOUSE.fullmatch(part) and not (kept and _all_known(kept[-1])):
            continue
        if part.isdigit() and _has_street_word(following):
            continue  # "4510, rue Chabot"
        kept.append(part)
    return kept, len(kept) < len(parts)


def _without_aside(part: str) -> str:
    """Return a part of an address without a bracket that holds no place: "Leeds (open to move)"."""
    aside = _BRACKET.search(part) if "(" in part else None
    return part if aside is None or _part_known(aside[1]) else trim(_BRACKET.sub(" ", part))


def _is_quarter(part: str) -> bool:
    """Whether a part of an address names a quarter, an estate or a storey: "Col. Centro"."""
    return fold(part).split(" ")[0] in tables.sections("places")["quarter"]


def _all_known(part: str) -> bool:
    return all(map(_part_known, filter(None, _PARTS.split(part))))


def is_town(part: str, has_street: bool = False) -> bool:
    """Whether one part of an address is where a person lives; of less known towns by the postcode."""
    if not any(map(str.isalpha, _POSTCODE.sub("", part) if has_digit(part) else part)):
        return False
    if _all_known(part) or _part_known(_WITHIN_CITY.sub("", part)):
        return True
    around = tables.sections("places")["around"]
    words = [word for word in part.split() if fold(word) not in around]
    if 0 < len(words) < part.count(" ") + 1 and _part_known(" ".join(words)):
        return True
    town, _, district = _LEADING_CODE.sub("", part).partition("-")
    if len(town) > 3 and district[:1].isupper() and _is_city(town):
        return True
    return _is_coded(part, has_street)


def _is_coded(part: str, has_street: bool) -> bool:
    """Whether a postcode tells that `part` is a town: "4614 Marchtrenk", "Fitzroy VIC 3065"."""
    if _lettered_code(part):
        return likeness(part) >= 0.8
    town = _without_region(part)
    if code := _LEADING_CODE.match(town):
        town = town[code.end() :]
        return not _YEAR.match(code[0]) and _TOWN.fullmatch(town) is not None
    if not (code := _TRAILING_CODE.search(town)):
        return False
    in_state = code[1] is not None and code[1] in tables.cased("places", "states")
    sure = in_state or (has_street and not _YEAR.match(code[2]))
    return sure and _TOWN.fullmatch(town[: code.start()]) is not None


def _without_region(part: str) -> str:
    """Return "36208 Vigo" of "36208 Vigo (Pontevedra)"."""
    return trim(_BRACKET.sub("", part)) if "(" in part else part


def _before_code(parts: Sequence[str], has_street: bool) -> str | None:
    """Return a town of no table with the postcode that stands behind its comma: "Quin, V95 X2Y3"."""
    for town, code in pairwise(parts):
        sure = not code.isdigit() or (has_street and not _YEAR.match(code))
        if sure and _POSTCODE.fullmatch(code) and _TOWN.fullmatch(town):
            return f"{town}, {code}"
    return None


def _before_district(parts: Sequence[str]) -> str | None:
    """Return a town of no table and the district behind it: "Nalagarh, Distt. Solan"."""
    for town, district in pairwise(parts):
        if _is_district(district) and _TOWN.fullmatch(town):
            return f"{town}, {district}"
    return None


def _is_district(part: str) -> bool:
    word, _, name = fold(part).partition(" ")
    return bool(name) and word.rstrip(".") in tables.sections("places")["districts"]


def _goes_before(part: str, town: str) -> bool:
    """Whether `part` is the postcode before a town, or a town of no table before what it lies in."""
    if _POSTCODE.fullmatch(part):
        return True
    if not part[:1].isupper() or len(part.split()) > 3 or has_digit(part):
        return False
    if town.split(" ")[0] in tables.cased("places", "states"):
        return True  # "GA 30906"
    if has_digit(town):
        return is_wide(trim(_POSTCODE.sub(" ", town)))
    return is_wide(town) and not _is_city(town)


def _is_city(text: str) -> bool:
    return fold(text) in tables.entries("cities")


def sureness(place: str) -> float:
    """Return how likely somebody lives at `place`: rather in a town with its postcode than in a country."""
    if is_wide(place) and not _is_city(place):
        return 0.5
    first, *others = place.split(", ")
    town = is_town(first) or any(map(_is_district, others))
    return (likeness(place) or 0.6 * town) + (0.25 if town and has_digit(place) else 0.0)


def _within(text: str) -> str | None:
    """Return the text from the first known city on, where an address has no commas."""
    tokens = text.split()
    for at, token in enumerate(tokens):
        if (first := trim(token)) and not first[0].isupper():
            continue
        for length in range(min(4, len(tokens) - at), 0, -1):
            name = trim(" ".join(tokens[at : at + length]))
            if len(name) > 3 and name[0].isupper() and fold(name) in tables.entries("cities"):
                coded = at > 0 and tokens[at - 1].isdigit() and _POSTCODE.fullmatch(tokens[at - 1])
                rest = trim(" ".join(tokens[at - 1 if coded else at :]))
                return rest if len(rest) <= 50 else name
    return None
