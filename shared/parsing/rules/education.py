"""Studies: degree, field, school and period in any order and layout."""

import re
from collections.abc import Sequence
from typing import Any, Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.degrees import (
    could_be_subject,
    field_of,
    is_bare,
    is_grade,
    is_minor,
    leaves_school,
    subject_words,
    told_degree,
    without_grade,
    without_stop,
)
from shared.parsing.rules.entries import Entry
from shared.parsing.rules.forms import as_usual, entries_of
from shared.parsing.rules.graduations import parted, with_items_whole
from shared.parsing.rules.headers import header_lengths, roles_of
from shared.parsing.rules.listings import tells_particular
from shared.parsing.rules.narrated import with_studies_told
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import first_sentence
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import Segment, labelled, without_aside
from shared.parsing.rules.shared_schools import with_shared_schools
from shared.parsing.rules.study_labels import without_labels
from shared.parsing.rules.text import fold

Study = dict[str, Any]

MOST_WORDS: Final = 12  # of a line of a header
_MISSING: Final = {"degree": -0.4, "institution": -0.4, "field": 0.0, "location": 0.0}
_OF_LEARNING: Final = re.compile(r"(?:ausbildung|umschulung|lehre|apprentissage|apprenticeship)")
_UNIVERSITY: Final = "universi"  # in all languages
_CAMPUS: Final = re.compile(r"^University of [A-Z]\w+$")


def _is_note(row: Row) -> bool:
    """Whether a row has a label such as "Thesis:" or "Grade:", and so is no part of a header."""
    label, colon, _ = row.folded.partition(":")
    return bool(colon) and label.strip() in tables.sections("degrees")["grades"]


def _apart(row: Row) -> list[Row]:
    """Return a row of several studies, with a semicolon between, as one for each."""
    if "; " not in row.text or len(row.cells) > 1 or len(row.periods) < 2:
        return [row]
    found = list(map(row.with_text, row.text.split("; ")))
    dated = all(each.periods and any(map(str.isalpha, each.undated)) for each in found)
    return found if dated else [row]


