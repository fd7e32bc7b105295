"""One page of an open PDF: its glyphs turned upright, and their looks."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import compress, repeat
from operator import ne, sub
from typing import Any, Final

from shared.documents.pdf import pdfium
from shared.documents.pdf.ligatures import put_back
from shared.documents.pdf.word import Glyphs, Look

BOLD_NAMES: Final = ("bold", "black", "heavy", "semibd", "demi", "cmbx", "sfbx", "-bd", "medi")
ITALIC_NAMES: Final = ("italic", "oblique", "slanted", "cmti", "cmsl", "sfti", "-it")
ICON_NAMES: Final = (
    "awesome",
    "marvosym",
    "icons",
    "icomoon",
    "flaticon",
    "dingbat",
    "fontello",
    "symbols2",
)
ITALIC_FLAG: Final = 1 << 6
FORCE_BOLD_FLAG: Final = 1 << 18
INVISIBLE_MODES: Final = {3, 7}  # neither filled nor stroked; only clipped to
STROKED_MODES: Final = {2, 6}  # filled and stroked: how bold is faked
QUARTER: Final = math.pi / 2
ANGLE_SAMPLES: Final = 40
GLYPH_SAMPLES: Final = 80
GARBLED_SHARE: Final = 0.3
UNEVEN: Final = 0.2  # of a line's glyphs; so many that begin higher or lower than the one before
SAME_TOP: Final = 0.02  # heights by which the tops of one font may differ
LEAST_UNEVEN: Final = 3  # of them on a line; a raised letter makes two
ASCENT, DESCENT = 0.8, 0.2  # em above and below the baseline
PATH, IMAGE, FORM = 2, 3, 5  # types of page objects
OUTLINES: Final = 40  # shapes on a page without text: the letters may be drawn as such
PICTURE_SHARE: Final = 0.25  # of the page


@dataclass(frozen=True, kw_only=True, slots=True)
class Font:
    """What a font is like."""

    bold: bool = False
    italic: bool = False
    icons: bool = False  # it draws pictures


class Looks(dict[int | None, Look]):
    """The looks of text objects, found out when first asked for; one look is one object."""

    def __init__(self) -> None:
        super().__init__({None: Look()})
        self._styled: dict[tuple[int, int, tuple[int, int, int, int]], Look] = {}
        self._fonts: dict[int, Font] = {}

    def __missing__(self, text_object: int) -> Look:
        font = pdfium.object_font(text_object) or 0
        drawn = font, pdfium.render_mode(text_object), pdfium.fill_color(text_object)
        look = self._styled.get(drawn)
        if look is None:
            look = self._styled[drawn] = self._drawn(*drawn)
        self[text_object] = look
        return look

    def _drawn(self, font: int, mode: int, color: tuple[int, int, int, int]) -> Look:
        style = self._fonts.get(font)
        if style is None:
            style = self._fonts[font] = _style(font) if font else Font()
        red, green, blue, alpha = color
        return Look(
            bold=style.bold or mode in STROKED_MODES,
            italic=style.italic,
            color=f"{red:02x}{green:02x}{blue:02x}",
            invisible=mode in INVISIBLE_MODES or alpha == 0,
            icon=style.icons,
        )


class TextPage:
    """The text of a page as PDFium sees it."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self._text_page = page.get_textpage()
        self.handle = pdfium.address(self._text_page.raw)
        self.count = self._text_page.count_chars()
        self.frame = Frame(page)

    def glyphs(self) -> Glyphs:
        """Return the glyphs, upright."""
        text = pdfium.characters(self.handle, self.count)
        self.frame.turn(self._usual_quarter(text))
        x0, top, x1, bottom = self.frame.edges(pdfium.boxes(self.handle, self.count))
        glyphs = Glyphs(
            text=text,
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            size=partial(pdfium.char_size, self.handle),
            baseline=self._baseline,
            source=partial(pdfium.char_object, self.handle),
            looks=Looks(),
            turned=self._is_turned,
        )
        steps = _steps(glyphs)
        if put_back(glyphs, steps, partial(pdfium.origin, self.handle), self._drawn_from):
            steps = _steps(glyphs)
        if uneven := _uneven_objects(glyphs, steps):
            self._even_out(glyphs, {pdfium.object_font(item) for item in uneven})
        return glyphs

    def _drawn_from(self, index: int) -> float:
        return self.frame.point(*pdfium.drawn_at(self.handle, index))[0]

    def _even_out(self, glyphs: Glyphs, fonts: set[int | None]) -> None:
        """Make the glyphs of `fonts` as high as each other."""
        font_of = cache(pdfium.object_font)
        for index, letter in enumerate(glyphs.text):
            if letter > " " and font_of(glyphs.source(index)) in fonts:
                x, baseline = self.frame.point(*pdfium.origin(self.handle, index))
                em = glyphs.em(index)
                glyphs.x0[index] = min(x, glyphs.x1[index])
                glyphs.top[index] = baseline - ASCENT * em
                glyphs.bottom[index] = baseline + DESCENT * em

    def links(self, pdf: Any) -> list[str]:
        """Return the targets of the hyperlinks on the page."""
        return [uri for uri in pdfium.link_targets(pdf.raw, self.page.raw) if uri]

    def is_picture(self) -> bool:
        """Say whether the page is mostly a picture, or drawn of many shapes."""
        handle = pdfium.address(self.page.raw)
        objects = [pdfium.page_object(handle, i) for i in range(pdfium.count_objects(handle))]
        kinds = Counter(pdfium.object_type(item) for item in objects)
        if kinds[FORM] or kinds[PATH] >= OUTLINES:
            return True
        images = [item for item in objects if pdfium.object_type(item) == IMAGE]
        area = sum(map(_area, *pdfium.bounds(images)))
        return area > PICTURE_SHARE * self.frame.width * self.frame.height

    def is_garbled(self) -> bool:
        """Say whether the fonts do not tell what most of the glyphs mean."""
        indices = range(0, self.count, max(1, self.count // GLYPH_SAMPLES))
        unknown = sum(pdfium.has_no_unicode(self.handle, index) == 1 for index in indices)
        return unknown > GARBLED_SHARE * len(indices)

    def _baseline(self, index: int) -> float:
        return self.frame.point(*pdfium.origin(self.handle, index))[1]

    def _is_turned(self, index: int) -> bool:
        return self._quarter(index) != self.frame.quarters

    def _quarter(self, index: int) -> int:
        return round(pdfium.char_angle(self.handle, index) / QUARTER) % 4

    def _usual_quarter(self, text: str) -> int:
        """Return by how many quarters most of the text is turned clockwise on the page."""
        step = max(1, self.count // ANGLE_SAMPLES)
        turns = Counter(
            self._quarter(index) for index in range(0, self.count, step) if text[index] > " "
        )
        return turns.most_common(1)[0][0] if turns else 0


def _steps(glyphs: Glyphs) -> list[int]:
    """Return the letters within words behind which one begins higher or lower."""
    text, tops = glyphs.text, glyphs.top
    return [
        at
        for at in compress(range(len(tops)), map(ne, tops, tops[1:]))
        if (pair := text[at : at + 2]).isalnum()
        and pair.isascii()  # accents may stand above the others
        and abs(tops[at] - tops[at + 1]) > SAME_TOP * (glyphs.bottom[at] - tops[at])
    ]


def _uneven_objects(glyphs: Glyphs, uneven: Sequence[int]) -> set[int | None]:
    """Return text objects in whose words letters often begin higher or lower than the one before.

    PDFium gives boxes that hold only the ink where a font does not say how high it is.
    """
    if len(uneven) < LEAST_UNEVEN:
        return set()
    found: set[int | None] = set()
    start = 0
    for line in glyphs.text.split("\n"):
        end = start + len(line)
        places = uneven[bisect_left(uneven, start) : bisect_left(uneven, end)]
        if len(places) >= max(LEAST_UNEVEN, UNEVEN * len(line)):
            found.update(map(glyphs.source, places))
        start = end + 1
    return found


def _area(left: float, top: float, right: float, bottom: float) -> float:
    return abs(right - left) * abs(bottom - top)


class Frame:
    """Turns coordinates of a page (y upwards) into those of the upright page (y downwards)."""

    def __init__(self, page: Any) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self.quarters = 0
        self.rotation = page.get_rotation() // 90

    def turn(self, quarters: int) -> None:
        """Set by how many quarters the text is turned."""
        self.quarters = quarters

    @property
    def is_as_shown(self) -> bool:
        """Whether a viewer shows the text upright."""
        return (self.quarters + self.rotation) % 4 == 0

    @property
    def width(self) -> float:
        """Of the upright page, in points."""
        sides = self._right - self._left, self._top - self._bottom
        return sides[self.quarters % 2]

    @property
    def height(self) -> float:
        """Of the upright page, in points."""
        sides = self._top - self._bottom, self._right - self._left
        return sides[self.quarters % 2]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point on the upright page."""
        match self.quarters:
            case 0:
                return x - self._left, self._top - y
            case 1:  # the text runs downwards
                return self._top - y, self._right - x
            case 2:
                return self._right - x, y - self._bottom
            case _:  # the text runs upwards
                return y - self._bottom, x - self._left

    def edges(self, edges: pdfium.Edges) -> pdfium.Edges:
        """Return boxes on the upright page, as x0, top, x1, bottom."""
        if self.quarters == 0:
            lefts, tops, rights, bottoms = edges
            if self._left:
                lefts = list(map(sub, lefts, repeat(self._left)))
                rights = list(map(sub, rights, repeat(self._left)))
            up = repeat(self._top)
            return lefts, list(map(sub, up, tops)), rights, list(map(sub, up, bottoms))
        boxes = [self.box(box) for box in zip(*edges, strict=True)]
        x0, top, x1, bottom = ([box[edge] for box in boxes] for edge in range(4))
        return x0, top, x1, bottom

    def box(self, box: pdfium.Box) -> pdfium.Box:
        """Return a box on the upright page, as x0, top, x1, bottom."""
        x0, y0 = self.point(box[0], box[1])
        x1, y1 = self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _style(font: int) -> Font:
    name = pdfium.font_name(font).lower()
    flags = pdfium.font_flags(font)
    return Font(
        bold=any(part in name for part in BOLD_NAMES) or bool(flags & FORCE_BOLD_FLAG),
        italic=any(part in name for part in ITALIC_NAMES) or bool(flags & ITALIC_FLAG),
        icons=any(part in name for part in ICON_NAMES),
    )
