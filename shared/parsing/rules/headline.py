"""The profession under the name, and the text that introduces the person."""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.contact_labels import is_particular, label_of, tells_particular
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.links import without_addresses
from shared.parsing.rules.names import Name, beside_names
from shared.parsing.rules.places import is_street, likeness
from shared.parsing.rules.prose import (
    closes_bracket,
    ends_open,
    first_sentence,
    glue,
    had_no_room,
    is_prose,
    without_full_stop,
)
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import Divider, fold, has_digit, trim

NEAR: Final = 12  # rows among which it is looked for
_PARTS: Final = Divider(r"\s+[|•·∙–—@]\s+|\s+-\s+", "|•·∙–—-@")
_ORDINAL: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|e|ème|[AB]|\.?[ºª])[\s-](?=\w)")
_MOST_WORDS: Final = 12  # of a headline
_MOST_OF_LICENCE: Final = 5  # words
_MOST_OF_PARTICULAR: Final = 6  # words
LEAST_SENTENCE: Final = 9  # words of an introduction
_LABELLED: Final = re.compile(r"^([^:]{2,30}?)\s*:\s*(.*)$")
_HOUSE_NUMBER: Final = re.compile(r"\s\d{1,3}\s?[a-z]?$")
_COUNT: Final = re.compile(r"\b\d+\b")  # but not that of S/4HANA
_BORN: Final = re.compile(r"\*\s?\d")
_NUMBERS: Final = re.compile(r"\+?\(?\d[\d\s().\-/]{7,}\d")


def headline_in(
    head: Sequence[Row], name: Name | None, location: str | None, usual: float
) -> str | None:
    """Return the line near the name that tells a profession; `usual` is the size of most text."""
    start = max(0, name.at - 1) if name else 0
    best: tuple[float, str] | None = None
    introduced = False
    rows = _with_wraps_joined(head[start : start + NEAR], usual)
    below_name = name.at + name.rows if name else 0
    for at, row in enumerate(rows, start):
        if is_particular(row):
            continue
        reaches = _reaches(row, location)
        following = rows[at - start + 1 : at - start + 2]
        alone = at == below_name and any(_reaches(each, location) for each in following)
        most = _MOST_WORDS + 2 if alone else _MOST_WORDS
        most += 4 if seeks(row.text) else 0
        cells = (
            row.cells if name is None else [cell.replace(name.text, " | ") for cell in row.cells]
        )
        for cell, part in [(each, part) for each in cells for part in _PARTS.split(each)]:
            sentence, rest = first_sentence(part)
            short = rest and len(sentence.split()) <= 5  # "Electrician. Reliable, ten years …"
            ends = part.endswith(".") and not short
            runs_on = rest and len(sentence.split()) >= LEAST_SENTENCE
            if runs_on or (ends and (introduced or len(part.split()) >= LEAST_SENTENCE)):
                introduced = True  # by a sentence; so do those that follow it
                continue
            text = _after_name(without_full_stop(trim(sentence if short else part)), name)
            if not _could_be_headline(text, name, location, most):
                continue
            title = max(lexicon.title(text), lexicon.title(_before_seeking(text)))
            if text == text.lower() and (text not in row.cells or title < 0.7):
                continue
            if _HOUSE_NUMBER.search(text) and text != row.text:
                continue  # a street of no known kind, in a line of an address
            if title < 0.5 and (reaches or has_digit(text) or tells_particular(text)):
                continue  # a particular among those of the contact line: "SC cleared"
            distance = abs(at - below_name)
            score = title + 0.4 - 0.12 * distance - 0.3 * lexicon.employer(text)
            score += 0.3 if title >= 0.7 and row.size > 1.2 * usual > 0 else 0.0
            if best is None or score > best[0]:
                whole = text == trim(part)
                goes = partial(_goes_with_headline, name=name, location=location, reaches=reaches)
                best = score, _with_rest(cell, part, goes) if whole else text
    return best[1] if best and best[0] >= 0.25 else None


