"""What an engine makes of a document: the data of the schema, and how it came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SCHEMA_VERSION = "1.0"

CVData = dict[str, Any]  # an object that fits `shared/schema/cv.schema.json`


class Place(NamedTuple):
    """Where in a document a value stands. It holds numbers only."""

    page: int  # of its first line, from 1
    first: int  # line of the document's text, from 1
    last: int  # line of its end


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedCV:
    """The data of one CV, with what goes into `meta`."""

    data: CVData
    engine: str  # "openai" or "local"
    model: str | None = None  # None for the local engine
    language: str | None = None  # ISO 639-1, of the document
    degraded: bool = False  # the local engine stood in for the LLM
    tokens: Mapping[str, int] | None = None  # {"input", "output"} of the LLM's calls
    cost_usd: float | None = None
    prompt_version: str | None = None
    warnings: tuple[str, ...] = ()  # codes, never values of the CV
    confidence: Mapping[str, float] = field(default_factory=dict[str, float])  # by section, 0..1
    places: Mapping[str, Place] = field(default_factory=dict[str, Place])  # by JSON pointer


def empty() -> CVData:
    """Return the data of a CV that says nothing: null and [] everywhere."""
    return {
        "personal_info": {
            "name": None,
            "headline": None,
            "email": None,
            "phone": None,
            "location": None,
            "links": [],
        },
        "summary": None,
        "skills": [],
        "experience": [],
        "education": [],
        "languages": [],
        "certifications": [],
        "projects": [],
        "publications": [],
        "interests": [],
    }
