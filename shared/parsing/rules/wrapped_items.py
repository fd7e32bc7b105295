"""Second lines of dated list items, told from lines that begin an entry."""

from typing import Final

from shared.parsing.rules.prose import had_no_room
from shared.parsing.rules.rows import Row

LONGEST: Final = 1_000  # characters of an item; what goes on for longer is none
HANGING: Final = 4.0  # points at least by which the second line of an item is indented


def fills_item(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` is the end of a dated item of several parts, and its first word found no room there."""
    return (
        before.bullet
        and bool(before.periods)
        and not (row.bullet or row.periods)
        and row.x0 > before.x0 + HANGING > HANGING
        and had_no_room(before, row, widest)
        and (row.italic, row.size, row.block) == (before.italic, before.size, before.block)
        and before.text[-1] not in ".!?:;"
        and "," in before.undated
    )


def goes_on_dated(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` goes on with an item, with a date among its words, and had no room above."""
    return (
        before.bullet
        and not row.bullet
        and len(row.periods) == 1
        and row.text[row.periods[0].end :].lstrip()[:1].islower()
        and row.x0 >= before.x0 > 0
        and len(before.text) < LONGEST
        and (row.look, row.block) == (before.look, before.block)
        and had_no_room(before, row, widest)
        and before.text[-1] not in ".!?:;"
    )
