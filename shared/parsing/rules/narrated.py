"""Careers told in sentences: "From 2014 to 2021 I worked as a nurse at the Alder Clinic, in Ely"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.dates import periods
from shared.parsing.rules.prose import first_sentence, glue, without_full_stop
from shared.parsing.rules.rows import MAX_DATED, Row
from shared.parsing.rules.text import any_of, fold, trim

MOST: Final = 0.6  # of the dated sentences, in a section told so
LEAST_WORDS: Final = 7  # of the first line
MOST_OF_TITLE: Final = 9  # words
MOST_OF_NAME: Final = 10  # words of an employer or a school
_TOWN: Final = (
    r"[A-ZÀ-Ý][\w'’-]*(?:\s(?:(?:de|del|la|las|los|el|am|sur|upon|on)\s)?[A-ZÀ-Ý][\w'’-]*){0,3}"
)
_IN_TOWN: Final = re.compile(rf"^(?:En|In|À|A)\s+({_TOWN}),\s")
_ENDS: Final = re.compile(  # a name: at the town, or at a sign that no legal form follows
    rf",?\s(?:en|in|à|a)\s(?P<town>{_TOWN})|,(?!\s(?:S\.|SL|SA|Inc|Ltd|LLC|GmbH|plc))|;|\(|\.\s"
    r"|\s(?:en|in|à)\s(?=\d)"
)
_INDEFINITE: Final = re.compile(r"(?:una?|an?|une?|eine[rm]?)\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a sentence tells: the parts of an entry by their labels, and its period as written."""

    parts: tuple[tuple[str, str], ...]
    period: str


