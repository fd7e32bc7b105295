"""The quick way from glyphs to words, for the lines on which PDFium's spaces can be trusted.

Most lines are such; looking at each of their gaps would take half the time of reading a page. A
line is plain when its words are as wide as their letters together, no wider and no narrower.
"""

import re
from itertools import accumulate, compress
from operator import eq, sub
from typing import Final

from shared.documents.pdf.word import Glyphs, Look, Word

TOKEN: Final = re.compile("[^\\x00\\x01\\x03-\\x20\u00a0\u2002\u2003\u2009\u202f\u3000]+")
SUSPECT: Final = re.compile(  # a space may be lost in there
    r"[a-zß-ÿ][A-ZÀ-Þ]|\d[^\W\d_]|[A-ZÀ-Þ]{7,}"
)
CLOSE: Final = 0.04  # heights; letters no further apart are surely of one word
LOOSE: Final = 0.06  # heights; more room within a word may be a lost space
KERNED: Final = -0.3  # heights; less room within a word is an overlap
TIGHT: Final = -0.02  # heights for each gap of a line; less room is tightened type
SAME: Final = 0.02  # heights by which glyphs of one size may differ
SINGLE: Final = 4  # words of one letter on a line may be one word with its letters set apart
NO_SPACE: Final = -0.25  # em; a space character divides even letters that overhang
RUN_GAP: Final = 1.3  # heights of the glyph; a wider gap ends a run

Part = tuple[int, int]  # the first glyph of a line, and the one after its last


class Plain:
    """Tells the plain lines of a page, and their words."""

    def __init__(self, glyphs: Glyphs) -> None:
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
        while (end := text.find("\n", start)) >= 0:
            parts.append((start, end + 1))
            start = end + 1
        parts.append((start, len(text)))
        return parts

    def words(self, start: int, end: int, run: int) -> list[Word] | None:
        """Return the words of a line, or None when it has to be looked at closely.

        The first word is of the run numbered `run`, the others of that and the next ones.
        """
        glyphs, sums = self._glyphs, self._sums
        text, x0s, x1s, tops, bottoms = glyphs.text, glyphs.x0, glyphs.x1, glyphs.top, glyphs.bottom
        if self._may_lose_spaces(start, end):
            return None
        found: list[Word] = []
        single = gaps = 0
        rooms = 0.0  # how much wider the words are than their letters, in heights
        em = baseline = tall = right = middle = 0.0  # of the run, and of the word before
        source, look = None, Look()
        for token in TOKEN.finditer(text, start, end):
            first, after = token.span()
            last = after - 1
            x0, top, bottom = x0s[first], tops[first], bottoms[first]
            height = bottom - top
            if height <= 0 or abs(tops[last] - top) + abs(bottoms[last] - bottom) > SAME * height:
                return None
            room = (x1s[last] - x0 - (sums[after] - sums[first])) / height
            if not KERNED <= room <= LOOSE:
                return None
            rooms += room
            gaps += last - first
            single += last == first
            gap = x0 - right
            if found and -height < gap < NO_SPACE * em:
                return None
            if not found or (
                gap > RUN_GAP * height
                or gap <= -height
                or abs(top + bottom - middle) > 0.9 * max(height, tall)
            ):
                run += bool(found)
                em, baseline, tall = glyphs.em(first), glyphs.baseline(first), height
            if (drawn_by := glyphs.source(first)) != source:
                source, look = drawn_by, glyphs.looks[drawn_by]
            right, middle = max(x1s[last], x1s[first]), top + bottom
            found.append(
                Word(
                    text=text[first:after],
                    x0=x0,
                    x1=right,
                    top=top,
                    bottom=bottom,
                    baseline=baseline,
                    size=em if abs(height - tall) < 0.01 * tall else glyphs.size(first),
                    look=look,
                    run=run,
                    source=source,
                )
            )
        return found if rooms >= TIGHT * gaps and single < SINGLE else None

    def _may_lose_spaces(self, start: int, end: int) -> bool:
        """Say whether letters that may be of two words stand further apart than one word's."""
        glyphs = self._glyphs
        for suspect in SUSPECT.finditer(glyphs.text, start, end):
            first, after = suspect.span()
            most = CLOSE * (glyphs.bottom[first] - glyphs.top[first])
            gaps = map(sub, glyphs.x0[first + 1 : after], glyphs.x1[first : after - 1])
            if max(gaps) > most:
                return True
            if glyphs.text[first].isdigit() and glyphs.source(first) != glyphs.source(first + 1):
                return True  # a date may end there, though they touch
        return False


def _sharing(glyphs: Glyphs) -> list[int]:
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
