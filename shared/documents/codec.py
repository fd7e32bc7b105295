"""A document as JSON and back: between processes, and in the checkpoint of a job.

Never pickle: what comes from a process that read a hostile file is data, not code.
"""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, Final

from shared.domain.document import Document, FileType, Line

LINE_FIELDS: Final = tuple(field.name for field in dataclasses.fields(Line))
LINE_DEFAULTS: Final[Mapping[str, Any]] = {
    field.name: field.default for field in dataclasses.fields(Line) if field.name != "text"
}


def to_json(document: Document) -> dict[str, Any]:
    """Return the document as values that JSON knows; defaults are left out of the lines."""
    return {
        "lines": [_line_to_json(line) for line in document.lines],
        "file_type": document.file_type.value,
        "pages": document.pages,
        "ocr": document.ocr,
        "links": list(document.links),
        "warnings": list(document.warnings),
    }


def from_json(data: Mapping[str, Any]) -> Document:
    """Return the document that `to_json` made `data` of. Raises ValueError, KeyError, TypeError."""
    return Document(
        lines=tuple(_line_from_json(line) for line in data["lines"]),
        file_type=FileType(data["file_type"]),
        pages=int(data["pages"]),
        ocr=bool(data["ocr"]),
        links=tuple(data["links"]),
        warnings=tuple(data["warnings"]),
    )


def dumps(document: Document) -> str:
    """Return the document as JSON text."""
    return json.dumps(to_json(document), ensure_ascii=False, separators=(",", ":"))


def loads(text: str | bytes) -> Document:
    """Return the document that `dumps` wrote."""
    return from_json(json.loads(text))


def _line_to_json(line: Line) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in LINE_FIELDS}
    return {
        name: value
        for name, value in values.items()
        if name == "text" or value != LINE_DEFAULTS[name]
    }


def _line_from_json(data: dict[str, Any]) -> Line:
    if "cells" in data:
        data = {**data, "cells": tuple(data["cells"])}
    return Line(**data)
