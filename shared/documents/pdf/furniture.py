"""What a page carries beside its text: page numbers, and headers and footers said on every page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.documents.lines import CELL_SEPARATOR
from shared.domain.document import Line

MARGIN: Final = 0.1  # of the height of a page, above and below
SAME_HEIGHT: Final = 4.0  # points
NUMBER: Final = re.compile(
    r"^(?:page|seite|página|pág\.?|p\.)?\s*[-–]?\s*\d{1,3}\s*(?:(?:/|of|sur|de|von)\s*\d{1,3})?\s*[-–]?$",
    re.IGNORECASE,
)
NUMBERED: Final = re.compile(  # "Ada Byron - 2/3", "Ada Byron – page 2", not the period "05/22 - 02/24"
    r"[-–—|•·]\s*(?:page|seite|página|pág\.)\s*[1-9]\d{0,2}$|"
    r"(?<!\d[/.]\d\d)(?<!\d[/.]\d\d\s)[-–—|•·]\s*(?:page\s*)?[1-9]\d{0,2}\s*(?:/|of|sur|de|von)\s*\d{1,3}$",
    re.I,
)
NUMBERS: Final = re.compile(r"(\d+)")
MOST_DIGITS: Final = 3  # of the number of a page


def without_furniture(lines: Sequence[Line], heights: Sequence[float]) -> list[Line]:
    """Return the lines without page numbers; what every page says is kept from the first.

    `heights` are those of the pages, in points.
    """
    kept: list[Line] = []
    said: list[tuple[str, float, int]] = []
    for line in lines:
        height = heights[line.page - 1]
        if MARGIN * height < line.bottom and line.top < (1 - MARGIN) * height:
            kept.append(line)
            continue
        bare = _without_number(line)
        if bare is None:
            continue
        if not any(
            abs(line.top - top) < SAME_HEIGHT and page < line.page and _says_again(bare.text, text)
            for text, top, page in said
        ):
            kept.append(bare)
        said.append((bare.text, line.top, line.page))
    return kept


def _says_again(text: str, before: str) -> bool:
    """Whether a line says what one `before` said, with no more than the number of the page changed."""
    words, others = NUMBERS.split(text), NUMBERS.split(before)
    if len(words) != len(others):
        return False
    changed = [word for word, other in zip(words, others, strict=True) if word != other]
    return not changed or (
        len(changed) == 1 and changed[0].isdecimal() and len(changed[0]) <= MOST_DIGITS
    )


def _without_number(line: Line) -> Line | None:
    """Return the line without a page number; None when nothing else is left."""
    if NUMBERED.search(line.text) or NUMBER.match(line.text):
        return None
    cells = tuple(cell for cell in line.cells if not NUMBER.match(cell) or "/" not in cell)
    if len(cells) == len(line.cells):
        return line
    return replace(line, cells=cells, text=CELL_SEPARATOR.join(cells)) if cells else None
