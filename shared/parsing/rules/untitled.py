"""Sections whose heading is not known, or was not found, told by what they hold."""

import re
from collections.abc import Sequence
from dataclasses import replace

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.anchors import is_header
from shared.parsing.rules.contact_labels import is_particular, label_of
from shared.parsing.rules.entries import split
from shared.parsing.rules.essay import from_essay
from shared.parsing.rules.heading_rows import HEAD, UNTOLD
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.levels import cefr_in, without_rating
from shared.parsing.rules.narrated import tells_jobs
from shared.parsing.rules.prose import first_sentence
from shared.parsing.rules.rows import Row
from shared.parsing.rules.sections import Section
from shared.parsing.rules.skills import skills
from shared.parsing.rules.spoken import lists_only_languages, names_language, tells_language
from shared.parsing.rules.text import fold

LABEL = 34  # characters in which a label ends
LISTED = 2  # commas of a list at least
MOST_LANGUAGES = 8
MOST_WORDS = 7  # about one of them
_CLAUSE = re.compile(r"[,;]\s")
LEAST_LABELS = 3  # kinds of them, or particulars, in a contact block
LEAST_ITEMS = 3
MOST_OF_ITEM = 6  # words
LEAST_PROSE = 15  # words of an introduction
_ENTRIES = frozenset({"experience", "education", "projects", "publications", "volunteer"})
_UNTOLD = frozenset({HEAD, UNTOLD, "other", "summary"})


def told(sections: Sequence[Section]) -> list[Section]:
    """Return the sections with those of unknown headings named by what they hold, if anything.

    Where neither jobs nor studies have a heading, the head is divided too.
    """
    sections = [section for section in sections if section.rows or section.kind != UNTOLD]
    kinds = {section.kind for section in sections}
    studies = [section for section in sections if section.kind == "education"]
    may_be_career = "experience" not in kinds or len(studies) > 1
    found: list[Section] = []
    for at, section in enumerate(sections):
        if section.kind == UNTOLD and (kind := _kind_of(section.rows)):
            found.append(replace(section, kinds=(kind,)))
        elif section.kind == UNTOLD and _lists_above_skills(section, sections[at + 1 : at + 2]):
            found.append(replace(section, kinds=("skills",)))
        elif section.kind == UNTOLD and "summary" not in kinds and _introduces(section, found):
            found.append(replace(section, kinds=("summary",)))
        elif section.kind in (UNTOLD, "summary") and _lists_skills(section, found):
            found.append(replace(section, kinds=("skills",)))
        elif section.kind == "summary" and _tells_contact(section.rows):
            found.append(replace(section, kinds=("contact",)))
        elif (
            (section.kind == "summary" and len(_dated(section.rows)) > 1)
            or (section.kinds == ("education",) and may_be_career and _is_career(section))
            or (section.kinds == ("skills",) and _tells_jobs(section.rows))
        ):  # "Career summary", "Teaching"
            found.append(replace(section, kinds=("experience",)))
        elif section.kind == "teaching":
            found.append(
                replace(section, kinds=(_kind_of_teaching(section.rows), *section.kinds[1:]))
            )
        elif section.kinds == ("education",) and _lists_lectures(section):
            found.append(replace(section, kinds=("other",)))
        elif section.kind == HEAD and not kinds & {"experience", "education"}:
            found += from_essay(section) or _divided(section)
        else:
            found.append(section)
    return found


def _kind_of(rows: Sequence[Row]) -> str | None:
    """Return what rows hold: languages, studies or jobs; None for anything else."""
    if rows and sum(_is_language(row) for row in rows) >= 0.6 * len(rows):
        return "languages"
    if _lists_languages(rows):
        return "languages"
    if not any(row.periods for row in rows):
        return None
    if tells_jobs(rows):
        return "experience"
    entries = split(rows, lambda _: "")
    if len(entries) == 1 and _runs_on(rows[0]):
        return None
    kinds = [_kind_of_entry(entry.rows) for entry in entries]
    jobs, studies = kinds.count("experience"), kinds.count("education")
    if not jobs and not studies:
        return None
    return "experience" if jobs >= studies else "education"


def _tells_jobs(rows: Sequence[Row]) -> bool:
    """Whether rows are jobs, each of a period, though a heading such as "In IT" may name skills."""
    return len(_dated(rows)) > 1 and _kind_of(rows) == "experience"


