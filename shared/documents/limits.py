"""How much of a hostile file is looked at before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bounds on one document; the sandbox's bound the process that reads it."""

    pages: int = 60  # a PDF with more is refused
    glyphs: int = 400_000  # of a PDF; a page full of text has 5,000
    pixels: int = 32 * 2**20  # drawn of a page, to see what shows on it; A0 takes 2 million
    unpacked: int = 64 * 2**20  # bytes of XML taken out of a DOCX, or of a page's content stream
    ocr_pages: int = 8  # of a scan are recognised; that takes seconds for each
    wall_seconds: float = 90.0  # for one document
    cpu_seconds: float = 60.0  # for one document, of all its threads
    memory: int = 1024 * 2**20  # bytes one reading process may take for itself
