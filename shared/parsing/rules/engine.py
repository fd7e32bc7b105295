"""The local engine: provides the port `Engine`, offline and at no cost."""

from collections.abc import Sequence
from typing import Final

from shared.domain.cv import ParsedCV, empty
from shared.domain.document import Document
from shared.parsing.rules.assignments import with_assignments_told
from shared.parsing.rules.certificates import certifications
from shared.parsing.rules.confidence import confidence
from shared.parsing.rules.courses import learned, with_courses_apart
from shared.parsing.rules.education import studies
from shared.parsing.rules.experience import jobs
from shared.parsing.rules.heading_rows import HEAD
from shared.parsing.rules.language import language_of
from shared.parsing.rules.listings import interests, projects
from shared.parsing.rules.memory import forgetting
from shared.parsing.rules.person import person
from shared.parsing.rules.prose import prose_of
from shared.parsing.rules.publications import publications
from shared.parsing.rules.rows import Row, as_read, rows_of
from shared.parsing.rules.sections import Section, cut, parted, parts_about, rows_about
from shared.parsing.rules.skills import skills
from shared.parsing.rules.spoken import languages, names_language, tells_language
from shared.parsing.rules.stray_contact import brought_home
from shared.parsing.rules.untitled import (
    experience_rows,
    language_rows,
    languages_in_prose,
    skill_rows,
    told,
)
from shared.parsing.source_dates import SourceDates
from shared.parsing.source_places import places_of
from shared.parsing.source_text import SourceText

_PARTICULARS: Final = frozenset({HEAD, "contact", "other", "interests"})  # sections of short facts


class LocalEngine:
    """Parses a CV by rules. Deterministic, and safe to share between threads."""

    @forgetting
    def parse(self, document: Document) -> ParsedCV:
        """Return what the document says; every value stands in its text."""
        rows = rows_of(document)
        sections = with_assignments_told(told(parted(cut(rows))))
        sections = with_courses_apart(brought_home(sections))
        language = language_of(rows)
        who = person(rows, sections, document.links, language)
        data = empty()
        data["personal_info"] = who.info
        data["summary"] = prose_of(rows_about(sections, "summary")) or who.introduction
        listed = [section.rows for section in sections if _lists_skills(section)]
        listed = listed if any(listed) else [skill_rows(sections)]
        among = [row for rows in listed for row in rows if tells_language(row.text)]
        data["skills"] = skills(*[[row for row in rows if row not in among] for rows in listed])
        data["experience"] = jobs(
            *(parts_about(sections, "experience") or [experience_rows(sections)])
        )
        courses = learned(sections)
        data["education"] = studies(*courses.studies)
        spoken = [*rows_about(sections, "languages"), *among]
        data["languages"] = languages(
            spoken
            or language_rows(sections)
            or _languages_among_others(sections)
            or languages_in_prose(rows_about(sections, "summary"))
        )
        if not data["skills"] and not data["languages"]:  # the languages of a programmer
            data["skills"] = skills(spoken)
        data["certifications"] = certifications(courses.certificates)
        data["projects"] = projects(rows_about(sections, "projects"))
        data["publications"] = publications(_published(sections))
        data["interests"] = interests(rows_about(sections, "interests"))
        read = as_read(document)
        source = SourceText(read)
        missing = [field for field in ("name", "email") if not who.info[field]]
        missing += [section for section in ("experience", "skills") if not data[section]]
        return ParsedCV(
            data=data,
            engine="local",
            language=language,
            warnings=(
                *(f"no_{field}" for field in missing),
                *(("text_truncated",) if read is not document else ()),
            ),
            confidence=confidence(data, who.name_sure),
            places=places_of(data, read, source, SourceDates(source)),
        )


def _languages_among_others(sections: Sequence[Section]) -> list[Row]:
    """Return the rows that tell a language and its level beside other particulars."""
    return [
        row
        for section in sections
        if section.kind in _PARTICULARS
        for row in section.rows
        if tells_language(row.text)
    ]


def _published(sections: Sequence[Section]) -> list[Row]:
    """Return the rows about publications; beside them talks and prizes are none."""
    pure = [section for section in sections if "awards" not in section.kinds]
    return rows_about(pure, "publications") or rows_about(sections, "publications")


def _lists_skills(section: Section) -> bool:
    """Whether a section lists skills: by its heading, or as "Languages" that nobody speaks."""
    if section.kind == "languages":
        return not any(names_language(row.text) for row in section.rows)
    return "skills" in section.kinds
