"""Names of OpenDocument's XML, with their namespaces."""

from typing import Final

import lxml.etree as etree

_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
FO: Final = f"{{{_NAMESPACE.format('xsl-fo-compatible')}}}"
OFFICE: Final = f"{{{_NAMESPACE.format('office')}}}"
STYLE: Final = f"{{{_NAMESPACE.format('style')}}}"
TABLE: Final = f"{{{_NAMESPACE.format('table')}}}"
TEXT: Final = f"{{{_NAMESPACE.format('text')}}}"
MANIFEST: Final = f"{{{_NAMESPACE.format('manifest')}}}"
HREF: Final = "{http://www.w3.org/1999/xlink}href"
LONGEST_NUMBER: Final = 6  # figures


def number_in(text: str | None, default: int) -> int:
    """Return the number that an attribute gives; `default` where it gives none, or nonsense."""
    plain = text is not None and text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if text is not None and plain else default


def bare(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for a comment or instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
