"""What stands beside the data in a result: how it came about."""

from typing import Any

from shared.domain.cv import SCHEMA_VERSION, ParsedCV
from shared.domain.document import Document


def meta_of(parsed: ParsedCV, document: Document) -> dict[str, Any]:
    """Return the `meta` of a result. It holds no value of the CV.

    The reader's warnings come before the engine's, each once.
    """
    meta: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "engine": parsed.engine,
        "model": parsed.model,
        "language": parsed.language,
        "pages": document.pages,
        "ocr": document.ocr,
        "degraded": parsed.degraded,
        "tokens": dict(parsed.tokens) if parsed.tokens is not None else None,
        "cost_usd": parsed.cost_usd,
        "warnings": list(dict.fromkeys((*document.warnings, *parsed.warnings))),
        "confidence": {section: round(value, 2) for section, value in parsed.confidence.items()},
        "places": {
            pointer: {"page": place.page, "lines": [place.first, place.last]}
            for pointer, place in parsed.places.items()
        },
    }
    if parsed.prompt_version is not None:
        meta["prompt_version"] = parsed.prompt_version
    return meta


def as_reused(meta: dict[str, Any]) -> dict[str, Any]:
    """Return the `meta` of a result that was taken over from another job: it cost nothing."""
    return meta | {"tokens": {"input": 0, "output": 0}, "cost_usd": 0.0, "reused": True}
