"""What a file is, told from its name and its first look: no document library is needed here.

`queue-cv` calls this at the door and the reader calls it again, so a file is judged alike.
"""

from collections.abc import Callable
from typing import Final

from shared.domain import compound_file, zip_archive
from shared.domain.document import FileType
from shared.errors import Corrupt, EmptyFile, Encrypted, NoText, TypeMismatch, UnsupportedType

PDF_MARKER_WITHIN: Final = 1024  # bytes; readers accept junk before the marker up to here
TEXT_SAMPLE: Final = 65_536  # bytes of a text file that are looked at
CONTROL_SHARE: Final = 0.02  # a text file with more control characters than this is binary
NUL_SHARE: Final = 0.05  # stray NUL bytes are taken out; with more than this it is binary

WORD_FAMILY: Final = frozenset({FileType.DOC, FileType.DOCX, FileType.RTF})
READ_AS: Final[dict[str, frozenset[FileType]]] = {  # what may lie behind an extension
    "pdf": frozenset({FileType.PDF}),
    "docx": WORD_FAMILY,
    "doc": WORD_FAMILY | {FileType.TXT},
    "odt": frozenset({FileType.ODT}),
    "rtf": WORD_FAMILY,
    "txt": frozenset({FileType.TXT, FileType.RTF}),
    **dict.fromkeys(("png", "jpg", "jpeg", "tif", "tiff", "webp"), frozenset({FileType.IMAGE})),
}

UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
UTF_8_MARK: Final = b"\xef\xbb\xbf"
MARKUP: Final = (b"<?xml", b"<html", b"<!doctype html", b"mime-version:", b"<w:worddocument")
RTF_MARK: Final = b"{\\rtf"
BINARY_MARKS: Final = (b"MZ", b"\x7fELF", b"GIF8", b"\x1f\x8b", b"BM", b"RIFF")
BINARY_HEAD: Final = 64  # bytes, among which such a file has a NUL
CONTROLS: Final = bytes(c for c in range(32) if c not in b"\0\t\n\v\f\r\x1b") + b"\x7f"


def check(file_name: str, content: bytes) -> FileType:
    """Return what `content` really is; HTML and Word-2003 XML named .doc count as DOC.

    Raises `EmptyFile`, `UnsupportedType`, `TypeMismatch`, `Encrypted`, `Corrupt`, `Bomb`, `NoText`.
    """
    extension = file_name.rpartition(".")[2].strip().casefold() if "." in file_name else ""
    if extension not in READ_AS:
        raise UnsupportedType
    if not content:
        raise EmptyFile
    kind = _of_content(content, extension)
    if kind not in READ_AS[extension]:
        raise TypeMismatch
    return kind


def _of_content(content: bytes, extension: str) -> FileType:
    start = content[:PDF_MARKER_WITHIN].removeprefix(UTF_8_MARK).lstrip()
    for mark, kind_of in SIGNATURES:
        if start.startswith(mark):
            return kind_of(content)
    start = start.lower()
    if start.startswith(RTF_MARK):
        return FileType.RTF
    if content[8:12] == b"WEBP" and content.startswith(b"RIFF"):
        return FileType.IMAGE
    if extension == "pdf":
        return _pdf(content)
    if extension == "doc" and start.startswith(MARKUP):
        return FileType.DOC
    return _text(content)


def _pdf(content: bytes) -> FileType:
    if b"%PDF-" not in content[: PDF_MARKER_WITHIN + len("%PDF-")]:
        raise TypeMismatch
    return FileType.PDF


def _ole(content: bytes) -> FileType:
    streams = compound_file.streams(content)
    if "EncryptedPackage" in streams:
        raise Encrypted
    if "WordDocument" not in streams:
        raise TypeMismatch
    header = compound_file.head(content, streams["WordDocument"], 32)
    if len(header) < 12:
        raise Corrupt
    if header[11] & 0x01:  # fEncrypted of the FIB ([MS-DOC] 2.5.2)
        raise Encrypted
    return FileType.DOC


def _image(_content: bytes) -> FileType:
    return FileType.IMAGE


def _text(content: bytes) -> FileType:
    if content.startswith(BINARY_MARKS) and b"\0" in content[:BINARY_HEAD]:  # not "BMW mechanic"
        raise TypeMismatch
    if not content.strip(b" \t\r\n\f\v\0"):
        raise NoText
    sample = content[:TEXT_SAMPLE]
    if not content.startswith(UTF_16_MARKS) and _is_binary(sample):
        raise TypeMismatch
    return FileType.TXT


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls > CONTROL_SHARE * len(sample):
        return True
    return sample.count(0) > NUL_SHARE * len(sample) and not _is_utf_16(sample)


def _is_utf_16(sample: bytes) -> bool:
    """Say whether every other byte is mostly NUL, as in UTF-16 of a European language."""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return max(even, odd) > 0.6 * half and min(even, odd) < 0.05 * half


SIGNATURES: Final[tuple[tuple[bytes, Callable[[bytes], FileType]], ...]] = (
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", zip_archive.kind_of),
    (b"PK\x05\x06", zip_archive.kind_of),
    (compound_file.SIGNATURE, _ole),
    (b"\x89PNG\r\n", _image),
    (b"\xff\xd8\xff", _image),
    (b"II*\0", _image),
    (b"MM\0*", _image),
)
