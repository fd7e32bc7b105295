"""What the model is asked to answer, derived from the one schema of a CV.

Long texts are not copied: a `description` or `summary` becomes `description_lines`, numbers of
lines that we cut from the source. Dates are asked for as the CV writes them; our code reads them.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from shared.schema import cv_schema

Schema = dict[str, Any]

LONG_TEXTS = frozenset({"summary", "description"})
LINES: Schema = {
    "type": "array",
    "items": {"type": "integer"},
    "description": "Line numbers: first, last.",  # the prompt says the rest, once
}
DATE: Schema = {
    "type": ["string", "null"],
    "description": "As written.",
}
KEYWORDS = frozenset(  # of strict structured output; what else the schema says, we check ourselves
    {"type", "description", "properties", "required", "additionalProperties", "items", "enum"}
)


def answer_schema(sections: Iterable[str] | None = None) -> Schema:
    """Return the strict JSON Schema of an answer with these top-level `sections` (None: all)."""
    whole = _whole_answer()
    if sections is None:
        return whole
    keys = set(map(lines_key, sections))
    properties = {name: part for name, part in whole["properties"].items() if name in keys}
    return {**whole, "properties": properties, "required": list(properties)}


def lines_key(name: str) -> str:
    """Return the answer's key for the key `name` of the CV schema."""
    return f"{name}_lines" if name in LONG_TEXTS else name


@cache
def _whole_answer() -> Schema:
    return _strict(cv_schema())


def _strict(schema: Schema) -> Schema:
    kept = {key: value for key, value in schema.items() if key in KEYWORDS}
    if "items" in schema:
        kept["items"] = _strict(schema["items"])
    if "properties" in schema:
        kept["properties"] = dict(_property(*item) for item in schema["properties"].items())
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def _property(name: str, schema: Schema) -> tuple[str, Schema]:
    if name in LONG_TEXTS:
        return lines_key(name), LINES
    if name.endswith("date"):
        return name, DATE
    return name, _strict(schema)
