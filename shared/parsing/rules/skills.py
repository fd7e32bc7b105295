"""Skills as the CV lists them: by commas, bullets, cells, labels, ratings."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.levels import is_skill_level, trim_skill, without_rating
from shared.parsing.rules.prose import closes_bracket, ends_open, glue
from shared.parsing.rules.rows import MAX_LENGTH, Row
from shared.parsing.rules.text import fold

MAX_WORDS: Final = 8
LONGEST_PHRASE: Final = 100  # characters, of skill_phrases.txt
MOST_ROOM: Final = 40.0  # points that a full line leaves free
LETTER: Final = 0.55  # em; the width of one
NARROWEST: Final = 14  # em; no column that wraps its lines is narrower
APART: Final = 2.2  # em; lines further apart are not of one list
HANGING: Final = 4.0  # points at least by which the second line of an item is indented
_SEPARATORS: Final = re.compile(
    r"\s*[;•●▪|·\t⋅◦∙■□]\s*|,\s+(?!\d+\b(?!\w))|(?<=\D),\s+|\s{3,}|\s+[–—]\s+|(?<=[\w)]),(?=[^\s\d])"
)
_LABEL: Final = re.compile(r"^([^:,;]{2,45}?)(?:\s*:\s+(?=\S)|\s+[–—-]\s+(?=[^,;]+[,;]))")
_SAYS_SKILLS: Final = re.compile(
    r"(?:(?:core|key|main|technical|soft|other)\s+)?(?:skills?|competences?|kenntnisse|habilidades"
    r"|competencias)\s+|(?:other|autres?|sonstiges)\s+"
)
_AND: Final = frozenset({"et", "and", "und", "y"})  # a list without separators has none
_MARK: Final = re.compile(r"[•●▪·◦∙■□✓–-]\s*\w")  # of a list item
_INNER: Final = re.compile(r"\([^()]{0,80}\)")
_RATED: Final = re.compile(r"(?<=[★☆⋆])\s?\d\s+|(?<=[★☆])\s+(?=\w)|(?<=%)\s+(?=\w)")


def _protected(text: str) -> str:
    """Return `text` with the separators inside brackets hidden."""
    return _INNER.sub(lambda match: match.group().replace(",", "\x00").replace(";", "\x01"), text)


def _items(text: str) -> list[str]:
    label = _LABEL.match(text)
    if label and not is_skill_level(text[label.end() :]):
        text = text[label.end() :]
    elif (first := _SAYS_SKILLS.match(fold(text))) and "," in text:
        text = text[first.end() :]
    if text.count(" / ") > 1 and "," not in text:
        text = text.replace(" / ", ", ")
    parts = [
        part
        for piece in _RATED.split(_protected(text))
        for part in _SEPARATORS.split(piece)
        if part
    ]
    return [part.replace("\x00", ",").replace("\x01", ";") for part in parts]


def _listed(row: Row) -> bool:
    return "," in row.text or "•" in row.text or "·" in row.text or ";" in row.text


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with lists that run over several lines on one."""
    found: list[Row] = []
    widest = max((row.x1 for row in rows), default=0.0)
    for row in rows:
        before = found[-1] if found else None
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


def _runs_on(before: Row, row: Row, widest: float) -> bool:
    labelled = len(row.cells) > 1 and "," not in row.cells[0] and _listed(row)
    if (
        row.bullet
        or labelled
        or _LABEL.match(row.text)
        or (row.size and abs(row.size - before.size) > 0.6)
    ):
        return False
    if before.page == row.page and row.top - before.top > APART * row.size > 0:
        return False
    if ends_open(before.text) or before.text.rstrip().endswith(("•", "·", ";", "|")):
        return True
    if closes_bracket(before.text, row.text):
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
    full = left < min(MOST_ROOM, _first_word_of(row)) if widest else len(before.text) > 60
    grid = len(before.cells) > 1 and "," not in before.cells[-1]
    return _listed(before) and full and not grid and not before.text.rstrip().endswith(".")


def _first_word_of(row: Row) -> float:
    """Return the points that the first word of a row would have taken on the line before."""
    return LETTER * row.size * (len(row.text.split()[0]) + 1)


def _is_skill(text: str) -> bool:
    return (
        any(char.isalpha() for char in text)
        and len(text.split()) <= MAX_WORDS
        and len(text) <= 80
        and not is_skill_level(text)
        and not (_SAYS_SKILLS.match(f"{fold(text)} ") and sections_named(text))
        and fold(text) not in tables.sections("noise")["lines"]
    )


def _runs(text: str) -> list[str]:
    """Return a line of tags without separators cut where a tag seems to begin, with a capital."""
    tokens = text.split()
    if len(tokens) < 4 or text.isupper() or not _AND.isdisjoint(tokens):
        return [text]
    runs = [tokens[0]]
    for before, token in pairwise(tokens):
        begins = token[0].isupper() and (not token.isupper() or before.islower())
        whole = len(runs[-1]) < LONGEST_PHRASE and fold(f"{runs[-1]} {token}") in tables.entries(
            "skill_phrases"
        )
        if begins and not whole and fold(before) not in tables.sections("headings")["neutral"]:
            runs.append(token)
        else:
            runs[-1] += f" {token}"
    return runs if len(runs) >= 3 else [text]


def skills(rows: Sequence[Row]) -> list[str]:
    """Return the skills of the rows of a skills section, each once, in order."""
    found: dict[str, str] = {}
    usual = sorted(row.size for row in rows)[len(rows) // 2] if rows else 0.0
    body = [row for row in rows if row.size >= 0.8 * usual]  # what is smaller is a footnote
    for row in _joined(body):
        cells = row.cells
        if len(cells) == 2 and is_skill_level(cells[1]):
            cells = cells[:1]
        elif (
            len(cells) == 2
            and not _MARK.match(cells[1])
            and ("," in _protected(cells[1]) or "•" in cells[1][1:])
            and "," not in cells[0]
        ):
            cells = cells[1:]
        for cell in cells:
            for item in _items(cell):
                for part in _runs(item):
                    skill = without_rating(part).rstrip(".")
                    if _is_skill(skill):
                        found.setdefault(fold(skill), trim_skill(skill))
    return list(found.values())