def _tells_contact(rows: Sequence[Row]) -> bool:
    """Whether rows have the labels of the contact block, as below "Who am I?"."""
    labels = {
        label_of(row.cells[0] if len(row.cells) == 2 else row.text.partition(":")[0])
        for row in rows
    }
    particulars = sum(map(is_particular, rows))
    return len(labels - {None}) >= LEAST_LABELS or LEAST_LABELS <= particulars > len(rows) / 2


def _kind_of_teaching(rows: Sequence[Row]) -> str:
    """Return whether rows about teaching tell posts, each of a period, or only what was taught."""
    entries = split(rows, lambda _: "") if any(row.has_range for row in rows) else []
    posts = [
        entry.period is not None
        and entry.period.is_range
        and any(lexicon.title(row.undated) >= 0.7 for row in entry.rows[: entry.dated + 2])
        for entry in entries
    ]
    return "experience" if posts and all(posts) else "other"


def _runs_on(row: Row) -> bool:
    """Whether a row is running text with a date in it."""
    return bool(row.periods) and row.periods[0].at > 0 and bool(first_sentence(row.text)[1])


def _is_career(section: Section) -> bool:
    """Whether a section headed as one of studies holds nothing but jobs: "Parcours académique"."""
    kinds = [_kind_of_entry(entry.rows) for entry in split(section.rows, lambda _: "")]
    return kinds.count("experience") > 1 and "education" not in kinds


def _lists_lectures(section: Section) -> bool:
    """Whether a section headed as one of studies tells what was taught: "Lehre", "Enseignement"."""
    lectures = tuple(tables.sections("degrees")["lectures"])
    texts = [row.undated for row in section.rows]
    return any(fold(text).startswith(lectures) for text in texts) and not any(
        max(lexicon.degree(text), lexicon.school(text)) >= 0.7 for text in texts
    )


def _introduces(section: Section, before: Sequence[Section]) -> bool:
    """Whether running text stands where a person introduces himself: before jobs and studies."""
    if any(other.kind in _ENTRIES for other in before):
        return False
    text = " ".join(row.text for row in section.rows)
    words = len(text.split())
    return words >= LEAST_PROSE and text.count(",") * 5 < words


def _lists_programs(rows: Sequence[Row], before: Sequence[Section]) -> bool:
    """Whether rows list programs: two that many use, or one behind a section of skills."""
    if any(row.periods for row in rows):
        return False
    listed = skills(rows)
    programs = tables.sections("skill_phrases")["programs"]
    known = [skill for skill in listed if fold(skill) in programs]
    return len(listed) > 2 and len(known) >= (1 if before[-1].kind == "skills" else 2)


def _lists_skills(section: Section, before: Sequence[Section]) -> bool:
    """Whether a section is nothing but lists behind labels, skills with their ratings, or programs."""
    rows = section.rows
    if section.kind == UNTOLD:
        rated = len(rows) > 1 and all(_is_rated(row) for row in rows)
        return rated or _lists_programs(rows, before)
    return bool(rows) and all(
        ": " in row.text[:LABEL] and row.text.count(",") >= LISTED and not row.periods
        for row in rows
    )


def _lists_above_skills(section: Section, following: Sequence[Section]) -> bool:
    """Whether a section lists a few words a line, right above one of skills: "At the stove"."""
    rows = section.rows
    return (
        len(rows) >= LEAST_ITEMS
        and any(other.kinds == ("skills",) for other in following)
        and not any(row.periods for row in rows)
        and all(len(row.cells) == 1 and _is_item(row.text) for row in rows)
        and 2 * sum(row.text.istitle() for row in rows) < len(rows)  # names of towns, of clients
    )


def _is_item(text: str) -> bool:
    """Whether a line names one thing: a few words that begin with a capital and end without a stop."""
    return text[0].isupper() and text[-1].isalnum() and len(text.split()) <= MOST_OF_ITEM


def _is_rated(row: Row) -> bool:
    """Whether a row ends with stars, dots or a percentage, as skills do."""
    return not row.text[-1].isalnum() and without_rating(row.text) != row.text


def _is_language(row: Row) -> bool:
    return tells_language(row.text) or lists_only_languages(row.text)


def _lists_languages(rows: Sequence[Row]) -> bool:
    """Whether rows list several languages and nothing else, and tell the level of one or more."""
    items = [item.strip() for item in _CLAUSE.split(" ".join(row.text for row in rows))]
    return (
        1 < len(items) <= MOST_LANGUAGES
        and all(len(item.split()) <= MOST_WORDS and names_language(item) for item in items)
        and any(tells_language(item) or cefr_in(item) for item in items)
    )


