"""Contact lines that stand in other sections, such as those of a page footer, brought home."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.heading_rows import HEAD
from shared.parsing.rules.homes import home, sureness
from shared.parsing.rules.links import emails, urls
from shared.parsing.rules.places import is_street
from shared.parsing.rules.rows import Row
from shared.parsing.rules.sections import Section

NAMED: Final = 0.5  # likeness to a school, an employer or a title
LONGEST: Final = 120  # characters of a line with an e-mail address
LONGEST_DIVIDED: Final = 200
_BARS: Final = re.compile(r"\s[|•·∙●]\s")
_PHONE: Final = re.compile(r"\+?\(?\d[\d\s().\-/]{7,}\d")
_KEPT: Final = frozenset({HEAD, "contact"})
_SAME_LINE: Final = 3.0  # points at most between the tops of what stands on one line
_WITH_ADDRESSES: Final = frozenset(  # of others too
    {"experience", "projects", "publications", "references"}
)


def _reaches(row: Row) -> bool:
    """Whether the row says how to reach somebody."""
    short = len(row.text) < 80
    return short and bool(
        emails([row])
        or urls([row])
        or is_street(row.text)
        or (sureness(home(row.text) or "") > 1 and not row.has_range)
        or (_PHONE.search(row.text) and not row.periods)
    )


def _contact_rows(rows: Sequence[Row]) -> set[int]:
    """Return the rows around an e-mail address that belong to it."""
    found: set[int] = set()
    for at, row in enumerate(rows):
        if "@" not in row.text or len(row.text) > _longest(row) or not emails([row]):
            continue
        found.add(at)
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(rows) and _belongs(rows[near], row):
                found.add(near)
                near += step
    return found


def _longest(row: Row) -> int:
    """Return how many characters a contact line has at most; more where bars divide it."""
    return LONGEST_DIVIDED if len(_BARS.findall(row.text)) > 1 else LONGEST


def _belongs(row: Row, address: Row) -> bool:
    close = row.page == address.page and abs(row.top - address.top) < 60
    alike = row.look == address.look and len(row.text.split()) == 1
    return close and (_reaches(row) or alike or (row.look == address.look and _is_home(row)))


def _is_home(row: Row) -> bool:
    """Whether a row is a place, perhaps behind a quarter that no table holds: "Barrio Sur, Lima"."""
    place = home(row.text)
    named = max(lexicon.school(row.text), lexicon.employer(row.text), lexicon.title(row.text))
    return bool(place) and row.text.endswith(place or "") and not row.periods and named < NAMED


def _opening_columns(rows: Sequence[Row], strays: set[int]) -> set[int]:
    """Return the strays of runs that open a column: a sidebar whose address has no heading."""
    found: set[int] = set()
    for at in sorted(strays):
        opens = at > 0 and _opens_column(rows[at - 1], rows[at])
        if opens or at - 1 in found:
            found.add(at)
    return found


def _opens_column(before: Row, row: Row) -> bool:
    """Whether the page goes on higher up, in another column."""
    return row.page == before.page and row.block != before.block and row.top < before.top


def _ends_line(row: Row, level: Sequence[Row]) -> bool:
    """Whether the row is the end of a contact line of the head, which reaches into the next column."""
    beside = any(
        row.page == line.page and abs(row.top - line.top) < _SAME_LINE and row.x0 >= line.x1
        for line in level
    )
    return beside and (home(row.text) == row.text or _reaches(row))


def _is_beside(row: Row, head: Sequence[Row]) -> bool:
    """Whether a row stands at the height of the head."""
    return any(row.page == other.page and 0 < row.top <= other.top for other in head)


def brought_home(sections: Sequence[Section]) -> list[Section]:
    """Return the sections with stray contact rows moved to a contact section at the end."""
    moved: list[Row] = []
    kept: list[Section] = []
    level = [row for row in sections[0].rows if row.top and "@" in row.text] if sections else []
    for section in sections:
        strays = set[int]() if section.kind in _KEPT else _contact_rows(section.rows)
        if section.kind in _WITH_ADDRESSES:
            strays = _opening_columns(section.rows, strays)
        if section.kind == "references":  # referees have addresses, but not beside the name
            strays = {at for at in strays if _is_beside(section.rows[at], sections[0].rows)}
        if level and section.kind not in _KEPT:
            strays |= {at for at, row in enumerate(section.rows) if _ends_line(row, level)}
        moved += [section.rows[at] for at in sorted(strays)]
        rest = [row for at, row in enumerate(section.rows) if at not in strays]
        kept.append(replace(section, rows=rest) if strays else section)
    return [*kept, Section(kinds=("contact",), rows=moved)] if moved else kept
