"""How texts and paragraphs of an OpenDocument look, through styles and their parents."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

import lxml.etree as etree

from shared.documents.opendocument.names import FO, STYLE, TEXT, bare, number_in
from shared.documents.pieces import Look, is_dark
from shared.documents.word.styles import TITLE_NAME

DEEPEST: Final = 20  # of styles that refine each other
BOLD_WEIGHT: Final = 600
SIZE: Final = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)(pt|%)", re.ASCII)
COLOR: Final = re.compile(r"#([0-9a-fA-F]{6})")
NO_MARK: Final = ""  # the number format of a list without marks


class Paragraph(NamedTuple):
    """How a paragraph looks."""

    look: Look
    heading: int = 0  # level; 0 = none


class Styles:
    """The styles of a document: those with names, and those made for single places."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}  # by family and name
        self._lists: dict[str, dict[int, bool]] = {}  # whether items of a level have a mark
        self._paragraphs: dict[str, Paragraph] = {}
        self._default = Look()
        for root in roots:
            for item in root.iter(f"{STYLE}default-style", f"{STYLE}style", f"{TEXT}list-style"):
                self._add(item)

    def _add(self, item: etree._Element) -> None:
        family, name = item.get(f"{STYLE}family", ""), item.get(f"{STYLE}name", "")
        if item.tag == f"{TEXT}list-style":
            self._lists[name] = {
                number_in(level.get(f"{TEXT}level"), 0): _has_mark(level) for level in item
            }
        elif item.tag == f"{STYLE}style":
            self._elements[family, name] = item
        elif family == "paragraph":
            self._default = changed(self._default, item)

    def paragraph(self, name: str) -> Paragraph:
        """Return the style of a paragraph; an unknown one is the default."""
        if name not in self._paragraphs:
            look, heading = self._default, 0
            for style in self._chain("paragraph", name):
                look = changed(look, style)
                heading = _heading(style) or heading
            self._paragraphs[name] = Paragraph(look, heading)
        return self._paragraphs[name]

    def text(self, name: str, look: Look) -> Look:
        """Return the look of a text of this style in a paragraph of that look."""
        for style in self._chain("text", name):
            look = changed(look, style)
        return look

    def is_dark(self, family: str, name: str) -> bool:
        """Say whether what stands in a cell or table of this style stands on a colour."""
        return any(
            is_dark([_background(part)]) for style in self._chain(family, name) for part in style
        )

    def marks(self, list_style: str, level: int) -> bool:
        """Say whether the items of a list have a mark."""
        return self._lists.get(list_style, {}).get(level, True)

    def _chain(self, family: str, name: str) -> Iterator[etree._Element]:
        """Yield the styles that make one up, the most general first."""
        chain: list[etree._Element] = []
        while len(chain) < DEEPEST and (style := self._elements.get((family, name))) is not None:
            chain.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        yield from reversed(chain)


def changed(look: Look, style: etree._Element) -> Look:
    """Return `look` with what the properties of a style say."""
    changes: dict[str, object] = {}
    for properties in style:
        if is_dark([_background(properties)]):
            changes["shaded"] = True
        if bare(properties) == "text-properties":
            changes |= _text_changes(look, properties)
    return replace(look, **changes) if changes else look  # pyright: ignore[reportArgumentType]


def _text_changes(look: Look, properties: etree._Element) -> dict[str, object]:
    changes: dict[str, object] = {}
    if weight := properties.get(f"{FO}font-weight"):
        changes["bold"] = weight == "bold" or number_in(weight, 0) >= BOLD_WEIGHT
    if slant := properties.get(f"{FO}font-style"):
        changes["italic"] = slant != "normal"
    if size := SIZE.fullmatch(properties.get(f"{FO}font-size", "")):
        number = float(size[1])
        changes["size"] = number if size[2] == "pt" else look.size * number / 100
    if color := COLOR.fullmatch(properties.get(f"{FO}color", "")):
        changes["color"] = color[1].lower()
    if shown := properties.get(f"{TEXT}display"):
        changes["vanish"] = shown == "none"
    return changes


def is_decorated(roots: Iterable[etree._Element]) -> bool:
    """Say whether something coloured may lie behind the text: a shape, or the page's own colour."""
    for root in roots:
        for item in root.iter(f"{STYLE}graphic-properties", f"{STYLE}page-layout-properties"):
            if item.get(f"{STYLE}run-through") == "background" or is_dark([_background(item)]):
                return True
    return False


def _background(properties: etree._Element) -> str:
    color = properties.get(f"{FO}background-color", "")
    return "" if color == "transparent" else color.removeprefix("#")


def _heading(style: etree._Element) -> int:
    if level := number_in(style.get(f"{STYLE}default-outline-level"), 0):
        return level
    name = style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name", "")
    return 1 if TITLE_NAME.match(name) else 0


def _has_mark(level: etree._Element) -> bool:
    if bare(level) == "list-level-style-number":
        return level.get(f"{STYLE}num-format", NO_MARK) != NO_MARK
    return bool(level.get(f"{TEXT}bullet-char", "•").strip())
