"""How thick the strokes of recognised lines are drawn: what is bold on a scan."""

from typing import Any, Final

NOISE: Final = 12.0  # levels of 256 by which paper differs from itself
BOLD: Final = 1.12  # times the usual thickness


def thickness(picture: Any, box: Any) -> float:
    """Return the thickness of strokes in a box of a grey picture, in pixels: ink to its edges."""
    import numpy

    xs, ys = [int(corner[0]) for corner in box], [int(corner[1]) for corner in box]
    part = picture[max(0, min(ys)) : max(ys) + 1, max(0, min(xs)) : max(xs) + 1]
    if min(part.shape) < 2:
        return 0.0
    ink = numpy.clip(numpy.abs(part - numpy.median(part)) - NOISE, 0, None)
    edges = [float(numpy.abs(numpy.diff(ink, axis=axis)).sum()) for axis in (0, 1)]
    return 2 * float(ink.sum()) / max(1.0, (edges[0] ** 2 + edges[1] ** 2) ** 0.5)


def bold(strokes: list[float], letters: list[int]) -> list[bool]:
    """Say which lines are bold: their strokes are thicker than those of most letters."""
    half, usual = sum(letters) / 2, 0.0
    for stroke, count in sorted(zip(strokes, letters, strict=True)):
        usual = stroke
        half -= count
        if half <= 0:
            break
    return [stroke > BOLD * usual > 0 for stroke in strokes]
