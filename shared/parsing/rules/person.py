"""The contact block: who the CV is about and how to reach them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.headings import sections_named
from shared.parsing.rules.links import emails, urls, without_addresses
from shared.parsing.rules.names import Name, name_in
from shared.parsing.rules.phones import phone_in, region_of
from shared.parsing.rules.places import home, is_street, likeness
from shared.parsing.rules.prose import first_sentence, glue, is_prose
from shared.parsing.rules.rows import Row, usual_size
from shared.parsing.rules.sections import HEAD, Section
from shared.parsing.rules.text import fold, trim

MAX_BLOCK: Final = 60  # lines of the head, and of contact sections, that are read
_LABELLED: Final = re.compile(r"^([^:]{2,30}?)\s*:\s*(.*)$")
_PARTS: Final = re.compile(r"\s*[|•·●⋅]\s*|\s{3,}|\s+[–—]\s+|\s+-\s+")
_NUMBERS: Final = re.compile(r"\+?\(?\d[\d\s().\-/]{7,}\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """What the contact block says."""

    info: dict[str, Any]
    name_sure: float
    introduction: str | None  # running text in the head


def _label_of(text: str) -> str | None:
    folded = trim(fold(text)).strip(" :")
    for kind, labels in tables.sections("labels").items():
        if folded in labels:
            return kind
    return None


def _label_before(text: str) -> tuple[str, str] | None:
    """Return kind and value of "Phone +33 …", where nothing but a space parts them."""
    words = text.split()
    for count in (3, 2, 1):
        if len(words) > count and (kind := _label_of(" ".join(words[:count]))):
            return kind, " ".join(words[count:])
    return None


def labelled(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the values that stand behind, beside or below a label, by kind of label."""
    found: dict[str, list[str]] = {}
    pending: str | None = None
    for row in rows:
        before = pending
        pending = None
        for cell in row.cells:
            match = _LABELLED.match(cell)
            kind = _label_of(match[1]) if match else _label_of(cell)
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


def _labelled_name(labels: dict[str, list[str]]) -> str | None:
    first, last = labels.get("first_name"), labels.get("last_name") or labels.get("name")
    if first and last:
        return f"{first[0]} {last[0]}"
    return next(iter(labels.get("name", [])), None)


def _email(written: Sequence[str], linked: Sequence[str]) -> str | None:
    """Return the first address; the link behind it mends one whose marks were not read."""
    if not written:
        return linked[0] if linked else None
    same = [link for link in linked if _letters(link) == _letters(written[0])]
    return same[0] if same else written[0]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _without_name(row: Row, name: Name | None) -> Row:
    """Return the row without the name, in which a place may hide: "Jack London"."""
    if name is None or name.text not in row.text:
        return row
    cells = tuple(cell.replace(name.text, " | ") for cell in row.cells)
    return row.with_text(" | ".join(cells), cells)


def _location(rows: Sequence[Row], labels: dict[str, list[str]]) -> str | None:
    parts = [labels[part][0] for part in ("city", "region", "country") if part in labels]
    if "city" in labels and likeness(labels["city"][0]) >= 0.6:
        return ", ".join(parts)
    for value in [*labels.get("location", []), *parts]:
        place = home(value)
        if place and (likeness(place) >= 0.6 or not is_street(value)):
            return place
    best: tuple[float, str] | None = None
    for row in _with_addresses_joined(rows):
        if len(row.text.split()) > 20:
            continue
        text = _NUMBERS.sub(" | ", without_addresses(" | ".join(row.cells)))
        for part in [text.replace("|", ","), *_PARTS.split(text)]:
            place = home(part)
            if place is None:
                continue
            score = likeness(place) + 0.1 * min(place.count(","), 2)
            if best is None or score > best[0]:
                best = (score, place)
    return best[1] if best and best[0] > 0 else None


