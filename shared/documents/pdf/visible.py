"""Leaves out what a person cannot see on the page.

Off the page, drawn in invisible mode, smaller than 2 points: told by the numbers. White on white,
or covered by something drawn later: only suspected by the numbers, then looked at in a rendering.
"""

from math import ceil
from typing import Any, Final

from shared.documents.pdf import pdfium
from shared.documents.pdf.page import Frame
from shared.documents.pdf.shapes import Drawing
from shared.documents.pdf.word import Word
from shared.errors import TooComplex

LEAST_SIZE: Final = 2.0  # points
SCALE: Final = 0.5  # of the rendering; 1 is 72 dpi
LEAST_CONTRAST: Final = 14  # of 255, between the lightest and the darkest pixel of a visible word
NEARLY_WHITE: Final = 225  # of 255, in each of red, green, blue
SAME_COLOR: Final = 24  # of 255, in each of red, green, blue


def seen(words: list[Word], drawing: Drawing, page: Any, frame: Frame, pixels: int) -> list[Word]:
    """Return the words that a person sees.

    Raises `TooComplex` where that takes a drawing of more than so many `pixels`.
    """
    wide, high = 2 * frame.width, 2 * frame.height
    kept = [
        word
        for word in words
        if word.size >= LEAST_SIZE
        and word.bottom - word.top >= LEAST_SIZE
        and 0 <= word.x0 + word.x1 <= wide
        and 0 <= word.top + word.bottom <= high
        and not word.look.invisible
    ]
    suspects = _suspects(kept, drawing) if kept else []
    if not suspects:
        return kept
    hidden = _without_contrast(suspects, page, frame, pixels)
    return [word for word in kept if id(word) not in hidden] if hidden else kept


def _suspects(words: list[Word], drawing: Drawing) -> list[Word]:
    """Return the words that may not show: in white, or in or under a shape that may hide them."""
    colors = {color: _rgb(color) for color in {word.look.color for word in words}}
    white = {color for color, rgb in colors.items() if min(rgb) >= NEARLY_WHITE}
    suspects = {id(word) for word in words if word.look.color in white} if white else set[int]()
    orders: dict[int | None, int] = {}  # when each object is drawn
    for shape in drawing.shapes:
        if shape.box[3] - shape.box[1] <= LEAST_SIZE or not shape.is_painted:
            continue
        color = shape.color
        alike = [other for other, rgb in colors.items() if _are_alike(rgb, color)]
        is_later = shape.order > drawing.first_text
        if not alike and not is_later:
            continue  # a background
        if is_later and not orders:
            objects = drawing.objects
            orders = dict(zip(objects, range(len(objects)), strict=True))
        suspects |= {
            id(word)
            for word in _inside(words, shape.box)
            if word.look.color in alike or orders.get(word.source, shape.order) < shape.order
        }
    return [word for word in words if id(word) in suspects] if suspects else []


def _inside(words: list[Word], box: pdfium.Box) -> list[Word]:
    """Return the words that have their middle in a box."""
    left, top, right, bottom = (2 * edge for edge in box)
    return [
        word
        for word in words
        if top <= word.top + word.bottom <= bottom and left <= word.x0 + word.x1 <= right
    ]


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color)
    return red, green, blue


def _are_alike(one: tuple[int, int, int], other: tuple[int, int, int] | None) -> bool:
    return other is not None and all(
        abs(a - b) < SAME_COLOR for a, b in zip(one, other, strict=True)
    )


def _without_contrast(words: list[Word], page: Any, frame: Frame, pixels: int) -> set[int]:
    """Return the ids of the words that do not show in a rendering of their part of the page."""
    if not frame.is_as_shown:
        return set()
    wide, high = ceil(page.get_width() * SCALE), ceil(page.get_height() * SCALE)
    left = max(0, int(min(word.x0 for word in words) * SCALE))
    top = max(0, int(min(word.top for word in words) * SCALE))
    right = min(wide, int(max(word.x1 for word in words) * SCALE) + 1)
    bottom = min(high, int(max(word.bottom for word in words) * SCALE))
    if left >= right or top >= bottom:
        return set()  # too small for a pixel
    if (right - left) * (bottom - top) > pixels:
        raise TooComplex("a page too large to be drawn")
    margins = left, high - bottom, wide - right, top
    bitmap = page.render(
        scale=SCALE,
        crop=tuple(margin / SCALE for margin in margins),
        grayscale=True,
        may_draw_forms=False,
    )
    drawn = bytes(bitmap.buffer)
    hidden: set[int] = set()
    for word in words:
        first = max(0, int(word.x0 * SCALE)) - left
        after = min(wide, int(word.x1 * SCALE) + 1) - left
        rows = range(max(0, int(word.top * SCALE)) - top, min(high, int(word.bottom * SCALE)) - top)
        shades = b"".join(
            [drawn[row * bitmap.stride + first : row * bitmap.stride + after] for row in rows]
        )
        if shades and max(shades) - min(shades) < LEAST_CONTRAST:
            hidden.add(id(word))
    bitmap.close()
    return hidden
