"""Employers and schools with no comma before their town, as job boards write them: "Adler Ltd-Leeds"."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.places import likeness
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold

LEAST: Final = 2  # rows of a section that are written so
TOWN: Final = 3  # words at most
_COUNTRY: Final = ("United States", "US", "USA")
_IN_STATE: Final = re.compile(r"([^,]+), ([A-Z]{2}),? (?:United States|USA?)$")


def with_towns_parted(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with spaces around the hyphen before a town, where several rows have one.

    What names the state and the country has its town parted too: "Lake College Duluth, MN United States".
    """
    rows = [_without_country(row) if row.text.endswith(_COUNTRY) else row for row in rows]
    towns = {at: town for at, row in enumerate(rows) if (town := _town_behind(row))}
    if len(towns) < LEAST:
        return list(rows)
    return [
        row.with_text(f"{row.text[: -len(towns[at]) - 1]} - {towns[at]}") if at in towns else row
        for at, row in enumerate(rows)
    ]


def _town_behind(row: Row) -> str | None:
    """Return the place behind the last hyphen of a line; None for "Universität Duisburg-Essen"."""
    if "-" not in row.text or row.bullet or row.periods or len(row.cells) > 1:
        return None
    name, _, town = row.text.rpartition("-")
    last = name.rpartition(" ")[2]
    if not last or not town[:1].isupper() or likeness(town) < 0.7:
        return None
    first = town.partition(",")[0]
    return None if max(likeness(last), likeness(f"{last}-{first}")) >= 0.7 else town


def _without_country(row: Row) -> Row:
    """Return a row with a bar before its town, and without the country behind its state."""
    match = _IN_STATE.fullmatch(row.text) if len(row.cells) == 1 else None
    if match is None or match[2] not in tables.cased("places", "states"):
        return row
    words = match[1].split()
    count = _words_of_town(words)
    name, town = " ".join(words[:-count]), " ".join(words[-count:])
    named = max(lexicon.school(name), lexicon.employer(name)) >= 0.5
    return row.with_text(f"{name} | {town}, {match[2]}") if named else row


def _words_of_town(words: Sequence[str]) -> int:
    """Return how many words at the end are the town: those behind "College", a known city, else one."""
    counts = range(1, min(TOWN, len(words) - 1) + 1)
    for count in counts:
        if lexicon.school(words[-count - 1]) >= 0.8 and words[-count][0].isupper():
            return count
    cities = tables.entries("cities")
    return max((count for count in counts if fold(" ".join(words[-count:])) in cities), default=1)