def _with_addresses_joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with an address that runs over two lines on one."""
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else None
        if before and before.text.endswith(",") and len(row.cells) == 1 and likeness(row.text):
            joined[-1] = before.with_text(f"{before.text} {row.text}")
        else:
            joined.append(row)
    return joined


def _headline(head: Sequence[Row], name: Name | None, location: str | None) -> str | None:
    """Return the line near the name that tells a profession."""
    start = max(0, name.at - 1) if name else 0
    best: tuple[float, str] | None = None
    for at, row in enumerate(_with_large_joined(head[start : start + 8]), start):
        for part in (p for cell in row.cells for p in re.split(r"\s+[|•·–—]\s+|\s+-\s+", cell)):
            sentence, rest = first_sentence(part)
            short = rest and len(sentence.split()) <= 5  # "Electrician. Reliable, ten years …"
            text = _after_name(trim(sentence if short else part).rstrip("."), name)
            if not _could_be_headline(text, name, location):
                continue
            distance = abs(at - (name.at + name.rows if name else 0))
            score = lexicon.title(text) + 0.4 - 0.12 * distance
            if best is None or score > best[0]:
                best = (score, text)
    return best[1] if best and best[0] >= 0.25 else None


def _with_large_joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with those that continue a large line joined to it."""
    usual = usual_size(rows)
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else None
        if (
            before
            and before.look == row.look
            and row.size > usual * 1.3
            and len(row.text.split()) == 1
        ):
            joined[-1] = before.with_text(glue(before.text, row.text))
        else:
            joined.append(row)
    return joined


def _after_name(text: str, name: Name | None) -> str:
    """Return `text` without the name before it."""
    if name and fold(text).startswith(fold(name.text) + " "):
        return trim(text[len(name.text) :])
    return text


def _could_be_headline(text: str, name: Name | None, location: str | None) -> bool:
    if not text or len(text) > 90 or "@" in text or _NUMBERS.search(text) or not text[0].isalpha():
        return False
    if name and (fold(text) in fold(name.text) or fold(name.text) in fold(text)):
        return False
    return (
        not is_prose(text)
        and len(text.split()) <= 12
        and likeness(text) < 0.6
        and not is_street(text)
        and not (location and fold(text) in fold(location))
        and not sections_named(text)
        and not any(word in tables.sections("noise")["name_never"] for word in fold(text).split())
        and _label_of(text) is None
        and _LABELLED.match(text) is None
        and text != text.lower()
        and without_addresses(text).strip() == text
    )


def _introduction(head: Sequence[Row]) -> str | None:
    lines = [row.text for row in head if len(row.text.split()) >= 5 and "@" not in row.text]
    long = [line for line in lines if len(line.split()) >= 9 or line.rstrip().endswith(".")]
    if not long:
        return None
    start = lines.index(long[0])
    return " ".join(lines[start:])


def person(
    rows: Sequence[Row], sections: Sequence[Section], links: Sequence[str], language: str | None
) -> Person:
    """Return who the CV is about; what it does not say is None."""
    head = _before_jobs([r for section in sections if section.kind == HEAD for r in section.rows])
    contact = [row for section in sections if "contact" in section.kinds for row in section.rows]
    block = [*head[:MAX_BLOCK], *contact[:MAX_BLOCK]]
    labels = labelled(block)
    email = _email(emails(block) or emails(rows), emails((), links))
    name = name_in(rows, email, _labelled_name(labels))
    addressed = [_without_name(row, name) for row in block]
    location = _location(addressed, labels)
    region = region_of(" ".join([location or "", *(row.text for row in block)][:40]), language)
    introduction = _introduction(head)
    head_at = (
        [row for row in rows[max(0, name.at - 1) : name.at + 9] if row in block]
        if name and not head
        else head
    )
    shifted = Name(name.text, _index(head_at, name), name.rows, name.sure) if name else None
    info = {
        "name": name.text if name else None,
        "headline": _headline(head_at, shifted, location),
        "email": email,
        "phone": phone_in(block, region) or phone_in(_loose(rows), region),
        "location": location,
        "links": urls(block, links),
    }
    return Person(info=info, name_sure=name.sure if name else 0.0, introduction=introduction)


def _before_jobs(rows: Sequence[Row]) -> list[Row]:
    """Return the head without the jobs that follow it where their heading is not known."""
    at = next(
        (at for at, row in enumerate(rows) if any(p.is_range for p in row.periods)), len(rows)
    )
    return list(rows[:at])


def _index(rows: Sequence[Row], name: Name) -> int:
    first = name.text.split()[0]
    return next((at for at, row in enumerate(rows) if first in row.text), 0)


def _loose(rows: Sequence[Row]) -> list[Row]:
    """Return the short rows, where a number outside the contact block may stand."""
    return [row for row in rows if len(row.text) < 60]