def seeks(text: str) -> bool:
    """Whether `text` tells what the person is looking for: "Student sucht Praktikum ab Mai 2027"."""
    return not tables.sections("noise")["seeking"].isdisjoint(fold(text).split())


def _before_seeking(text: str) -> str:
    """Return what the person is, before what is sought: "Student" of "Student sucht Praktikum"."""
    seeking, words = tables.sections("noise")["seeking"], text.split()
    end = next((at for at, word in enumerate(words) if fold(word) in seeking), 0)
    return " ".join(words[:end])


def _reaches(row: Row, location: str | None) -> bool:
    """Whether the row says where the person is to be reached: by mail, by phone or at home."""
    numbered = _NUMBERS.search(row.text) is not None
    return "@" in row.text or numbered or bool(location and _names(row.text, location))


def _names(text: str, location: str) -> bool:
    return all(part in text for part in location.split(", "))


def _with_rest(cell: str, part: str, goes: Callable[[str], bool]) -> str:
    """Return a profession with what its line says around it: "Data Scientist – Search and NLP"."""
    start = cell.index(part)
    end = start + len(part)
    before, after = _PARTS.split(cell[:start])[:-1], _PARTS.split(cell[end:])[1:]
    for more in reversed(before):
        if not goes(trim(more)) or _is_affiliation(more):
            break
        start = cell.rindex(more, 0, start)
    for more in after:
        if not goes(trim(more)):
            break
        end = cell.index(more, end) + len(more)
    return trim(cell[start:end])


def _goes_with_headline(
    text: str, *, name: Name | None, location: str | None, reaches: bool
) -> bool:
    """Whether `text` belongs to the profession beside it, and is no particular of the person."""
    words = fold(text).split()
    if not words or _names_employer(text):
        return False
    if words[0] in tables.sections("noise")["seeking"]:
        return len(words) <= _MOST_WORDS
    if fold(text).startswith(_licences()):
        return len(words) <= _MOST_OF_LICENCE
    if _COUNT.search(text) or (tells_particular(text) and not _names_post_too(text)):
        return False
    if text[0].islower() and not reaches:
        text = text[0].upper() + text[1:]
    return _could_be_headline(text, name, location, beside=True)


def _names_post_too(text: str) -> bool:
    """Whether `text` names a post beside a word that may be a particular: "Resident, then Registrar"."""
    particulars = tables.sections("noise")["particular"]
    others = [word for word in fold(text).split() if word not in particulars]
    return lexicon.title(" ".join(others)) >= 0.7


@cache
def _licences() -> tuple[str, ...]:
    return tuple(f"{name} " for name in tables.sections("noise")["licences"])


def _names_employer(text: str) -> bool:
    """Whether `text` names an employer, and not only what employers do: "Food & Consumer Goods"."""
    sectors = tables.sections("noise")["sectors"]
    rest = " ".join([word for word in text.split() if fold(word).strip(",") not in sectors])
    return lexicon.employer(rest) > max(0.6, lexicon.title(text))


def _with_wraps_joined(rows: Sequence[Row], usual: float) -> list[Row]:
    """Return the rows with those that continue a large or open line joined to it."""
    joined: list[Row] = []
    widest = max((row.x1 for row in rows), default=0.0)
    for row in rows:
        before = joined[-1] if joined else None
        if before and _is_wrap(before, row, usual, widest):
            joined[-1] = before.with_text(glue(before.text, row.text))
        else:
            joined.append(row)
    return joined


def _is_wrap(before: Row, row: Row, usual: float, widest: float) -> bool:
    """Whether `row` is the end of a line that was too long for its place."""
    goes_on = before.text.endswith(("&", "|", "/")) or closes_bracket(before.text, row.text)
    if goes_on and row.look == before.look:
        return True
    if row.size > 1.3 * usual and abs(row.size - before.size) < 1:
        if row.text[0].islower():
            return True
        if len(row.text.split()) == 1 and row.look == before.look:
            return True
    return (
        row.text[0].islower()
        and row.look == before.look
        and (ends_open(before.text) or (" | " in before.text and had_no_room(before, row, widest)))
    )