def with_jobs_told(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of jobs told in sentences as headers and what describes them; others as they are."""
    return _rewritten(rows, _jobs_in)


def with_studies_told(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of studies told in sentences as a header each; others as they are."""
    return _rewritten(rows, _studies_in)


def tells_jobs(rows: Sequence[Row]) -> bool:
    """Whether a section tells jobs in sentences."""
    return any(row.cells[0].startswith("Title: ") for row in with_jobs_told(rows))


def _rewritten(rows: Sequence[Row], told_in: Callable[[str], list[Told]]) -> list[Row]:
    if not _is_running_text(rows):
        return list(rows)
    text = rows[0].text
    for row in rows[1:]:
        text = glue(text, row.text)
    sentences = _sentences(text)
    told = [told_in(sentence[:MAX_DATED]) for sentence in sentences]
    dated = sum(bool(periods(sentence[:MAX_DATED])) for sentence in sentences)
    if not any(told) or sum(map(bool, told)) < MOST * dated:
        return list(rows)
    found: list[Row] = []
    below: list[str] = []  # the sentences about the entry above
    for sentence, entries in zip(sentences, told, strict=True):
        if entries and below:
            found.append(_description(rows[0], below))
            below = []
        found += [_header(rows[0], each) for each in entries]
        below += [sentence] if found else []
    return [*found, _description(rows[0], below)]


def _is_running_text(rows: Sequence[Row]) -> bool:
    """Whether rows are nothing but text: no items or cells, a long line first, a full stop at the end."""
    if not rows or rows[-1].text[-1] != "." or len(rows[0].text.split()) < LEAST_WORDS:
        return False
    return not any(row.bullet or len(row.cells) > 1 for row in rows)


def _header(like: Row, told: Told) -> Row:
    cells = (*(f"{label.title()}: {value}" for label, value in told.parts), told.period)
    return like.with_text("  ".join(cells), cells)


def _description(like: Row, sentences: Sequence[str]) -> Row:
    return replace(like.with_text(" ".join(sentences)), bullet=True)


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    while text:
        sentence, text = first_sentence(text)
        found.append(f"{sentence}." if text else sentence)
    return found


@cache
def _words(*sections: str) -> str:
    words = tables.sections("told")
    return any_of(word for section in sections for word in words[section])


@cache
def _job() -> tuple[re.Pattern[str], ...]:
    """Return what names title and employer, in the order in which it is looked for."""
    worked, at = rf"\b(?:{_words('worked')})\b", rf"\s(?:{_words('at', 'in')})(?:\s+|(?<='))(?=\S)"
    title = r"(?P<title>[^.;:,]{3,90}?)"
    return (
        re.compile(rf"{worked}.{{0,60}}?\s(?:{_words('as')})\s+{title}{at}"),
        re.compile(rf"{worked}\s+(?:(?:{_words('of')})(?:\s+|(?<=')))?{title}{at}"),
    )


def _jobs_in(sentence: str) -> list[Told]:
    """Return the job that a sentence with a period tells, if it does."""
    period = _period_in(sentence)
    if not period:
        return []
    folded = fold(sentence)
    matches = (match for pattern in _job() if (match := pattern.search(folded)))
    for match in matches:
        title = sentence[match.start("title") : match.end("title")]
        employer, town = _named(sentence[match.end() :])
        if not employer or len(title.split()) > MOST_OF_TITLE or periods(title):
            continue
        led = _IN_TOWN.match(sentence)
        town = town or (led[1] if led else None)
        parts = [("title", title.partition("(")[0]), ("company", employer)]
        parts += [("location", town)] if town else []
        return [Told(parts=tuple((label, trim(value)) for label, value in parts), period=period)]
    return []


def _named(text: str) -> tuple[str, str | None]:
    """Return the employer or school that `text` begins with, and the town behind it."""
    end = _ENDS.search(text)
    name = without_full_stop(text[: end.start()] if end else text)
    name = _INDEFINITE.sub("", name, count=1) if _INDEFINITE.match(name) else name
    words = name.split()
    while len(words) > 1 and words[0][0].isupper() and words[-1].islower():
        words.pop()  # the verb at the end of a German clause
    if not words or len(words) > MOST_OF_NAME:
        return "", None
    return " ".join(words), end["town"] if end else None


@cache
def _study() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what leads to a degree, and what leads from it to a school."""
    lead = rf"\b(?:{_words('studied')})\s+(?:(?:{_words('articles')})\s+)*"
    return re.compile(lead), re.compile(rf"\s(?:{_words('at', 'in')})(?:\s+|(?<='))(?=\S)")


def _studies_in(sentence: str) -> list[Told]:
    """Return the studies that a sentence tells, each with its date."""
    folded = fold(sentence)
    leads = list(_study()[0].finditer(folded))
    ends = [*(lead.start() for lead in leads), len(sentence)][1:]
    found: list[Told] = []
    before = 0
    for lead, end in zip(leads, ends, strict=True):
        clause = sentence[lead.end() : end]
        period = _period_in(clause) or _period_in(sentence[before : lead.start()])
        degree, school = _degree_and_school(clause)
        if period and degree and (school or lexicon.degree(degree) >= 0.7):
            parts = [("degree", degree), *([("institution", school)] if school else [])]
            found.append(Told(parts=tuple(parts), period=period))
        before = end
    return found


@cache
def _leads() -> tuple[str, ...]:
    words = tables.sections("dates")
    return tuple(f"{word} " for word in words["from"] | words["since"])


def _period_in(text: str) -> str:
    """Return the first period that a word such as "from" leads to, or that stands in brackets."""
    for date in periods(text.rstrip()):
        written = text[date.at : date.end]
        if fold(written).startswith(_leads()) or text[: date.at].endswith("("):
            return written
    return ""


def _degree_and_school(clause: str) -> tuple[str, str]:
    """Return the degree that a clause begins with, and the school where it names one."""
    for at in reversed(list(_study()[1].finditer(fold(clause)))):
        school, _ = _named(clause[at.end() :])
        if clause[at.end()].isupper() and lexicon.school(school) >= 0.7:
            return trim(clause[: at.start()]), trim(school)
    end = _ENDS.search(clause)
    return (trim(clause[: end.start()]) if end else trim(clause)), ""
