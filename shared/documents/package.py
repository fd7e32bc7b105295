"""The parts of a DOCX or ODT, taken out within bounds; nothing outside the file is ever fetched."""

import io
import posixpath
import zipfile
from typing import Final

import lxml.etree as etree

from shared.documents.limits import Limits
from shared.domain.zip_archive import MALFORMED, is_main_part
from shared.errors import Bomb, Corrupt, TooComplex

RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """An open DOCX or ODT."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Raises `Corrupt`."""
        self._left = limits.unpacked
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except MALFORMED as error:
            raise Corrupt from error
        self._names = {name.lower(): name for name in self._archive.namelist()}

    def main(self) -> tuple[str, etree._Element]:
        """Return the name and the XML of the main part of a DOCX."""
        name = next((name for name in sorted(self._names.values()) if is_main_part(name)), None)
        root = self.part(name) if name else None
        if name is None or root is None:
            raise Corrupt
        return name, root

    def part(self, name: str) -> etree._Element | None:
        """Return the XML of a part, or None when the file has no such part."""
        stored = self._names.get(name.lower())
        return parse_xml(self._unpack(stored)) if stored else None

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Return id: (kind, target, whether it lies outside the file) of what a part of a DOCX refers to."""
        folder, name = posixpath.split(part)
        root = self.part(f"{folder}/_rels/{name}.rels")
        if root is None:
            return {}
        found: dict[str, tuple[str, str, bool]] = {}
        for relation in root.iter(RELATIONS):
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            found[relation.get("Id", "")] = kind, target, outside
        return found

    def _unpack(self, name: str) -> bytes:
        """Return the bytes of an entry. Raises `Bomb` when they are too many, whatever it says."""
        try:
            with self._archive.open(name) as file:
                data = file.read(self._left + 1)
        except MALFORMED as error:
            raise Corrupt from error
        self._left -= len(data)
        if self._left < 0:
            raise Bomb
        return data


def parse_xml(data: bytes) -> etree._Element:
    """Return the root. Raises `Bomb` for entities, `TooComplex` for depth, else `Corrupt`."""
    if b"<!ENTITY" in data or b"<!\0E\0N\0T" in data:
        raise Bomb  # no program that writes documents declares entities
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise (TooComplex if "depth" in str(error).lower() else Corrupt) from error