def _after_name(text: str, name: Name | None) -> str:
    """Return `text` without the name before it."""
    if name and fold(text).startswith(fold(name.text) + " "):
        return trim(text[len(name.text) :])
    return text


def _is_affiliation(text: str) -> bool:
    """Whether `text` names a school or firm and no profession: "School of Law, University of Leeds"."""
    named = lexicon.school(text) >= 0.8 or lexicon.employer(text) >= 0.6
    return named and lexicon.title(text) < 0.5 and not text.endswith(".")


def _could_be_headline(
    text: str,
    name: Name | None,
    location: str | None,
    most: int = _MOST_WORDS,
    *,
    beside: bool = False,
) -> bool:
    """Whether `text` has the form of a headline of `most` words, or of a part `beside` one."""
    if not text or len(text) > 90 or "@" in text or _NUMBERS.search(text):
        return False
    ordinal = _ORDINAL.match(text) and lexicon.title(text) >= 0.7
    if not text[0].isalpha() and not ordinal and not (beside and text.isalnum()):
        return False  # "| 5G" may stand beside a profession
    if name and (fold(text) in fold(name.text) or fold(name.text) in fold(text)):
        return False
    called_out = text[-1] == "!" and lexicon.title(text) >= 0.7
    return (
        not is_prose(text.rstrip(" !") if called_out else text)
        and len(text.split()) <= most
        and (likeness(text) < 0.6 or (likeness(text) < 0.8 and lexicon.title(text) >= 0.8))
        and not is_street(text)
        and not (_is_affiliation(text) and (not beside or lexicon.school(text) >= 0.8))
        and not (location and fold(text) in fold(location))
        and not sections_named(text)
        and not any(word in tables.sections("noise")["name_never"] for word in fold(text).split())
        and label_of(text) is None
        and _LABELLED.match(text) is None
        and (beside or not beside_names().issuperset(fold(text).split()))
        and without_addresses(text).strip() == text
    )


def introduction_in(head: Sequence[Row], headline: str | None, location: str | None) -> str | None:
    """Return the running text of the head, which is not the `headline`; None without any."""
    lines: list[str] = []
    before: Row | None = None  # the line of running text above
    for row in map(_without_particulars, head):
        if not _could_introduce(row, headline, location):
            before = None
            continue
        count = len(row.text.split())
        wraps = before is not None and before.look == row.look and before.text[-1] not in ".!?"
        starts = count >= LEAST_SENTENCE or (count >= 5 and row.text.rstrip().endswith("."))
        if (count >= 5 or wraps) if lines else starts:
            lines.append(row.text)
            before = row
    return " ".join(lines) or None


def _without_particulars(row: Row) -> Row:
    """Return a row without what a box beside the text says of the person: "… | * 3 May 1990 in Leeds"."""
    if len(row.cells) == 1:
        return row
    kept = tuple(
        cell
        for cell in row.cells
        if not (_BORN.match(cell) or tells_particular(cell))
        or len(cell.split()) > _MOST_OF_PARTICULAR
    )
    return row.with_text("  ".join(kept), kept) if 0 < len(kept) < len(row.cells) else row


def _could_introduce(row: Row, headline: str | None, location: str | None) -> bool:
    """Whether the row is no name, profession, address or other particular."""
    return (
        "@" not in row.text
        and not row.caps
        and not _NUMBERS.search(row.text)
        and not (headline and headline in row.text)
        and not is_particular(row)
        and not (len(row.cells) > 1 and is_street(row.cells[0]))
        and (row.text[0].islower() or not _is_affiliation(row.text))
        and not (location and _is_address(row.text, location))
    )


def _is_address(text: str, location: str) -> bool:
    """Whether a line that names the home is the address rather than running text about it."""
    return _names(text, location) and (text.startswith(location) or is_street(text))
