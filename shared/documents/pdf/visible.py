"""Leaves out what a person cannot see on the page.

Off the page, drawn in invisible mode, smaller than 2 points: told by the numbers. White on white,
or covered by something drawn later: only suspected by the numbers, then looked at in a rendering.
"""

from dataclasses import dataclass
from typing import Any, Final

from shared.documents.pdf import pdfium
from shared.documents.pdf.page import Frame
from shared.documents.pdf.words import Word

LEAST_SIZE: Final = 2.0  # points
PATH, IMAGE, SHADING = 2, 3, 4  # types of page objects that can lie under or over text
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
    suspects = _suspects(kept, *_shapes(page, frame))
    if not suspects:
        return kept
    hidden = _without_contrast(suspects, page, frame)
    return [word for word in kept if id(word) not in hidden] if hidden else kept


def _shapes(page: Any, frame: Frame) -> tuple[list[Shape], dict[int, int]]:
    """Return what is drawn beside the text, and when each text object is drawn."""
    handle = pdfium.address(page.raw)
    shapes: list[Shape] = []
    orders: dict[int, int] = {}
    for order in range(pdfium.count_objects(handle)):
        item = pdfium.page_object(handle, order)
        kind = pdfium.object_type(item)
        if kind == PATH:
            if pdfium.is_filled(item):
                red, green, blue, alpha = pdfium.fill_color(item)
                if alpha > 0:
                    box = frame.box(pdfium.bounds(item))
                    shapes.append(Shape(order=order, box=box, color=(red, green, blue)))
        elif kind in (IMAGE, SHADING):
            box = frame.box(pdfium.bounds(item))
            shapes.append(Shape(order=order, box=box, color=None))
        else:
            orders[item] = order
    return shapes, orders


def _suspects(words: list[Word], shapes: list[Shape], orders: dict[int, int]) -> list[Word]:
    large = [shape for shape in shapes if shape.box[3] - shape.box[1] > LEAST_SIZE]
    return [word for word in words if _is_suspect(word, large, orders)]


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
