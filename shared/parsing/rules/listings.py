"""Certifications, projects, publications and interests."""

import re
from collections.abc import Sequence
from typing import Any, Final

from shared.parsing.rules.dates import Period
from shared.parsing.rules.entries import split
from shared.parsing.rules.links import urls, without_addresses
from shared.parsing.rules.prose import ends_open, glue, is_prose, prose_of
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold, trim

_PARTS: Final = re.compile(r"\s+[|•·–—-]\s+|\t|\s{3,}")
_BRACKETS: Final = re.compile(r"\s*\(([^()]{2,60})\)\s*$")
_EMPTY: Final = re.compile(r"[(\[][^\w()\[\]]{0,40}[)\]]")
_OPEN_END: Final = re.compile(
    r"(?<![\s,;·–—-])[\s,;·–—-]{1,20}([)\]])"
)  # where a date stood in a bracket
_LEVEL: Final = re.compile(
    r"(?:associate|professional|practitioner|foundation|fundamentals|essentials|specialty|expert"
    r"|advanced|intermediate|basic|beginner|confirme|avance|intermediaire|debutant|praticien|experte?"
    r"|avanzado|intermedio|basico|fortgeschritten|grundlagen|(?:level|niveau|nivel|stufe) ?\w{1,3}"
    r"|[abc][12])(?: (?:level|edition))?"
)
_CITED: Final = re.compile(  # authors and the year before the title
    r"(?P<authors>[A-ZÀ-Ý][^()\d]{3,200}?)\s*\((?P<year>(?:19|20)\d\d)[a-z]?\)[.:,]?\s+"
    r"(?P<rest>[\"“«]?[A-ZÀ-Ý0-9].{8,})$"
)
_INITIAL: Final = re.compile(r"(?<=\w[ ,])\s?[A-ZÀ-Ý](?:[.,;&\s-]|$)")  # of an author: "Byron A."
LONGEST_CITATION: Final = 600  # characters
_INTERESTS: Final = re.compile(
    r"\s*[,;•●|·\t]\s*(?![^()]{0,200}\))|\s{3,}|\s+[–—-]\s+(?![^()]{0,200}\))"
)


def _when(row: Row) -> str | None:
    period: Period | None = row.periods[0] if row.periods else None
    return (period.last or period.first) if period else None


