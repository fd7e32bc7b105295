"""Courses: which entries of a section of studies and trainings are studies, and which certificates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.date_words import Period
from shared.parsing.rules.entries import split
from shared.parsing.rules.expiry import tells_expiry
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.rows import Row
from shared.parsing.rules.sections import Section
from shared.parsing.rules.text import any_of, fold, trim, words

_LABEL: Final = re.compile(r"([^:]{3,32}?)\s*:\s+(?=\S)")
_OTHERS: Final = frozenset({"otros", "others", "other", "autres", "sonstiges", "weiteres"})
SOME: Final = 3  # words; a line with fewer goes on with the one above
_SOME_HOURS: Final = re.compile(
    r"(?:^|[\s(])\d{1,3}\s?(?:hs?|hrs|hours|heures|horas|std\.?|stunden|ue|tage|days?|jours?|dias?)(?=[\s,.;)]|$)"
)
_SEASON: Final = re.compile(r"(?:[a-z-]+ )?\d{4}/\d\d(?:\d\d)?")
_COURSES: Final = frozenset({"training", "certifications"})
_BOTH: Final = frozenset({"education", "certifications"})


class Learned(NamedTuple):
    """The rows about studies, section by section, and those about certificates and courses."""

    studies: list[list[Row]]
    certificates: list[Row]


def learned(sections: Sequence[Section]) -> Learned:
    """Return the rows of all that was learned. Where a heading names both, each entry tells."""
    found = Learned([], [])
    apart = any("education" in section.kinds for section in sections)
    for section in sections:
        trains = "training" in section.kinds
        if trains or _BOTH.issubset(section.kinds):
            studies: list[Row] = []
            for rows, period in _entries(section.rows):
                is_study = _is_study(rows, period, at_school=not (trains and apart))
                (studies if is_study else found.certificates).extend(rows)
            found.studies.append(studies)
        elif "education" in section.kinds:
            found.studies.append(section.rows)
        elif "certifications" in section.kinds:
            found.certificates.extend(section.rows)
    return found


def with_courses_apart(sections: Sequence[Section]) -> list[Section]:
    """Return the sections, with courses among the studies and certificates among the skills apart.

    A label tells the courses ("Short courses: …"), a date of expiry the certificates.
    """
    found: list[Section] = []
    for section in sections:
        apart = _courses_in(section) if section.kinds in (("skills",), ("education",)) else {}
        if apart:
            rows = [row for at, row in enumerate(section.rows) if at not in apart]
            found.append(replace(section, rows=rows))
            found.append(Section(kinds=("certifications",), rows=list(apart.values())))
        else:
            found.append(section)
    return found


def _courses_in(section: Section) -> dict[int, Row]:
    """Return the rows about courses and certificates, by index, without their label."""
    found: dict[int, Row] = {}
    for at, row in enumerate(section.rows):
        if section.kind == "skills":
            told = row if tells_expiry(row.text) else None
        else:
            is_course = _is_short_course(row) or _is_ticket(row)
            told = _without_course_label(row) or (row if is_course else None)
        if told:
            found[at] = told
        elif at - 1 in found and not (row.bullet or row.text[0].isupper() or _is_dated(row)):
            found[at] = row  # where the line above was full
    return found


def _without_course_label(row: Row) -> Row | None:
    """Return what stands behind a label such as "Short courses:"; None without one."""
    label = _LABEL.match(row.text) if ":" in row.text else None
    if label is None:
        return None
    if fold(label[1]) not in _OTHERS and _COURSES.isdisjoint(sections_named(label[1])):
        return None
    return row.with_text(row.text[label.end() :])


def _is_short_course(row: Row) -> bool:
    """Whether a dated line of studies tells what took some hours or days, by its first words or without a degree."""
    short = bool(row.periods) and not row.has_range and _SOME_HOURS.search(row.folded) is not None
    if not short or len(row.undated.split()) <= SOME:
        return False
    return lexicon.degree(row.undated) < 0.75 or _begins_as_course(row)


def _entries(rows: Sequence[Row]) -> Iterator[tuple[Sequence[Row], Period | None]]:
    """Yield the rows of each entry and its period; without dates each row is one."""
    if not any(row.periods for row in rows):
        yield from (((row,), None) for row in rows)
        return
    for entry in split(rows, lambda _: "", described=False):
        yield entry.rows, entry.period


def _is_study(rows: Sequence[Row], period: Period | None, *, at_school: bool) -> bool:
    """Whether an entry names a degree or took more than a year; or, if `at_school`, names a school."""
    first, last = (period.first, period.last) if period else (None, None)
    is_long = period and first and last and first[:4] < last[:4] and not _is_season(rows, period)
    if is_long and not any(map(_names_courses, rows)):
        return True
    return any(
        _names_degree(row) or (at_school and lexicon.school(row.text) >= 0.8) for row in rows
    )


def _names_courses(row: Row) -> bool:
    """Whether a row begins with courses of some subject, which take as long as one likes: "Sprachkurse"."""
    first = words(row.undated)[:1]
    return bool(first) and first[0].endswith(
        ("kurs", "kurse", "course", "courses", "curso", "cursos")
    )


def _is_dated(row: Row) -> bool:
    """Whether a row begins with its date, and so an entry of its own."""
    return bool(row.periods) and row.periods[0].at == 0 and any(map(str.isalpha, row.undated))


def _is_ticket(row: Row) -> bool:
    """Whether a dated line names a ticket such as "CACES R489", which is no degree."""
    return bool(row.periods) and _names_ticket(row)


def _names_ticket(row: Row) -> bool:
    return any(_tickets().match(fold(trim(text))) for text in (row.undated, *row.cells))


@cache
def _tickets() -> re.Pattern[str]:
    return re.compile(rf"(?:\w+ )?(?:{any_of(tables.sections('degrees')['tickets'])})(?!\w)")


def _is_season(rows: Sequence[Row], period: Period) -> bool:
    """Whether a period is one winter or school year: "2024/25"."""
    return any(
        period in row.periods and _SEASON.fullmatch(row.folded[period.at : period.end])
        for row in rows
    )


def _names_degree(row: Row) -> bool:
    """Whether a row names a degree; "Certificate" and the like may as well be a course."""
    if lexicon.degree(row.undated) < 0.9 or _names_ticket(row):
        return False
    return not _begins_as_course(row)


def _begins_as_course(row: Row) -> bool:
    """Whether a row begins with a word that may name a course as well as a degree: "Certificate"."""
    return words(row.undated)[0] in tables.sections("degrees")["courses"]
