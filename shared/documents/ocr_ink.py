"""How thick the strokes of recognised lines are drawn: what is bold on a scan."""

from collections.abc import Sequence
from statistics import median
from typing import Any, Final

NOISE: Final = 12.0  # levels of 256 by which paper differs from itself
BOLD: Final = 1.12  # times the usual thickness
BOLD_WORD: Final = 1.22  # the same, of a word, which is less sure than a line
LEAST_REST: Final = 5  # letters behind bold words; fewer may only seem plain
TELLING: Final = 3  # letters of a word; those of a shorter one are too few to measure


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


def usual_stroke(strokes: Sequence[float], letters: Sequence[int]) -> float:
    """Return the thickness in which most letters are drawn; each stroke is that of so many letters."""
    half, usual = sum(letters) / 2, 0.0
    for stroke, count in sorted(zip(strokes, letters, strict=True)):
        usual = stroke
        half -= count
        if half <= 0:
            break
    return usual


def is_bold(stroke: float, usual: float) -> bool:
    """Say whether strokes are thicker than those of most letters."""
    return stroke > BOLD * usual > 0


def bold_lead(parts: Sequence[tuple[str, float]], usual: float) -> int:
    """Return how many of the first parts of a line are bold, where the others are plain; else 0.

    Each part is its text and the thickness of its strokes. Short words and signs tell nothing.
    """
    told = [
        (at, stroke > BOLD_WORD * usual)
        for at, (text, stroke) in enumerate(parts)
        if sum(map(str.isalnum, text)) >= TELLING
    ]
    plain = [at for at, is_thick in told if not is_thick]
    if not told or usual <= 0 or not told[0][1]:
        return 0
    if sum(len(parts[at][0]) for at in plain) < LEAST_REST:
        return 0
    if any(is_thick for at, is_thick in told if at > plain[0]):
        return 0
    thick, thin = (
        median(parts[at][1] for at, is_thick in told if is_thick == which)
        for which in (True, False)
    )
    if thick < BOLD_WORD * thin:
        return 0
    lead = 1 + max(at for at, is_thick in told if is_thick)
    while lead < plain[-1] and parts[lead][1] > (thick + thin) / 2:
        lead += 1
    return lead
