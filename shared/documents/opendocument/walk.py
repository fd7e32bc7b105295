"""An OpenDocument as lines: paragraphs, lists, tables, text boxes, in the order of reading."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Final

import lxml.etree as etree

from shared.documents.gathering import Gathering
from shared.documents.opendocument.names import HREF, TABLE, TEXT, bare, number_in
from shared.documents.opendocument.styles import Styles
from shared.documents.pieces import Look, Piece, at_line_breaks, line_of_pieces
from shared.domain.document import Line

MOST_SPACES: Final = 100  # that one element may stand for
BLANK: Final = re.compile(r"\s+")
NOT_SAID: Final = frozenset(
    {"tracked-changes", "annotation", "note", "ruby-text", "forms", "sequence-decls", "desc"}
)
BOXES: Final = frozenset(  # what is drawn, and may hold text
    {
        "frame",
        "g",
        "custom-shape",
        "rect",
        "ellipse",
        "circle",
        "path",
        "polygon",
        "caption",
        "line",
        "connector",
        "polyline",
        "regular-polygon",
        "measure",
    }
)


@dataclass(kw_only=True)
class Walk(Gathering):
    """The way through a document."""

    styles: Styles
    _list_style: str = ""
    _level: int = 0  # of lists within each other
    _marked: bool = False  # the next line has the mark of a list item

    def blocks(self, parent: etree._Element) -> None:
        """Read the paragraphs, lists, tables and boxes in `parent`."""
        with self.deeper():
            for item in parent:
                self._block(item, bare(item))

    def _block(self, item: etree._Element, name: str) -> None:
        if _is_hidden(item, name):
            self.hidden = True
        elif name in ("p", "h"):
            self._paragraph(item)
        elif name == "list":
            self._list(item)
        elif name == "table":
            self._table(item)
        elif name in BOXES:
            self._box(item)
        elif name not in NOT_SAID:
            self.blocks(item)

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = self.styles.paragraph(paragraph.get(f"{TEXT}style-name", ""))
        level = paragraph.get(f"{TEXT}outline-level") if bare(paragraph) == "h" else None
        heading = number_in(level, style.heading)
        pieces: list[Piece] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, style.look, pieces, boxes)
        for part in at_line_breaks(pieces):
            bullet = self._marked and not heading
            line = line_of_pieces(part, heading=heading, bullet=bullet, block=self.block)
            if line:
                self.lines.append(line)
                self._marked = False
        for box in boxes:
            self._box(box)

    def _inline(
        self, parent: etree._Element, look: Look, pieces: list[Piece], boxes: list[etree._Element]
    ) -> None:
        self.say(BLANK.sub(" ", parent.text or ""), look, pieces)
        for item in parent:
            name = bare(item)
            if name in BOXES:
                boxes.append(item)
            elif name == "s":
                self.say(" " * min(number_in(item.get(f"{TEXT}c"), 1), MOST_SPACES), look, pieces)
            elif name in SAID:
                self.say(SAID[name], look, pieces)
            elif _is_hidden(item, name):
                self.hidden = True
            elif name and name not in NOT_SAID:
                if name == "a":
                    self._link(item.get(HREF, ""))
                own = self.styles.text(item.get(f"{TEXT}style-name", ""), look)
                self._inline(item, own, pieces, boxes)
            self.say(BLANK.sub(" ", item.tail or ""), look, pieces)

    def _link(self, target: str) -> None:
        if not target.startswith("#"):
            self.link(target)

    def _list(self, items: etree._Element) -> None:
        outer = self._list_style
        self._list_style = items.get(f"{TEXT}style-name", outer)
        self._level += 1
        for item in items:
            self._marked = bare(item) == "list-item" and self.styles.marks(
                self._list_style, self._level
            )
            self.blocks(item)
        self._marked = False
        self._level -= 1
        self._list_style = outer

    def _box(self, box: etree._Element) -> None:
        if next(box.iter(f"{TEXT}p", f"{TEXT}h"), None) is not None:  # else a picture
            self.in_box(partial(self.blocks, box))

    def _table(self, table: etree._Element) -> None:
        rows = [
            row
            for row in table.iter(f"{TABLE}table-row")
            if next(row.iterancestors(f"{TABLE}table")) is table
        ]
        shaded = self.styles.is_dark("table", table.get(f"{TABLE}style-name", ""))
        cells = ([cell for cell in row if bare(cell) == "table-cell"] for row in rows)
        self.in_table((map(self._cell, row) for row in cells), shaded=shaded)

    def _cell(self, cell: etree._Element) -> list[Line]:
        shaded = self.styles.is_dark("table-cell", cell.get(f"{TABLE}style-name", ""))
        return self.of_cell(partial(self.blocks, cell), shaded=shaded)


def _is_hidden(item: etree._Element, name: str) -> bool:
    """Whether a section, a paragraph or a text is set to be hidden."""
    if name == "section":
        return item.get(f"{TEXT}display") == "none"
    if name == "p":
        return any(map(_says_hidden, item.iterfind(f"{TEXT}hidden-paragraph")))
    return name == "hidden-text" and _says_hidden(item)


def _says_hidden(item: etree._Element) -> bool:
    return item.get(f"{TEXT}is-hidden") == "true"


SAID: Final = {"tab": "\t", "line-break": "\n"}
