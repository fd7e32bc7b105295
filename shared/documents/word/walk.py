"""A Word document as lines: paragraphs, tables, text boxes, in the order in which they are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import lxml.etree as etree

from shared.documents.gathering import Gathering
from shared.documents.pieces import (
    Look,
    Piece,
    at_line_breaks,
    is_dark,
    line_of_pieces,
)
from shared.documents.word.styles import Style, Styles, fill_of, value
from shared.domain.document import Line

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
HYPERLINK: Final = re.compile(r'HYPERLINK\s+"([^"]+)"')
NOT_SAID: Final = frozenset({"del", "moveFrom", "instrText", "delText", "footnoteReference", "rPr"})


@dataclass(kw_only=True)
class Walk(Gathering):
    """The way through a document."""

    w: str  # the namespace of the document, in braces
    styles: Styles
    bullets: dict[tuple[str, str], bool]  # (list, level): whether it has a mark
    targets: dict[str, str]  # relation: where a hyperlink leads

    def blocks(self, parent: etree._Element) -> None:
        """Read the paragraphs and tables in `parent`."""
        with self.deeper():
            for item in self._items(parent):
                if item.tag == f"{self.w}p":
                    self._paragraph(item)
                else:
                    self._table(item)

    def _items(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Yield the paragraphs and tables, looking into what only wraps them."""
        for item in parent:
            name = _name(item)
            if name in ("p", "tbl"):
                yield item
            elif name == "AlternateContent":
                yield from self._items(_chosen(item))
            elif name not in NOT_SAID and name != "sectPr":
                yield from self._items(item)

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(f"{self.w}pPr")
        style = self.styles.paragraph(properties)
        pieces: list[Piece] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, style.look, pieces, boxes)
        bullet = not style.heading and self._is_in_list(properties, style)
        for part in at_line_breaks(pieces):
            line = line_of_pieces(part, heading=style.heading, bullet=bullet, block=self.block)
            if line:
                self.lines.append(line)
                bullet = False
        for box in boxes:
            self.in_box(partial(self.blocks, box))

    def _inline(
        self,
        parent: etree._Element,
        look: Look,
        pieces: list[Piece],
        boxes: list[etree._Element],
    ) -> None:
        for item in parent:
            name = _name(item)
            if name == "r":
                own = self.styles.run(look, item.find(f"{self.w}rPr"))
                self._inline(item, own, pieces, boxes)
            elif name in TEXTS:
                self.say(TEXTS[name] or item.text or "", look, pieces)
            elif name == "txbxContent":
                boxes.append(item)
            elif name == "AlternateContent":
                self._inline(_chosen(item), look, pieces, boxes)
            elif name not in NOT_SAID and name != "pPr":
                if name == "hyperlink":
                    self.link(self.targets.get(item.get(f"{R}id", ""), ""))
                self._inline(item, look, pieces, boxes)
            elif name == "instrText" and (found := HYPERLINK.search(item.text or "")):
                self.link(found[1])

    def _is_in_list(self, properties: etree._Element | None, style: Style) -> bool:
        w = self.w
        list_id, level = style.list_id, "0"
        if properties is not None and properties.find(f"{w}numPr") is not None:
            list_id = value(properties, f"{w}numPr/{w}numId", w) or list_id
            level = value(properties, f"{w}numPr/{w}ilvl", w) or "0"
        if properties is not None and properties.find(f"{w}listPr") is not None:
            return True  # as Word 2003 says it
        return bool(list_id) and list_id != "0" and self.bullets.get((list_id, level), True)

    def _table(self, table: etree._Element) -> None:
        w = self.w
        rows = [row for row in table.iter(f"{w}tr") if next(row.iterancestors(f"{w}tbl")) is table]
        styled = table.find(f"{w}tblPr/{w}tblStyle") is not None
        self.in_table((map(self._cell, _cells(row, w)) for row in rows), shaded=styled)

    def _cell(self, cell: etree._Element) -> list[Line]:
        w = self.w
        properties = cell.find(f"{w}tcPr")
        merged = properties.find(f"{w}vMerge") if properties is not None else None
        if merged is not None and merged.get(f"{w}val") != "restart":
            return []
        return self.of_cell(partial(self.blocks, cell), shaded=is_dark([fill_of(properties, w)]))


TEXTS: Final[dict[str, str]] = {  # what these elements say; "" = their own text
    "t": "",
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "sym": " ",
}


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Return the alternative that a new Word shows; the others say the same again."""
    choice = alternatives.find(f"{MC}Choice")
    if choice is not None:
        return choice
    fallback = alternatives.find(f"{MC}Fallback")
    return fallback if fallback is not None else alternatives


def _cells(row: etree._Element, w: str) -> list[etree._Element]:
    return [cell for cell in row.iter(f"{w}tc") if next(cell.iterancestors(f"{w}tr")) is row]
