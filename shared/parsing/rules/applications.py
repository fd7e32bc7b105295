"""Jobs as application forms list them, with the address of each employer, its salary, and a supervisor."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.homes import home
from shared.parsing.rules.places import is_street, without_code
from shared.parsing.rules.prose import is_prose
from shared.parsing.rules.rows import Row
from shared.parsing.rules.segments import labelled
from shared.parsing.rules.text import has_digit

LEAST: Final = 2  # particulars in a form
LONGEST: Final = 60  # characters of a line of an address


def without_particulars(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a form without particulars and streets, with towns alone.

    What stands below a label such as "Duties:" is marked as an item, so that it is no line of a header.
    """
    particulars = {at for at, row in enumerate(rows) if _is_particular(row)}
    if len(particulars) < LEAST:
        return list(rows)
    found: list[Row] = []
    described = False
    for at, row in enumerate(rows):
        if _heads_description(row):
            described = True
        elif at in particulars:
            described = False
        elif _is_street(rows, at, below_employer=bool(found) and found[-1] is rows[at - 1]):
            pass
        elif described and (row.bullet or is_prose(row.text)):
            found.append(replace(row, bullet=True))
        else:
            described = False
            town = _coded_town(row)
            found.append(row.with_text(town) if town else row)
    return found


def _is_particular(row: Row) -> bool:
    label, colon, _ = row.folded.partition(":")
    return bool(colon) and label.strip(" ?") in tables.entries("job_particulars")


def _heads_description(row: Row) -> bool:
    return row.text[-1] == ":" and labelled(row.text)[0] == "description"


def _is_street(rows: Sequence[Row], at: int, *, below_employer: bool) -> bool:
    """Whether a line above the town with its postcode is a street, or stands where one does: "Pier 4"."""
    town = _coded_town(rows[at + 1]) if at + 1 < len(rows) else None
    return town is not None and (below_employer or is_street(rows[at].text))


def _coded_town(row: Row) -> str | None:
    """Return the town of a line that has its postcode too: "Duluth, MN" of "Duluth, MN 55802 US"."""
    if row.periods or len(row.text) > LONGEST or not has_digit(row.text):
        return None
    town = home(row.text)
    plain = without_code(town) if town else None
    return plain if plain != town else None
