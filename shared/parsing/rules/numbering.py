"""Jobs and studies that are numbered: "1. Cook, Hotel Adler", "b) Waiter, Inn Rose"."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.rows import Row

LEAST: Final = 2  # numbered entries
_NUMBER: Final = re.compile(r"(\d{1,2})[.)]-?\s+(?=[^\W\d])|([a-z])\)\s+(?=\w)")


def without_numbers(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without numbers, where the entries of a section are numbered from its first row on.

    Each has a date. A number that tells examinations of one name apart is kept: "2. Staatsexamen".
    """
    if not rows or not _NUMBER.match(rows[0].text):
        return list(rows)
    marks = {at: mark for at, row in enumerate(rows) if (mark := _NUMBER.match(row.text))}
    starts = list(marks)
    names = {rows[at].text[mark.end() :].split()[0] for at, mark in marks.items()}
    exams = len(names) == 1 and any(map(lexicon.degree, names))
    dated = [
        any(row.periods for row in rows[at:end])
        for at, end in zip(starts, [*starts[1:], len(rows)], strict=True)
    ]
    counts = [_value(mark) for mark in marks.values()] == list(range(1, len(marks) + 1))
    if len(marks) < LEAST or not counts or not all(dated) or exams:
        return list(rows)
    return [_cut(row, marks[at].end()) if at in marks else row for at, row in enumerate(rows)]


def _value(mark: re.Match[str]) -> int:
    return int(mark[1]) if mark[1] else ord(mark[2]) - ord("a") + 1


def _cut(row: Row, at: int) -> Row:
    """Return a row without its first characters, and without a cell that holds no more."""
    first = row.cells[0][at:]
    cells = (first, *row.cells[1:]) if first else row.cells[1:]
    return row.with_text(row.text[at:], cells)
