"""Skills as the CV lists them: by commas, bullets, cells, labels, ratings."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.levels import is_skill_level, trim_skill, without_rating
from shared.parsing.rules.prose import closes_bracket, ends_open, glue
from shared.parsing.rules.rows import MAX_LENGTH, Row
from shared.parsing.rules.text import any_of, fold

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
_PAIR: Final = re.compile(r"(\S(?:.*?\S)?)\s+(?:et|and|und|y)\s+(\S.*)")
_CODE: Final = re.compile(r"\w[\w.]*[A-Z][\w.]*|[\w.]+[+#]+")  # SQL, InDesign, C++
_MARK: Final = re.compile(r"[•●▪·◦∙■□✓–-]\s*\w")  # of a list item
_INNER: Final = re.compile(r"\([^()]{0,80}\)")
_RATED: Final = re.compile(r"(?<=[★☆⋆])\s?\d\s+|(?<=[★☆])\s+(?=\w)|(?<=%)\s+(?=\w)")


def _protected(text: str) -> str:
    """Return `text` with the separators inside brackets hidden."""
    return _INNER.sub(lambda match: match.group().replace(",", "\x00").replace(";", "\x01"), text)


def _items(text: str) -> list[str]:
    protected = _protected(text)
    clauses = protected.split(";") if "," in protected else [protected]
    return [
        item.replace("\x00", ",").replace("\x01", ";")
        for clause in clauses
        for item in _items_of_clause(clause.strip())
    ]


def _items_of_clause(text: str) -> list[str]:
    label = _LABEL.match(text)
    if label and not is_skill_level(text[label.end() :]):
        text = text[label.end() :]
    elif (first := _SAYS_SKILLS.match(fold(text))) and "," in text:
        text = text[first.end() :]
    names = _without_lead(text)
    if names.count(" / ") > 1 and "," not in names:
        names = names.replace(" / ", ", ")
    items = [part for piece in _RATED.split(names) for part in _SEPARATORS.split(piece) if part]
    return _with_pairs_divided(items, listed=names != text or len(items) > 1)


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(tables.sections('skill_phrases')['leads'])})\s+")


def _without_lead(text: str) -> str:
    """Return a list of names without the words that lead to them: "Sound use of Word, Excel"."""
    lead = _leads().match(fold(text))
    names = text[lead.end() :] if lead else ""
    if not names[:1].isupper():
        return text
    pair = _PAIR.fullmatch(names)
    return names if "," in names or (pair and _are_alike(pair)) else text


def _with_pairs_divided(items: list[str], *, listed: bool) -> list[str]:
    """Return the items with pairs of names divided, and the last two of what is listed."""
    pairs = [_PAIR.fullmatch(item) for item in items]
    if not any(pairs):
        return items
    found: list[str] = []
    for item, pair in zip(items, pairs, strict=True):
        ends_list = listed and item is items[-1] and not any(pairs[:-1])
        divides = pair and (_are_names(pair) or (ends_list and _are_alike(pair)))
        found += pair.groups() if pair and divides else [item]
    return found


def _are_names(pair: re.Match[str]) -> bool:
    """Whether both sides are made of names such as SAP or InDesign and nothing else."""
    return all(_CODE.fullmatch(word) for side in pair.groups() for word in side.split())


def _are_alike(pair: re.Match[str]) -> bool:
    """Whether both sides are one word, written alike, and no phrase such as "health and safety"."""
    one, two = pair[1], pair[2].rstrip(".")
    if " " in one or " " in two or fold(pair.string) in tables.sections("skill_phrases")["pairs"]:
        return False
    return one[0].isupper() == two[0].isupper()


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
        phrases = tables.sections("skill_phrases")["phrases"]
        whole = len(runs[-1]) < LONGEST_PHRASE and fold(f"{runs[-1]} {token}") in phrases
        if begins and not whole and fold(before) not in tables.sections("headings")["neutral"]:
            runs.append(token)
        else:
            runs[-1] += f" {token}"
    return runs if len(runs) >= 3 else [text]


def skills(*lists: Sequence[Row]) -> list[str]:
    """Return the skills of the rows of each skills section, each once, in order."""
    found: dict[str, str] = {}
    sizes = sorted([row.size for rows in lists for row in rows])
    least = 0.8 * sizes[len(sizes) // 2] if sizes else 0.0  # what is smaller is a footnote
    bodies = [[row for row in rows if row.size >= least] for rows in lists]
    for row in chain.from_iterable(map(_joined, bodies)):
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
            items = _items(cell)
            for item in items:
                for part in _runs(item) if len(items) == 1 else (item,):
                    skill = without_rating(part).rstrip(".")
                    if _is_skill(skill):
                        found.setdefault(fold(skill), trim_skill(skill))
    return list(found.values())
