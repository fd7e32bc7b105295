"""Columns that go on over the page: a sidebar is read to its end, then the main text to its end."""

from dataclasses import dataclass, field

from shared.documents.pdf.columns import SAME_GUTTER, Region


@dataclass(kw_only=True)
class Columns:
    """Two columns side by side, to which the next pages may add."""

    x: float  # the gutter
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)


Open = Columns | list[int]


def in_flow(pages: list[list[Region]]) -> list[list[int]]:
    """Return the regions, numbered through all pages, in reading order.

    Each inner list is one block: the regions of one column, or of a page's width, in a row.
    """
    order: list[Open] = []
    number = 0
    for regions in pages:
        for place, region in enumerate(regions):
            _put(order, region, number, starts_page=place == 0, alone=len(regions) == 1)
            number += 1
    return [block for part in order for block in _blocks(part) if block]


def _blocks(part: Open) -> list[list[int]]:
    return [part.left, part.right] if isinstance(part, Columns) else [part]


def _put(order: list[Open], region: Region, number: int, *, starts_page: bool, alone: bool) -> None:
    last = order[-1] if order else None
    if isinstance(last, Columns):
        if region.gutter is not None and abs(region.gutter - last.x) < SAME_GUTTER:
            (last.right if region.is_right else last.left).append(number)
            return
        if region.gutter is None and starts_page and alone:
            if region.x0 > last.x - SAME_GUTTER:
                last.right.append(number)
                return
            if region.x1 < last.x + SAME_GUTTER:
                last.left.append(number)
                return
    if region.gutter is not None:
        columns = Columns(x=region.gutter)
        (columns.right if region.is_right else columns.left).append(number)
        order.append(columns)
    elif isinstance(last, list) and starts_page:
        last.append(number)
    else:
        order.append([number])