def _kind_of_entry(rows: Sequence[Row]) -> str | None:
    """Return whether the first lines of an entry name a job or a course of study."""
    named = [row for row in rows[:3] if is_header(row) or (row.periods and not row.bullet)]
    header = [first_sentence(row.undated)[0] for row in named]
    job = max((lexicon.title(text) for text in header), default=0.0)
    degree = max((lexicon.degree(text) for text in header), default=0.0)
    school = max((lexicon.school(text) for text in header), default=0.0)
    if max(job, degree, school) < 0.7:
        return None
    return "education" if degree > job - 0.1 or (school and job < 0.7) else "experience"


def _divided(head: Section) -> list[Section]:
    """Return a head without headings cut into the person, jobs, studies, and lists below them."""
    dated = _dated(head.rows)
    if len(dated) < 2:
        return [head]
    first = dated[0]
    while first > 0 and dated[0] - first < 3 and lexicon.title(head.rows[first - 1].text):
        first -= 1
    last = max(at for at, row in enumerate(head.rows) if row.periods) + 1
    while last < len(head.rows) and not _is_list(head.rows[last]):
        last += 1
    found = [replace(head, rows=head.rows[:first])]
    kind = "experience"
    for entry in split(head.rows[first:last], lambda _: ""):
        kind = _kind_of_entry(entry.rows) or kind
        found.append(Section(kinds=(kind,), rows=list(entry.rows)))
    for row in head.rows[last:]:
        kind = "languages" if _is_language(row) else "skills" if _is_list(row) else UNTOLD
        found.append(Section(kinds=(kind,), rows=[row]))
    return found


def _is_list(row: Row) -> bool:
    """Whether a row is a list of short items, of languages or anything else."""
    items = [item for item in re.split(r"[,;·•|]", row.text) if item.strip()]
    short = all(len(item.split()) <= 4 for item in items)
    return _is_language(row) or (len(items) > 2 and short and not row.bullet and not row.periods)


def _dated(rows: Sequence[Row]) -> list[int]:
    return [at for at, row in enumerate(rows) if row.has_range]


def experience_rows(sections: Sequence[Section]) -> list[Row]:
    """Return the rows of the untold section with the most periods, from its first entry on."""
    best: list[Row] = []
    count = 1
    for section in sections:
        dated = _dated(section.rows)
        if section.kind not in _UNTOLD or len(dated) <= count:
            continue
        first = dated[0]
        while first > 0 and dated[0] - first < 3 and lexicon.title(section.rows[first - 1].text):
            first -= 1
        best, count = section.rows[first:], len(dated)
    return best


def language_rows(sections: Sequence[Section]) -> list[Row]:
    """Return what the contact block holds of languages, where an icon stands for their heading."""
    return [
        row.with_text(cell)
        for section in sections
        if section.kind in (HEAD, "contact")
        for row in section.rows
        for cell in row.cells
        if lists_only_languages(cell)
    ]


def languages_in_prose(rows: Sequence[Row]) -> list[Row]:
    """Return what a sentence of an introduction lists behind a label: "Languages: French; English"."""
    found: list[Row] = []
    for row in rows:
        for sentence in row.text.split(". ") if ": " in row.text else ():
            label, _, listed = sentence.partition(":")
            if listed.strip() and sections_named(label)[:1] == ("languages",):
                found.append(row.with_text(listed.strip(" .")))
    return found


def skill_rows(sections: Sequence[Section]) -> list[Row]:
    """Return the rows of the first untold section that is a list of short items.

    Among other particulars these are only the rows that a label says to be skills, if there are any.
    """
    for section in sections:
        rows = section.rows
        short = [row for row in rows if len(row.text.split()) <= 4 or "," in row.text]
        if (
            section.kind in (UNTOLD, "other")
            and len(rows) >= 2
            and len(short) == len(rows)
            and not any(row.periods for row in rows)
        ):
            labelled = [row for row in rows if section.kind == "other" and _is_labelled(row)]
            return labelled or rows
    return []


def _is_labelled(row: Row) -> bool:
    """Whether a label names skills, or leads to them: "Manejo de: …"."""
    label, colon, _ = row.folded.partition(":")
    leads = label.strip() in tables.sections("skill_phrases")["leads"]
    return bool(colon) and (leads or sections_named(label)[:1] == ("skills",))
