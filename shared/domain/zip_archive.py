"""The look into a ZIP archive that tells a text document from anything else, unpacking nothing."""

import io
import zipfile
from collections.abc import Iterable
from typing import Final

from shared.domain.document import FileType
from shared.errors import Bomb, Corrupt, Encrypted, TypeMismatch

MAX_UNPACKED: Final = 400 * 2**20  # bytes of all entries together
MAX_PART: Final = 64 * 2**20  # bytes of one XML part: a long CV has less than 2 MiB
MAX_RATIO: Final = 250  # XML packs about 1:20; a part over 4 MiB that packs better is a bomb
SMALL: Final = 4 * 2**20  # bytes under which the ratio does not matter
MAX_ENTRIES: Final = 5_000
ENCRYPTED_FLAG: Final = 0x1
OPEN_DOCUMENT: Final = (b"mimetype", b"application/vnd.oasis.opendocument.text")
MARK_WITHIN: Final = 256  # bytes; an OpenDocument says at once what it is, uncompressed


def kind_of(content: bytes) -> FileType:
    """Return what an archive of a sane size holds, by its central directory.

    Raises `Corrupt`, `TypeMismatch`, `Encrypted`, `Bomb`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise Corrupt from error
    kind = _kind_of(content, entries)
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise Encrypted
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Bomb
    if any(_is_bomb(entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))):
        raise Bomb
    return kind


def _kind_of(content: bytes, entries: Iterable[zipfile.ZipInfo]) -> FileType:
    names = [entry.filename for entry in entries]
    if any(map(is_main_part, names)):
        return FileType.DOCX
    if "content.xml" in names and b"".join(OPEN_DOCUMENT) in content[:MARK_WITHIN]:
        return FileType.ODT
    raise TypeMismatch


def is_main_part(name: str) -> bool:
    """Say whether `name` is the main part of a Word document (Office 365 also numbers it)."""
    name = name.lower()
    return name.startswith("word/document") and name.endswith(".xml")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size > MAX_PART:
        return True
    return entry.file_size > max(SMALL, MAX_RATIO * entry.compress_size)
