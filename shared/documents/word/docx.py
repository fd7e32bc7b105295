"""Word documents (Office Open XML): the body, its headers and footers, what its styles say."""

from typing import Final

import lxml.etree as etree

from shared.documents.limits import Limits
from shared.documents.lines import HIDDEN_TEXT, with_whole_title
from shared.documents.package import Package
from shared.documents.word.styles import Styles, value
from shared.documents.word.walk import WP, Walk
from shared.domain.document import Document, FileType, Line
from shared.errors import NoText

NO_MARK: Final = "none"  # the number format of a list without marks


def read(content: bytes, limits: Limits) -> Document:
    """Return the document of a DOCX. Raises `Corrupt`, `Bomb`, `TooComplex`, `NoText`."""
    package = Package(content, limits)
    name, root = package.main()
    relations = package.relations(name)
    walk = _walk(package, root, relations)
    body: list[Line] = []
    walk.lines = body
    walk.blocks(root)
    headers = _edges(package, walk, relations, "header", body)
    footers = _edges(package, walk, relations, "footer", [*headers, *body])
    lines = (*headers, *with_whole_title(body), *footers)
    if not lines:
        raise NoText
    return Document(
        lines=lines,
        file_type=FileType.DOCX,
        links=tuple(walk.links),
        warnings=(HIDDEN_TEXT,) if walk.hidden else (),
    )


def _walk(
    package: Package, root: etree._Element, relations: dict[str, tuple[str, str, bool]]
) -> Walk:
    w = root.tag.removesuffix("document")
    parts = {kind: target for kind, target, outside in relations.values() if not outside}
    links = {
        key: target
        for key, (kind, target, outside) in relations.items()
        if kind == "hyperlink" and outside
    }
    styles = package.part(parts["styles"]) if "styles" in parts else None
    numbering = package.part(parts["numbering"]) if "numbering" in parts else None
    return Walk(
        w=w,
        styles=Styles(styles, w),
        bullets=_bullets(numbering, w),
        targets=links,
        decorated=_is_decorated(root, w),
    )


def _bullets(root: etree._Element | None, w: str) -> dict[tuple[str, str], bool]:
    """Return for each list and level whether its items have a mark."""
    if root is None:
        return {}
    levels: dict[str, dict[str, bool]] = {}
    for abstract in root.iter(f"{w}abstractNum"):
        levels[abstract.get(f"{w}abstractNumId", "")] = {
            level.get(f"{w}ilvl", "0"): value(level, f"{w}numFmt", w) != NO_MARK
            for level in abstract.iter(f"{w}lvl")
        }
    return {
        (number.get(f"{w}numId", ""), level): marked
        for number in root.iter(f"{w}num")
        for level, marked in levels.get(value(number, f"{w}abstractNumId", w), {}).items()
    }


def _is_decorated(root: etree._Element, w: str) -> bool:
    """Say whether something coloured may lie behind the text."""
    if root.find(f"{w}background") is not None:
        return True
    return any(anchor.get("behindDoc") in ("1", "true") for anchor in root.iter(f"{WP}anchor"))


def _edges(
    package: Package,
    walk: Walk,
    relations: dict[str, tuple[str, str, bool]],
    kind: str,
    said: list[Line],
) -> list[Line]:
    """Return the lines of the headers or footers, each said once."""
    found: list[Line] = []
    known = {line.text for line in said}
    for part in dict.fromkeys(
        t for k, t, outside in relations.values() if k == kind and not outside
    ):
        root = package.part(part)
        if root is None:
            continue
        own = package.relations(part)
        walk.targets = {key: target for key, (_, target, outside) in own.items() if outside}
        walk.lines = []
        walk.block += 1
        walk.blocks(root)
        for line in walk.lines:
            if line.text not in known and any(map(str.isalpha, line.text)):
                known.add(line.text)
                found.append(line)
    return found
