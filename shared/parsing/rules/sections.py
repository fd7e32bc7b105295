"""A document cut into its sections, by headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from shared.parsing.rules.contact_labels import label_of
from shared.parsing.rules.heading_looks import in_margin, on_top_of_columns, styled_like
from shared.parsing.rules.heading_rows import (
    HEAD,
    LABELLED,
    LISTS,
    UNTOLD,
    Heading,
    inline_heading,
    known_headings,
)
from shared.parsing.rules.headings import section_hinted, sections_named
from shared.parsing.rules.names import could_be
from shared.parsing.rules.rows import Row

_QUOTED: Final = re.compile(r"[«“„\"].{4,}[»”“\"]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One section; `kinds` are what its heading names, the main one first."""

    kinds: tuple[str, ...]
    rows: list[Row] = field(default_factory=list[Row])
    inline: bool = False  # opened by a label on the line of its content
    beside: bool = False  # opened by a label in a cell before its content

    @property
    def kind(self) -> str:
        """What it is mainly about."""
        return self.kinds[0]


def cut(rows: Sequence[Row]) -> list[Section]:
    """Return the sections in order; the first is the head, which has no heading."""
    known = known_headings(rows)
    known |= in_margin(rows, known)
    unknown = styled_like(rows, known)
    on_top = on_top_of_columns(rows, known)
    openings = _openings(rows, known)
    sections = [Section(kinds=(HEAD,))]
    before_inline: Section | None = None
    at = 0
    while at < len(rows):
        row, heading = rows[at], known.get(at)
        if heading is None and (at in unknown or (at in on_top and sections[-1].kind in LISTS)):
            heading = Heading((section_hinted(row.text) or UNTOLD,))
        inline = None if heading else inline_heading(row, sections[-1].kind)
        if heading or inline:
            opened = heading or inline
            assert opened is not None  # noqa: S101 - one of the two is
            before_inline = sections[-1] if inline and not sections[-1].inline else before_inline
            sections.append(
                Section(
                    kinds=opened.kinds,
                    rows=[opened.rest] if opened.rest else [],
                    inline=inline is not None,
                    beside=heading is not None and heading.rest is not None,
                )
            )
            at += opened.rows
            continue
        if not inline and at in openings:
            sections.append(Section(kinds=(HEAD,)))
        if before_inline and sections[-1].inline and _labels_other(row, sections[-1].kind):
            sections.append(Section(kinds=before_inline.kinds))
        if sections[-1].beside and _labels_particular(row):
            sections.append(Section(kinds=("contact",)))
        sections[-1].rows.append(_unlabelled(row))
        at += 1
    return sections


def _openings(rows: Sequence[Row], known: Mapping[int, Heading]) -> set[int]:
    """Return the rows that open the head anew: the largest, where a column of sections came first."""
    headings = max((rows[at].size for at in known), default=0.0)
    largest = max((row.size for row in rows), default=0.0)
    if not largest > 1.2 * headings > 0:
        return set()
    return {
        at
        for at, row in enumerate(rows)
        if row.page == 1
        and row.size == largest
        and at not in known
        and at > min(known)
        and could_be(_with_next(rows, at))
    }


def _with_next(rows: Sequence[Row], at: int) -> str:
    """Return the first words of a row, of a name over two lines those of both."""
    following = rows[at + 1] if at + 1 < len(rows) else None
    goes_on = following is not None and following.look == rows[at].look
    both = f"{rows[at].text} {following.text}" if following and goes_on else rows[at].text
    return " ".join(both.split()[:6])


def _labels_other(row: Row, kind: str) -> bool:
    """Whether the row has a label of its own that does not name this kind of section."""
    match = LABELLED.match(row.text)
    return match is not None and kind not in sections_named(match[1])


def _labels_particular(row: Row) -> bool:
    """Whether a particular stands beside its label, as "Passport | valid" below "Languages | French"."""
    beside = len(row.cells) == 2 and label_of(row.cells[0]) is not None
    return beside and not sections_named(row.cells[0])


def _unlabelled(row: Row) -> Row:
    """Return a row that runs on beside a label without the label: "Summary | and testing"."""
    if len(row.cells) == 2 and row.cells[1][:1].islower() and sections_named(row.cells[0]):
        return row.with_text(row.cells[1])
    return row


def parted(sections: Sequence[Section]) -> list[Section]:
    """Return the sections with the last line of "Skills and interests" in one of its own.

    Of "Publications and interests", what is quoted is published.
    """
    found: list[Section] = []
    for section in sections:
        published = {"publications", "interests"} == set(section.kinds)
        quoted = [row for row in section.rows if published and _QUOTED.search(row.text)]
        if section.kinds == ("skills", "interests") and len(section.rows) > 1:
            found.append(replace(section, kinds=("skills",), rows=section.rows[:-1]))
            found.append(replace(section, kinds=("interests",), rows=section.rows[-1:]))
        elif quoted:
            others = [row for row in section.rows if row not in quoted]
            found.append(replace(section, kinds=("publications",), rows=quoted))
            found.append(replace(section, kinds=("interests",), rows=others))
        else:
            found.append(section)
    return found


def parts_about(sections: Sequence[Section], kind: str) -> list[list[Row]]:
    """Return the rows of each section whose heading names `kind`, without those that have none."""
    return [section.rows for section in sections if kind in section.kinds and section.rows]


def rows_about(sections: Sequence[Section], kind: str) -> list[Row]:
    """Return the rows of all sections whose heading names `kind`."""
    return [row for section in sections if kind in section.kinds for row in section.rows]
