"""The contact block: who the CV is about and how to reach them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.address import location_in
from shared.parsing.rules.contact_labels import labelled
from shared.parsing.rules.heading_rows import HEAD
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.headline import headline_in, introduction_in, seeks
from shared.parsing.rules.links import emails, urls
from shared.parsing.rules.names import Name, name_in
from shared.parsing.rules.phones import phone_in, regions_of
from shared.parsing.rules.prose import is_prose
from shared.parsing.rules.rows import Row, usual_size
from shared.parsing.rules.sections import Section
from shared.parsing.rules.text import fold

_NEAR_TOP: Final = 8  # rows among which the address stands, if at the top
LEAST_SENTENCE: Final = 12  # words of a sentence
MAX_BLOCK: Final = 60  # lines of the head, and of contact sections, that are read


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """What the contact block says."""

    info: dict[str, Any]
    name_sure: float
    introduction: str | None  # running text in the head


def person(
    rows: Sequence[Row], sections: Sequence[Section], links: Sequence[str], language: str | None
) -> Person:
    """Return who the CV is about; what it does not say is None."""
    head = _before_jobs([r for section in sections if section.kind == HEAD for r in section.rows])
    contact = [row for section in sections if "contact" in section.kinds for row in section.rows]
    block = [*head[:MAX_BLOCK], *contact[:MAX_BLOCK]]
    labels = labelled(block)
    email = _email(emails(block) or emails(rows), emails((), links))
    name = name_in(rows, email, _labelled_name(labels))
    named = rows[name.at : name.at + name.rows] if name else ()
    addressed = [_without_name(row, name, named) for row in block]
    head_at = _around_name(rows, head, name)
    location = location_in(addressed, labels) or location_in(
        [_without_name(row, name, named) for row in head_at], {}
    )
    regions = regions_of(" ".join([row.text for row in block[:40]]), language, location)
    shifted = Name(name.text, _index(head_at, name), name.rows, name.sure) if name else None
    headline = (
        next(iter(labels.get("headline", [])), None)
        or _sought(sections)
        or headline_in(head_at, shifted, location, usual_size(rows))
    )
    info = {
        "name": name.text if name else None,
        "headline": headline,
        "email": email,
        "phone": phone_in(block, *regions) or phone_in(_loose(rows), *regions),
        "location": location,
        "links": urls(block, links),
    }
    return Person(
        info=info,
        name_sure=name.sure if name else 0.0,
        introduction=introduction_in(_beside_name(head, name), headline, location)
        or introduction_in(_beside_name(head_at, name), headline, location),
    )


def _sought(sections: Sequence[Section]) -> str | None:
    """Return the post that stands alone below a heading such as "Desired employment"."""
    sought = (section.rows for section in sections if section.kind == "sought")
    return next((rows[0].text for rows in sought if len(rows) == 1 and _is_post(rows[0])), None)


def _is_post(row: Row) -> bool:
    """Whether a row names a post, and is no sentence about what is sought."""
    return not is_prose(row.text) or lexicon.title(row.text) >= 0.7


def _labelled_name(labels: dict[str, list[str]]) -> str | None:
    name, last = labels.get("name"), labels.get("last_name")
    first = labels.get("first_name") or (name if last else None)
    last = last or name
    if last and "second_last_name" in labels:
        last = [f"{last[0]} {labels['second_last_name'][0]}"]
    if first and last and last[0] not in first[0]:
        return f"{first[0]} {last[0]}"
    return name[0] if name else None


def _email(written: Sequence[str], linked: Sequence[str]) -> str | None:
    """Return the first address; the link behind it mends one whose marks were not read."""
    if not written:
        return linked[0] if linked else None
    same = [link for link in linked if _letters(link) == _letters(written[0])]
    return same[0] if same else written[0]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _without_name(row: Row, name: Name | None, named: Sequence[Row]) -> Row:
    """Return the row without the name, in which a place may hide: "Jack London".

    It may end with the whole of one of the `named` rows.
    """
    if name is None:
        return row
    if name.text.endswith(f" {row.text}") and any(row is other for other in named):
        return row.with_text("|")
    if name.text not in row.text:
        return row
    cells = tuple(cell.replace(name.text, " | ") for cell in row.cells)
    return row.with_text(" | ".join(cells), cells)


def _beside_name(rows: Sequence[Row], name: Name | None) -> list[Row]:
    """Return the rows with what stands beside the name without it."""
    found: list[Row] = []
    for row in rows:
        cells = tuple(cell for cell in row.cells if name is None or cell != name.text)
        found.append(
            row.with_text("  ".join(cells), cells) if 0 < len(cells) < len(row.cells) else row
        )
    return found


def _before_jobs(rows: Sequence[Row]) -> list[Row]:
    """Return the head without the jobs that follow it where their heading is not known."""
    reached = max((at for at, row in enumerate(rows[:_NEAR_TOP]) if "@" in row.text), default=0)
    ranges = (
        at
        for at, row in enumerate(rows)
        if row.has_range and at > reached and not seeks(row.text) and not _introduces(row)
    )
    return list(rows[: next(ranges, len(rows))])


def _introduces(row: Row) -> bool:
    """Whether a row with a period is a sentence about the person: "A nurse since 2016, I …"."""
    sentence = len(row.text.split()) >= LEAST_SENTENCE and row.text.endswith(".")
    return sentence and row.periods[0].at > 0 and not row.text[-2].isdigit()


def _around_name(rows: Sequence[Row], head: Sequence[Row], name: Name | None) -> Sequence[Row]:
    """Return the rows among which the headline is: the head, or those at a name below a sidebar."""
    if name is None or any(row is rows[name.at] for row in head):
        return head
    below = rows[name.at + name.rows : name.at + 9]
    end = next(
        (at for at, row in enumerate(below) if row.has_range or sections_named(row.text)),
        len(below),
    )
    return [*rows[name.at : name.at + name.rows], *below[:end]]


def _index(rows: Sequence[Row], name: Name) -> int:
    first = name.text.split()[0]
    return next((at for at, row in enumerate(rows) if first in row.text), 0)


def _loose(rows: Sequence[Row]) -> list[Row]:
    """Return the short rows, where a number outside the contact block may stand."""
    return [row for row in rows if len(row.text) < 60]
