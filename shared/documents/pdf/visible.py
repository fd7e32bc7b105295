"""Leaves out what a person cannot see on the page.

Off the page, drawn in invisible mode, smaller than 2 points: told by the numbers. White on white,
or covered by something drawn later: only suspected by the numbers, then looked at in a rendering.
"""

from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

from shared.documents.pdf import pdfium
from shared.documents.pdf.page import Frame
from shared.documents.pdf.words import Word

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


def seen(words: list[Word], page: Any, frame: Frame) -> list[Word]:
    """Return the words that a person sees."""
    width, height = frame.width, frame.height
    kept = [
        word
        for word in words
        if not word.look.invisible
        and word.size >= LEAST_SIZE
        and word.bottom - word.top >= LEAST_SIZE
        and 0 <= (word.x0 + word.x1) / 2 <= width
        and 0 <= (word.top + word.bottom) / 2 <= height
    ]
    suspects = _suspects(kept, *_shapes(page, frame)) if kept else []
    if not suspects:
        return kept
    hidden = _without_contrast(suspects, page, frame)
    return [word for word in kept if id(word) not in hidden] if hidden else kept


def _shapes(page: Any, frame: Frame) -> tuple[list[Shape], dict[int, int]]:
    """Return what is drawn beside the text, and when each text object is drawn."""
    handle = pdfium.address(page.raw)
    count = pdfium.count_objects(handle)
    objects = list(map(pdfium.page_object, repeat(handle), range(count)))
    kinds = list(map(pdfium.object_type, objects))
    shapes = [
        shape
        for order, kind in enumerate(kinds)
        if kind in DRAWN and (shape := _shape(objects[order], kind, order, frame))
    ]
    return shapes, {item: order for order, item in enumerate(objects)} if shapes else {}


def _shape(item: int, kind: int, order: int, frame: Frame) -> Shape | None:
    color = None
    if kind == PATH:
        red, green, blue, alpha = pdfium.fill_color(item)
        if alpha == 0 or not pdfium.is_filled(item):
            return None
        color = red, green, blue
    box = frame.box(pdfium.bounds(item))
    if box[3] - box[1] <= LEAST_SIZE:
        return None
    return Shape(order=order, box=box, color=color)


def _suspects(words: list[Word], shapes: list[Shape], orders: dict[int, int]) -> list[Word]:
    colors = {word.look.color for word in words}
    if not shapes and not any(min(bytes.fromhex(color)) >= NEARLY_WHITE for color in colors):
        return []
    return [word for word in words if _is_suspect(word, shapes, orders)]


def _is_suspect(word: Word, shapes: list[Shape], orders: dict[int, int]) -> bool:
    color = bytes.fromhex(word.look.color)
    if min(color) >= NEARLY_WHITE:
        return True
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    order = orders.get(word.source, -1)
    for shape in shapes:
        x0, top, x1, bottom = shape.box
        if x0 <= x <= x1 and top <= y <= bottom:
            if 0 <= order < shape.order:
                return True
            if shape.color and all(
                abs(one - other) < SAME_COLOR for one, other in zip(color, shape.color, strict=True)
            ):
                return True
    return False


def _without_contrast(words: list[Word], page: Any, frame: Frame) -> set[int]:
    """Return the ids of the words that do not show in a rendering of the page."""
    if not frame.is_as_shown:
        return set()
    bitmap = page.render(scale=SCALE, grayscale=True, may_draw_forms=False)
    pixels = memoryview(bitmap.buffer).cast("B")
    hidden: set[int] = set()
    for word in words:
        left, right = max(0, int(word.x0 * SCALE)), min(bitmap.width, int(word.x1 * SCALE) + 1)
        top, bottom = max(0, int(word.top * SCALE)), min(bitmap.height, int(word.bottom * SCALE))
        rows = [
            bytes(pixels[y * bitmap.stride + left : y * bitmap.stride + right])
            for y in range(top, bottom)
        ]
        shades = b"".join(rows)
        if shades and max(shades) - min(shades) < LEAST_CONTRAST:
            hidden.add(id(word))
    bitmap.close()
    return hidden