def _judge(segment: Segment) -> dict[str, float]:
    text = segment.text
    place = likeness((without_aside(text) or "").rstrip("."))
    degree = lexicon.degree(text)
    place = 0.0 if degree == 1 else place  # the state of "National Diploma (ND)"
    school = lexicon.school(text)
    employer = lexicon.employer(text)
    long = -0.3 if len(text.split()) > 12 else 0.0
    late = -0.4 if school and not lexicon.school(text.split(",")[0]) else 0.0
    late -= 0.35 if degree > 0.5 and "," in text else 0.0
    name = 0.1 if text[:1].isupper() else -0.2
    plain = degree < 0.7 and school < 0.7 and place < 0.7 and not any(c.isdigit() for c in text)
    minor = is_minor(text)
    subject = fold(text).startswith(subject_words())
    return {
        "degree": degree * (0.5 if minor else 1)
        - 0.6 * school * (degree < 1 or "," in text)
        - 1.0 * place
        - (0.8 if employer == 1 > degree else 0.0)
        + long,
        "institution": max(school, 0.5 * employer)
        - (1.0 if degree == 1 else 0.5 * degree) * (school < 0.9)
        - 0.5 * place
        + name
        + long
        + late
        - (0.0 if segment.by != "(" else 0.3 if school else 1.2)
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
    if len(text.split()) > MOST_WORDS:
        text = first_sentence(text)[0]  # "City College, Leeds. The degree is known here as …"
    if len(text.split()) > MOST_WORDS:
        return 0.0
    plain = 0.5 if len(text.split()) <= 7 and ":" not in text else 0.0
    return max(lexicon.degree(text), lexicon.school(text), likeness(text), plain)


def _part(row: Row) -> str:
    if lexicon.school(row.text) >= 0.8:
        return "institution"
    return "degree" if lexicon.degree(row.text) >= 0.9 else ""


def _entries(rows: Sequence[Row]) -> list[Entry]:
    """Return the entries of a section."""
    whole = as_usual(with_studies_told(with_items_whole(rows)))
    apart = [without_labels(parted(each)) for row in whole for each in _apart(row)]
    return entries_of(apart, _part, described=False)


def studies(*sections: Sequence[Row]) -> list[Study]:
    """Return the studies of the rows of each education section, in their order."""
    entries = [entry for rows in sections for entry in _entries(rows)]
    lengths = header_lengths(entries, _evidence, marked=True)
    headers = [
        [row for row in entry.rows[:length] if not _is_note(row)]
        for entry, length in zip(entries, lengths, strict=True)
    ]
    found = [
        _study(entry, said)
        for entry, said in zip(
            entries, roles_of(headers, _judge, _MISSING, is_aside=is_grade), strict=True
        )
    ]
    shared = with_shared_schools(found, headers)
    return [
        study
        for study in shared
        if (study["institution"] or study["degree"]) and not _is_particular(study["degree"] or "")
    ]


def _is_particular(degree: str) -> bool:
    """Whether what was taken for a degree is a particular of the person: "Military service"."""
    return tells_particular(degree) and lexicon.degree(degree) < 0.7


def _study(entry: Entry, said: dict[str, str]) -> Study:
    period = entry.period
    location = said.get("location")
    institution = said.get("institution")
    degree, series = told_degree(said.get("degree", ""))
    field = without_grade(said.get("field", ""))
    if degree and field and _follows(degree, field, entry.rows):
        degree, field = degree.partition(", ")[0], f"{degree.partition(', ')[2]}, {field}"
    if degree and field and _learns(degree, field, entry.rows):
        degree, field = field, None
    for school, town in ((institution, degree), (degree, institution)):
        if school and town and _is_town_of_general(school, town, entry.rows):
            institution, degree = school, None
    if location and lexicon.school(location) >= 0.8:
        if lexicon.school(institution or "") < 0.8:
            institution, location = location, None
        elif _UNIVERSITY in fold(location) and _is_town_of(institution, location, entry.rows):
            institution, location = f"{institution}, {location}", None
    institution = without_grade(without_aside(institution) or "")
    bare = degree is not None and is_bare(degree) and not field
    subjects, institution = (
        _without_subjects(institution, bare=bare) if institution else (None, None)
    )
    field = subjects or field
    if institution and field and lexicon.school(field) >= 0.8:  # a school of a university
        institution, field = f"{field}, {institution}", None
    own = series or (field_of(degree) if degree else None)
    names = degree and (leaves_school(degree) or not is_bare(degree))
    told = own or names or (degree and _bracketed_behind(degree, entry.rows))
    if field is None or is_minor(field) or (told and _is_town_of(institution, field, entry.rows)):
        field = own or (_bracketed_behind(degree, entry.rows) if degree else None)
    if institution and location and _CAMPUS.match(institution):
        told = location.partition(",")[0] in institution
        institution = institution if told else f"{institution}, {location}"
    return {
        "institution": without_stop(institution),
        "degree": without_stop(degree),
        "field": without_stop(field),
        "start_date": period.first if period else None,
        "end_date": period.last if period else None,
    }


def _follows(degree: str, field: str, rows: Sequence[Row]) -> bool:
    """Whether a bare degree and the subjects behind it were divided at the wrong comma."""
    named, comma, _ = degree.partition(", ")
    return bool(comma) and is_bare(named) and any(f"{degree}, {field}" in row.text for row in rows)


def _learns(degree: str, trade: str, rows: Sequence[Row]) -> bool:
    """Whether the trade stands before the way to learn it: "Florist (Umschulung, …)"."""
    if not _OF_LEARNING.fullmatch(fold(degree)) or lexicon.title(trade) < 0.7:
        return False
    said = " ".join(row.text for row in rows)
    return said.find(trade) < said.find(degree)


def _without_subjects(school: str, *, bare: bool) -> tuple[str | None, str]:
    """Return the subjects named before a school, if any, and the school without its town.

    One subject without a word such as "option" is told where the degree is `bare`, and names none.
    """
    parts = school.split(", ")
    kind, _, subject = parts[0].partition(" ")
    is_kind = len(parts) > 1 and fold(kind) in tables.sections("schools")["kinds"]
    if is_kind and lexicon.school(parts[1]) >= 0.8:  # "Fachoberschule Technik, Nikolai-Schule"
        return subject or None, ", ".join(parts[1:])
    first = next((at for at, part in enumerate(parts) if lexicon.school(part) >= 0.8), -1)
    is_subject = bare or fold(school).startswith(subject_words())
    has_subjects = first > 1 or (first == 1 and is_subject and lexicon.employer(parts[0]) < 0.6)
    if first and not has_subjects:
        return None, school
    names = parts[first:]
    while len(names) > 1 and not _CAMPUS.match(names[0]) and likeness(names[-1]) >= 0.7:
        names.pop()
    return ", ".join(parts[:first]) or None, ", ".join(names)


def _is_town_of(school: str | None, text: str, rows: Sequence[Row]) -> bool:
    """Whether `text` stands behind the name of the school, as its town does, and is led to by no word."""
    if fold(text).startswith(subject_words()):
        return False
    return school is not None and any(f"{school}, {text}" in row.text for row in rows)


def _is_town_of_general(school: str, text: str, rows: Sequence[Row]) -> bool:
    """Whether a word is the town of a school for the young, and no degree: "Realschule, Oberau"."""
    named = max(lexicon.degree(text), lexicon.school(text))
    if " " in text or named or not _is_town_of(school, text, rows):
        return False
    return not tables.sections("schools")["general"].isdisjoint(fold(school).split())


def _bracketed_behind(degree: str, rows: Sequence[Row]) -> str | None:
    """Return the subject in a bracket behind a degree: "Master of Business Administration (Finance)"."""
    for row in rows:
        _, found, behind = row.text.partition(f"{degree} (")
        subject = behind.partition(")")[0]
        if found and subject[:1].isupper() and could_be_subject(subject):
            return subject
    return None
