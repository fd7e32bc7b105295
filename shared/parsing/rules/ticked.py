"""Forms in which boxes are ticked: "☒ Excel ☐ SAP"."""

import re
from typing import Final

LEAST: Final = 2  # boxes on a line
_EMPTY: Final = "☐"
_BOX: Final = re.compile(r"([☐☑☒])([^☐☑☒]*)")


def ticked(text: str) -> str:
    """Return `text` with what stands behind ticked boxes as a list, and without the rest.

    A line with a single box is a list item.
    """
    boxes = list(_BOX.finditer(text))
    if len(boxes) < LEAST:
        return text
    items = [box[2].strip(" \t,;|") for box in boxes if box[1] != _EMPTY]
    return f"{text[: boxes[0].start()]}{', '.join(items)}"
