"""The text of an OpenDocument, its headers and footers."""

from typing import Final

import lxml.etree as etree

from shared.documents.limits import Limits
from shared.documents.lines import HIDDEN_TEXT, with_whole_title
from shared.documents.opendocument.names import MANIFEST, OFFICE, STYLE
from shared.documents.opendocument.styles import Styles, is_decorated
from shared.documents.opendocument.walk import Walk
from shared.documents.package import Package
from shared.domain.document import Document, FileType, Line
from shared.errors import Corrupt, Encrypted, NoText

HEADERS: Final = (f"{STYLE}header", f"{STYLE}header-first")
FOOTERS: Final = (f"{STYLE}footer", f"{STYLE}footer-first")


def read(content: bytes, limits: Limits) -> Document:
    """Return the document of an ODT. Raises `Corrupt`, `Encrypted`, `Bomb`, `TooComplex`, `NoText`."""
    package = Package(content, limits)
    if _is_encrypted(package):
        raise Encrypted
    root, common = package.part("content.xml"), package.part("styles.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if root is None or body is None:
        raise Corrupt
    roots = [root] if common is None else [common, root]
    walk = Walk(styles=Styles(roots), decorated=is_decorated(roots))
    walk.blocks(body)
    said, walk.lines = walk.lines, []
    headers = _edges(walk, common, HEADERS, said)
    footers = _edges(walk, common, FOOTERS, [*headers, *said])
    lines = (*headers, *with_whole_title(said), *footers)
    if not lines:
        raise NoText
    return Document(
        lines=lines,
        file_type=FileType.ODT,
        links=tuple(walk.links),
        warnings=(HIDDEN_TEXT,) if walk.hidden else (),
    )


def _is_encrypted(package: Package) -> bool:
    manifest = package.part("META-INF/manifest.xml")
    return (
        manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None
    )


def _edges(
    walk: Walk, styles: etree._Element | None, kinds: tuple[str, ...], said: list[Line]
) -> list[Line]:
    """Return the lines of the headers or footers, each said once."""
    found: dict[str, Line] = {}
    known = {line.text for line in said}
    for edge in styles.iter(*kinds) if styles is not None else ():
        walk.block += 1
        walk.blocks(edge)
        for line in walk.lines:
            if line.text not in known:
                found.setdefault(line.text, line)
        walk.lines = []
    return [line for line in found.values() if any(map(str.isalpha, line.text))]
