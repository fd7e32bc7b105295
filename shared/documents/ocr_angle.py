"""How much a scanned page lies askew, told by its pixels: in the right direction rows are sharpest.

The boxes around recognised lines are whole pixels high, too rough to tell rows side by side apart.
"""

import math
from collections.abc import Iterable
from typing import Any, Final

STRIPS: Final = 32  # of the page, from left to right, each taken for upright
BESIDE: Final = 12  # strips compared at once; columns further apart have rows of their own
EDGE: Final = 40  # levels of 256 between neighbours on the edge of a letter
FINER: Final = 3  # parts of a pixel by which strips are moved
COARSE: Final = (0.12, 6)  # degrees of a step, and steps to each side of the first guess
FINE: Final = (0.03, 3)


def refined(picture: Any, guess: float) -> float:
    """Return the angle of the rows of a picture (rows x columns x colours), in radians, near `guess`."""
    strips, width = _strips(picture)
    for degrees, steps in (COARSE, FINE):
        near = [guess + math.radians(degrees * step) for step in range(-steps, steps + 1)]
        guess = max(near, key=lambda angle: _sharpness(strips, math.tan(angle) * width))
    return guess


def _strips(picture: Any) -> tuple[list[Any], float]:
    """Return how many edges of letters each row of each strip has, and how wide a strip is."""
    import numpy

    grey = picture.mean(axis=2, dtype=numpy.float32)
    edges = numpy.abs(numpy.diff(grey, axis=1)) > EDGE
    rows, finer = numpy.arange(len(grey)), numpy.arange(0, len(grey), 1 / FINER)
    parts = numpy.array_split(edges, STRIPS, axis=1)
    strips = [numpy.interp(finer, rows, part.sum(axis=1)).astype(numpy.float32) for part in parts]
    return strips, FINER * edges.shape[1] / STRIPS


def _sharpness(strips: Iterable[Any], slope: float) -> float:
    """Return how unlike each other the rows are when each strip lies `slope` lower than the last."""
    import numpy

    moved = [numpy.roll(strip, -round(slope * number)) for number, strip in enumerate(strips)]
    sums = numpy.cumsum(moved, axis=0)
    beside = sums[BESIDE:] - sums[:-BESIDE]
    return float(numpy.vdot(beside, beside))
