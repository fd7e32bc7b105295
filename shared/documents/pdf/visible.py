"""Leaves out what a person cannot see on the page.

Off the page, drawn in invisible mode, smaller than 2 points: told by the numbers. White on white,
or covered by something drawn later: only suspected by the numbers, then looked at in a rendering.
"""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import repeat
from math import ceil
from typing import Any, Final

from shared.documents.pdf import pdfium
from shared.documents.pdf.page import Frame
from shared.documents.pdf.words import Word
from shared.errors import TooComplex

LEAST_SIZE: Final = 2.0  # points
PATH, IMAGE, SHADING = 2, 3, 4  # types of page objects that can lie under or over text
DRAWN: Final = frozenset({PATH, IMAGE, SHADING})
SCALE: Final = 0.5  # of the rendering; 1 is 72 dpi
LEAST_CONTRAST: Final = 14  # of 255, between the lightest and the darkest pixel of a visible word
NEARLY_WHITE: Final = 225  # of 255, in each of red, green, blue
SAME_COLOR: Final = 24  # of 255, in each of red, green, blue


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A filled path, image or shading on the page."""

    order: int  # in which the page draws
    box: pdfium.Box  # x0, top, x1, bottom
    color: tuple[int, int, int] | None  # None = of many colours


def seen(words: list[Word], page: Any, frame: Frame, pixels: int) -> list[Word]:
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
    suspects = _suspects(kept, *_shapes(page, frame)) if kept else []
    if not suspects:
        return kept
    hidden = _without_contrast(suspects, page, frame, pixels)
    return [word for word in kept if id(word) not in hidden] if hidden else kept


def _shapes(page: Any, frame: Frame) -> tuple[list[Shape], dict[int, int]]:
    """Return what is drawn beside the text, and when each text object is drawn."""
    handle = pdfium.address(page.raw)
    count = pdfium.count_objects(handle)
    objects = list(map(pdfium.page_object, repeat(handle), range(count)))
    kinds = list(map(pdfium.object_type, objects))
    orders = [order for order, kind in enumerate(kinds) if kind in DRAWN]
    boxes = zip(*frame.edges(pdfium.bounds([objects[order] for order in orders])), strict=True)
    shapes = [
        Shape(order=order, box=box, color=_color(objects[order], kinds[order]))
        for order, box in zip(orders, boxes, strict=True)
        if box[3] - box[1] > LEAST_SIZE and _is_painted(objects[order], kinds[order])
    ]
    return shapes, dict(zip(objects, range(count), strict=True)) if shapes else {}


def _is_painted(item: int, kind: int) -> bool:
    return kind != PATH or (pdfium.fill_color(item)[3] > 0 and pdfium.is_filled(item))


def _color(item: int, kind: int) -> tuple[int, int, int] | None:
    return pdfium.fill_color(item)[:3] if kind == PATH else None


def _suspects(words: list[Word], shapes: list[Shape], orders: dict[int, int]) -> list[Word]:
    colors = {color: _rgb(color) for color in {word.look.color for word in words}}
    white = {color for color, rgb in colors.items() if min(rgb) >= NEARLY_WHITE}
    if not shapes:
        return [word for word in words if word.look.color in white] if white else []
    alike = {  # the shapes in which words of a colour would not show
        color: [shape for shape in shapes if shape.color and _are_alike(rgb, shape.color)]
        for color, rgb in colors.items()
    }
    starts = [shape.order for shape in shapes]
    suspects: list[Word] = []
    for word in words:
        color = word.look.color
        order = orders.get(word.source)
        later = [] if order is None else shapes[bisect_right(starts, order) :]
        if color in white or _is_in_any(word, alike[color]) or _is_in_any(word, later):
            suspects.append(word)
    return suspects


def _is_in_any(word: Word, shapes: list[Shape]) -> bool:
    if not shapes:
        return False
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for shape in shapes:
        x0, top, x1, bottom = shape.box
        if x0 <= x <= x1 and top <= y <= bottom:
            return True
    return False


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(color)
    return red, green, blue


def _are_alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < SAME_COLOR for a, b in zip(one, other, strict=True))


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
