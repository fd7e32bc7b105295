"""Labels in a skills section: what names a kind of skills and is none."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.levels import is_skill_level
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold

_DIVIDERS: Final = (",", ";", "•", "·", "|")


def lists_in(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of each list of a section, without what names it or the columns of a table."""
    plain = [_without_lead(row) for row in rows if not _is_about_driving(row)]
    labelled = _without_label_cells(_without_column_names(plain))
    return [one for part in labelled for one in _divided(part)]


def _first(row: Row) -> str:
    return fold(row.cells[0]).rstrip(" :.")


def _without_lead(row: Row) -> Row:
    """Return a row that lists something behind a label in bold type without that: "Office Word, Excel"."""
    if not row.lead or len(row.cells) > 1 or not row.text.startswith(f"{row.lead} "):
        return row
    listed = row.text[len(row.lead) + 1 :]
    lists = any(mark in listed for mark in _DIVIDERS) and listed[0].isalnum()
    return row.with_text(listed) if lists and row.lead[-1].isalnum() else row


def _is_about_driving(row: Row) -> bool:
    """Whether a label tells that the row is about the driving licence."""
    label = _first(row) if len(row.cells) > 1 else fold(row.text).partition(":")[0].strip()
    labelled = len(row.cells) > 1 or ":" in row.text
    return labelled and label in tables.sections("skill_phrases")["driving"]


def _without_column_names(rows: list[Row]) -> list[Row]:
    """Return a table without its first row, where that names columns of levels: "Tool | Level | Years"."""
    table = [row for row in rows if len(row.cells) > 1]
    if len(table) < 3:
        return rows
    head, body = table[0], table[1:]
    names_level = fold(head.cells[-1]) in tables.sections("levels")["bare"]
    rated = [row for row in body if _is_rated(row, in_words=names_level)]
    named = len(head.cells) >= len(body[0].cells) and all(
        cell.replace(" ", "").isalpha() for cell in head.cells
    )
    return [row for row in rows if row is not head] if named and len(rated) == len(body) else rows


def _is_rated(row: Row, *, in_words: bool) -> bool:
    """Whether the cells behind the first tell how well something is known: in signs or `in_words`."""
    rating = row.cells[1:]
    signs = not any(map(str.isalpha, "".join(rating)))
    return signs or (in_words and is_skill_level(rating[-1]))


def _divided(rows: list[Row]) -> list[list[Row]]:
    """Return the rows divided at those that head the lists below them, without these."""
    styled = _have_bold_headings(rows)
    labels = tables.sections("skill_phrases")["labels"]
    found: list[list[Row]] = [[]]
    for at, row in enumerate(rows):
        after = rows[at + 1] if at + 1 < len(rows) else None
        heads = after is not None and not any(mark in row.text for mark in _DIVIDERS)
        below = after is not None and (_lists(after) or after.bullet) and not row.bullet
        named = row.text.endswith(":") or (len(row.cells) == 1 and _first(row) in labels)
        if heads and ((named and below) or (styled and row.bold and not _is_labelled(row))):
            found.append([])
        else:
            found[-1].append(row)
    return found


def _is_labelled(row: Row) -> bool:
    """Whether a row has the beginning of a list behind its label, and so heads nothing."""
    return 0 < row.text.find(": ") < len(row.text) - 2


def _lists(row: Row) -> bool:
    return len(row.cells) > 1 or any(mark in row.text for mark in _DIVIDERS)


def _have_bold_headings(rows: Sequence[Row]) -> bool:
    """Whether bold rows head lists: the first is bold, and each stands above what is not."""
    if not rows or not rows[0].bold or rows[-1].bold or all(row.bold for row in rows):
        return False
    below = [after for row, after in pairwise(rows) if row.bold]
    if any(row.bold or is_skill_level(row.text) for row in below):
        return False
    return len(below) * 3 <= len(rows) or all(_lists(row) or row.bullet for row in below)


def _without_label_cells(rows: list[Row]) -> list[list[Row]]:
    """Return the rows divided at those whose first cell is known as a label, without that cell."""
    labels = tables.sections("skill_phrases")["labels"]
    several = [at for at, row in enumerate(rows) if len(row.cells) > 1 and not row.bullet]
    labelled = [at for at in several if _first(rows[at]) in labels]
    if len(labelled) < 2:
        return [rows]
    most = set(several if len(labelled) > 0.6 * len(several) else labelled)
    found: list[list[Row]] = [[]]
    for at, row in enumerate(rows):
        if at in most:
            text = row.text.removeprefix(row.cells[0]).strip()
            found.append([row.with_text(text, row.cells[1:])])
        else:
            found[-1].append(row)
    return found
