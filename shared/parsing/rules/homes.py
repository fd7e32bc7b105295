"""The place in an address or contact line, where a person lives."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.places import (
    POSTCODE,
    all_known,
    has_street_word,
    is_city,
    is_code,
    is_street,
    is_wide,
    lettered_code,
    likeness,
    part_known,
)
from shared.parsing.rules.text import Divider, fold, has_digit, trim

_LINE_PARTS: Final = Divider(r"\s*[,;|•·∙]\s*|\s+[-–—]\s+", ",;|•·∙-–—")
_HOUSE: Final = re.compile(r"\d{1,3}\s?(?:[a-zA-Z]|bis|ter)?|\d{1,3}/\d{1,3}")
_BOX: Final = re.compile(  # of a post office
    r"\b(?:B\.?\s?P|P\.?\s?O\.?\s?Box|Postfach|Apartado(?: de correos)?|Casilla)\.?\s?\d[\d-]*\b,?",
    re.IGNORECASE,
)
_CODE_LABEL: Final = re.compile(r"^(?:C\.?\s?P|PIN)(?:\.|\s?:|(?=\s)) ?(?=\d{5})")
_BRACKET: Final = re.compile(r"\s*\(([^()]*)\)")
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


def home(text: str) -> str | None:
    """Return the place in an address or contact line, without its street; None if there is none."""
    text = _ZIP_COUNTRY.sub("", text)
    kept, has_street = _without_street(text)
    start = next(
        (
            at
            for at, part in enumerate(kept)
            if is_town(part, has_street)
            or (has_street and at and _is_behind_code(kept[at - 1], part))
        ),
        None,
    )
    if start is None:
        whole = ", ".join(kept)
        if likeness(whole) >= 0.7:
            return whole
        return _before_code(kept, has_street) or _before_district(kept) or _within(text)
    if start and (inner := _within(kept[start - 1])) and not has_digit(inner):
        kept[start - 1] = inner
        start -= 1
    end = start + 1
    while end < len(kept) and (all_known(kept[end]) or is_code(kept[end])):
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
        street = is_street(part) or (numbered and has_street_word(part))
        if (street and not all_known(part)) or _is_quarter(part):
            continue
        if _HOUSE.fullmatch(part) and not (kept and all_known(kept[-1])):
            continue
        if part.isdigit() and has_street_word(following):
            continue  # "4510, rue Chabot"
        kept.append(part)
    return kept, len(kept) < len(parts)


def _without_aside(part: str) -> str:
    """Return a part of an address without a bracket that holds no place: "Leeds (open to move)"."""
    aside = _BRACKET.search(part) if "(" in part else None
    return part if aside is None or part_known(aside[1]) else trim(_BRACKET.sub(" ", part))


def _is_quarter(part: str) -> bool:
    """Whether a part of an address names a quarter, an estate or a storey: "Col. Centro"."""
    return fold(part).split(" ")[0] in tables.sections("places")["quarter"]


def is_town(part: str, has_street: bool = False) -> bool:
    """Whether one part of an address is where a person lives; of less known towns by the postcode."""
    if not any(map(str.isalpha, POSTCODE.sub("", part) if has_digit(part) else part)):
        return False
    if all_known(part) or part_known(_WITHIN_CITY.sub("", part)):
        return True
    around = tables.sections("places")["around"]
    words = [word for word in part.split() if fold(word) not in around]
    if 0 < len(words) < part.count(" ") + 1 and part_known(" ".join(words)):
        return True
    town, _, district = _LEADING_CODE.sub("", part).partition("-")
    if len(town) > 3 and district[:1].isupper() and is_city(town):
        return True
    return _is_coded(part, has_street)


def _is_coded(part: str, has_street: bool) -> bool:
    """Whether a postcode tells that `part` is a town: "4614 Marchtrenk", "Fitzroy VIC 3065"."""
    if lettered_code(part):
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


def _is_behind_code(code: str, part: str) -> bool:
    """Whether `part` is a town of no table behind the comma of its postcode: "12004, Villar del Río"."""
    return POSTCODE.fullmatch(code) is not None and _TOWN.fullmatch(part) is not None


def _without_region(part: str) -> str:
    """Return "36208 Vigo" of "36208 Vigo (Pontevedra)"."""
    return trim(_BRACKET.sub("", part)) if "(" in part else part


def _before_code(parts: Sequence[str], has_street: bool) -> str | None:
    """Return a town of no table with the postcode that stands behind its comma: "Quin, V95 X2Y3"."""
    for town, code in pairwise(parts):
        sure = not code.isdigit() or (has_street and not _YEAR.match(code))
        if sure and POSTCODE.fullmatch(code) and _TOWN.fullmatch(town):
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
    if POSTCODE.fullmatch(part):
        return True
    if not part[:1].isupper() or len(part.split()) > 3 or has_digit(part):
        return False
    if town.split(" ")[0] in tables.cased("places", "states"):
        return True  # "GA 30906"
    if has_digit(town):
        return is_wide(trim(POSTCODE.sub(" ", town)))
    return is_wide(town) and not is_city(town)


def sureness(place: str) -> float:
    """Return how likely somebody lives at `place`: rather in a town with its postcode than in a country."""
    if is_wide(place) and not is_city(place):
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
                coded = at > 0 and tokens[at - 1].isdigit() and POSTCODE.fullmatch(tokens[at - 1])
                rest = trim(" ".join(tokens[at - 1 if coded else at :]))
                return rest if len(rest) <= 50 else name
    return None
