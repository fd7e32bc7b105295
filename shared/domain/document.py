"""A document as laid-out text: lines in reading order, with what is known of their look."""

from dataclasses import dataclass, field
from enum import StrEnum


class FileType(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    RTF = "rtf"
    TXT = "txt"
    IMAGE = "image"  # PNG, JPEG, TIFF or WebP


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of text as a reader sees it.

    Coordinates are in points from the top left corner of the page; formats without pages
    (DOCX, DOC, ODT, RTF, TXT) leave them 0 and put every line on page 1.
    """

    text: str
    page: int = 1  # from 1
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    size: float = 0.0  # font size in points; 0 = not known
    bold: bool = False
    lead: str = ""  # the words that begin it in bold type, where plain ones follow them
    italic: bool = False
    color: str = ""  # "rrggbb"; "" = not known
    heading: int = 0  # level of a heading style of the file (1 is the highest); 0 = none
    bullet: bool = False  # the line begins a list item (its mark is taken off the text)
    cells: tuple[str, ...] = ()  # its parts between wide gaps or in table cells; one tab joins them
    block: int = 0  # lines of one block (column of a band, table, text box) share a number


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What the reader made of a file."""

    lines: tuple[Line, ...]  # in reading order
    file_type: FileType
    pages: int = 1
    ocr: bool = False
    links: tuple[str, ...] = ()  # targets of hyperlinks, in order, each once
    warnings: tuple[str, ...] = field(default=())  # codes such as "hidden_text_removed"

    @property
    def text(self) -> str:
        """The lines as one text, in reading order."""
        return "\n".join(line.text for line in self.lines)
