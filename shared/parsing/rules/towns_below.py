"""Towns below the dates of jobs, alone or in the margin; those that no table holds are told by the others."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules import lexicon
from shared.parsing.rules.entries import Entry
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import glue, had_no_room
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import has_digit

_DIVIDED: Final = re.compile(r",\s|\s[|·•–—-]\s|\s(?:at|chez|bei)\s|\s{2}")
LEAST: Final = 2  # towns that are known
MOST: Final = 3  # jobs for each of them
TOWN: Final = 3  # words of another one at most
END: Final = 2  # words of the end of a header beside a town at most


def with_towns_below(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with a label before the town below the date, if one stands below each date."""
    below = [row for entry in entries if (row := _below(entry)) is not None]
    known = [row for row in below if len(row.cells) == 1 and likeness(row.text) >= 0.9]
    if not LEAST <= len(known) < len(entries) <= MOST * len(known):
        return list(entries)
    if len(below) < len(entries) or not all(_could_tell_town(row, known[0]) for row in below):
        return list(entries)
    if not _tells_two(entries[0]):  # a title alone may have its employer below
        return list(entries)
    widest = max(row.x1 for entry in entries for row in entry.rows)
    return [_labelled(entry, widest) for entry in entries]


def _below(entry: Entry) -> Row | None:
    """Return the row below the date of an entry."""
    rows = entry.rows[entry.dated + 1 :]
    return rows[0] if rows and entry.dated >= 0 and not entry.in_form else None


def _tells_two(entry: Entry) -> bool:
    """Whether two names stand down to the date of an entry, as a title and an employer."""
    named = [row.undated for row in entry.rows[: entry.dated + 1] if row.undated]
    return len(named) > 1 or any(_DIVIDED.search(text) for text in named)


def _could_tell_town(row: Row, known: Row) -> bool:
    """Whether a row begins where the `known` town does, and with what has the form of one."""
    beside = len(row.cells) == 2 and abs(row.x0 - known.x0) < 2 < row.x0
    if row.bullet or not (beside or row.look == known.look):
        return False
    town = row.cells[0].partition(",")[0]
    if not town[0].isupper() or len(town.split()) > TOWN or has_digit(town):
        return False
    return max(lexicon.title(town), lexicon.employer(town), lexicon.school(town)) < 0.5


def _labelled(entry: Entry, widest: float) -> Entry:
    """Return an entry with the label before its town; what stands beside it goes on with the header, or below."""
    at = entry.dated + 1
    head, row = entry.rows[entry.dated], entry.rows[at]
    town, *beside = row.cells
    rest = row.with_text("  ".join(beside)) if beside else None
    if rest and len(rest.text.split()) <= END and had_no_room(head, rest, widest):
        head = head.with_text(
            glue(head.text, rest.text), (*head.cells[:-1], glue(head.cells[-1], rest.text))
        )
        rest = None
    rows = (
        head,
        row.with_text(f"location: {town}"),
        *([replace(rest, bullet=True)] if rest else []),
    )
    return replace(entry, rows=(*entry.rows[: entry.dated], *rows, *entry.rows[at + 1 :]))
