"""Titles held at one employer: it stands once, above them, and belongs to each."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.contracts import is_self_employed
from shared.parsing.rules.text import fold

Job = dict[str, Any]

_BRACKET: Final = re.compile(r"\(([^()]+)\)")
_AND: Final = re.compile(r"\s(?:et|and|und|y)\s")


def with_shared_employers(found: Sequence[Job], headers: Sequence[str]) -> list[Job]:
    """Give jobs without an employer the one above, where one employer heads several titles."""
    kept: list[Job] = []
    employer: Job | None = None
    heads = False  # whether the employer stands above its titles, in a header of its own
    for at, each in enumerate(found):
        job = _as_employer(each, found[at + 1 : at + 2], headers[at])
        if job["title"] and is_break(job["title"]):
            kept.append({**job, "company": None})
            if job["company"]:  # it stands between a break and the title below
                employer, heads = job, True
            continue
        if heads and employer and job["title"] and _names_branch(job["company"]):
            kept.append(_at_branch(job, employer))
            continue
        if heads and _is_only_title(job, headers[at]):
            job = {**job, "title": f"{job['title']}, {job['company']}", "company": None}
        if _heads_next(job, found[at + 1 : at + 2]):
            employer, heads = job, True
            continue
        if job["company"] and not (employer and _is_part_of_title(job, headers[at])):
            employer, heads = job, False
        elif job["title"] and employer is not None and not _works_for_others(job, headers[at]):
            location = job["location"] or employer["location"]
            job = {**job, "company": employer["company"], "location": location}
        kept.append(job)
    return kept


def _works_for_others(job: Job, header: str) -> bool:
    """Whether a title tells that there was no employer, or several: "Tutor (freelance)", "Odd jobs"."""
    several = tables.sections("titles")["various"]
    alone = any(map(is_self_employed, _BRACKET.findall(header)))
    return alone or not several.isdisjoint(fold(job["title"]).split())


def _names_branch(company: str | None) -> bool:
    """Whether an employer is only a branch of one: "Filiale Uster"."""
    first = fold(company or "").partition(" ")[0]
    return first in tables.sections("companies")["branches"]


def _at_branch(job: Job, employer: Job) -> Job:
    """Return a job at a branch with the employer above; the branch begins its description."""
    told = "\n".join(filter(None, (job["company"], job["description"])))
    location = job["location"] or employer["location"]
    return {**job, "company": employer["company"], "location": location, "description": told}


def _is_part_of_title(job: Job, header: str) -> bool:
    """Whether what was taken for the employer is its part: "Ward Manager, Renal Unit"."""
    return ends_as_department(job["company"]) and f"{job['title']}, {job['company']}" in header


def begins_as_department(text: str) -> bool:
    """Whether `text` begins as a part of an employer does: "service de cardiologie"."""
    return fold(text).split(maxsplit=1)[0] in tables.sections("companies")["departments"]


def ends_as_department(text: str) -> bool:
    """Whether `text` names a part of an employer at its end: "Acute Medical Unit"."""
    return fold(text).rsplit(maxsplit=1)[-1] in tables.sections("companies")["department_ends"]


def is_break(text: str) -> bool:
    """Whether `text` names a time without an employer: "Elternzeit", "Travel and career break"."""
    return any(part.startswith(_breaks()) for part in _AND.split(fold(text)))


@cache
def _breaks() -> tuple[str, ...]:
    return tuple(tables.sections("titles")["breaks"])


def _as_employer(job: Job, following: Sequence[Job], header: str) -> Job:
    """Return a job with its title for the employer, where the next job lies in its time.

    Behind an employer that no table knows stands a place that none does.
    """
    if not job["title"] or _is_title(job["title"]):
        return job
    names = sorted(filter(None, (job["title"], job["company"])), key=header.find)
    place = job["location"] or (names[1] if len(names) > 1 else None)
    swapped = {**job, "title": None, "company": names[0], "location": place}
    return swapped if _heads_next(swapped, following) and _spans(job, following[0]) else job


def _is_title(text: str) -> bool:
    """Whether `text` is a title, and not the trade in a name: "Roth Egli Ingenieure AG"."""
    in_name = lexicon.employer(text) == 1 and lexicon.title(text.partition(" ")[0]) < 0.7
    return lexicon.title(text) >= 0.7 and not in_name


def _spans(job: Job, other: Job) -> bool:
    """Whether the time of a job holds that of another; dates may be of another precision."""
    began, begins = job["start_date"] or "", other["start_date"] or ""
    if not began or not begins or began[: len(begins)] > begins[: len(began)]:
        return False
    ended, ends = job["end_date"] or "9", other["end_date"] or "9"
    return ended[: len(ends)] >= ends[: len(ended)]


def _heads_next(job: Job, following: Sequence[Job]) -> bool:
    """Whether the job is only an employer, with its first title in the one that follows."""
    if not job["company"] or job["title"] or not following or not following[0]["title"]:
        return False
    if following[0]["company"] or job["description"]:
        return _spans(job, following[0]) and not _is_employer(following[0]["company"])
    return True


def _is_employer(text: str | None) -> bool:
    return bool(text) and lexicon.employer(text) >= 0.5


def _is_only_title(job: Job, header: str) -> bool:
    """Whether what was taken for the employer is the end of the title: "Vice President, Finance"."""
    title, company = job["title"], job["company"]
    return bool(
        title
        and company
        and f"{title}, {company}" in header
        and lexicon.employer(company) < 0.5
        and lexicon.title(title) >= 0.7
    )
