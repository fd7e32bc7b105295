"""Tables that are drawn as a grid on a scanned page: what stands in one is read row by row."""

from typing import Any, Final

from shared.documents.pdf.word import Area

DARKER: Final = 8  # levels of 256 than the paper around; lines are drawn thin and pale
AROUND: Final = 25  # pixels, of the paper that a line is held against
THICK: Final = 8  # pixels; what is thicker is no line but a bar, or dark paper
LONG: Final = 30  # pixels, of a horizontal line at least
HIGH: Final = 20  # pixels, of a vertical one: higher than letters
NEAR: Final = 9  # pixels between lines that meet
APART: Final = 6  # pixels between two lines at least
ROWS: Final = 3  # horizontal lines of a grid at least
COLUMNS: Final = 3  # vertical ones, with those at its sides
WIDE: Final = 0.4  # of the grid; a line as wide parts rows
TALL: Final = 0.4  # of the grid; a line as high parts columns


def grids_in(grey: Any, cosine: float, sine: float) -> list[Area]:
    """Return the areas, in pixels, of the grids of a grey picture once it is turned upright.

    The picture has rows x columns; `cosine` and `sine` are those of the angle at which it lies.
    """
    import cv2
    import numpy

    height, width = grey.shape
    turn = numpy.array([[cosine, sine, 0.0], [-sine, cosine, 0.0]])
    upright = cv2.warpAffine(grey.astype(numpy.uint8), turn, (width, height), borderValue=255)
    dark = cv2.adaptiveThreshold(
        upright, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, AROUND, DARKER
    )
    bars = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _ones(THICK, THICK))
    dark[cv2.dilate(bars, _ones(NEAR, NEAR)) > 0] = 0
    across = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _ones(1, LONG))
    down = cv2.morphologyEx(dark, cv2.MORPH_OPEN, _ones(HIGH, 1))
    joined = cv2.dilate(cv2.bitwise_or(across, down), _ones(NEAR, NEAR))
    count, marks, boxes, _ = cv2.connectedComponentsWithStats(joined)
    found: list[Area] = []
    for mark in range(1, count):
        x, y, wide, high = map(int, boxes[mark][:4])
        part = slice(y, y + high), slice(x, x + wide)
        inside = marks[part] == mark
        rows = _lines(across[part], inside, along=1, least=WIDE * wide)
        columns = _lines(down[part], inside, along=0, least=max(HIGH, TALL * high))
        if rows >= ROWS and columns >= COLUMNS:
            found.append(Area(x, y, x + wide, y + high))
    return found


def _ones(rows: int, columns: int) -> Any:
    import numpy

    return numpy.ones((rows, columns), numpy.uint8)


def _lines(lines: Any, inside: Any, *, along: int, least: float) -> int:
    """Return how many lines run along an axis, each with so many pixels at least."""
    import cv2
    import numpy

    thicker = cv2.dilate(lines, _ones(3, 3)) > 0  # a line may take a step
    filled = numpy.flatnonzero((thicker & inside).sum(axis=along) >= least)
    return int(len(filled) > 0) + int((numpy.diff(filled) >= APART).sum())
