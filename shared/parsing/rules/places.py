"""Places: whether a text names one, and where one stands in a text."""

import re
from functools import cache
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import Divider, fold, has_digit, trim

_POSTCODE: Final = re.compile(
    r"(?<![\w.])(?:[A-Z]{1,2}-)?(?:\d{4,5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)(?!\w)"
)
_LETTERED_CODE: Final = re.compile(  # of the United Kingdom, of Canada; behind a town
    r"(?<=[a-z] )(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d)$"
)
_PARTS: Final = Divider(r"\s*[,;/()|•·]\s*|\s+[-–—]\s+", ",;/()|•·-–—")
_LINE_PARTS: Final = Divider(r"\s*[,;|•·]\s*|\s+[-–—]\s+", ",;|•·-–—")
_STREET_WORD: Final = re.compile(r"[a-z/.]+")
_CEDEX: Final = re.compile(r"\bcedex(?:\s+\d+)?\b", re.IGNORECASE)
_STREET_NUMBER: Final = re.compile(r"\d+\s*(?:bis|ter)?[, ]")
MAX_WORDS: Final = 6


@cache
def _names() -> frozenset[str]:
    places = tables.sections("places")
    known = tables.entries("cities") | places["countries"] | places["regions"] | places["remote"]
    return known | {name.replace("-", " ") for name in known if "-" in name}


@remembered
def _part_known(part: str) -> bool:
    plain = _POSTCODE.sub(" ", part) if has_digit(part) else part
    plain = trim(_CEDEX.sub("", plain) if "cedex" in plain.lower() else plain)
    if not plain or (plain.isdigit() and len(plain) <= 3):
        return bool(plain) or bool(_POSTCODE.search(part))
    if plain in tables.cased("places", "states"):
        return True
    if plain.islower():
        return False
    folded = fold(plain)
    if folded in _names():
        return True
    if plain.count(" ") > 3:
        return False
    cut = plain.find(" ")
    while cut >= 0:  # "Lyon France", "Austin TX"
        if folded[:cut] in _names() and (
            folded[cut + 1 :] in _names() or plain[cut + 1 :] in tables.cased("places", "states")
        ):
            return True
        cut = plain.find(" ", cut + 1)
    return False


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
    if all(map(_part_known, parts)):
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
    return 0.0


def is_wide(text: str) -> bool:
    """Whether `text` is a country, a region or the short form of a state, before which towns stand."""
    places, folded = tables.sections("places"), fold(text)
    known = folded in places["countries"] or folded in places["regions"]
    return known or text in tables.cased("places", "states")


def is_street(text: str) -> bool:
    """Whether `text` is the street of an address: a number and a word such as rue or Road."""
    folded = fold(text)
    if not any(map(str.isdigit, folded)):
        return False
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
    parts = [part for part in _LINE_PARTS.split(text) if part.strip()]
    kept = [trim(part) for part in parts if not is_street(part)]
    start = next((at for at, part in enumerate(kept) if _part_known(part)), None)
    if start is None and (coded := [part for part in kept if _lettered_code(part)]):
        return coded[0] if likeness(coded[0]) >= 0.8 else None
    if start is None:
        whole = trim(", ".join(kept))
        return whole if likeness(whole) >= 0.7 else _within(text)
    if start and (inner := _within(kept[start - 1])):
        kept[start - 1] = inner
        start -= 1
    end = start + 1
    while end < len(kept) and _part_known(kept[end]):
        end += 1
    wide = fold(kept[start]) in tables.sections("places")["countries"]
    wide = wide or kept[start].split(" ")[0] in tables.cased("places", "states")  # "GA 30906"
    if start and kept[start - 1][:1].isupper() and len(kept[start - 1].split()) <= 3 and wide:
        start -= 1
    return ", ".join(kept[start:end])


def _within(text: str) -> str | None:
    """Return the text from the first known city on, where an address has no commas."""
    tokens = text.split()
    for at, token in enumerate(tokens):
        if (first := trim(token)) and not first[0].isupper():
            continue
        for length in range(min(4, len(tokens) - at), 0, -1):
            name = trim(" ".join(tokens[at : at + length]))
            if len(name) > 3 and name[0].isupper() and fold(name) in tables.entries("cities"):
                rest = trim(" ".join(tokens[at:]))
                return rest if len(rest) <= 50 else name
    return None
