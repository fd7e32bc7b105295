"""A row of a table as lines: cells side by side, or one after the other where they are columns."""

from dataclasses import replace
from itertools import zip_longest
from typing import Final

from shared.documents.lines import CELL_SEPARATOR
from shared.domain.document import Line

COLUMN_LINES: Final = 5  # a cell with as many lines is a column, not an entry of a table
LARGE: Final = 1.4  # times the size of what stands beside it: a name beside contact lines


def lines_of_row(cells: list[list[Line]], block: int) -> list[Line]:
    """Return the lines of a row. Columns get the blocks after `block`, other rows get `block`."""
    cells = [cell for cell in cells if cell]
    if sum(len(cell) >= COLUMN_LINES for cell in cells) > 1:
        return [
            replace(line, block=number)
            for number, cell in enumerate(cells, start=block + 1)
            for line in cell
        ]
    found: list[Line] = []
    for beside in zip_longest(*cells):
        lines = [line for line in beside if line]
        if len(lines) > 1 and not any(line.bullet for line in lines[1:]):
            found.append(_side_by_side(lines, block))
        else:
            found += [replace(line, block=block) for line in lines]
    return found


def _side_by_side(lines: list[Line], block: int) -> Line:
    """Return the line of several cells; it looks like its longest one, or a much larger one."""
    cells = tuple(cell for line in lines for cell in line.cells)
    longest = max(lines, key=lambda line: len(line.text))
    largest = max(lines, key=lambda line: line.size)
    main = largest if largest.size >= LARGE * longest.size > 0 else longest
    return replace(
        main,
        text=CELL_SEPARATOR.join(cells),
        cells=cells,
        block=block,
        bullet=lines[0].bullet,
        heading=lines[0].heading,
    )
