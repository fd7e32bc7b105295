"""The rows of a document that are headings by their look or place, though their words are not known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.dates import periods
from shared.parsing.rules.heading_rows import LONGEST, UNTOLD, Heading, could_head, without_note
from shared.parsing.rules.headings import section_hinted, speaks_in_person, without_number
from shared.parsing.rules.line_marks import RULED
from shared.parsing.rules.rows import Look, Row
from shared.parsing.rules.text import is_caps

NEAR: Final = 3.0  # points between edges that are one
INSIDE: Final = 20.0  # points right of headings in the margin
EARLY: Final = 3  # rows in which the name may look like a heading
LONGEST_UNTOLD: Final = 72  # characters of a heading in capitals or in the first person
MOST_WORDS: Final = 5
LISTED: Final = 2  # commas of a line that lists
_ENTRIES: Final = frozenset({"experience", "education"})


def styled_like(rows: Sequence[Row], known: Mapping[int, Heading]) -> set[int]:
    """Return the rows that look like the known headings though their words are not known."""
    body, colors = Counter[float](), Counter[str]()
    for row in rows:
        body[row.look[0]] += len(row.text)
        colors[row.color] += len(row.text)
    usual = body.most_common(1)[0][0] if body else 0.0
    plain = colors.most_common(1)[0][0] if colors else ""
    if len(known) < 2:
        return _set_apart(rows, usual) | _ruled(rows, known)
    looks = Counter(rows[at].look for at in known)
    striking = {look for look in looks if look[0] > usual or any(look[1:])}
    alike = {at: row for at, row in enumerate(rows) if row.look in striking}
    everywhere = Counter(row.look for row in alike.values())
    could = {
        at: row
        for at, row in alike.items()
        if at not in known and at - 1 not in known and _could_head_unknown(row)
    }
    often = {
        look for look in striking if looks[look] >= 2 and looks[look] >= 0.6 * everywhere[look]
    }
    largest = max((look[0] for look in looks if looks[look] >= 2), default=0)
    only = {
        look
        for look in striking
        if (look[0] > usual or (looks[look] > 2 and (look[4] or (look[1] and look[3] != plain))))
        and look[0] >= largest > 0
        and _heads_only(look, looks, could)
    }
    first = min(known)
    told = {
        at
        for at, row in could.items()
        if (row.look in often | only if at > first else row.look in only and _may_head(rows, at))
        and not _names_organisation(row)
        and not _is_title_of_job(row, rows[at - 1 : at], rows[at + 1 : at + 3])
    }
    return (
        told
        | _over_entries(rows, known)
        | _over_skills(rows[:first], looks)
        | _numbered(rows, known)
        | _ruled(rows, known)
    )


def _may_head(rows: Sequence[Row], at: int) -> bool:
    """Whether a row before the known headings stands below the name, or right above an entry."""
    return at >= EARLY or (at > 0 and any(row.has_range for row in rows[at + 1 : at + 2]))


def _over_skills(rows: Sequence[Row], looks: Mapping[Look, int]) -> set[int]:
    """Return the rows above all headings that look like one, name skills in many words, and head a list."""
    return {
        at
        for at in range(EARLY, len(rows) - 1)
        if rows[at].look in looks
        and any(rows[at].look[1:])
        and could_head(rows[at])
        and rows[at + 1].look != rows[at].look
        and rows[at + 1].text.count(",") >= LISTED
        and section_hinted(rows[at].text) == "skills"
        and lexicon.title(rows[at].text) < 0.7
    }


def _numbered(rows: Sequence[Row], known: Mapping[int, Heading]) -> set[int]:
    """Return the rows numbered and set as known headings are, as in forms; capitals make no odds."""
    looks = Counter(_plain(rows[at]) for at in known if _is_numbered(rows[at]))
    firm = {look for look, count in looks.items() if count > 1}
    if not firm:
        return set()
    return {
        at
        for at, row in enumerate(rows)
        if at not in known
        and _plain(row) in firm
        and _is_numbered(row)
        and _could_head_unknown(row)
        and not _names_organisation(row)
    }


def _ruled(rows: Sequence[Row], known: Mapping[int, Heading]) -> set[int]:
    """Return the rows typed between two rules, as known headings are."""
    if not any(rows[at].heading == RULED for at in known):
        return set()
    return {
        at
        for at, row in enumerate(rows)
        if at > 0 and row.heading == RULED and at not in known and _could_head_unknown(row)
    }


def _is_numbered(row: Row) -> bool:
    return without_number(row.text) != row.text


def _plain(row: Row) -> tuple[object, ...]:
    return row.size, row.bold, row.italic, row.color


def _over_entries(rows: Sequence[Row], known: Mapping[int, Heading]) -> set[int]:
    """Return the rows set larger than all known headings, if these name neither jobs nor studies.

    Those stand in a sidebar then. What is larger and of one look heads dated entries, each time.
    """
    if any(not _ENTRIES.isdisjoint(heading.kinds) for heading in known.values()):
        return set()
    largest = max(rows[at].size for at in known)
    large = {at: row for at, row in enumerate(rows) if at >= EARLY and row.size > largest > 0}
    looks = Counter(row.look for row in large.values())
    heading = {
        at
        for at, row in large.items()
        if looks[row.look] > 1
        and _could_head_unknown(row)
        and any(below.has_range for below in rows[at + 1 : at + 1 + EARLY])
        and max(_kinds_of_header(row.text)) < 0.7
    }
    firm = Counter(rows[at].look for at in heading)
    return {at for at in heading if firm[rows[at].look] == looks[rows[at].look]}


def _could_head_unknown(row: Row) -> bool:
    """Whether a line could be a heading of words that are not known.

    Those in capitals and those in the first person may be long. None has words of another weight.
    """
    if row.lead:
        return False
    text = without_note(without_number(row.text)) if _is_numbered(row) else row.text
    longest, most_words = (
        (LONGEST_UNTOLD, 2 * MOST_WORDS)
        if is_caps(text) or speaks_in_person(text)
        else (LONGEST, MOST_WORDS)
    )
    around = len(row.text) - len(text)
    return could_head(row, longest + around) and not row.periods and len(text.split()) <= most_words


def _heads_only(look: Look, looks: Mapping[Look, int], could: Mapping[int, Row]) -> bool:
    """Whether only headings have a look, though the words of most are not known."""
    rows = [row for row in could.values() if row.look == look]
    jobs = sum(lexicon.title(row.text) >= 0.7 for row in rows)
    return looks[look] >= 0.25 * (looks[look] + len(rows)) and jobs <= 0.3 * len(rows)


def _names_organisation(row: Row) -> bool:
    """Whether a line names an employer or a school: "CITY COLLEGE", not "SCHOOLS AND DEGREES"."""
    if _organisation(row.text) < 0.8 or (row.caps and section_hinted(row.text)):
        return False
    first, _, rest = row.text.partition(" ")
    return not rest.islower() or _organisation(first) >= 0.8  # "On the benches of a school"


def _organisation(text: str) -> float:
    return max(lexicon.employer(text), lexicon.school(text))


def _is_title_of_job(row: Row, above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether a line is a job title beside the line of its employer and period, though set as a heading.

    Sizes of a scan are not exact.
    """
    if lexicon.title(row.text) < 0.7:
        return False
    dated = any(each.has_range and lexicon.title(each.undated) < 0.7 for each in below)
    return dated or any(each.has_range and _names_organisation(each) for each in above)


