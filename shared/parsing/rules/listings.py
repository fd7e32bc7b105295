"""Projects and interests."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from shared.parsing.rules import tables
from shared.parsing.rules.entries import Entry, split
from shared.parsing.rules.links import urls, without_addresses
from shared.parsing.rules.marked_entries import whole_items
from shared.parsing.rules.project_tables import projects_tabled
from shared.parsing.rules.prose import ends_open, glue, prose_of
from shared.parsing.rules.rows import MAX_LENGTH, Row
from shared.parsing.rules.spoken import tells_language
from shared.parsing.rules.text import fold, trim

_INTERESTS: Final = re.compile(
    r"\s*[,;•●|·\t]\s*(?![^()]{0,200}\))|\s{3,}|\s+[–—-]\s+(?![^()]{0,200}\))"
    r"|(?:(?<=[a-zà-ÿ]{3})|(?<=\)))\.\s+(?=[A-ZÀ-Ý])"
)
_SEMICOLON: Final = re.compile(r"\s*;\s*(?![^()]{0,200}\))")
_DIVIDER: Final = re.compile(r"(?<!\s):\s+|\s+[|–—]\s+|\s+-\s+")
_NUMBERED: Final = re.compile(
    r"^(?:project|projet|projekt|proyecto)\s*(?:#|n[°º]|n[or]\.?)?\s*\d{1,2}\s*[:.–-]\s*(?=\S)",
    re.IGNORECASE,
)
LONGEST_NAME: Final = 12  # words before what describes a project on its line
_LABEL: Final = re.compile(r"^[^:]{2,30}:\s")
_INITIALS: Final = re.compile(r"\b[A-ZÀ-Ý]\.$")  # of "e. V."


def projects(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the projects: by their dates if they have any, else one for each item or heading line."""
    found = projects_tabled(rows)
    if found:
        return found
    for entry in _items(rows) or split(rows, lambda row: "" if row.bullet else "name"):
        first = entry.rows[0]
        text = without_addresses(first.undated if entry.period else first.text)
        text = _NUMBERED.sub("", text)
        divided = _DIVIDER.split(text, maxsplit=1)
        if divided[0].count("(") > divided[0].count(")") or len(divided[0].split()) > LONGEST_NAME:
            divided = [text]
        rest = trim(divided[1]) if len(divided) > 1 else ""
        body = [
            row for row in entry.rows[1:] if any(map(str.isalpha, without_addresses(row.undated)))
        ]
        description = "\n".join(part for part in (rest, prose_of(body) or "") if part)
        period = entry.period
        name = trim(divided[0])
        if name:
            links = urls(entry.rows)
            found.append(
                {
                    "name": name,
                    "description": description or None,
                    "url": links[0] if links else None,
                    "start_date": period.first if period else None,
                    "end_date": period.last if period else None,
                }
            )
    return found


def _items(rows: Sequence[Row]) -> list[Entry]:
    """Return an entry for each list item, where there is nothing else."""
    return [
        Entry(rows=(item,), dated=0, period=next(iter(item.periods), None))
        for item in whole_items(rows)
    ]


def interests(rows: Sequence[Row]) -> list[str]:
    """Return the interests, each once."""
    found: dict[str, str] = {}
    texts: list[str] = []
    for row in rows:
        if texts and _goes_on(texts[-1], row) and len(texts[-1]) < MAX_LENGTH:
            texts[-1] = glue(texts[-1], row.text)
        else:
            texts.append(row.text)
    for text in texts:
        listed = text if tells_language(text) else _LABEL.sub("", text)
        kept = [each for each in _SEMICOLON.split(listed) if not tells_particular(each)]
        for part in map(trim, [part for each in kept for part in _INTERESTS.split(each)]):
            plain = part if _INITIALS.search(part) else part.rstrip(".")
            named = any(char.isalpha() for char in plain) and len(plain) <= 120
            if named and not tells_language(plain) and not tells_particular(plain):
                found.setdefault(fold(plain), plain)
    return list(found.values())


def _goes_on(before: str, row: Row) -> bool:
    """Whether a row is the end of the line above it: it begins with a bracket or with a date."""
    dated = bool(row.periods) and row.periods[0].at == 0
    return ends_open(before) or row.text[0] == "(" or (dated and before[-1].isalpha())


def tells_particular(text: str) -> bool:
    """Whether `text` tells a licence or a service: "Führerschein B, BE", "Service militaire"."""
    return f"{fold(trim(text))} ".startswith(_particulars())


@cache
def _particulars() -> tuple[str, ...]:
    return tuple(f"{words} " for words in tables.sections("noise")["no_interest"])
