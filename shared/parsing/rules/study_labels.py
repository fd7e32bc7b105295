"""Labels in the rows of studies that are no part of what they name."""

import re
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold

_INITIALS: Final = re.compile(r"(?:\b[A-Z]\.){2,4} (?=[A-Z])")
LABELLED: Final = 2  # cells of a row with its label beside it
_WITHIN: Final = re.compile(r",\s+([^\W\d_]{4,16}):\s+")
_AHEAD: Final = re.compile(r"([^\W\d_][^:,]{4,28}?)\s*:\s+(?=\S)")


def without_labels(row: Row) -> Row:
    """Return a row of studies without the label of degree, level or day in it, or a minor.

    A comma parts the school from a degree in initials: "Graduado en E.S.O. Centro de Adultos".
    """
    if initials := _INITIALS.search(row.text):
        row = _with_school_parted(row, initials[0])
    if ": " not in row.text and len(row.cells) != LABELLED:
        return row
    return _without_day_label(_without_minor(_without_level(_without_degree_label(row))))


def _with_school_parted(row: Row, initials: str) -> Row:
    """Return a row with a comma behind the initials of a degree, where a school follows."""
    degree, _, school = row.cells[-1].partition(initials)
    named = lexicon.degree(f"{degree}{initials}".strip()) >= 0.7 and lexicon.school(school) >= 0.8
    if not named:
        return row
    last = f"{degree}{initials.rstrip()}, {school}"
    cells = (*row.cells[:-1], last)
    return row.with_text("  ".join(cells), cells)


def _without_day_label(row: Row) -> Row:
    """Return a row without the label of the day on which a degree was given: "Grado: mayo de 2012"."""
    label = fold(row.undated).rstrip(" :") if row.periods and len(row.cells) == 1 else ""
    is_label = label in tables.sections("degrees")["graduated"]
    return row.with_text(row.text[row.periods[0].at :]) if is_label else row


def _without_minor(row: Row) -> Row:
    """Return a row without the minor behind its major: "Major: Law Minor: Music"."""
    if len(row.cells) > 1 or not row.folded.startswith("major:"):
        return row
    at = row.folded.find(" minor:")
    return row.with_text(row.text[:at]) if at > 0 else row


def _without_degree_label(row: Row) -> Row:
    """Return a row without the label of the degree behind its school: "…, Abschluss: Abitur"."""
    label = _WITHIN.search(row.text)
    if label is None or fold(label[1]) not in tables.sections("entry_labels")["degree"]:
        return row
    found, plain = label[0], ", "
    return row.with_text(
        row.text.replace(found, plain), tuple(cell.replace(found, plain) for cell in row.cells)
    )


def _without_level(row: Row) -> Row:
    """Return a row without the level of the study that it names: "Secundaria: Bachiller Académico"."""
    label, named = row.cells[0], row.cells[-1]
    if len(row.cells) != LABELLED and (ahead := _AHEAD.match(row.text)):
        label, named = ahead[1], row.text[ahead.end() :]
    if label == named or fold(label).rstrip(" :") not in tables.sections("degrees")["levels"]:
        return row
    is_degree = lexicon.degree(named) >= 0.75 or lexicon.school(named) < 0.8
    return row.with_text(named) if is_degree else row
