"""Reads a file of any known type."""

from collections.abc import Callable
from typing import Final

from shared.documents.limits import Limits
from shared.domain.document import Document, FileType
from shared.domain.file_type import check


class DocumentReader:
    """Provides the port `Reader` in this very process: for files that are trusted, and tests."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def read(self, content: bytes, file_name: str) -> Document:
        """Return what the file says to a human reader. Raises a kind of `Unreadable`."""
        return READERS[check(file_name, content)](content, self._limits)


def _pdf(content: bytes, limits: Limits) -> Document:
    from shared.documents.pdf import read

    return read(content, limits)


def _docx(content: bytes, limits: Limits) -> Document:
    from shared.documents.word.docx import read

    return read(content, limits)


def _doc(content: bytes, limits: Limits) -> Document:
    from shared.documents.doc import read

    return read(content, limits)


def _odt(content: bytes, limits: Limits) -> Document:
    from shared.documents.opendocument import read

    return read(content, limits)


def _rtf(content: bytes, _limits: Limits) -> Document:
    from shared.documents.rtf import read

    return read(content)


def _txt(content: bytes, _limits: Limits) -> Document:
    from shared.documents.txt import read

    return read(content)


def _image(content: bytes, limits: Limits) -> Document:
    from shared.documents.image import read

    return read(content, limits)


READERS: Final[dict[FileType, Callable[[bytes, Limits], Document]]] = {
    FileType.PDF: _pdf,
    FileType.DOCX: _docx,
    FileType.DOC: _doc,
    FileType.ODT: _odt,
    FileType.RTF: _rtf,
    FileType.TXT: _txt,
    FileType.IMAGE: _image,
}
