"""CVs told in sentences, in the first person, with neither headings nor lists.

"Von Juli 1998 bis März 2003 war ich als Glaser bei der Glashütte Lauscha beschäftigt." Each such
sentence becomes a row of labelled values, as a form has them.
"""

import re
from collections.abc import Iterator
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.essay_sentences import listed_in, told_in
from shared.parsing.rules.heading_rows import HEAD
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.prose import first_sentence
from shared.parsing.rules.rows import Row
from shared.parsing.rules.sections import Section
from shared.parsing.rules.spoken import names_language

LEAST: Final = 3  # paragraphs
LONG: Final = 100  # characters of one at least
_CAPITALS_END: Final = re.compile(r"(?<=[A-ZÄÖÜ]{2})\.\s+(?=[A-ZÀ-Ý])")  # "… and SAP. I …"
_LISTS: Final = frozenset({"skills", "languages", "interests", "certifications"})
_LABELS: Final = {
    "title": "Position", "company": "Employer", "location": "Location",
    "degree": "Degree", "institution": "School",
}  # fmt: skip


def from_essay(head: Section) -> list[Section]:
    """Return the sections of a CV told in paragraphs; none of any other."""
    told = [at for at, row in enumerate(head.rows) if _is_told(row)]
    if len(told) < LEAST:
        return []
    lists: list[Section] = []
    jobs, studies = Section(kinds=("experience",)), Section(kinds=("education",))
    for row in head.rows[told[0] :]:
        opening, rest = first_sentence(row.text)
        kinds = sections_named(opening) if rest else ()
        if kinds and kinds[0] in _LISTS:
            lists += [_list(row, sentence, kinds[0]) for sentence in _sentences(rest)]
            continue
        for sentence in _sentences(row.text):
            _tell(row, sentence, jobs.rows, studies.rows)
    if not jobs.rows and not studies.rows:
        return []
    return [Section(kinds=(HEAD,), rows=head.rows[: told[0]]), jobs, studies, *lists]


def _is_told(row: Row) -> bool:
    """Whether a row is a paragraph in the first person."""
    words = row.folded.replace("'", "' ").split() if len(row.text) >= LONG else ()
    return not tables.sections("told")["persons"].isdisjoint(words)


def _list(row: Row, sentence: str, kind: str) -> Section:
    """Return a sentence below a heading of lists as a section of what it is about."""
    if names_language(sentence):
        return Section(kinds=("languages",), rows=[row.with_text(sentence)])
    listed = listed_in(sentence) if kind == "skills" else sentence
    return Section(kinds=(kind,), rows=[row.with_text(listed)] if listed else [])


def _sentences(text: str) -> Iterator[str]:
    for part in _CAPITALS_END.split(text):
        rest = part
        while rest:
            sentence, rest = first_sentence(rest)
            yield sentence


def _tell(row: Row, sentence: str, jobs: list[Row], studies: list[Row]) -> None:
    """Put what a sentence tells behind the jobs and studies told so far."""
    for told in told_in(sentence):
        if told.job and told.period:
            jobs.append(_form(row, told.job, told.period))
        if told.study and told.period:
            studies.append(_form(row, told.study, told.period))
        elif "institution" in told.study and studies and len(studies[-1].cells) == 2:
            school = f"{_LABELS['institution']}: {told.study['institution']}"
            studies[-1] = _joined(row, (school, *studies[-1].cells))


def _form(row: Row, said: dict[str, str], period: str) -> Row:
    return _joined(row, (*(f"{_LABELS[role]}: {value}" for role, value in said.items()), period))


def _joined(row: Row, cells: tuple[str, ...]) -> Row:
    return row.with_text("  ".join(cells), cells)
