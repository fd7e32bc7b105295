"""Towns with a label behind an employer or school, or with the sign of a pin: "Adler Ltd City: Leeds"."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled
from shared.parsing.rules.text import fold, trim

_LABEL: Final = re.compile(r"(?:^|(?<=\s))([^\W\d_]{2,12})\s?:\s+")
_VALUE: Final = re.compile(r"([^|:;]+)(?:\|\s*|$)")
_PIN: Final = re.compile(r"[⚲⌖📍📌🖈]\ufe0f?\s*(?=[^\W\d_])")
LONGEST: Final = 6  # words of a town


def with_towns_labelled(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with town and country, each with its label, as one cell behind the name."""
    return [
        _parted(row) if ": " in row.text else row
        for row in (row if row.text.isascii() else _unpinned(row) for row in rows)
    ]


def _unpinned(row: Row) -> Row:
    """Return a row with the label of a place where a cell begins with the sign of a pin: "⚲ Leeds"."""
    cells = tuple(
        _PIN.sub("location: ", cell, count=1) if _PIN.match(cell) else cell for cell in row.cells
    )
    return row if cells == row.cells else row.with_text("  ".join(cells), cells)


def _parted(row: Row) -> Row:
    """Return "Adler Ltd City: Leeds | Country: England" as two cells, "Adler Ltd" and "City: Leeds, England".

    What stands behind them under another label, such as a website, names no part of an entry.
    """
    if len(row.cells) > 1 or row.bullet or (label := _label_of_place(row.text, 0)) is None:
        return row
    values: list[str] = []
    start, end = label.span()
    while label is not None and (value := _VALUE.match(row.text, label.end())) is not None:
        values.append(trim(value[1]))
        end = value.end()
        label = _label_of_place(row.text, end)
        label = label if label and label.start() == end else None
    if not values or not all(map(_could_be_place, values)):
        return row
    place = f"{row.text[start : row.text.index(':', start)]}: {', '.join(values)}"
    others = [trim(other) for other in row.text[end:].split(" | ") if _names_part(other)]
    cells = tuple(filter(None, (trim(row.text[:start]), place, *others)))
    return row.with_text("  ".join(cells), cells)


def _label_of_place(text: str, start: int) -> re.Match[str] | None:
    """Return the first label of a place in `text` from `start` on."""
    places = tables.sections("entry_labels")["location"]
    return next((each for each in _LABEL.finditer(text, start) if fold(each[1]) in places), None)


def _names_part(text: str) -> bool:
    """Whether what stands behind a place is a part of the entry: the field of study, or has no label."""
    return labelled(text)[0] not in ("", "description") or ": " not in text


def _could_be_place(text: str) -> bool:
    return text[:1].isupper() and len(text.split()) <= LONGEST
