"""HTML, also packed as MHTML, that Word and web pages save under the name of .doc."""

import email
import email.policy
import re
from typing import Final

import lxml.etree as etree
import lxml.html as lxml_html

from shared.documents.lines import HIDDEN_TEXT, line_of
from shared.documents.txt import decode
from shared.domain.document import Document, FileType, Line
from shared.errors import Corrupt, NoText

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
BLOCKS: Final = {
    *HEADINGS,
    *("p", "div", "li", "ul", "ol", "dd", "dt", "table", "tr", "td", "th", "section", "article"),
    *("header", "footer", "body", "blockquote", "pre", "br"),
}
NOT_SAID: Final = {"script", "style", "head", "title", "noscript", "template", "xml"}
HIDDEN_STYLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*[01](?:\.\d+)?p",
    re.IGNORECASE,
)
CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def read(content: bytes) -> Document:
    """Return the document of an HTML or MHTML file. Raises `Corrupt`, `NoText`."""
    try:
        root = lxml_html.document_fromstring(_text(content))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Corrupt from error
    page = Page()
    page.read(root)
    page.end_line()
    if not page.lines:
        raise NoText
    return Document(
        lines=tuple(page.lines),
        file_type=FileType.DOC,
        links=tuple(page.links),
        warnings=(HIDDEN_TEXT,) if page.hidden else (),
    )


def _text(content: bytes) -> str:
    if content[:200].lstrip().lower().startswith(b"mime-version:"):
        message = email.message_from_bytes(content, policy=email.policy.default)
        part = message.get_body(preferencelist=("html",))
        if part is None:
            raise Corrupt
        return str(part.get_content())
    found = CHARSET.search(content[:4096])
    try:
        text = content.decode(found[1].decode()) if found else decode(content)
    except (UnicodeDecodeError, LookupError):
        text = decode(content)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


class Page:
    """Gathers the lines of a page."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.links: list[str] = []
        self.hidden = False
        self._cells: list[str] = [""]
        self._heading = 0
        self._bullet = False
        self._bold = 0

    def read(self, root: etree._Element) -> None:
        """Read an element and what is in it, without recursion: pages nest deeply."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "end":
                self._leave(element, tag)
            elif tag in NOT_SAID or _is_hidden(element):
                self.hidden = self.hidden or _is_hidden(element)
                tail = element.tail
                element.clear()
                element.tail = tail
            else:
                self._enter(element, tag)

    def _enter(self, element: etree._Element, tag: str) -> None:
        if tag in ("td", "th"):
            self._cells.append("")
        elif tag in BLOCKS and not (tag in ("p", "div") and _is_in_cell(element)):
            self.end_line()
            self._heading = HEADINGS.get(tag, 0)
            self._bullet = tag == "li"
        if tag == "a" and (target := element.get("href", "")).startswith(("http", "mailto:")):
            self.links += [target] if target not in self.links else []
        if isinstance(element.tag, str):
            self._say(element.text)

    def _leave(self, element: etree._Element, tag: str) -> None:
        if tag in BLOCKS and tag not in ("td", "th", "br"):
            if _is_in_cell(element):
                self._say(" ")
            else:
                self.end_line()
                self._heading = 0
        self._say(element.tail)

    def _say(self, text: str | None) -> None:
        if text:
            self._cells[-1] += re.sub(r"\s+", " ", text)

    def end_line(self) -> None:
        """Put what was said since the last line into one."""
        line = line_of(self._cells, heading=self._heading, bullet=self._bullet)
        if line:
            self.lines.append(line)
            self._bullet = False
        self._cells = [""]


def _is_hidden(element: etree._Element) -> bool:
    return bool(HIDDEN_STYLE.search(element.get("style", ""))) or element.get("hidden") is not None


def _is_in_cell(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("td", "th")
