"""The rows of lists of skills, with lists that run over several lines on one."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.levels import is_skill_level, without_rating
from shared.parsing.rules.prose import closes_bracket, ends_open, glue
from shared.parsing.rules.rows import MAX_LENGTH, Row
from shared.parsing.rules.text import fold

MOST_ROOM: Final = 40.0  # points that a full line leaves free
LETTER: Final = 0.55  # em; the width of one
NARROWEST: Final = 14  # em; no column that wraps its lines is narrower
APART: Final = 1.9  # em; lines further apart are not of one list
HANGING: Final = 4.0  # points at least by which the second line of an item is indented
LEAST_SMALL: Final = 2  # items of a list that begin with small letters
WIDE: Final = 30  # em; lines of items between bars that are narrower were broken by hand
SEPARATORS: Final = re.compile(
    r"\s*[;•●▪|·\t⋅◦∙■□]\s*|,\s+(?!\d+(?!\d|-?[^\W\d]))|(?<=\D),\s+|\s{3,}|\s+[–—]\s+|(?<=[\w)]),(?=[^\s\d])"
)
LABEL: Final = re.compile(r"^([^:,;]{2,45}?)(?:\s*:\s+(?=\S)|\s+[–—-]\s+(?=[^,;]+[,;]))")


def _listed(row: Row) -> bool:
    return "," in row.text or "•" in row.text or "·" in row.text or ";" in row.text


def _fills_page(row: Row) -> bool:
    """Whether a line lists items between bars and is as wide as a page."""
    return " | " in row.text and row.x1 - row.x0 > WIDE * row.size > 0


def with_lists_joined(rows: Sequence[Row], widest: float) -> list[Row]:
    """Return the rows with lists that run over several lines on one."""
    found: list[Row] = []
    for row in rows:
        if found and _is_below_in_columns(found[-1], row):
            cells = tuple(map(_joined, found[-1].cells, row.cells))
            found[-1] = found[-1].with_text("  ".join(cells), cells)
            continue
        before = _unrated(found[-1], row) if found else None
        fits = before is not None and len(before.text) + len(row.text) < MAX_LENGTH
        if before is not None and fits and _runs_on(before, row, widest):
            cells = (*before.cells[:-1], glue(before.cells[-1], row.cells[0]), *row.cells[1:])
            found[-1] = Row(
                text=glue(before.text, row.text), cells=cells, page=row.page, x0=row.x0, top=row.top,
                x1=row.x1, size=row.size, bold=row.bold, bullet=before.bullet, block=row.block,
            )  # fmt: skip
        else:
            found.append(row)
    return found


def _is_below_in_columns(before: Row, row: Row) -> bool:
    """Whether a row holds the second lines of lists that stand beside each other."""
    alike = 1 < len(before.cells) == len(row.cells) and (before.look, before.block) == (
        row.look,
        row.block,
    )
    if not alike or before.bullet or row.bullet or not 0 < row.top - before.top < APART * row.size:
        return False
    return all(map(ends_open, before.cells[:-1])) and all("," in cell for cell in before.cells)


def _joined(cell: str, below: str) -> str:
    """Return a list in a column with what stands below it."""
    return glue(cell, below) if ends_open(cell) or below[0].islower() else f"{cell}, {below}"


def _unrated(before: Row, row: Row) -> Row:
    """Return a row that another goes on with without the rating behind it: "Care of beds and ●●●"."""
    plain = before.text if before.text[-1].isalnum() else without_rating(before.text)
    rated = plain != before.text and len(before.cells) == 1 and ends_open(plain)
    return before.with_text(plain) if rated and not row.bullet else before


def _runs_on(before: Row, row: Row, widest: float) -> bool:
    labelled = len(row.cells) > 1 and "," not in row.cells[0] and _listed(row)
    if (
        row.bullet
        or labelled
        or (LABEL.match(row.text) and not _rates_list(before, row))
        or (row.size and abs(row.size - before.size) > 0.6)
    ):
        return False
    if _begins_within_label(before, row):
        return False
    if before.page == row.page and row.top - before.top > APART * row.size > 0:
        return False
    if ends_open(before.text) or before.text.rstrip().endswith(("•", "·", ";", "|")):
        return True
    if row.text[0] == "(" and row.text.find(")") == len(row.text) - 1:
        return True
    if closes_bracket(before.text, row.text) or _is_phrase_torn(before, row):
        return True
    if before.bullet and row.block == before.block and row.x0 > before.x0 + HANGING:
        return True
    width = max(widest - before.x0, NARROWEST * row.size)
    if row.text[:1].islower():
        used = before.x1 - before.x0
        left = width - used
        short = used < 0.75 * width and (
            not before.text[:1].isupper() or left > _first_word_of(row)
        )
        return _listed(before) or not (short if widest else len(before.text) < 40)
    left = before.x0 + width - before.x1
    full = left < min(MOST_ROOM, _first_word_of(row)) and widest > 0  # else lines are whole
    grid = len(before.cells) > 1 and "," not in before.cells[-1]
    listed = _listed(before) or _fills_page(before)
    ended = before.text.rstrip().endswith(".") or _begins_anew(before)
    return listed and full and not grid and not ended


def _begins_anew(before: Row) -> bool:
    """Whether only the first item of a list has a capital, so that another one begins the next list."""
    items = SEPARATORS.split(before.text)
    return len(items) > LEAST_SMALL and all(item[:1].islower() for item in items[1:])


def _is_phrase_torn(before: Row, row: Row) -> bool:
    """Whether the last item of a list and the first of the next line are one known skill."""
    if not (_listed(before) and _listed(row)):
        return False
    last, first = SEPARATORS.split(before.text)[-1], SEPARATORS.split(row.text)[0]
    return fold(f"{last} {first}") in tables.sections("skill_phrases")["phrases"]


def _rates_list(before: Row, row: Row) -> bool:
    """Whether `row` ends a list with a level of its items: "Word, / Excel: daily use"."""
    return before.text[-1] == "," and is_skill_level(row.text.rpartition(":")[2])


def _begins_within_label(before: Row, row: Row) -> bool:
    """Whether `row` begins under the label of the row before, as only a label of its own does."""
    label = LETTER * before.size * len(before.cells[0]) if len(before.cells) == 2 else 0.0
    return before.x0 + HANGING < row.x0 < before.x0 + label


def _first_word_of(row: Row) -> float:
    """Return the points that the first word of a row would have taken on the line before."""
    return LETTER * row.size * (len(row.text.split()[0]) + 1)
