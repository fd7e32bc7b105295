"""How sure the engine is of each section, 0 to 1: the share of what a full one would say."""

from collections.abc import Sequence
from typing import Any

from shared.domain.cv import CVData


def _filled(items: Sequence[dict[str, Any]], fields: Sequence[str]) -> float:
    said = sum(1 for item in items for field in fields if item.get(field))
    return said / (len(items) * len(fields)) if items else 0.0


def confidence(data: CVData, name_sure: float) -> dict[str, float]:
    """Return the confidence by section; a section the CV lacks has none."""
    info = data["personal_info"]
    reached = sum(bool(info[field]) for field in ("email", "phone")) / 2
    found = {"personal_info": round(0.6 * name_sure + 0.4 * reached, 2)}
    if data["experience"]:
        jobs = [{**job, "end": job["end_date"] or job["is_current"]} for job in data["experience"]]
        found["experience"] = _filled(jobs, ("title", "company", "start_date", "end"))
    if data["education"]:
        found["education"] = _filled(data["education"], ("institution", "degree", "end_date"))
    if data["languages"]:
        found["languages"] = 0.5 + 0.5 * _filled(data["languages"], ("level",))
    if data["skills"]:
        short = sum(len(skill.split()) <= 4 for skill in data["skills"])
        found["skills"] = short / len(data["skills"])
    return {section: round(value, 2) for section, value in found.items()}