def certifications(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the certificates, one a line; the date may stand alone on the line below or above."""
    found: list[dict[str, Any]] = []
    date: str | None = None
    for row in rows:
        if is_prose(row.text) and len(row.text.split()) > 16:
            continue
        name = _unbraced(_OPEN_END.sub(r"\1", row.undated))
        when = _when(row)
        if not any(char.isalpha() for char in name):
            if found and found[-1]["date"] is None and when:
                found[-1]["date"] = when
            else:
                date = when
            continue
        parts = [
            trim(part)
            for cell in (row.cells if len(row.cells) > 1 else (name,))
            for part in _PARTS.split(cell)
        ]
        parts = [part for part in parts if any(c.isalpha() for c in part) and part in name] or [
            name
        ]
        parts = _with_level(parts, name)
        issuer = parts[1] if len(parts) > 1 else None
        if issuer is None and (bracket := _BRACKETS.search(parts[0])):
            issuer, parts[0] = bracket[1], trim(parts[0][: bracket.start()])
        found.append({"name": parts[0], "issuer": issuer, "date": when or date})
        date = None
    return [each for each in found if each["name"]]


def _unbraced(text: str) -> str:
    """Return `text` without the empty brackets that a date has left, or those all around it."""
    text = trim(_EMPTY.sub(" ", text))
    inner = text[1:-1]
    whole = text[:1] in "([" and text[-1:] in ")]" and not set("()[]") & set(inner)
    return trim(inner) if whole else text


def _with_level(parts: list[str], name: str) -> list[str]:
    """Return the parts with a level, such as Associate, left with the name that it is part of."""
    if len(parts) < 2 or not _LEVEL.fullmatch(fold(parts[1])):
        return parts
    whole = name[name.find(parts[0]) : name.find(parts[1], len(parts[0])) + len(parts[1])]
    return [whole, *parts[2:]]


def projects(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the projects: by their dates if they have any, else one for each heading line."""
    found: list[dict[str, Any]] = []
    for entry in split(rows, lambda row: "" if row.bullet else "name"):
        first = entry.rows[0]
        text = without_addresses(first.undated)
        divided = re.split(r":\s+|\s+[|–—]\s+|\s+-\s+", text, maxsplit=1)
        rest = trim(divided[1]) if len(divided) > 1 else ""
        body = [row for row in entry.rows[1:] if any(c.isalpha() for c in row.undated)]
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


def publications(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the publications: a title a line or paragraph, with publisher and date where told."""
    found: list[dict[str, Any]] = []
    open_end = False
    for row in _with_citations_whole(rows):
        if cited := _cited(row.text):
            found.append(_citation(cited, urls([row])))
            open_end = False
            continue
        text = trim(without_addresses(row.undated)).strip("()[] ")
        when, links = _when(row), urls([row])
        bracketed = row.text.lstrip().startswith("(")
        if found and (bracketed or open_end or not any(c.isalpha() for c in text)):
            last = found[-1]
            last["date"] = last["date"] or when
            last["url"] = last["url"] or (links[0] if links else None)
            if open_end and text:
                last["title"] = glue(last["title"], text)
            elif text and any(c.isalpha() for c in text):
                last["publisher"] = last["publisher"] or text
        elif any(char.isalpha() for char in text):
            divided = re.split(r"\s+[|–—]\s+|\.\s+(?=[A-Z])", text, maxsplit=1)
            found.append(
                {
                    "title": trim(divided[0]),
                    "publisher": trim(divided[1]) if len(divided) > 1 else None,
                    "date": when,
                    "url": links[0] if links else None,
                }
            )
        open_end = bool(text) and ends_open(text)
    return [each for each in found if each["title"]]


def _cited(text: str) -> re.Match[str] | None:
    """Return the parts of a citation such as "Byron A., Lee B. (2022) A title. A journal 14."."""
    cited = _CITED.match(text[:LONGEST_CITATION])
    return cited if cited and _INITIAL.search(cited["authors"]) else None


def _with_citations_whole(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the lines of a citation on one."""
    whole: list[Row] = []
    for row in rows:
        if whole and not row.periods and _is_open(whole[-1].text):
            whole[-1] = whole[-1].with_text(glue(whole[-1].text, row.text))
        else:
            whole.append(row)
    return whole


def _is_open(text: str) -> bool:
    """Whether `text` is a citation that goes on: without full stop, or with nothing but a title."""
    cited = _cited(text)
    if cited is None or len(text) > LONGEST_CITATION:
        return False
    return not (text.endswith(".") and ". " in cited["rest"])


def _citation(cited: re.Match[str], links: Sequence[str]) -> dict[str, Any]:
    """Return the publication that a citation names."""
    title, _, publisher = without_addresses(cited["rest"]).partition(". ")
    return {
        "title": trim(title).rstrip("."),
        "publisher": trim(publisher).rstrip(".") or None,
        "date": cited["year"],
        "url": links[0] if links else None,
    }


def interests(rows: Sequence[Row]) -> list[str]:
    """Return the interests, each once."""
    found: dict[str, str] = {}
    text_before = ""
    for row in rows:
        text = f"{text_before} {row.text}".strip() if ends_open(text_before) else row.text
        for part in _INTERESTS.split(re.sub(r"^[^:]{2,30}:\s", "", text)):
            plain = trim(part).rstrip(".")
            if any(char.isalpha() for char in plain) and len(plain) <= 120:
                found.setdefault(fold(plain), plain)
        text_before = row.text
    return list(found.values())
