"""The single XML file that Word 2003 saved, often named .doc."""

from typing import Final

from shared.documents.limits import Limits
from shared.documents.lines import HIDDEN_TEXT
from shared.documents.package import parse_xml
from shared.documents.word.styles import Styles
from shared.documents.word.walk import Walk
from shared.domain.document import Document, FileType
from shared.errors import Bomb, NoText, TypeMismatch

WORDML: Final = "{http://schemas.microsoft.com/office/word/2003/wordml}"


def read(content: bytes, limits: Limits) -> Document:
    """Return the document. Raises `TypeMismatch` for other XML, `Corrupt`, `Bomb`, `NoText`."""
    if len(content) > limits.unpacked:
        raise Bomb
    root = parse_xml(content)
    body = root.find(f"{WORDML}body")
    if body is None:
        raise TypeMismatch
    walk = Walk(
        w=WORDML, styles=Styles(root.find(f"{WORDML}styles"), WORDML), bullets={}, targets={}
    )
    walk.blocks(body)
    if not walk.lines:
        raise NoText
    return Document(
        lines=tuple(walk.lines),
        file_type=FileType.DOC,
        links=tuple(walk.links),
        warnings=(HIDDEN_TEXT,) if walk.hidden else (),
    )
