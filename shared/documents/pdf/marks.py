"""Marks of list items that a program has drawn as shapes, as browsers do."""

from collections import defaultdict
from operator import attrgetter
from typing import Final

from shared.documents.pdf import pdfium
from shared.documents.pdf.shapes import Drawing, Shape
from shared.documents.pdf.word import Word

LEAST, MOST = 1.5, 5.5  # points, of a mark
ROUND: Final = 1.25  # a mark is hardly wider than high
SHARE: Final = 0.4  # of the height of the text at most; a larger dot stands on a line of time
NEAR: Final = 18.0  # points at most to the text that it marks
ALONE: Final = 30.0  # points at least to the text on its left: a dot between words is no mark
BAND: Final = 16.0  # points, of the page's height, by which words are looked up
LEAST_MARKS: Final = 2  # on a page
TOUCHING: Final = 2.0  # points at most between the head and the shoulders of a figure
SHOULDERS: Final = 3.0  # times as wide as its head at most


def mark_items(words: list[Word], drawing: Drawing) -> None:
    """Set which words begin an item, by a mark drawn on their left."""
    boxes = [shape.box for shape in drawing.shapes if _is_dot(shape) and shape.is_painted]
    if len(boxes) < LEAST_MARKS:
        return
    shoulders = [shape.box for shape in drawing.shapes if _could_be_shoulders(shape)]
    boxes = [box for box in boxes if not any(_is_head(box, each) for each in shoulders)]
    bands: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        bands[int(word.bottom / BAND)].append(word)
    marked = [word for box in boxes if (word := _marked(box, bands)) is not None]
    if len(marked) >= LEAST_MARKS:
        for word in marked:
            word.begins_item = True


def _is_dot(shape: Shape) -> bool:
    """Whether a path is as small as a mark, and about as high as wide."""
    x0, top, x1, bottom = shape.box
    width, height = x1 - x0, bottom - top
    if not LEAST <= width <= MOST or not LEAST <= height <= MOST:
        return False
    return shape.is_path and width < ROUND * height and height < ROUND * width


def _could_be_shoulders(shape: Shape) -> bool:
    x0, _, x1, _ = shape.box
    return shape.is_path and LEAST < x1 - x0 <= SHOULDERS * MOST


def _is_head(box: pdfium.Box, below: pdfium.Box) -> bool:
    """Whether a dot is the head of a figure, as the icon of a person is drawn."""
    middle, width = (box[0] + box[2]) / 2, box[2] - box[0]
    centred = abs((below[0] + below[2]) / 2 - middle) < LEAST
    touches = abs(below[1] - box[3]) < TOUCHING
    return touches and centred and width < below[2] - below[0] <= SHOULDERS * width


def _marked(box: pdfium.Box, bands: dict[int, list[Word]]) -> Word | None:
    """Return the word that begins to the right of a mark, if nothing stands on its left."""
    x0, top, x1, bottom = box
    middle = (top + bottom) / 2
    band = int(middle / BAND)
    beside = [
        word
        for word in (*bands.get(band, ()), *bands.get(band + 1, ()))
        if word.top < middle < word.bottom and x0 - ALONE < word.x1 and word.x0 < x1 + NEAR
    ]
    first = min(beside, key=attrgetter("x0"), default=None)
    if first is None or first.x0 <= x1 or bottom - top > SHARE * (first.bottom - first.top):
        return None
    return first
