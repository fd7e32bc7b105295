"""What a file is, told at the door."""

import io
import struct
import zipfile

import pytest

from shared.domain.compound_file import SIGNATURE
from shared.domain.document import FileType
from shared.domain.file_type import check
from shared.errors import (
    Bomb,
    Corrupt,
    EmptyFile,
    Encrypted,
    NoText,
    PipelineError,
    TypeMismatch,
    UnsupportedType,
)
from tests.unit.documents.odt_files import MIMETYPE, an_odt
from tests.unit.documents.pdf_files import a_pdf, text

RTF = b"{\\rtf1\\ansi Ada Byron}"
ODT = MIMETYPE.encode()
PNG = b"\x89PNG\r\n\x1a\n"
HTML = b"<html><body>Ada Byron</body></html>"


def a_zip(*names: str, fill: bytes = b"<w/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, fill)
    return file.getvalue()


def packed_again(content: bytes) -> bytes:
    """Return the same archive with its parts in another order, each compressed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in reversed(whole.namelist()):
            archive.writestr(name, whole.read(name))
    return file.getvalue()


def an_ole(*streams: str, encrypted: bool = False) -> bytes:
    """Return a compound file: header, FAT, directory, and one sector for the streams to begin in."""
    header = bytearray(512)
    header[:8] = SIGNATURE
    struct.pack_into("<HHHH", header, 24, 0x3E, 3, 0xFFFE, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFE] * 126)
    directory = _entry("Root Entry", 5) + b"".join(_entry(name, 2) for name in streams)
    flags = 0x0100 if encrypted else 0
    first = b"\xec\xa5" + bytes(8) + struct.pack("<H", flags)
    return bytes(header) + table + directory.ljust(512, b"\0") + first.ljust(512, b"\0")


def _entry(name: str, kind: int) -> bytes:
    entry = bytearray(128)
    encoded = (name + "\0").encode("utf-16-le")
    entry[: len(encoded)] = encoded
    struct.pack_into("<HB", entry, 64, len(encoded), kind)
    struct.pack_into("<II", entry, 116, 2, 512)
    return bytes(entry)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("cv.pdf", a_pdf(text(40, 100, "Ada")), FileType.PDF),
        ("CV.PDF", b"HTTP/1.1 200 OK\r\n\r\n" + a_pdf(""), FileType.PDF),
        ("cv.tar.gz.docx", a_zip("word/document.xml"), FileType.DOCX),
        ("cv.doc", an_ole("WordDocument"), FileType.DOC),
        ("cv.doc", RTF, FileType.RTF),
        ("cv.doc", HTML, FileType.DOC),
        ("cv.doc", a_zip("word/document.xml"), FileType.DOCX),
        ("cv.docx", an_ole("WordDocument"), FileType.DOC),
        ("cv.rtf", RTF, FileType.RTF),
        ("cv.txt", "Zoé".encode("utf-16"), FileType.TXT),
        ("cv.txt", "Zoé, née à Orléans".encode("utf-16-le"), FileType.TXT),
        ("cv.txt", b"Ada\0Byron, mathematician in Lyon", FileType.TXT),
        ("cv.odt", an_odt("<text:p>Ada</text:p>"), FileType.ODT),
        ("cv.odt", packed_again(an_odt("<text:p>Ada</text:p>")), FileType.ODT),
        ("cv.txt", b"Riffat Khan\nCook", FileType.TXT),
        ("cv.txt", b"BMW Mechanic in Leeds", FileType.TXT),
        ("cv.png", PNG, FileType.IMAGE),
        ("cv.jpeg", b"\xff\xd8\xff\xe0", FileType.IMAGE),
        ("cv.tif", b"II*\0\x08\0", FileType.IMAGE),
        ("cv.webp", b"RIFF\x10\0\0\0WEBPVP8 ", FileType.IMAGE),
        ("cv.jpg", PNG, FileType.IMAGE),
    ],
)
def test_a_file_is_what_its_content_is(name: str, content: bytes, kind: FileType):
    assert check(name, content) is kind


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("cv.pdf", b"", EmptyFile),
        ("cv.pages", b"x", UnsupportedType),
        ("cv", b"x", UnsupportedType),
        ("pdf", b"%PDF-1.7", UnsupportedType),
        ("cv.pdf", b"MZ\x90\0", TypeMismatch),
        ("cv.pdf", a_zip("word/document.xml"), TypeMismatch),
        ("cv.docx", a_zip("content.xml"), TypeMismatch),
        ("cv.docx", b"Ada Byron", TypeMismatch),
        ("cv.docx", an_odt("<text:p>Ada</text:p>"), TypeMismatch),
        ("cv.odt", a_zip("word/document.xml"), TypeMismatch),
        ("cv.odt", a_zip("mimetype", "content.xml"), TypeMismatch),
        ("cv.odt", a_zip("mimetype", "encrypted-package", fill=ODT), Encrypted),
        ("cv.txt", b"BM\x36\0\0\0\0\0\0\0" + b"pixels" * 9, TypeMismatch),
        ("cv.png", b"Ada Byron", TypeMismatch),
        ("cv.webp", b"RIFF\x10\0\0\0WAVEfmt ", TypeMismatch),
        ("cv.docx", a_zip("word/document.xml")[:-40], Corrupt),
        ("cv.docx", an_ole("EncryptedPackage", "EncryptionInfo"), Encrypted),
        ("cv.docx", a_zip("word/document.xml", fill=bytes(80 * 2**20)), Bomb),
        ("cv.docx", a_zip("word/document.xml", fill=b" " * (8 * 2**20)), Bomb),
        ("cv.doc", an_ole("Workbook"), TypeMismatch),
        ("cv.doc", an_ole("WordDocument", encrypted=True), Encrypted),
        ("cv.doc", SIGNATURE + b"\1" * 2000, Corrupt),
        ("cv.doc", an_ole("WordDocument")[:1000], Corrupt),
        ("cv.txt", b" \n\t ", NoText),
        ("cv.txt", bytes(range(256)) * 20, TypeMismatch),
        ("cv.txt", PNG, TypeMismatch),
        ("cv.txt", b"%PDF-1.7", TypeMismatch),
    ],
)
def test_what_is_no_cv_is_refused_at_the_door(
    name: str, content: bytes, error: type[PipelineError]
):
    with pytest.raises(error):
        check(name, content)


def test_the_door_needs_no_document_library():
    import subprocess
    import sys

    code = (
        "import sys, shared.domain.file_type;"
        "print([m for m in ('pypdfium2', 'docx', 'lxml', 'pdfminer', 'striprtf') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
