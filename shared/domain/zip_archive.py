"""The look into a ZIP archive that tells a text document from anything else, unpacking next to nothing."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Final

from shared.domain.document import FileType
from shared.errors import Bomb, Corrupt, Encrypted, TypeMismatch

MALFORMED: Final = (  # what zipfile meets broken archives with
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
)
MAX_UNPACKED: Final = 400 * 2**20  # bytes of all entries together
MAX_PART: Final = 64 * 2**20  # bytes of one XML part: a long CV has less than 2 MiB
MAX_RATIO: Final = 250  # XML packs about 1:20; a part over 4 MiB that packs better is a bomb
SMALL: Final = 4 * 2**20  # bytes under which the ratio does not matter
MAX_ENTRIES: Final = 5_000
ENCRYPTED_FLAG: Final = 0x1
MIMETYPE: Final = "mimetype"  # the part of an OpenDocument that says what it is
LONGEST_TYPE: Final = 100  # bytes
OPEN_DOCUMENT_TEXT: Final = b"application/vnd.oasis.opendocument.text"
ENCRYPTED_PART: Final = "encrypted-package"  # of an OpenDocument with a password


def kind_of(content: bytes) -> FileType:
    """Return what an archive of a sane size holds, by its central directory.

    Raises `Corrupt`, `TypeMismatch`, `Encrypted`, `Bomb`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            mimetype = _mimetype(archive, entries)
    except MALFORMED as error:
        raise Corrupt from error
    kind = _kind_of([entry.filename for entry in entries], mimetype)
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise Encrypted
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Bomb
    if any(_is_bomb(entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))):
        raise Bomb
    return kind


def _mimetype(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> bytes:
    """Return what an OpenDocument says it is, in a part of that name."""
    for entry in entries:
        readable = entry.file_size <= LONGEST_TYPE and not entry.flag_bits & ENCRYPTED_FLAG
        if entry.filename == MIMETYPE and readable:
            with archive.open(entry) as part:
                return part.read(LONGEST_TYPE)
    return b""


def _kind_of(names: Sequence[str], mimetype: bytes) -> FileType:
    if any(map(is_main_part, names)):
        return FileType.DOCX
    if mimetype.strip() != OPEN_DOCUMENT_TEXT:
        raise TypeMismatch
    if ENCRYPTED_PART in names:
        raise Encrypted
    return FileType.ODT


def is_main_part(name: str) -> bool:
    """Say whether `name` is the main part of a Word document (Office 365 also numbers it)."""
    name = name.lower()
    return name.startswith("word/document") and name.endswith(".xml")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size > MAX_PART:
        return True
    return entry.file_size > max(SMALL, MAX_RATIO * entry.compress_size)
