"""Which commas divide the parts of a header, and which stand in a place, a firm or a list of subjects."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.places import likeness
from shared.parsing.rules.text import fold

LISTED: Final = 3  # things in a bracket that lists
_COMMA: Final = re.compile(
    r",\s+(?!(?:Inc|Ltd|LLC|LLP|L\.L\.C|Co|Corp|Jr|S\.?[AL]|S\. ?Coop|GmbH|Inh)\b)(?![^()]{0,80}\))"
)
_LISTED: Final = re.compile(r"[^,()]{2,60} (?:et|and|und|y) [^,()]{2,60}(?=,|$|\s\()")
_FIRM: Final = re.compile(  # "Moss, Reed and Partners"
    r"[A-ZÀ-Ý][\w'’-]+(?:, [A-ZÀ-Ý][\w'’-]+)*,? (?:&|and|et|und|y) (?:Co|Sons|[Pp]artner[ns]?|[Aa]ssoci[ée]e?s"
    r"|[Aa]ssociates|[Aa]sociad[oa]s|[Hh]ijos|[Ff]ils|Kollegen|Söhne)\b"
)
_OF: Final = re.compile(r"\s(?:in|en|of|de|des)\s", re.IGNORECASE)  # what leads to a subject


def by_commas(by: str, text: str, variant: str) -> Sequence[tuple[str, str]]:
    """Return the parts of `text` between the commas of a variant, with what stands before each."""
    if variant == "none" or "," not in text or _is_place(text):
        return [(by, text)]
    if by == "(" and lists_things(text):
        return [(by, text)]
    text = text.rstrip(" ,")  # a date stood behind it
    marks = list(_COMMA.finditer(text))
    if not marks:
        return [(by, text)]
    marks = [mark for mark in marks if not _within_place(text, mark.start())]
    marks = [mark for mark in marks if not _within_subject(text, mark)]
    if marks and (firm := _FIRM.search(text)):
        marks = [mark for mark in marks if not _within_firm(mark, firm)]
    chosen = {"first": marks[:1], "last": marks[-1:], "all": marks}[variant]
    found: list[tuple[str, str]] = []
    at, mark = 0, by
    for match in chosen:
        found.append((mark, text[at : match.start()]))
        at, mark = match.end(), ","
    found.append((mark, text[at:]))
    return found


def lists_things(inner: str) -> bool:
    """Whether a bracket lists subjects or duties, none an employer, school or place: "(Music, Art, Law)"."""
    parts = inner.split(", ")
    return len(parts) >= LISTED and not any(
        lexicon.employer(part) >= 0.5 or max(lexicon.school(part), likeness(part)) >= 0.7
        for part in parts
    )


def _is_place(text: str) -> bool:
    """Whether `text` is a place as a whole, and no employer in one: "Logística Luz, Querétaro"."""
    name = text.partition(",")[0]
    alone = fold(name) in tables.sections("companies")["self_employed"]
    named = alone or max(lexicon.employer(name), lexicon.school(name)) >= 0.7
    return likeness(text) >= 0.7 and not named


def _within_place(text: str, at: int) -> bool:
    """Whether the comma at `at` stands in a place such as "Denver, CO"."""
    _, comma, before = text[:at].rpartition(",")
    after = text[at + 1 :].split(",", 1)[0]
    if likeness(f"{before},{after}") < 0.7:
        return False
    in_state = after.strip() in tables.cased("places", "states")
    return likeness(before) >= 0.7 or (bool(comma) and in_state)


def _within_firm(mark: re.Match[str], firm: re.Match[str]) -> bool:
    """Whether a comma divides the names of a firm, and not a title from them."""
    if not firm.start() <= mark.start() < firm.end():
        return False
    return lexicon.title(mark.string[: mark.start()].rpartition(", ")[2]) < 0.7


def _within_subject(text: str, mark: re.Match[str]) -> bool:
    """Whether a comma divides the subjects of a degree: "Master in Law, Tax and Audit, …"."""
    listed = _LISTED.match(text, mark.end())
    before = text[: mark.start()].rpartition(", ")[2]
    if not listed or not _OF.search(before):
        return False
    if max(lexicon.degree(before), lexicon.school(before)) < 0.9:
        return False
    return not max(lexicon.school(listed[0]), lexicon.degree(listed[0]))
