"""How runs and paragraphs of a Word document look, through styles and their parents."""

import re
from dataclasses import dataclass, replace
from typing import Final

import lxml.etree as etree

from shared.documents.pieces import Look, is_dark

HEADING_NAME: Final = re.compile(
    r"^(?:heading|titre|überschrift|título|encabezado|titolo|kop)\s*(\d)$", re.IGNORECASE
)
TITLE_NAME: Final = re.compile(r"^(?:title|titre|titel|título)$", re.IGNORECASE)
BODY_LEVEL: Final = 9  # the outline level that means "body text"
OFF: Final = {"0", "false", "off", "none"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """A named style, with its parents' say in it."""

    look: Look
    heading: int = 0  # level; 0 = none
    list_id: str = ""  # numbering of its paragraphs; "" = none


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None, w: str) -> None:
        """`w` is the namespace of the document, in braces."""
        self._w = w
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default = Look()
        self._default_paragraph = ""
        if root is None:
            return
        for run in root.iterfind(f"{w}docDefaults/{w}rPrDefault/{w}rPr"):
            self.default = self.changed(self.default, run)
        for style in root.iter(f"{w}style"):
            name = style.get(f"{w}styleId", "")
            self._elements[name] = style
            if style.get(f"{w}type") == "paragraph" and style.get(f"{w}default") in (
                "1",
                "true",
                "on",
            ):
                self._default_paragraph = name

    def paragraph(self, properties: etree._Element | None) -> Style:
        """Return the style of a paragraph with these properties (w:pPr)."""
        w = self._w
        named = value(properties, f"{w}pStyle", w) if properties is not None else ""
        style = self.named(named or self._default_paragraph)
        if properties is None:
            return style
        level = value(properties, f"{w}outlineLvl", w)
        if level.isdigit():
            style = replace(style, heading=_heading_of_level(int(level)))
        if properties.find(f"{w}shd") is not None and _is_shaded(properties, w):
            style = replace(style, look=replace(style.look, shaded=True))
        return style

    def named(self, name: str, depth: int = 0) -> Style:
        """Return the style of this id; an unknown one is the default."""
        if name in self._known:
            return self._known[name]
        element = self._elements.get(name)
        if element is None or depth > 20:
            return Style(look=self.default)
        w = self._w
        style = self.named(value(element, f"{w}basedOn", w), depth + 1)
        run = element.find(f"{w}rPr")
        look = self.changed(style.look, run) if run is not None else style.look
        heading, list_id = style.heading, style.list_id
        label = value(element, f"{w}name", w)
        if found := HEADING_NAME.match(label):
            heading = int(found[1])
        elif TITLE_NAME.match(label):
            heading = 1
        paragraph = element.find(f"{w}pPr")
        if paragraph is not None:
            level = value(paragraph, f"{w}outlineLvl", w)
            heading = _heading_of_level(int(level)) if level.isdigit() else heading
            list_id = value(paragraph, f"{w}numPr/{w}numId", w) or list_id
        self._known[name] = Style(look=look, heading=heading, list_id=list_id)
        return self._known[name]

    def run(self, look: Look, properties: etree._Element | None) -> Look:
        """Return the look of a run with these properties (w:rPr) in a paragraph of that look."""
        if properties is None:
            return look
        named = value(properties, f"{self._w}rStyle", self._w)
        if named and (style := self._elements.get(named)) is not None:
            own = style.find(f"{self._w}rPr")
            look = self.changed(look, own) if own is not None else look
        return self.changed(look, properties)

    def changed(self, look: Look, properties: etree._Element) -> Look:
        """Return `look` with what `properties` (w:rPr) say."""
        w = self._w
        changes: dict[str, object] = {}
        for item in properties:
            said = item.get(f"{w}val", "")
            match str(item.tag).removeprefix(w):
                case "b":
                    changes["bold"] = said.lower() not in OFF
                case "i":
                    changes["italic"] = said.lower() not in OFF
                case "vanish":
                    changes["vanish"] = said.lower() not in OFF
                case "sz":
                    if said.replace(".", "", 1).isdigit():
                        changes["size"] = float(said) / 2
                case "color":
                    changes["color"] = _color(said, item.get(f"{w}themeColor", ""))
                case "highlight":
                    changes["shaded"] = said.lower() not in OFF
                case "shd":
                    changes["shaded"] = _is_shaded(properties, w)
        return replace(look, **changes) if changes else look  # pyright: ignore[reportArgumentType]


def value(element: etree._Element, path: str, w: str) -> str:
    """Return the w:val of the element at `path`, or ""."""
    found = element.find(path)
    return found.get(f"{w}val", "") if found is not None else ""


def fill_of(properties: etree._Element | None, w: str) -> str:
    """Return the fill of the w:shd in `properties`, or ""."""
    shading = properties.find(f"{w}shd") if properties is not None else None
    if shading is None:
        return ""
    return shading.get(f"{w}fill", "") or shading.get(f"{w}themeFill", "")


def _is_shaded(properties: etree._Element, w: str) -> bool:
    return is_dark([fill_of(properties, w)])


def _heading_of_level(level: int) -> int:
    return 0 if level >= BODY_LEVEL else level + 1


def _color(said: str, theme: str) -> str:
    if theme in ("background1", "light1"):
        return "ffffff"
    said = said.lower()
    return said if re.fullmatch(r"[0-9a-f]{6}", said) else ""
