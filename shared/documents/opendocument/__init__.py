"""OpenDocument texts, as LibreOffice and OpenOffice write them."""

from shared.documents.opendocument.read import read

__all__ = ["read"]
