"""How, and how much, one was employed: "CDD", "Teilzeit, 20 h", "maternity cover".

The schema has no member for it: it is no part of the title, and begins the description of the job.
"""

import re
from functools import cache
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.dates import is_duration
from shared.parsing.rules.text import fold, trim

KNOWN: Final = 0.6  # of an employer
LONGEST: Final = 3  # words of a kind of contract in the table
_BRACKET: Final = re.compile(r"\s*\(([^()]{2,60})\)$")
_PARTS: Final = re.compile(r"\s*[()\n\t,;|·•]\s*|\s[–—-]\s|\s\s+")
_AMOUNT: Final = re.compile(r"\d{1,3}\s?%?\s*")
_MUCH: Final = re.compile(
    r"\d{1,3}(?:[.,]\d)?[\s-]?(?:%|€|euro\b|hs?\b|std|hrs|fte\b).*|\d{1,2}/\d{1,2}"
    r"|\d{1,2} [a-z]{3,12} ?(?:/|par|per|a|pro|je|por|al|a la) ?(?:semaine|mois|week|month|woche|monat|semana|mes)"
)


@cache
def asides() -> frozenset[str]:
    """Return what may stand in a bracket that names nothing: contracts, "acting", "m/w/d", "then"."""
    told = tables.sections("contracts")
    return told[""] | told["post"] | told["between"]


@cache
def _ends() -> frozenset[str]:
    """Return what a bracket that tells of a contract begins or ends with."""
    return tables.entries("contracts") | tables.sections("contracts")["within"]


def is_self_employed(text: str) -> bool:
    """Whether `text` stands where others have an employer: "Freelance", "selbstständig"."""
    return fold(text) in tables.sections("companies")["self_employed"]


def is_contract(text: str) -> bool:
    """Whether `text` tells only how much or how long one worked: "Teilzeit", "30 Wochenstunden"."""
    folded = fold(text)
    kind = folded[match.end() :] if (match := _AMOUNT.match(folded)) else folded
    named = kind in tables.sections("titles")["head"] or is_self_employed(text)
    return kind in asides() and not named


def without_contract(title: str) -> tuple[str, str]:
    """Return a title, and the kind of contract behind it: "Clerk (part-time, 25 h)", "Clerk, per diem"."""
    name, comma, last = title.rpartition(", ")
    if comma and _is_kind(last):
        return name, last
    bracket = _BRACKET.search(title) if title.endswith(")") else None
    if bracket is None or not any(map(_tells_contract, bracket[1].split(","))):
        return title, ""
    return title[: bracket.start()], bracket[1]


def contracts_in(header: str) -> list[str]:
    """Return the kinds of contract that stand between other things above a job, and how much it was."""
    parts = [part for part in map(trim, _PARTS.split(header)) if part]
    if not any(map(_is_kind, parts)):
        return []
    return [part for part in parts if _is_kind(part) or _MUCH.fullmatch(fold(part))]


def agency_in(contract: str) -> str | None:
    """Return the employer that a kind of contract names: "Alder Staff" of "agency Alder Staff"."""
    kind, _, name = contract.partition(" ")
    is_agency = fold(kind) in _ends() and lexicon.employer(name) >= KNOWN
    return name if is_agency else None


def _is_kind(text: str) -> bool:
    return fold(text) in tables.entries("contracts") and is_contract(text)


def _tells_contract(text: str) -> bool:
    """Whether `text` begins or ends with a kind of contract, or tells hours or a length of time."""
    words = fold(text).split()
    kinds = _ends()
    return bool(words) and (
        is_duration(text)
        or any(_MUCH.fullmatch(much) for much in (" ".join(words), words[-1]))
        or any(
            " ".join(words[:count]) in kinds or " ".join(words[-count:]) in kinds
            for count in range(1, LONGEST + 1)
        )
    )
