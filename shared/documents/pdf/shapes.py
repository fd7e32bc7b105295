"""What is drawn on a page beside its text: paths, images and shadings, and where they are."""

from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final, NamedTuple

from shared.documents.pdf import pdfium
from shared.documents.pdf.page import IMAGE, PATH, Frame

TEXT, SHADING = 1, 4  # types of page objects
DRAWN: Final = frozenset({PATH, IMAGE, SHADING})


class Shape(NamedTuple):
    """A path, image or shading on the page."""

    order: int  # in which the page draws
    item: int
    is_path: bool
    box: pdfium.Box  # x0, top, x1, bottom

    @property
    def is_painted(self) -> bool:
        """Whether it fills its form, in a colour that is not transparent."""
        if not self.is_path:
            return True
        return pdfium.is_filled(self.item) and pdfium.fill_color(self.item)[3] > 0

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Its colour; None for one of many."""
        return pdfium.fill_color(self.item)[:3] if self.is_path else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """All that a page draws."""

    objects: list[int]  # in the order in which they are drawn
    first_text: int  # among them
    shapes: list[Shape]


def drawing_of(page: Any, frame: Frame) -> Drawing:
    """Return what a page draws, as it stands in its frame."""
    handle = pdfium.address(page.raw)
    objects = list(map(pdfium.page_object, repeat(handle), range(pdfium.count_objects(handle))))
    kinds = list(map(pdfium.object_type, objects))
    orders = [order for order, kind in enumerate(kinds) if kind in DRAWN]
    boxes = zip(*frame.edges(pdfium.bounds([objects[order] for order in orders])), strict=True)
    return Drawing(
        objects=objects,
        first_text=kinds.index(TEXT) if TEXT in kinds else 0,
        shapes=[
            Shape(order, objects[order], kinds[order] == PATH, box)
            for order, box in zip(orders, boxes, strict=True)
        ],
    )
