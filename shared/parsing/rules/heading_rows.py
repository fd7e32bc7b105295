"""The rows of a document that are headings by their words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shared.parsing.rules.dates import periods, without
from shared.parsing.rules.headings import (
    is_qualifier,
    sections_named,
    sections_told_in_person,
)
from shared.parsing.rules.labelled_columns import names_columns
from shared.parsing.rules.levels import is_language_level
from shared.parsing.rules.prose import ends_open
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled as part_label
from shared.parsing.rules.spoken import names_language
from shared.parsing.rules.text import is_caps

LONGEST: Final = 48  # characters of a heading
HANGING: Final = 30.0  # points at least between a label and the list beside it
HEAD: Final = "head"  # what stands before the first heading
UNTOLD: Final = "untold"  # what stands below a heading whose words are not known
LABELLED: Final = re.compile(r"^([^:]{3,32}?)(?:\s*:\s*|\s+[–—-]\s+)(\S.*)$")
_DIVIDERS: Final = (":", " – ", " — ", " - ")  # quicker to look for than the label before it
_MOTTO: Final = re.compile(r"^\W*\d{1,2}\W+|\s+[·|/–—]\s+")
_ENTRIES: Final = frozenset(
    {"experience", "education", "training", "projects", "publications", "volunteer"}
)
LISTS: Final = frozenset({"skills", "languages", "interests", "certifications"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: what it names, and what stands beside it."""

    kinds: tuple[str, ...]
    rows: int = 1  # that it takes up
    rest: Row | None = None  # content on the same line


def without_note(text: str) -> str:
    """Return the text of a heading without a note in brackets behind it: "Languages (tick one)"."""
    return text[: text.rfind("(")].rstrip() if text[-1:] == ")" and "(" in text[1:] else text


def could_head(row: Row, longest: int = LONGEST) -> bool:
    """Whether a line has the form of a heading."""
    text = row.text.rstrip()
    return (
        not row.bullet
        and len(text) <= longest
        and text[-1] not in ".,;"
        and (not text[0].islower() or row.heading > 0 or row.bold)
    )


def _goes_on(before: Row, row: Row) -> bool:
    """Whether a line is the end of the one above: "Bachelor of Science en / informatique".

    So is what stands below the list behind a label, "Tools | Jira, Word, MS / Project".
    """
    if row.look != before.look:
        return False
    hangs = len(before.cells) > 1 == len(row.cells) and before.x0 + HANGING < row.x0 < before.x1
    listed = hangs and row.block == before.block and "," in before.cells[-1]
    return listed or (row.text[0].islower() and ends_open(before.text))


def _whole(rows: Sequence[Row], at: int) -> Heading | None:
    """Return the heading that row `at`, perhaps with the next, is by its words."""
    row = rows[at]
    note = len(row.text) - len(without_note(row.text))
    if not could_head(row, LONGEST + note) or (at and _goes_on(rows[at - 1], row)):
        return None
    if len(row.cells) > 1 and sections_told_in_person(row.text):
        return None  # what stands beside it is no part of it
    following = rows[at + 1] if at + 1 < len(rows) else None
    pairs = following is not None and following.look == row.look and following.block == row.block
    if following is not None and pairs and len(row.text) < 28 and len(following.text) < 28:
        alone, joined = sections_named(row.text), sections_named(f"{row.text} {following.text}")
        if (
            joined
            and (not alone or is_qualifier(following.text))
            and (not sections_named(following.text) or not alone)
        ):
            return Heading(joined, rows=2)
    kinds = sections_named(row.text) or _decorated(row) or _since(row)
    if not kinds or (kinds[0] == "languages" and is_language_level(row.text)):
        return None
    return Heading(kinds)


def _decorated(row: Row) -> tuple[str, ...]:
    """Return what a heading with a number or a motto beside it names: "§02 | CHART · SKILLS"."""
    if not (row.caps or row.bold or row.heading):
        return ()
    cells = [cell for cell in row.cells if sum(map(str.isalpha, cell)) > 2]
    if len(cells) != 1:
        return ()
    if cells[0][-1] == ")":
        return _with_aside(cells[0])
    parts = [part for part in _MOTTO.split(cells[0]) if part]
    named = [kinds for part in parts if (kinds := sections_named(part))]
    return named[-1] if named and len(parts) <= 2 else ()


def without_since(row: Row) -> str:
    """Return the text of a heading without the year from which its section tells: "Projects since 2019"."""
    opened = row.periods[-1] if row.periods else None
    if opened is None or not opened.is_current or opened.end < len(row.text):
        return row.text
    return row.text[: opened.at].rstrip() or row.text


def _since(row: Row) -> tuple[str, ...]:
    """Return what a heading with such a year names, if it is set as one."""
    text = without_since(row) if row.caps or row.bold or row.heading else row.text
    kinds = sections_named(text) if text != row.text else ()
    return kinds if kinds and kinds[0] in _ENTRIES else ()


def _with_aside(text: str) -> tuple[str, ...]:
    """Return what a heading with words in brackets behind it names; dates there are those of an entry."""
    heading, _, aside = text[:-1].partition("(")
    told = "".join(without(aside, periods(aside)))
    return sections_named(heading) if any(map(str.isalpha, told)) else ()


def _leading(row: Row, before: Row | None) -> Heading | None:
    """Return the heading in the first cell of a row whose other cells are content.

    What begins small goes on with the line `before`, unless that has a label of its own.
    """
    if len(row.cells) < 2 or row.bullet:
        return None
    kinds = sections_named(row.cells[0])
    if not kinds or kinds[0] in ("contact", "duties"):
        return None
    if len(row.cells) > 2 and names_columns(row):
        return None
    rest = row.cells[1:]
    if not _fits(kinds[0], "  ".join(rest)):
        return None
    if is_language_level(row.cells[0]):  # "Mother tongue | French" says both
        return Heading(kinds, rest=row)
    if rest[0][:1].islower() and not (before and _is_labelled_beside(before, row)):
        return None
    return Heading(kinds, rest=row.with_text("  ".join(rest), rest))


