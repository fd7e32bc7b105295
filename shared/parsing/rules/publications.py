"""Publications, in the forms of many disciplines."""

import re
from collections.abc import Sequence
from typing import Any, Final

from shared.parsing.rules.certificates import COMMAS, EMPTY_END, date_of
from shared.parsing.rules.links import urls, without_addresses
from shared.parsing.rules.prose import ends_open, glue
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import trim

_CITED: Final = re.compile(  # authors and the year before the title
    r"(?P<authors>[A-ZÀ-Ý][^()\d]{3,200}?)\s*\((?P<year>(?:19|20)\d\d)[a-z]?\)[.:,]?\s+"
    r"(?P<rest>[\"“«]?[^\W_].{8,})$"
)
_INITIAL: Final = re.compile(r"(?<=\w[ ,])\s?[A-ZÀ-Ý](?:[.,;&\s-]|$)")  # of an author: "Byron A."
_NUMBER: Final = re.compile(r"\[\d{1,3}\]\s*|\(?\d{1,2}[.)]\s+(?=\D)")
_SURNAME: Final = r"[A-ZÀ-Ý][\w'’]+(?:[- ][A-ZÀ-Ý][\w'’]+){0,2}"
_AUTHOR: Final = re.compile(  # "Byron, A. B.", "Byron A", "A. Byron"
    rf"{_SURNAME}(?:, (?:[A-ZÀ-Ý]\.[ -]?){{1,3}}| [A-Z]{{1,2}}\b\.?)|(?:[A-ZÀ-Ý]\.[ -]?){{1,3}}{_SURNAME}"
)
_AND_AUTHOR: Final = re.compile(r"(?:,|;|\s?&|\s?(?:et|and|und|y)\b)+\s+(?:(?:et|and|und|y|&)\s+)?")
_STOP: Final = re.compile(r"\s*([.:,]?)\s+(?=[«“„\"A-ZÀ-Ý0-9])")
_IN: Final = re.compile(r"^In:?\s+(?=[A-ZÀ-Ý])")
_QUOTED: Final = re.compile(r"[«“\"„]\s*([^«»“”\"„]{4,200}?)\s*[»”“\"][,.;:]?\s+(\S.{2,200})$")
_QUOTES: Final = re.compile(r"[«“\"„][^«»“”\"„]{1,200}[»”“\"]")
_DIVIDER: Final = re.compile(r"\s+[|–—]\s+|\.\s+(?=[A-Z])|(?<=[»”“\"]),\s+(?=\w)")
_WITHIN: Final = re.compile(r"[.,]\s+in:\s+(?=[A-ZÀ-Ý«„\"])", re.IGNORECASE)
_END_OF_TITLE: Final = re.compile(  # and no short form: "S. 14–19"
    r"(?<!\bS)(?<!\bp)(?<!\bpp)(?<!\bH)(?<!\bNr)(?<!\bBd)(?<!\b[Vv]ol)(?<!\b[Nn]o)\.\s"
)
HANGING: Final = 4.0  # points at least by which the second line of an item is indented
LONGEST_CITATION: Final = 600  # characters


def publications(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the publications: a title a line or paragraph, with publisher and date where told."""
    found: list[dict[str, Any]] = []
    open_end = False
    for row in _with_citations_whole(_numbered(rows)):
        if cited := _cited(row.text):
            found.append(_citation(cited, urls([row])))
            open_end = False
            continue
        text = trim(without_addresses(row.undated)).strip("()[] ")
        text = COMMAS.sub(", ", EMPTY_END.sub("", text[_authors_end(text) :]))
        quoted = _QUOTED.match(text)
        when, links = date_of(row), urls([row])
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
            divided = list(quoted.groups()) if quoted else _divided(text)
            found.append(
                {
                    "title": trim(divided[0]),
                    "publisher": _IN.sub("", trim(divided[1])) if len(divided) > 1 else None,
                    "date": when,
                    "url": links[0] if links else None,
                }
            )
        open_end = bool(text) and ends_open(text)
    return [each for each in found if each["title"]]


def _divided(text: str) -> list[str]:
    """Return a title and what stands behind it; what divides words within quotation marks does not."""
    if within := _WITHIN.search(text):
        return [text[: within.start()], text[within.end() :]]
    quotes = [match.span() for match in _QUOTES.finditer(text)]
    for mark in _DIVIDER.finditer(text):
        if not any(start < mark.start() < end - 1 for start, end in quotes):
            return [text[: mark.start()], text[mark.end() :]]
    return [text]


def _numbered(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without their numbers, such as "[1]"; those without one go on with the one above."""
    numbers = [_NUMBER.match(row.text) for row in rows]
    if not rows or numbers[0] is None:
        return list(rows)
    found: list[Row] = []
    for row, number in zip(rows, numbers, strict=True):
        if number:
            found.append(row.with_text(row.text[number.end() :]))
        elif len(found[-1].text) < LONGEST_CITATION:
            found[-1] = found[-1].with_text(glue(found[-1].text, row.text))
    return found


def _authors_end(text: str) -> int:
    """Return where the authors end that a citation begins with; 0 for none."""
    at = end = 0
    while author := _AUTHOR.match(text, at):
        end = author.end()
        joined = _AND_AUTHOR.match(text, end)
        if joined is None:
            break
        at = joined.end()
    stop = _STOP.match(text, end) if end else None
    return stop.end() if stop and (stop[1] or text[end - 1] == ".") else 0


def _cited(text: str) -> re.Match[str] | None:
    """Return the parts of a citation such as "Byron A., Lee B. (2022) A title. A journal 14."."""
    cited = _CITED.match(text[:LONGEST_CITATION])
    return cited if cited and _INITIAL.search(cited["authors"]) else None


def _with_citations_whole(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with the lines of a citation on one."""
    whole: list[Row] = []
    for row in rows:
        if whole and (_hangs(whole[-1], row) or (not row.periods and _is_open(whole[-1].text))):
            whole[-1] = whole[-1].with_text(glue(whole[-1].text, row.text))
        else:
            whole.append(row)
    return whole


def _hangs(item: Row, row: Row) -> bool:
    """Whether a row is the second line of a list item."""
    inside = row.x0 > item.x0 + HANGING > HANGING and row.block == item.block
    return item.bullet and not row.bullet and inside


def _is_open(text: str) -> bool:
    """Whether `text` is a citation that goes on: without full stop, or with nothing but a title."""
    cited = _cited(text)
    if cited is None or len(text) > LONGEST_CITATION:
        return False
    return not (text.endswith(".") and ". " in cited["rest"])


def _title_and_place(text: str) -> tuple[str, str]:
    """Return a title, and where it was published: behind ", in:" or a full stop."""
    end = _WITHIN.search(text) or _END_OF_TITLE.search(text)
    return (text[: end.start()], text[end.end() :]) if end else (text, "")


def _citation(cited: re.Match[str], links: Sequence[str]) -> dict[str, Any]:
    """Return the publication that a citation names."""
    rest = without_addresses(cited["rest"])
    quoted = _QUOTED.match(rest)
    title, publisher = quoted.groups() if quoted else _title_and_place(rest)
    return {
        "title": trim(title).rstrip("."),
        "publisher": trim(publisher).rstrip(".") or None,
        "date": cited["year"],
        "url": links[0] if links else None,
    }
