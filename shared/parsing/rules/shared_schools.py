"""Degrees of one school: it stands once, above them, and belongs to each."""

from collections.abc import Sequence
from typing import Any

from shared.parsing.rules.degrees import leaves_school
from shared.parsing.rules.rows import Row

Study = dict[str, Any]


def with_shared_schools(found: Sequence[Study], headers: Sequence[Sequence[Row]]) -> list[Study]:
    """Give degrees alone on their line the school that stands above the degree before them."""
    kept: list[Study] = []
    heads: str | None = None  # the school above the degree before
    for study, header in zip(found, headers, strict=True):
        if heads and _is_alone(study, header):
            kept.append({**study, "institution": heads})
        else:
            kept.append(study)
            heads = study["institution"] if _stands_above(study, header) else None
    return kept


def _is_alone(study: Study, header: Sequence[Row]) -> bool:
    """Whether one line is a degree and no more, of those that a university gives."""
    degree = study["degree"]
    return (
        len(header) == 1 and bool(degree) and not study["institution"] and not leaves_school(degree)
    )


def _stands_above(study: Study, header: Sequence[Row]) -> bool:
    """Whether the school of a study has a line above that of the degree."""
    if len(header) < 2 or not study["institution"] or not study["degree"]:
        return False
    first = header[0].text
    return study["institution"] in first and study["degree"] not in first