def _is_in_form(before: Row, row: Row) -> bool:
    """Whether a label with a colon stands below that of a part of a job: "Post: | …", "Project: | …"."""
    return (
        len(row.cells) > 1
        and row.cells[0].endswith(":")
        and sections_named(row.cells[0])[:1] == ("projects",)
        and part_label(f"{before.cells[0]} {before.cells[-1]}")[0] != ""
        and len(before.cells) == len(row.cells)
        and abs(before.x0 - row.x0) < 1
    )


def _is_labelled_beside(before: Row, row: Row) -> bool:
    """Whether the line above has its own label in its first cell, and ends there."""
    alike = len(before.cells) == len(row.cells) and abs(before.x0 - row.x0) < 1
    return alike and not ends_open(before.text)


def _fits(kind: str, content: str) -> bool:
    """Whether `content` may stand in a section of this kind: "Languages: Python" is no language."""
    return kind != "languages" or names_language(content)


def inline_heading(row: Row, current: str) -> Heading | None:
    """Return the heading of a line such as "Languages: English, French"."""
    labelled = LABELLED.match(row.text) if any(map(row.text.__contains__, _DIVIDERS)) else None
    if labelled is None:
        return None
    kinds = sections_named(labelled[1])
    if not kinds or kinds[0] in ("contact", current, "other", "teaching", "projects"):
        return None
    if not _fits(kinds[0], labelled[2]):
        return None
    listed = ("languages", "interests", *(("skills",) if is_caps(labelled[1]) else ()))
    listed += ("certifications",) if current in ("education", "training") else ()
    if current in _ENTRIES and (
        kinds[0] not in listed or row.bullet or row.caps or part_label(row.text)[0]
    ):
        return None
    if current == HEAD and kinds[0] not in LISTS | {"summary", "education"}:
        return None
    return Heading(kinds, rest=row.with_text(labelled[2]))


def known_headings(rows: Sequence[Row]) -> dict[int, Heading]:
    """Return the headings whose words are known, by the index of their first row."""
    found: dict[int, Heading] = {}
    asked = {rows[at].cells[0] for at in range(1, len(rows)) if _is_in_form(rows[at - 1], rows[at])}
    at = 0
    while at < len(rows):
        heading = _whole(rows, at) or _leading(rows[at], rows[at - 1] if at else None)
        if heading is not None and heading.rest and rows[at].cells[0] in asked:
            heading = None  # each entry of the form has it, below what describes the one before
        if heading is not None:
            found[at] = heading
        at += heading.rows if heading else 1
    return _without_minor(rows, found)


def _without_minor(rows: Sequence[Row], found: dict[int, Heading]) -> dict[int, Heading]:
    """Drop what heads a part of an entry or of a list: "Projects" within a job, "Other" in skills."""
    sizes = [rows[at].size for at in found if rows[at].size]
    usual = Counter(round(size) for size in sizes).most_common(1)[0][0] if len(sizes) > 2 else 0
    strong = {at for at in found if round(rows[at].size) >= usual}
    all_bold = all(rows[at].bold for at in strong)
    looks = Counter(rows[at].look for at in strong)
    named = {found[at].kinds[0] for at in strong}
    times = Counter((rows[at].folded, rows[at].look) for at in found)
    beside: dict[object, set[str]] = {}
    for at, heading in found.items():
        beside.setdefault(rows[at].look, set()).add(heading.kinds[0])
    kept: dict[int, Heading] = {}
    current = HEAD
    for at, heading in found.items():
        kind = heading.kinds[0]
        if kind == "other" and current == "skills" and (heading.rest or looks[rows[at].look] < 3):
            continue
        repeated = (
            times[rows[at].folded, rows[at].look] > 1
            and kind != current
            and current == "experience"
        )
        plainer = all_bold and not rows[at].bold  # sizes of a scan are not exact
        size = rows[at].size if at not in strong else 0.0
        smaller = 0 < size < (0.9 if plainer else 0.8) * usual
        lonely = kind in named or len(beside[rows[at].look]) < 2
        beside_content = heading.rest is not None and kind not in ("skills", "projects")
        minor = smaller and lonely and not rows[at].caps and not beside_content
        if current in _ENTRIES and (minor or repeated or "duties" in heading.kinds):
            continue
        if current == "certifications" and minor and rows[at - 1].look == rows[at].look:
            continue  # "… Academy of / Training"
        if current == "skills" and kind in _ENTRIES and kept:
            above = rows[max(kept) + 1 : at]
            if _labels_skills(rows, at, heading) or (size and _heads_some(above, rows[at])):
                continue
        kept[at] = heading
        current = kind
    return kept


def _heads_some(above: Sequence[Row], row: Row) -> bool:
    """Whether a row, smaller than headings, is set as what heads other skills above: "IT", "Teaching"."""
    alike = [each for each in above if each.look == row.look]
    return 0 < len(alike) < len(above) and any(row.look[1:]) and all(map(could_head, alike))


def _labels_skills(rows: Sequence[Row], at: int, heading: Heading) -> bool:
    """Whether a row only labels some skills as the row above does: "Technik | Lathe", "Lehre | Moodle"."""
    before, row = rows[at - 1], rows[at]
    if heading.rest is None or row.periods or before.look != row.look:
        return False
    alike = len(before.cells) == len(row.cells) == 2 and abs(before.x0 - row.x0) < 1
    return alike and not sections_named(before.cells[0])
