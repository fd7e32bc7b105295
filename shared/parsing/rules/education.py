"""Studies: degree, field, school and period in any order and layout."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.entries import Entry
from shared.parsing.rules.forms import entries_of
from shared.parsing.rules.headers import header_lengths, roles_of
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import first_sentence
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import Segment, labelled, without_aside
from shared.parsing.rules.text import fold, trim

Study = dict[str, Any]
_MISSING: Final = {"degree": -0.4, "institution": -0.4, "field": 0.0, "location": 0.0}
_SUBJECT_AFTER: Final = re.compile(r"\s(?:in|en|im fach|option|specialite|mention|fachrichtung)\s+")
_HONOURS: Final = re.compile(
    r"\s*\((?:hons|honours|FH|VAE|alternance|apprentissage)\.?\)", re.IGNORECASE
)
_MINOR: Final = re.compile(r",\s+(?:with a |with )?(?:minor|nebenfach|mineure)\b", re.IGNORECASE)
_STAGE: Final = re.compile(r"^(?:level|niveau|nivel|stufe)\s\w{1,3}\s+", re.IGNORECASE)
_BARE: Final = re.compile(  # a degree that its subject follows behind a comma
    r"(?:nvq|svq|btec|rqf|qcf)? ?(?:level|niveau|nivel|stufe) \w{1,3}(?: (?:diploma|certificate|award|nvq))?"
)
_CAMPUS: Final = re.compile(r"^University of [A-Z]\w+$")
_DETAIL: Final = re.compile(r"\s*\((?!niveau)(?:[^\W\d_A-Z][^()]*|\d[^\s()]*(?: [^\s()]+)?)\)$")


@cache
def _grades() -> tuple[str, ...]:
    return tuple(tables.sections("degrees")["grades"])


@cache
def _subject_words() -> tuple[str, ...]:
    return tuple(f"{word} " for word in tables.sections("degrees")["subject"])


def _is_minor(text: str) -> bool:
    """Whether `text` names a subject beside that of the degree."""
    return fold(text).startswith(("minor ", "nebenfach "))


def _is_grade(text: str) -> bool:
    """Whether `text` tells the grade of a degree, or how it was studied for."""
    folded = fold(text)
    by_the_way = folded == "first" or folded in tables.sections("degrees")["modes"]
    return by_the_way or folded.startswith(_grades())


def _is_note(row: Row) -> bool:
    """Whether a row has a label such as "Thesis:" or "Grade:", and so is no part of a header."""
    label, colon, _ = row.folded.partition(":")
    return bool(colon) and label.strip() in tables.sections("degrees")["grades"]


def _judge(segment: Segment) -> dict[str, float]:
    text = segment.text
    place = likeness(text.rstrip("."))
    degree = lexicon.degree(text)
    school = lexicon.school(text)
    employer = lexicon.employer(text)
    long = -0.3 if len(text.split()) > 12 else 0.0
    late = -0.4 if school and not lexicon.school(text.split(",")[0]) else 0.0
    late -= 0.35 if degree > 0.5 and "," in text else 0.0
    name = 0.1 if text[:1].isupper() else -0.2
    plain = degree < 0.7 and school < 0.7 and place < 0.7 and not any(c.isdigit() for c in text)
    minor = _is_minor(text)
    subject = fold(text).startswith(_subject_words())
    return {
        "degree": degree * (0.5 if minor else 1)
        - 0.6 * school * (degree < 1 or "," in text)
        - 0.4 * place
        + long,
        "institution": max(school, 0.5 * employer)
        - 0.5 * degree * (school < 0.9)
        - 0.5 * place
        + name
        + long
        + late
        - (0.3 if segment.by == "(" else 0.0)
        - (0.6 if subject else 0.0),
        "field": (0.3 if plain else -0.4)
        + long
        - (0.2 if segment.by == "(" else 0.0)
        + (0.5 if subject else 0.0)
        - (0.5 if minor else 0.0),
        "location": 1.2 * place - 0.35,
    }


def _evidence(row: Row) -> float:
    text = row.undated
    if labelled(text)[0]:
        return 1.0
    if len(text.split()) > 12:
        return 0.0
    plain = 0.5 if len(text.split()) <= 7 and ":" not in text else 0.0
    return max(lexicon.degree(text), lexicon.school(text), likeness(text), plain)


def _part(row: Row) -> str:
    if lexicon.school(row.text) >= 0.8:
        return "institution"
    return "degree" if lexicon.degree(row.text) >= 0.9 else ""


def studies(rows: Sequence[Row]) -> list[Study]:
    """Return the studies of the rows of an education section, in their order."""
    entries = entries_of(rows, _part, described=False)
    lengths = header_lengths(entries, _evidence, marked=True)
    headers = [
        [row for row in entry.rows[:length] if not _is_note(row)]
        for entry, length in zip(entries, lengths, strict=True)
    ]
    found = [
        _study(entry, said)
        for entry, said in zip(
            entries, roles_of(headers, _judge, _MISSING, is_aside=_is_grade), strict=True
        )
    ]
    return [study for study in found if study["institution"] or study["degree"]]


def _study(entry: Entry, said: dict[str, str]) -> Study:
    period = entry.period
    location = said.get("location")
    institution = said.get("institution")
    degree = _without_grade(_DETAIL.sub("", said.get("degree", "")))
    field = _without_grade(said.get("field", ""))
    if location and lexicon.school(location) >= 0.8 > lexicon.school(institution or ""):
        institution, location = location, None
    institution = _without_grade(without_aside(institution) or "")
    subjects, institution = _without_subjects(institution) if institution else (None, None)
    field = subjects or field
    if institution and field and lexicon.school(field) >= 0.8:  # a school of a university
        institution, field = f"{field}, {institution}", None
    own = field_of(degree) if degree else None
    if field is None or _is_minor(field) or (own and _is_town_of(institution, field, entry.rows)):
        field = own
    if institution and location and _CAMPUS.match(institution):
        told = location.partition(",")[0] in institution
        institution = institution if told else f"{institution}, {location}"
    return {
        "institution": _without_stop(institution),
        "degree": _without_stop(degree),
        "field": _without_stop(field),
        "start_date": period.first if period else None,
        "end_date": period.last if period else None,
    }


def _without_subjects(school: str) -> tuple[str | None, str]:
    """Return the subjects named before a school, if any, and the school without its town."""
    parts = school.split(", ")
    first = next((at for at, part in enumerate(parts) if lexicon.school(part) >= 0.8), -1)
    has_subjects = first > 1 or (first == 1 and fold(school).startswith(_subject_words()))
    if first and not has_subjects:
        return None, school
    names = parts[first:]
    while len(names) > 1 and not _CAMPUS.match(names[0]) and likeness(names[-1]) >= 0.7:
        names.pop()
    return ", ".join(parts[:first]) or None, ", ".join(names)


def _is_town_of(school: str | None, text: str, rows: Sequence[Row]) -> bool:
    """Whether `text` stands behind the name of the school, as its town does."""
    return school is not None and any(f"{school}, {text}" in row.text for row in rows)


def _without_stop(text: str | None) -> str | None:
    """Return a name without the full stop of the sentence that it ends."""
    stopped = text is not None and text.endswith(".") and first_sentence(f"{text} A")[1]
    return text.rstrip(".") if text and stopped else text


def _without_grade(text: str) -> str | None:
    """Return a degree or subject without the grade behind it: "Law, First Class"."""
    parts = text.split(", ")
    while len(parts) > 1 and _is_grade(parts[-1]) and not _closes_bracket(parts[-1]):
        parts.pop()
    return ", ".join(parts) or None


def _closes_bracket(text: str) -> bool:
    return text.count(")") > text.count("(")


@cache
def _connector() -> re.Pattern[str]:
    connectors = sorted(tables.sections("degrees")["connectors"], key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, connectors))})\s+", re.IGNORECASE)


def field_of(degree: str) -> str | None:
    """Return the subject that a degree names: "Linguistics" of "PhD in Linguistics"."""
    degree = _HONOURS.sub("", degree) if "(" in degree else degree
    degree = _MINOR.split(degree)[0] if "," in degree else degree
    folded = fold(degree)
    if ", " in degree and _BARE.fullmatch(folded.partition(", ")[0]):
        return degree.partition(", ")[2]
    named, colon, subject = degree.partition(": ")
    if colon and lexicon.degree(named) >= 0.75:
        return trim(subject) or None
    if match := _SUBJECT_AFTER.search(folded):
        if folded[match.end() :].split(" ", 1)[0] in tables.entries("contracts"):
            return field_of(degree[: match.start()])  # "Master MIAGE en apprentissage"
        return trim(degree[match.end() :]) or None
    if folded in tables.sections("degrees")["words"]:
        return None
    words = degree.split()
    for count in range(min(4, len(words) - 1), 0, -1):
        start = " ".join(words[:count])
        if fold(start) in tables.sections("degrees")["words"]:
            rest = _connector().sub("", " ".join(words[count:]))
            rest = _STAGE.sub("", rest)
            return trim(rest) if rest[:1].isupper() else None
    return None
