"""Labels of the contact block and what stands behind, beside or below them."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold, trim

_LABELLED: Final = re.compile(r"^([^:]{2,30}?)\s*:\s*(.*)$")

_WORD: Final = re.compile(r"[^\W\d_]+")
_JOINING: Final = frozenset({"et", "and", "und", "y", "e", "&", "ou", "or", "oder"})
_PARTICULARS: Final = frozenset({"other", "headline", "identity"})


def label_of(text: str) -> str | None:
    """Return the kind of label that `text` is: "phone" for "Téléphone :"; None for other text."""
    return _kinds().get(_bare(text))


def _bare(text: str) -> str:
    return trim(fold(text)).strip(" :")


@cache
def _kinds() -> dict[str, str]:
    """Return the kind of each label, the first of the table where it stands in several."""
    kinds = reversed(tables.sections("labels").items())
    return {label: kind for kind, labels in kinds for label in labels}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_bare(label.split()[0]) for label in _kinds())


def _label_before(text: str) -> tuple[str, str] | None:
    """Return kind and value of "Phone +33 …", where nothing but a space parts them."""
    words = text.split()
    if words and (first := _bare(words[0])) and first not in _first_words():
        return None
    for count in (3, 2, 1):
        if len(words) <= count or fold(words[count]) in _JOINING:
            continue  # "État civil et élections" is no label
        if kind := label_of(" ".join(words[:count])):
            return kind, " ".join(words[count:])
    return None


def _particular_before(text: str) -> tuple[str, str] | None:
    """Return kind and value of a particular, which no profession is: "Passport Officer"."""
    pair = _label_before(text)
    return pair if pair and lexicon.title(text) < 0.7 else None


def is_particular(row: Row) -> bool:
    """Whether a row tells a particular that is no part of a CV's text: "Born on 3 May 1990"."""
    match = _LABELLED.match(row.text)
    pair = _particular_before(row.text)
    kind = label_of(match[1] if match else row.cells[0]) or (pair[0] if pair else None)
    return kind in _PARTICULARS and not row.text.endswith(".")


def tells_particular(text: str) -> bool:
    """Whether `text` is a particular that needs no label: "verheiratet", "based in Leeds"."""
    pair = _particular_before(text)
    if pair and pair[0] in ("location", "other", "identity"):
        return True
    return not tables.sections("noise")["particular"].isdisjoint(_WORD.findall(fold(text)))


def labelled(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the values that stand behind, beside or below a label, by kind of label."""
    found: dict[str, list[str]] = {}
    pending: str | None = None
    for row in rows:
        before = pending
        pending = None
        for cell in row.cells:
            match = _LABELLED.match(cell)
            kind = label_of(match[1]) if match else label_of(cell)
            if kind and match and match[2].strip():
                found.setdefault(kind, []).append(trim(match[2]))
                before = None
            elif kind:
                before = pending = kind
            elif before:
                found.setdefault(before, []).append(trim(cell))
                before = pending = None
            elif pair := _label_before(cell):
                found.setdefault(pair[0], []).append(trim(pair[1]))
    return found
