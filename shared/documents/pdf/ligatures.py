"""The letters of ligatures put back into their words.

Inside a group of transparency, PDFium tells of letters that are drawn as one glyph where they would
stand without the group: "O", "cer", and far away "ffi".
"""

from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Final

from shared.documents.pdf.word import Glyphs

FAR: Final = 2  # heights above or below the letter before


def put_back(
    glyphs: Glyphs,
    steps: Sequence[int],
    origin: Callable[[int], tuple[float, float]],
    drawn_from: Callable[[int], float],
) -> bool:
    """Put the letters of ligatures that stand far from their words between their neighbours, if any do.

    `steps` are the letters within words behind which one stands higher or lower; `origin` tells where
    PDFium has a glyph, in the letters of one glyph the same, and `drawn_from` where it begins, upright.
    """
    moved = False
    for at in steps:
        if not _leaves_line(glyphs, at):
            continue
        if letters := _of_one_glyph(origin, range(at + 1, len(glyphs.text))):
            _put_between(glyphs, letters, like=at, start=drawn_from(letters[0]))
            moved = True
        elif letters := _of_one_glyph(origin, range(at, -1, -1)):
            _put_between(glyphs, letters[::-1], like=at + 1, start=drawn_from(letters[-1]))
            moved = True
    return moved


def _leaves_line(glyphs: Glyphs, at: int) -> bool:
    """Say whether the next letter of a word stands above or below its line."""
    height = abs(glyphs.bottom[at] - glyphs.top[at])
    return abs(glyphs.top[at + 1] - glyphs.top[at]) > FAR * height


def _of_one_glyph(
    origin: Callable[[int], tuple[float, float]], letters: Sequence[int]
) -> list[int]:
    """Return the first of some letters, as far as they are drawn as one glyph; [] if it is alone."""
    first = origin(letters[0])
    found = list(takewhile(lambda at: origin(at) == first, letters))
    return found if len(found) > 1 else []


def _put_between(glyphs: Glyphs, letters: Sequence[int], *, like: int, start: float) -> None:
    """Give letters boxes side by side, from `start` to the next glyph, as high as that of `like`."""
    first, last = letters[0], letters[-1]
    top, bottom = glyphs.top[like], glyphs.bottom[like]
    scale = abs((bottom - top) / (glyphs.bottom[first] - glyphs.top[first] or 1.0))
    end = start + scale * abs(glyphs.x1[last] - glyphs.x0[first])
    if last + 1 < len(glyphs.text) and glyphs.top[last + 1] == top and glyphs.x0[last + 1] > start:
        end = min(end, glyphs.x0[last + 1])
    step = (end - start) / len(letters)
    for place, index in enumerate(letters):
        glyphs.x0[index], glyphs.x1[index] = start + place * step, start + (place + 1) * step
        glyphs.top[index], glyphs.bottom[index] = top, bottom
