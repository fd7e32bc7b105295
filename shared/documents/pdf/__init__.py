"""PDF: glyphs with places, to words, to rows and columns, to lines in reading order."""

from shared.documents.pdf.read import read

__all__ = ["read"]
