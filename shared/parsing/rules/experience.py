"""Jobs: title, employer, place and period in any order and layout."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.applications import without_particulars
from shared.parsing.rules.commas import lists_things
from shared.parsing.rules.contracts import (
    agency_in,
    contracts_in,
    is_contract,
    is_self_employed,
    without_contract,
)
from shared.parsing.rules.dates import is_duration
from shared.parsing.rules.employers import with_employers_alone, with_titles_raised
from shared.parsing.rules.entries import Entry
from shared.parsing.rules.forms import as_usual, entries_of
from shared.parsing.rules.headers import header_lengths, roles_of
from shared.parsing.rules.inner_tables import with_inner_tables_told
from shared.parsing.rules.job_towns import (
    names_place_in_full,
    whole_place,
    with_town,
    with_towns_behind,
)
from shared.parsing.rules.narrated import with_jobs_told
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import prose_of
from shared.parsing.rules.renamed import without_other_names
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import (
    Segment,
    headed,
    labelled,
    without_aside,
    without_department,
)
from shared.parsing.rules.shared_employers import (
    Job,
    begins_as_department,
    ends_as_department,
    is_break,
    with_shared_employers,
)
from shared.parsing.rules.text import trim
from shared.parsing.rules.towns_below import with_towns_below
from shared.parsing.rules.wrapping import is_only_dates

DUTY: Final = 4  # words of a second title at most
EARLY: Final = 2  # rows below a header in which its town may stand
_BAR: Final = re.compile(r"\s[·•|]\s")
_MISSING: Final = {"title": -0.4, "company": -0.4, "location": 0.0}


def _judge(segment: Segment) -> dict[str, float]:
    text = segment.text
    if is_contract(text) or (segment.by == "," and lexicon.names_branch(text)):
        return dict.fromkeys(_MISSING, -1.0)
    place = likeness(without_aside(text) or "")
    title = 1.0 if is_break(text) else lexicon.title(text)
    employer = max(lexicon.employer(text), 0.9 * lexicon.school(text))
    if is_self_employed(text):
        title, employer = title / 2, 0.9
    name = 0.15 if text[:1].isupper() else -0.3
    long = -0.4 if len(text.split()) > 9 else 0.0
    no_place = ":" in text or (0 < place < 0.7 and _ends_name(text))
    scores = {
        "title": title - 0.5 * place - 0.3 * employer * (title < 0.7) + name / 2 + long,
        "company": employer * (0.5 if title >= 0.7 else 1)
        - 0.35 * title
        - 0.6 * place
        + name
        + long,
        "location": 1.2 * place - 0.35 - (1.0 if no_place else 0.0),
    }
    if segment.has_at_after:
        scores["title"] += 0.8
    if segment.by == "at":
        scores["company"] += 1.0
    if segment.by == "(":
        scores["title"] -= 0.2
    if segment.row == 0 and segment.at == 0:
        scores["title"] += 0.05
    return scores


def _ends_name(text: str) -> bool:
    """Whether `text` ends a name before its town: "Chartered Accountants, Pune"."""
    name, comma, _ = text.rpartition(",")
    return bool(comma) and lexicon.title(name) >= 0.8


def _place(text: str | None) -> str | None:
    """Return a place; None for a part of an employer at that place: "service de cardiologie"."""
    text = without_aside(text)
    if not text or text[0].islower():
        return None
    return None if begins_as_department(text) or ends_as_department(text) else text


def _evidence(row: Row) -> float:
    text = row.undated
    if labelled(text)[0]:
        return 1.0
    name, dash, town = text.partition(" — ")
    if dash and lexicon.employer(name) == 1 and "—" not in town:
        return 1.0  # "Obras del Sur, S. Coop. — Baza y Guadix"
    short = len(text.split()) <= 8
    if len(row.cells) > 1 and len(row.cells[0].split()) <= 8 and likeness(row.cells[-1]) >= 0.7:
        return 1.0  # "Adler Labs, School of Baking | Guelph, ON"
    return max(
        lexicon.title(text) if short else 0.0,
        lexicon.employer(text) if short else 0.0,
        lexicon.school(text) if short else 0.0,
        likeness(text),
    )


def _part(row: Row) -> str:
    if lexicon.title(row.text) >= 0.7:
        return "title"
    return "company" if lexicon.employer(row.text) >= 0.7 else ""


def _entries(rows: Sequence[Row]) -> list[Entry]:
    """Return the entries of a section."""
    plain = with_jobs_told(with_inner_tables_told(without_other_names(rows)))
    usual = as_usual(without_particulars(plain))
    return with_towns_below(entries_of(with_titles_raised(with_employers_alone(usual)), _part))


def jobs(*sections: Sequence[Row]) -> list[Job]:
    """Return the jobs of the rows of each experience section, in their order."""
    entries = [entry for rows in sections for entry in _entries(rows)]
    lengths = header_lengths(entries, _evidence)
    headers = [entry.rows[:length] for entry, length in zip(entries, lengths, strict=True)]
    found = [
        _job(entry, length, said)
        for entry, length, said in zip(
            entries, lengths, roles_of(headers, _judge, _MISSING), strict=True
        )
    ]
    texts = [_text(header) for header in headers]
    found = [_with_second_title(job, text) for job, text in zip(found, texts, strict=True)]
    found = with_towns_behind(found, texts)
    shared = with_shared_employers(found, texts)
    return _with_single_dates([job for job in shared if job["title"] or job["company"]])


def _with_second_title(job: Job, header: str) -> Job:
    """Return a job with the title that follows the first, not as its employer: "Clerk, then buyer"."""
    title, company = job["title"], job["company"]
    if not title or not company or is_self_employed(company):
        return job
    is_employer = max(lexicon.employer(company), lexicon.school(company)) >= 0.5
    if company[0].islower() and not is_employer and f"{title}, {company}" in header:
        return {**job, "title": f"{title}, {company}", "company": None}
    return job


def _with_single_dates(found: Sequence[Job]) -> list[Job]:
    """Return the jobs, those of a single date ended then too; the latest may still go on."""
    latest = max((job["start_date"] or "" for job in found), default="")
    return [
        {**job, "end_date": job["start_date"]}
        if not job["end_date"] and not job["is_current"] and (job["start_date"] or "9") < latest
        else job
        for job in found
    ]


def _job(entry: Entry, header: int, said: dict[str, str]) -> Job:
    period = entry.period
    rows, place = _without_margin(entry.rows[header:])
    first = last = None
    if period is not None:
        first = period.first or (None if period.is_end else period.last)
        last = period.last if period.is_range or period.is_end else None
    text = _text(entry.rows[:header])
    title, contract = without_contract(said["title"]) if "title" in said else (None, "")
    title, duties = _without_duties(title)
    title, where = _with_duty(title, said.get("location"), text)
    others = (other for other in contracts_in(text) if other not in (contract or title or ""))
    contracts = ", ".join(filter(None, (contract, *others)))
    company = said.get("company") or agency_in(contract)
    company, location = with_town(company, _place(where) or place)
    location = whole_place(location, text, (title, company)) if location else None
    return {
        "title": title,
        "company": without_department(without_aside(company)),
        "location": without_department(location),
        "start_date": first,
        "end_date": last,
        "is_current": bool(period and period.is_current),
        "description": "\n".join(
            filter(None, (contracts, duties, _description(entry, header, rows)))
        )
        or None,
    }


def _without_duties(title: str | None) -> tuple[str | None, str]:
    """Return a title, and what a bracket behind it lists: "Waiter (bar, terrace, banquets)"."""
    name, _, inner = (title or "").removesuffix(")").rpartition(" (")
    if not name or not title or title[-1] != ")" or not lists_things(inner):
        return title, ""
    return name, inner


def _with_duty(
    title: str | None, location: str | None, header: str
) -> tuple[str | None, str | None]:
    """Return title and place, where the place is a duty: "Deputy Director, in charge of finance"."""
    if not title or not location or begins_as_department(location) or likeness(location) >= 0.7:
        return title, location
    if f"{title}, {location}" not in header:
        return title, location
    names_title = len(location.split()) <= DUTY and lexicon.title(location) >= 0.7
    return (
        (f"{title}, {location}", None)
        if names_title or location[0].islower()
        else (title, location)
    )


def _description(entry: Entry, header: int, below: Sequence[Row]) -> str | None:
    """Return the text below the header, and what runs on behind it on its last line."""
    rows = list(below)
    if header and (rest := headed(entry.rows[header - 1].cells[-1])[1]):
        running = entry.rows[header - 1].with_text(rest)
        rows = rows if is_only_dates(running) else [running, *rows]
    return prose_of(rows)


def _without_margin(rows: Sequence[Row]) -> tuple[list[Row], str | None]:
    """Return the rows below a header without what stands in the margin, below the dates, and its place.

    The length of time in "(6 mois) | Newsletter" is left out, the place in "Leeds | • Drew plans" kept.
    """
    kept: list[Row] = []
    place: str | None = None
    for at, row in enumerate(rows):
        if at < EARLY and not place and (place := _place_beside_contract(row)):
            continue
        alone = not (at or row.bullet or len(row.cells) > 1)
        if alone and (likeness(row.text) >= 0.9 or names_place_in_full(row.text)):
            place = row.text
            continue
        margin = row.cells[0] if len(row.cells) > 1 else ""
        is_place = not kept and bool(margin) and likeness(margin) >= 0.9
        if margin and (is_place or is_duration(margin)):
            place = margin if is_place else place
            rest = tuple(map(trim, row.cells[1:]))
            kept.append(row.with_text("  ".join(rest), rest))
        else:
            kept.append(row)
    return kept, place


def _place_beside_contract(row: Row) -> str | None:
    """Return the town of a line that job boards set below an employer: "Leeds · Full-time"."""
    town, *others = map(trim, _BAR.split(row.cells[-1]))
    if row.bullet or not any(map(is_contract, others)):
        return None
    return town if likeness(town) >= 0.9 else None


def _text(header: Sequence[Row]) -> str:
    return "\n".join(row.text for row in header)
