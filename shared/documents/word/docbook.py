"""The DocBook that antiword makes of a Word 97-2003 document: headings, lists, tables, bold."""

import re
from dataclasses import replace
from typing import Final

import lxml.etree as etree

from shared.documents.lines import line_of
from shared.documents.package import parse_xml
from shared.documents.table import lines_of_row
from shared.documents.word.breaks import Breaks
from shared.domain.document import Line

TAB: Final = re.compile(r"\t| {3,}")  # what antiword makes of a tab
PICTURE: Final = re.compile(r"\[pic\]")
LINE_ENDS: Final = "\n\r"
NOT_SAID: Final = frozenset({"bookinfo", "footnote", "colspec"})
HEADINGS: Final = {"chapter": 1} | {f"sect{level}": level + 1 for level in range(1, 6)}


Letters = list[tuple[str, bool]]  # each with whether it is bold


def lines_of_docbook(content: bytes, text: str = "") -> list[Line]:
    """Return the lines; `text` is the same document in plain. Raises `Corrupt` for what is not XML."""
    reading = Reading(Breaks(text))
    reading.read(parse_xml(content))
    return reading.lines


class Reading:
    """Gathers the lines."""

    def __init__(self, breaks: Breaks) -> None:
        self.lines: list[Line] = []
        self._breaks = breaks
        self._block = 0
        self._in_list = 0

    def read(self, element: etree._Element) -> None:
        """Read an element and what is in it."""
        for item in element:
            tag = item.tag if isinstance(item.tag, str) else ""
            if tag == "title" and element.tag == "book":
                continue  # of the file's properties, which nobody sees
            if tag == "title":
                self._say(item, heading=HEADINGS.get(element.tag, 0))
            elif tag == "para":
                self._say(item)
                self.read(item)
            elif tag == "informaltable":
                self._table(item)
            elif tag == "listitem":
                alone = len(element) == 1  # a heading with a number is a list of one
                self._in_list += not alone
                self.read(item)
                self._in_list -= not alone
            elif tag not in NOT_SAID:
                self.read(item)

    def _say(self, item: etree._Element, heading: int = 0) -> None:
        for letters in self._lines_of(_own_letters(item)):
            text = "".join(letter for letter, _ in letters)
            said = [bold for letter, bold in letters if not letter.isspace()]
            line = line_of(
                TAB.split(PICTURE.sub("", text).strip()),
                heading=heading,
                bold=2 * sum(said) > len(said),
                bullet=self._in_list > 0,
                block=self._block,
            )
            if line and line.bullet and (len(line.cells) > 1 or line.text.isupper()):
                line = replace(line, bullet=False)  # antiword takes numbered headings for items
            if line:
                self.lines.append(line)

    def _lines_of(self, letters: Letters) -> list[Letters]:
        """Return the letters of a paragraph by line, with its tabs."""
        missing = self._breaks.missing_from("".join(letter for letter, _ in letters))
        lines: list[Letters] = [[]]
        for index, (letter, bold) in enumerate(letters):
            if missing.get(index) == "\t":
                lines[-1].append(("\t", bold))
            if missing.get(index) == "\n" or letter in LINE_ENDS:
                lines.append([])
            lines[-1].append((letter, bold))
        return lines

    def _table(self, table: etree._Element) -> None:
        self._block += 1
        for row in table.iter("row"):
            cells: list[list[Line]] = []
            for entry in row.iterchildren("entry"):
                outer, self.lines = self.lines, []
                self._say(entry)
                self.read(entry)
                cells.append(self.lines)
                self.lines = outer
            lines = lines_of_row(cells, self._block)
            self.lines += lines
            self._block = max((line.block for line in lines), default=self._block)
        self._block += 1


def _own_letters(item: etree._Element) -> Letters:
    """Return the text of an element without that of the blocks within it."""
    letters = [(letter, False) for letter in item.text or ""]
    for inner in item:
        if inner.tag in ("emphasis", "superscript", "subscript", "ulink"):
            letters += _letters_of(inner, bold=False)
        letters += [(letter, False) for letter in inner.tail or ""]
    return letters


def _letters_of(inner: etree._Element, *, bold: bool) -> Letters:
    bold = bold or _is_bold(inner)
    letters = [(letter, bold) for letter in inner.text or ""]
    for part in inner:
        letters += _letters_of(part, bold=bold)
        letters += [(letter, bold) for letter in part.tail or ""]
    return letters


def _is_bold(part: etree._Element) -> bool:
    return part.get("role") == "bold"
