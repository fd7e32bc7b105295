"""What is taken from a page: its glyphs, and the words that are made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Look(NamedTuple):
    """How a piece of text is drawn."""

    bold: bool = False
    italic: bool = False
    color: str = "000000"  # "" on a scan
    invisible: bool = False
    icon: bool = False  # of a font of pictures


class Area(NamedTuple):
    """A part of a page, from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(kw_only=True, slots=True, eq=False)
class Word:
    """A word where a reader sees it: points from the top left corner of the upright page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    look: Look
    run: int  # words drawn in one go share it
    source: int | None = None  # the text object that draws it
    spacing: float = 0.0  # points between its letters, where they are set apart
    begins_item: bool = False  # the mark of a list item is drawn on its left


@dataclass(kw_only=True, slots=True)
class Glyphs:
    """The glyphs of a page in drawing order, upright; parallel lists."""

    text: str  # the letter of each
    x0: list[float]
    top: list[float]
    x1: list[float]
    bottom: list[float]
    size: Callable[[int], float]
    baseline: Callable[[int], float]
    source: Callable[[int], int | None]  # the text object that draws a glyph
    looks: Mapping[int | None, Look]  # of text objects; holds those asked for so far
    turned: Callable[[int], bool]  # whether a glyph stands otherwise than most of the page

    def em(self, index: int) -> float:
        """Return the size of a glyph's font, in points."""
        em = self.size(index) or 1.0
        if em <= 1.0:  # some files scale a font of one point
            em = max(1.0, 0.8 * (self.bottom[index] - self.top[index]))
        return em
