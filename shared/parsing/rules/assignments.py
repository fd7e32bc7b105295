"""Projects that are jobs: what a freelancer did for each client, listed with the role and the period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules.date_words import Period
from shared.parsing.rules.named_values import with_values_named
from shared.parsing.rules.rows import Row
from shared.parsing.rules.sections import Section, parts_about
from shared.parsing.rules.segments import labelled

LEAST: Final = 2  # clients, and roles


def with_assignments_told(sections: Sequence[Section]) -> list[Section]:
    """Return the sections, with those of projects as jobs that tell clients and fall into no job.

    What someone did for the clients of an employer belongs to the job held there.
    """
    held = [period for rows in parts_about(sections, "experience") for period in _ranges(rows)]
    return [
        replace(section, kinds=("experience",))
        if section.kinds == ("projects",) and _tells_assignments(section.rows, held)
        else section
        for section in sections
    ]


def _tells_assignments(rows: Sequence[Row], held: Sequence[Period]) -> bool:
    """Whether labels name client and role of each project, most of which begin outside all jobs."""
    ranges = _ranges(rows)
    if len(ranges) < LEAST or 2 * sum(_begins_in(each, held) for each in ranges) >= len(ranges):
        return False
    roles = Counter(labelled(cell)[0] for row in with_values_named(rows) for cell in row.cells)
    return min(roles["company"], roles["title"]) >= LEAST


def _ranges(rows: Sequence[Row]) -> list[Period]:
    return [period for row in rows for period in row.periods if period.is_range]


def _begins_in(period: Period, held: Sequence[Period]) -> bool:
    return any(
        _order(job.first, period.first) <= 0
        and (not job.last or _order(period.first, job.last) < 0)
        for job in held
    )


def _order(date: str | None, other: str | None) -> int:
    """Return -1, 0 or 1 as a date comes before another, as precisely as both are."""
    first, second = date or "", other or ""
    precision = min(len(first), len(second))
    return (first[:precision] > second[:precision]) - (first[:precision] < second[:precision])
