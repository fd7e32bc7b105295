"""Towns of jobs that no table holds, told by where others have theirs."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.places import is_city, is_wide
from shared.parsing.rules.segments import without_aside
from shared.parsing.rules.shared_employers import (
    Job,
    begins_as_department,
    ends_as_department,
    is_break,
)
from shared.parsing.rules.text import fold, has_digit

TOWN: Final = 3  # words at most
FULL: Final = 3  # parts: town, province, country
KNOWN: Final = 0.6  # of an employer
PLACED: Final = 0.6  # of the jobs have a town, if one no table holds is one
_BEHIND_ASIDE: Final = re.compile(r" \([^()]+\), ([^,\n]+?)(?=  |\n|$)")  # "(Unit II), Leeds"


def with_town(company: str | None, location: str | None) -> tuple[str | None, str | None]:
    """Return employer and place, where the town was left at the end of the employer.

    In "Brackley Homes, Thrapston, Northamptonshire" a town that no table holds stands between the two.
    """
    name, comma, town = (company or "").rpartition(", ")
    is_town = comma and town[:1].isupper() and len(town.split()) <= TOWN
    if is_town and not location and is_city(town) and lexicon.employer(name) >= KNOWN:
        return name, town
    if not is_town or not location or not is_wide(location):
        return company, location
    if max(lexicon.employer(town), lexicon.school(town), lexicon.title(town)) >= 0.5:
        return company, location
    return (company, location) if ends_as_department(town) else (name, f"{town}, {location}")


def names_place_in_full(text: str) -> bool:
    """Whether `text` is a town of any name with province and country: "Arlanz, Burgos, España"."""
    parts = text.split(", ")
    return (
        len(parts) == FULL
        and fold(parts[2]) in tables.sections("places")["countries"]
        and all(part[:1].isupper() and len(part.split()) <= TOWN for part in parts)
        and not has_digit(text)
        and max(lexicon.employer(text), lexicon.school(text), lexicon.title(text)) < 0.5
    )


def whole_place(location: str, header: str, others: Sequence[str | None]) -> str:
    """Return a place with the town of any name that its line begins with, and that says nothing else."""
    for line in header.splitlines() if is_wide(location.rpartition(", ")[2]) else ():
        town, behind, _ = line.partition(f", {location}")
        if behind and line.endswith(behind) and town not in others and names_place_in_full(line):
            return line
    return location


def with_towns_behind(found: Sequence[Job], headers: Sequence[str]) -> list[Job]:
    """Return the jobs with towns that no table holds, where most employers have one behind a comma.

    At least half of those must be known for employers.
    """
    pairs = list(zip(found, headers, strict=True))
    parted = [_with_town_parted(job, header) for job, header in pairs]
    named = [job for job in parted if job["company"] and not is_break(job["title"] or "")]
    fresh = [job for job, before in zip(parted, found, strict=True) if job is not before]
    placed = [job for job in named if job["location"]]
    if len(named) < 2 or not fresh or len(placed) < PLACED * len(named):
        return list(found)
    if not all(_is_behind_name(job["location"], header) for job, header in pairs):
        return list(found)
    known = [job for job in fresh if lexicon.employer(job["company"]) >= KNOWN]
    return parted if len(known) * 2 >= len(fresh) else list(found)


def _is_behind_name(location: str | None, header: str) -> bool:
    """Whether a place, if there is one, stands behind a comma or dash, or in a bracket."""
    return not location or header.partition(location)[0].endswith((", ", ",\n", " (", " – ", " - "))


def _with_town_parted(job: Job, header: str) -> Job:
    """Return a job without a place with what stands behind the comma after its employer for one."""
    company = job["company"]
    if not company or job["location"]:
        return job
    name, comma, town = company.rpartition(", ")
    if not comma:
        behind = _BEHIND_ASIDE.match(header.rpartition(company)[2])
        name, town = company, behind[1] if behind else ""
    if not town[:1].isupper() or town.isupper() or len(town.split()) > TOWN:
        return job
    if "," in name and lexicon.employer(name) < KNOWN:
        return job  # a list of duties
    if max(lexicon.employer(town), lexicon.school(town), lexicon.title(town)) >= 0.5:
        return job
    if begins_as_department(town) or ends_as_department(town):
        return job
    return {**job, "company": without_aside(name), "location": town}
