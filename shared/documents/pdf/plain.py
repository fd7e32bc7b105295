"""The quick way from glyphs to words, for the lines on which PDFium's spaces can be trusted.

Most lines are such; looking at each of their gaps would take half the time of reading a page. A
line is plain when its words are as wide as their letters together, no wider and no narrower.
"""

import math
import re
from itertools import accumulate
from typing import Final, Protocol

TOKEN: Final = re.compile("[^\\x00\\x01\\x03-\\x20\u00a0\u2002\u2003\u2009\u202f\u3000]+")
SUSPECT: Final = re.compile(  # a space may be lost in there
    r"[a-zß-ÿ][A-ZÀ-Þ]|\d[^\W\d_]|[A-ZÀ-Þ]{7}"
)
LOOSE: Final = 0.06  # heights; more room within a word may be a lost space
KERNED: Final = -0.3  # heights; less room within a word is an overlap
TIGHT: Final = -0.02  # heights for each gap of a line; less room is tightened type
SAME: Final = 0.02  # heights by which glyphs of one size may differ
SINGLE: Final = 4  # words of one letter on a line may be one word with its letters set apart

LINE_HYPHEN: Final = frozenset({2, 0xFFFE, 0xAD})

Part = tuple[int, int]  # the first glyph of a word, and the one after its last


def letter_of(code: int) -> str:
    """Return the letter of a code point; PDFium marks a hyphen at the end of a line."""
    return "-" if code in LINE_HYPHEN else chr(code)


class Boxed(Protocol):
    """Glyphs with their boxes."""

    codes: list[int]
    boxes: list[tuple[float, float, float, float]]


class Plain:
    """Tells plain lines of a page, and their words."""

    def __init__(self, glyphs: Boxed) -> None:
        self._boxes = glyphs.boxes
        self.text = "".join(map(letter_of, glyphs.codes))
        before = glyphs.boxes[-1:] + glyphs.boxes[:-1]
        widths = [  # the letters of a ligature share one box
            0.0 if box is same or box == same else box[2] - box[0]
            for box, same in zip(glyphs.boxes, before, strict=True)
        ]
        self._sums = [0.0, *accumulate(widths)]

    def lines(self) -> list[Part]:
        """Return the lines as PDFium ends them."""
        parts: list[Part] = []
        start = 0
        for found in re.finditer("\n", self.text):
            parts.append((start, found.end()))
            start = found.end()
        parts.append((start, len(self.text)))
        return parts

    def words(self, start: int, end: int) -> list[Part] | None:
        """Return the words of a line, or None when it has to be looked at closely."""
        parts = [found.span() for found in TOKEN.finditer(self.text, start, end)]
        if SUSPECT.search(self.text, start, end):
            return None
        if sum(last - first == 1 for first, last in parts) >= SINGLE:
            return None
        rooms = [self._room(first, last) for first, last in parts]
        if not all(KERNED <= room <= LOOSE for room in rooms):
            return None
        gaps = sum(last - first - 1 for first, last in parts)
        return parts if sum(rooms) >= TIGHT * gaps else None

    def _room(self, start: int, end: int) -> float:
        """Return how much wider a word is than its letters, in heights."""
        x0, top, _, bottom = self._boxes[start]
        _, last_top, x1, last_bottom = self._boxes[end - 1]
        height = bottom - top
        if height <= 0 or abs(last_top - top) + abs(last_bottom - bottom) > SAME * height:
            return math.inf
        return (x1 - x0 - (self._sums[end] - self._sums[start])) / height
