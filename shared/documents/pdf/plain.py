"""The quick way from glyphs to words, for the lines on which PDFium's spaces can be trusted.

Most lines are such; looking at each of their gaps would take half the time of reading a page. A
line is plain when its words are as wide as their letters together, no wider and no narrower.
"""

import re
from itertools import accumulate, compress
from operator import eq, sub
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

Part = tuple[int, int]  # the first glyph of a word, and the one after its last


class Boxed(Protocol):
    """Glyphs with their boxes."""

    text: str
    x0: list[float]
    top: list[float]
    x1: list[float]
    bottom: list[float]


class Plain:
    """Tells plain lines of a page, and their words."""

    def __init__(self, glyphs: Boxed) -> None:
        self._glyphs = glyphs
        widths = list(map(sub, glyphs.x1, glyphs.x0))
        for index in _sharing(glyphs):
            widths[index] = 0.0
        self._sums = [0.0, *accumulate(widths)]

    def lines(self) -> list[Part]:
        """Return the lines as PDFium ends them."""
        text = self._glyphs.text
        parts: list[Part] = []
        start = 0
        for found in re.finditer("\n", text):
            parts.append((start, found.end()))
            start = found.end()
        parts.append((start, len(text)))
        return parts

    def words(self, start: int, end: int) -> list[Part] | None:
        """Return the words of a line, or None when it has to be looked at closely."""
        text, tops, bottoms = self._glyphs.text, self._glyphs.top, self._glyphs.bottom
        x0s, x1s, sums = self._glyphs.x0, self._glyphs.x1, self._sums
        if SUSPECT.search(text, start, end):
            return None
        parts: list[Part] = []
        single = gaps = 0
        rooms = 0.0  # how much wider the words are than their letters, in heights
        for found in TOKEN.finditer(text, start, end):
            first, after = part = found.span()
            last = after - 1
            top, bottom = tops[first], bottoms[first]
            height = bottom - top
            if height <= 0 or abs(tops[last] - top) + abs(bottoms[last] - bottom) > SAME * height:
                return None
            room = (x1s[last] - x0s[first] - (sums[after] - sums[first])) / height
            if not KERNED <= room <= LOOSE:
                return None
            rooms += room
            gaps += last - first
            single += last == first
            parts.append(part)
        return parts if rooms >= TIGHT * gaps and single < SINGLE else None


def _sharing(glyphs: Boxed) -> list[int]:
    """Return the glyphs that share the box of the one before: the letters of a ligature."""
    x0s, tops, x1s, bottoms = glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom
    alike = compress(range(1, len(x0s)), map(eq, x0s[1:], x0s))
    return [
        index
        for index in alike
        if x1s[index] == x1s[index - 1]
        and tops[index] == tops[index - 1]
        and bottoms[index] == bottoms[index - 1]
    ]