def _set_apart(rows: Sequence[Row], usual: float) -> set[int]:
    """Return the rows that are set as headings, where the words of none are known."""
    large = [at for at, row in enumerate(rows) if at >= EARLY and row.size > 1.2 * usual > 0]
    looks = Counter(rows[at].look for at in large)
    if not looks or (count := looks.most_common(1)[0][1]) < EARLY:
        return set()
    look = next(look for look in looks if looks[look] == count)
    found = {at for at in large if rows[at].look == look}
    firm = all(could_head(rows[at]) and not rows[at].periods for at in found)
    return found if firm and not any(lexicon.title(rows[at].text) >= 0.7 for at in found) else set()


def on_top_of_columns(rows: Sequence[Row], known: Mapping[int, Heading]) -> set[int]:
    """Return the rows of unknown words that open a column and head the dated entries in it."""
    return {
        at
        for at in range(EARLY, len(rows) - 1)
        if rows[at].top < rows[at - 1].top
        and rows[at].page == rows[at - 1].page
        and rows[at].block != rows[at - 1].block
        and rows[at + 1].has_range
        and rows[at + 1].block == rows[at].block
        and len(rows[at].cells) == 1
        and at not in known
        and not {at - 1, at + 1} & known.keys()
        and _could_head_unknown(rows[at])
        and not max(_kinds_of_header(rows[at].text))
    }


def _kinds_of_header(text: str) -> tuple[float, ...]:
    """Return how much a line names a job, an employer, a school, or a degree."""
    return lexicon.title(text), lexicon.employer(text), lexicon.school(text), lexicon.degree(text)


def in_margin(rows: Sequence[Row], known: Mapping[int, Heading]) -> dict[int, Heading]:
    """Return the headings of unknown words that stand in the margin, as known ones do there.

    What has two cells and begins where they begin is one, if most lines begin further right.
    """
    edges = [rows[at].x0 for at, heading in known.items() if heading.rest is not None]
    if len(edges) < 2 or max(edges) - min(edges) > NEAR or not min(edges) > 0:
        return {}
    first = min(at for at, heading in known.items() if heading.rest is not None)
    labels = {
        at: row
        for at, row in enumerate(rows)
        if at > first
        and at not in known
        and abs(row.x0 - edges[0]) < NEAR
        and len(row.cells) == 2
        and _could_label(row.cells[0])
    }
    inside = [row for row in rows[first:] if row.x0 > edges[0] + INSIDE]
    if len(inside) < 2 * (len(rows) - first - len(inside)):
        return {}
    return {
        at: Heading(
            (section_hinted(row.cells[0]) or UNTOLD,),
            rest=row.with_text("  ".join(row.cells[1:]), row.cells[1:]),
        )
        for at, row in labels.items()
    }


def _could_label(cell: str) -> bool:
    return cell[0].isupper() and len(cell.split()) <= MOST_WORDS and not periods(cell)
