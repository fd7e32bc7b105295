"""Words broken at the end of a line, made whole on the line where they begin."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.documents.lines import CELL_SEPARATOR
from shared.domain.document import Line

HYPHENS: Final = "-‐\u00ad"
PUNCTUATION: Final = ".,;:!?)»”"
SAME_EDGE: Final = 1.5  # points
OVERHANG: Final = 0.25  # em by which a hyphen may stand out into the margin
JUSTIFIED: Final = 0.15  # of the lines of a justified block end where the broken one does


def rejoined(lines: Sequence[Line], *, hyphenated: bool = False) -> list[Line]:
    """Return the lines with broken words whole.

    In justified text, or where the file says it is `hyphenated`, the hyphen was put in by the
    typesetter and goes; elsewhere the line broke at a hyphen of the word (Jean-Pierre), which stays.
    So does one that the word has where it is not broken.
    """
    said = "\n".join([line.text for line in lines]).lower()
    done: list[Line] = []
    for line in lines:
        if done and (joined := _joined(done[-1], line, lines, said, hyphenated=hyphenated)):
            done[-1] = joined[0]
            if joined[1]:
                done.append(joined[1])
        else:
            done.append(line)
    return done


def _joined(
    line: Line, below: Line, lines: Sequence[Line], said: str, *, hyphenated: bool
) -> tuple[Line, Line | None] | None:
    if (line.block, line.page) != (below.block, below.page) or below.bullet:
        return None
    place = _broken_cell(line, below)
    if place is None or abs(line.size - below.size) > 1:
        return None
    head = line.cells[place]
    tail, _, rest = below.cells[0].partition(" ")
    word = head.rpartition(" ")[2]
    if (
        tail[0].islower()
        and not set("@/") & set(word)
        and (word + tail.rstrip(PUNCTUATION)).lower() not in said
        and (hyphenated or _is_justified(line, lines))
    ):
        head = head[:-1]
    cells = (*line.cells[:place], head + tail, *line.cells[place + 1 :])
    left = (rest, *below.cells[1:]) if rest else below.cells[1:]
    return _with_cells(line, cells), _with_cells(below, left) if left else None


def _broken_cell(line: Line, below: Line) -> int | None:
    """Return the index of the cell that goes on at the start of the next line."""
    places = [len(line.cells) - 1]
    if abs(line.x0 - below.x0) < SAME_EDGE:
        places.append(0)
    for place in places:
        cell = line.cells[place]
        if len(cell) > 1 and cell[-1] in HYPHENS and cell[-2].isalpha() and below.text[0].isalpha():
            return place
    return None


def _is_justified(line: Line, lines: Sequence[Line]) -> bool:
    least = line.x1 - max(SAME_EDGE, OVERHANG * line.size)
    ends = [
        least < other.x1 < line.x1 + SAME_EDGE
        for other in lines
        if other.block == line.block and other.page == line.page
    ]
    return sum(ends) > max(2, JUSTIFIED * len(ends))


def _with_cells(line: Line, cells: tuple[str, ...]) -> Line:
    return replace(line, cells=cells, text=CELL_SEPARATOR.join(cells))
