"""Small PDF files, written by hand, for the tests of the reader."""

from collections.abc import Iterable

from shared.domain.document import Document

WIDTH, HEIGHT = 595, 842  # points, A4


def a_pdf(*pages: str, resources: str = "", extra: Iterable[bytes] = (), rotate: int = 0) -> bytes:
    """Return a PDF whose pages have these content streams.

    Fonts are F1 (Helvetica), F2 (Helvetica-Bold). `extra` are objects from number 100 on.
    """
    objects: dict[int, bytes] = {}
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    objects[1] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[2] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()
    fonts = "/Font<</F1 3 0 R/F2 4 0 R>>"
    objects[3] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects[4] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"
    for number, page in enumerate(pages):
        objects[10 + 2 * number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {rotate}"
            f"/Resources<<{fonts}{resources}>>/Contents {11 + 2 * number} 0 R>>"
        ).encode()
        stream = page.encode("cp1252")
        objects[11 + 2 * number] = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    objects.update(dict(enumerate(extra, start=100)))
    return _file(objects)


def text(x: float, top: float, words: str, *, size: float = 10, bold: bool = False) -> str:
    """Return the drawing of `words`, `top` points from the top of the page."""
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    font = "F2" if bold else "F1"
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - top} Tm ({escaped}) Tj ET\n"


def _file(objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (max(objects) + 1, start)
    return bytes(out)


def texts(document: Document) -> list[str]:
    """Return the lines of a document."""
    return [line.text for line in document.lines]
