"""How much of a hostile file is looked at before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bounds on one document; the sandbox's bound the process that reads it."""

    pages: int = 60  # a PDF with more is refused
    characters: int = 1_000_000  # of text in all
    unpacked: int = 64 * 2**20  # bytes of XML taken out of a DOCX, or of a page's content stream
    depth: int = 500  # of nested XML elements
    wall_seconds: float = 30.0  # for one document
    cpu_seconds: float = 25.0  # for one document
    memory: int = 1024 * 2**20  # bytes one reading process may take for itself
