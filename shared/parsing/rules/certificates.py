"""Certificates with who gave them, and when."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.close_lines import wrapped_lines
from shared.parsing.rules.date_words import Period
from shared.parsing.rules.expiry import leads_to_expiry, without_expiry
from shared.parsing.rules.places import likeness
from shared.parsing.rules.prose import ends_open, glue, is_prose
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import fold, has_digit, trim
from shared.parsing.rules.wrapped_items import HANGING, LONGEST

_PARTS: Final = re.compile(r"\s+[|•·–—-]\s+|\t|\s{3,}")
_BRACKETS: Final = re.compile(r"\s*\(([^()]{2,60})\)\s*$")
_EMPTY: Final = re.compile(r"[(\[][^\w()\[\]]{0,40}[)\]]")
_OPEN_END: Final = re.compile(
    r"(?<![\s,;·–—-])[\s,;·–—-]{1,20}([)\]])"
)  # where a date stood in a bracket
_RENEWED: Final = re.compile(  # what said that the second date is a renewal
    r"(?<![,\s–-])[,\s–-]{0,9}(?:\([\s,;]{0,9}(?:renewed|recyclage|recyclé|refreshed|updated|renouvelée?s?|aktualisiert|aufgefrischt|erneuert|renovad[oa]s?|reentrenamiento)\s*\)"
    r"|(?<=[,–-]\s)(?:renewed|recyclage|recyclé|refreshed|renouvelée?s?|aktualisiert|aufgefrischt|erneuert|zuletzt|renovad[oa]s?|reentrenamiento))\s*$",
    re.IGNORECASE,
)
_CREDENTIAL: Final = re.compile(
    r"[,;\s]{0,3}\b(?:(?:credential|certificate|licen[cs]e) (?:id|no|nr|number)\b[.:\s]*[\w-]+|id on request)",
    re.IGNORECASE,
)
_OPEN_START: Final = re.compile(r"([(\[])[\s,;·–—-]{1,20}(?=\w)")
_LEVEL: Final = re.compile(
    r"(?:associate|professional|practitioner|foundation|fundamentals|essentials|specialty|expert"
    r"|advanced|intermediate|basic|beginner|confirme|avance|intermediaire|debutant|praticien|experte?"
    r"|avanzado|intermedio|basico|fortgeschritten|grundlagen|(?:level|niveau|nivel|stufe) ?(?:\w{1,3}|basico|medio|intermedio|avanzado|superior)"
    r"|[abc][12])(?: (?:level|edition))?"
)
COMMAS: Final = re.compile(r"\s+,(?:\s*,)*\s*|,(?:\s*,)+\s*")  # where a date stood between two
EMPTY_END: Final = re.compile(r"(?<![\s,;])[\s,;]+\.?$")  # where a date stood
_LAST_COMMA: Final = re.compile(r",\s+([^,()]{2,60}?)(?:\s*\(\d[^()]{0,30}\))?$")
_COMMAS: Final = re.compile(r",\s+(?![^()]{0,80}\))")
_WORD: Final = re.compile(r"[^\W\d_]{3}|\d")
_INNER: Final = re.compile(r"\([^()]*\)")
_ONGOING: Final = frozenset(
    {"laufend", "regelmassig", "jahrlich", "ongoing", "annual", "en cours", "anual"}
)
_BARS: Final = re.compile(r"\s+[|•·]\s+")
_DASHES: Final = re.compile(r"\s+[–—-]\s+")
_STOPS: Final = re.compile(r"(?<=\d|\))\.\s+(?=[A-ZÀ-Ý])")  # behind a date or hours
_DASHED: Final = re.compile(r"[^|•·\t]*?\s[–—-](?=\s)")
_LENGTH: Final = r"\d{1,4}\s?(?:hs?|hrs?|hours|heures|horas|std|stunden|unterrichtsstunden|ue|tage|days|jours|d[ií]as)\b\.?(?:\s(?:a distancia|à distance|on-?line|en ligne|presenciales|lectivas|virtuales)\b)?"
_HOURS: Final = re.compile(rf",\s+{_LENGTH}\s*$", re.IGNORECASE)
_IN_HOURS: Final = re.compile(rf"\s+\({_LENGTH}\)$", re.IGNORECASE)
_HOURS_WITHIN: Final = re.compile(
    rf"(?:(?<=[\w)”»\"])[.,]|\s[–—-])\s+(?i:{_LENGTH})[.,;]?\s+(?=[A-ZÀ-Ý])"
)
_ONLINE: Final = re.compile(
    r"(?<![,;\s])(?:[,;\s]{0,9}\((?:on-?line|en ligne|presencial|virtual|a distancia|remote|fernlehrgang|webinar)\)"
    r"|,\s+(?:on-?line|en ligne|virtual|a distancia))\s*$",
    re.IGNORECASE,
)
_OPEN_MONTHS: Final = re.compile(r"[–-]\s*[^\W\d_]{3,10}\.?$")  # of "Apr – Dec", before its year
_ISSUED: Final = re.compile(
    r"(?:issued|awarded|date of issue|obtained|obtenue?|delivree?|ausgestellt|erworben|expedid[oa]|obtenid[oa])"
    r"(?: (?:on|le|en|am|el|in))?:?"
)
MOST_WORDS: Final = 6  # of an issuer
_ENDING: Final = 5  # letters that words for kinds of one thing share
LONG: Final = 16  # words; a sentence of more is none
SEVERAL: Final = 3  # certificates between bars, most of them dated


def date_of(row: Row) -> str | None:
    """Return the date of a row, of a period its end."""
    period = _period_of(row)
    return (period.last or period.first) if period else None


def _period_of(row: Row) -> Period | None:
    """Return the first date of a row; a year within a name is none: "Payroll 2024, …, May 2023"."""
    first = row.periods[0] if row.periods else None
    if first is None or len(row.periods) < 2 or len(first.last or "") != len("2024"):
        return first
    last = row.periods[-1]
    before, between = row.text[: first.at], row.text[first.end : last.at]
    named = before[-2:-1].isalpha() and between.startswith(", ") and "," in between[1:]
    finer = not first.is_range and len(last.last or "") > len("2024")
    return last if named and finer and not _RENEWED.search(between) else first


def _undated(row: Row) -> str:
    """Return the text of a row without its dates, with a year within its name."""
    period = _period_of(row)
    if period is None or period is row.periods[0]:
        return row.undated
    return f"{row.text[: period.at].rstrip(' ,')}{row.text[period.end :]}"


def certifications(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the certificates, one a line; the date may stand alone on the line below or above."""
    found: list[dict[str, Any]] = []
    date: str | None = None
    whole = _with_second_lines(_whole(rows))
    rows = [_with_label(each) for row in whole for each in _apart(row)]
    by_commas = _name_issuers(rows)
    for row in rows:
        if is_prose(row.text) and len(row.text.split()) > LONG and not _tells_course(row):
            continue
        undated = _HOURS_WITHIN.sub(" | ", _ONLINE.sub("", _undated(row)))
        undated = _RENEWED.sub("", _HOURS.sub("", undated))
        undated = EMPTY_END.sub("", _CREDENTIAL.sub("", undated)).replace(", (", " (")
        name = _unbraced(_OPEN_START.sub(r"\1", _OPEN_END.sub(r"\1", undated)))
        when = date_of(row)
        if not any(char.isalpha() for char in name) or _ISSUED.fullmatch(fold(name)):
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
        parts = [part for part in parts if _tells(part) and part in name] or [name]
        parts = _with_false_issuer(_with_level(parts, name), name) if len(parts) > 1 else parts
        issuer = _IN_HOURS.sub("", parts[1]) if len(parts) > 1 else None
        issuer = issuer if issuer and likeness(issuer) < 0.9 else None
        if issuer and leads_to_expiry(issuer):
            issuer = when = None  # the date is that of its end
        if issuer is None:
            parts[0], issuer = _with_issuer(_HOURS.sub("", parts[0]), by_commas=by_commas)
        found.append({"name": parts[0], "issuer": issuer, "date": when or date})
        date = None
    return [each for each in found if _WORD.search(each["name"])]  # "B, BE, C" says nothing


def _tells(part: str) -> bool:
    """Whether a part has letters, and says more than that a certificate was issued."""
    return any(map(str.isalpha, part)) and not _ISSUED.fullmatch(fold(part))


def _with_issuer(name: str, *, by_commas: bool) -> tuple[str, str | None]:
    """Return a name without the issuer in a bracket or behind a comma, and the issuer."""
    issuer: str | None = None
    bracket = _BRACKETS.search(name)
    told = bracket[1] if bracket and not _lists_kinds(bracket[1]) else ""
    if bracket and told and _could_issue(told) and not _is_code_or_title(told, name):
        issuer, name = told, trim(name[: bracket.start()])
    mark = _LAST_COMMA.search(name) if issuer is None else None
    if mark and (_is_issuer(mark[1]) or (by_commas and _could_issue(mark[1]))):
        issuer, name = mark[1], trim(name[: mark.start()])
    return name, issuer


def _lists_kinds(text: str) -> bool:
    """Whether a bracket lists what a certificate is for, and no issuer and town: "tracked, wheeled"."""
    first, *others = text.split(", ")
    alike = all(part[0].islower() or part[-_ENDING:] == first[-_ENDING:] for part in others)
    return bool(others) and alike and not _is_issuer(text)


def _whole(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with wrapped ones on one, and without the ends of validity."""
    found: list[Row] = []
    widest = max((row.x1 for row in rows), default=0.0)
    wrapped = wrapped_lines(rows, widest)
    for at, row in enumerate(rows):
        goes_on = at in wrapped or (
            found and len(row.cells) == 1 and _goes_on(found[-1], row, widest)
        )
        if goes_on:
            found[-1] = found[-1].with_text(glue(found[-1].text, row.text))
        else:
            found.append(row)
    return [_without_ends(row) for row in found]


def _with_label(row: Row) -> Row:
    """Return a row whose first cell is a label as one text: "Driving licence: | B, BE"."""
    label = len(row.cells) == 2 and row.cells[0][-1] == ":" and not row.periods
    return row.with_text(" ".join(row.cells)) if label else row


def _goes_on(before: Row, row: Row, widest: float) -> bool:
    """Whether `row` is the end of a line that was full, or of a date."""
    if row.bullet or len(before.cells) > 1:
        return False
    if _LEVEL.fullmatch(row.folded):
        return True
    if before.bullet and row.look == before.look and row.x0 > before.x0 + HANGING > HANGING:
        return len(before.text) < LONGEST and not _ends_dated(before)
    if not any(map(str.isalpha, row.undated)):
        dated_later = row.text.startswith("(") and bool(before.periods)
        return bool(row.periods) and (dated_later or _OPEN_MONTHS.search(before.text) is not None)
    if before.text[-1] == ",":
        return not _ISSUED.fullmatch(fold(row.undated).rstrip(" :"))
    full = before.x1 > 0.85 * widest > 0
    if full and ends_open(before.text) and _BARS.search(before.text):
        return True
    goes_on = row.text[0].islower() or row.text[0] == "("
    return full and goes_on and not before.text[0].islower()


def _without_ends(row: Row) -> Row:
    if len(row.cells) > 1 and fold(row.cells[0]) in _ONGOING:
        row = row.with_text("  ".join(row.cells[1:]), row.cells[1:])
    text = without_expiry(row.text)
    if text == row.text:
        return row
    cells = [cell for cell in map(without_expiry, row.cells) if any(map(str.isalnum, cell))]
    return row.with_text(text, tuple(cells))


def _apart(row: Row) -> list[Row]:
    """Return a row of several certificates, with semicolons, bars, stops, dashes or commas between, as one each."""
    if len(row.cells) > 1:
        cells = list(map(row.with_text, row.cells))
        return cells if all(map(_is_dated, cells)) else [row]
    if len(parts := row.text.split("; ")) > 1:
        return list(map(row.with_text, parts))
    for divider, least in ((_BARS, 4), (_STOPS, 4), (_DASHES, 3), (_COMMAS, 3)):
        parts = divider.split(row.text)
        several = list(map(row.with_text, parts)) if len(parts) > 1 else []
        dated = sum(map(_is_dated, several))
        if divider is _STOPS:
            dated = sum(_is_dated(one) or bool(_HOURS.search(one.text)) for one in several)
        if len(several) > 1 and dated == len(several) and not any(map(_tells_renewal, several)):
            return several
        if divider is _BARS and len(several) >= SEVERAL and 2 * dated > len(several):
            return several
        if len(several) >= least and all(_is_short_name(one.undated) for one in several):
            return several
    return [row]


def _ends_dated(row: Row) -> bool:
    """Whether a long line ends with its date, as a name with hours and issuer does."""
    return bool(row.periods) and not row.text[row.periods[-1].end :].strip(" .)")


def _tells_course(row: Row) -> bool:
    """Whether a long line is a course: it tells its hours, and ends with its date."""
    return _ends_dated(row) and _HOURS_WITHIN.search(row.text) is not None


def _is_dated(row: Row) -> bool:
    """Whether a row has a date beside words."""
    return bool(row.periods) and any(map(str.isalpha, row.undated))


def _tells_renewal(row: Row) -> bool:
    """Whether a row only tells when the certificate before it was renewed."""
    return not _RENEWED.sub("", f", {row.undated}")


def _is_short_name(text: str) -> bool:
    plain = trim(_INNER.sub("", text))
    short = sum(map(str.isalpha, text)) > 2 and len(plain.split()) <= MOST_WORDS
    return short and not _is_issuer(text) and not _tells_length(text) and likeness(plain) < 0.7


def _tells_length(text: str) -> bool:
    return has_digit(text) and _HOURS.fullmatch(f", {text}") is not None


def _with_second_lines(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with an undated line below each dated one, of another look, as its issuer."""
    pairs = list(zip(rows[::2], rows[1::2], strict=False))
    paired = len(rows) % 2 == 0 and all(
        one.periods and not two.periods and one.look != two.look for one, two in pairs
    )
    if not pairs or not paired:
        return list(rows)
    return [one.with_text(f"{one.text} | {two.text}", (*one.cells, two.text)) for one, two in pairs]


def _name_issuers(rows: Sequence[Row]) -> bool:
    """Whether most rows, and two at least, end in a comma and what could be an issuer."""
    marks = [_LAST_COMMA.search(row.undated) for row in rows]
    count = len([mark for mark in marks if mark and _could_issue(mark[1])])
    return count >= 2 and count >= 0.6 * len(rows)


def _could_issue(text: str) -> bool:
    """Whether `text` has the form of a name, and is neither code, measure, level nor place."""
    return (
        text[0].isupper()
        and len(text.split()) <= MOST_WORDS
        and not has_digit(text)
        and not _LEVEL.fullmatch(fold(text))
        and likeness(text) < 0.7
    )


def _is_issuer(text: str) -> bool:
    """Whether `text` names an employer, a school or one who is known for certificates."""
    folded = fold(text).removeprefix("the ")
    known = folded in tables.entries("issuers") or folded.startswith(_beginnings())
    named = max(lexicon.employer(text), lexicon.school(text)) >= 0.6
    return _could_issue(text) and (known or named)


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(f"{issuer} " for issuer in tables.entries("issuers"))


def _is_code_or_title(code: str, name: str) -> bool:
    """Whether a bracket is no issuer: a trade, first letters of the name, or behind one with an issuer."""
    letters, _, number = code.partition(" ")
    if _abbreviates(letters, name.partition("(")[0]) and set(number) <= set("IVX0123456789"):
        return True
    if not code.isupper() or " " in code:
        return lexicon.title(code) >= 0.7 and not _is_issuer(code)
    initials = "".join(word[0] for word in re.findall(r"\w+", name.partition("(")[0]))
    return code.lower() in initials.lower() or fold(name).startswith(_beginnings())


def _unbraced(text: str) -> str:
    """Return `text` without the empty brackets that a date has left, or those all around it."""
    text = COMMAS.sub(", ", trim(_EMPTY.sub(" ", text)))
    inner = text[1:-1]
    whole = text[:1] in "([" and text[-1:] in ")]" and not set("()[]") & set(inner)
    return trim(inner) if whole else text


def _with_false_issuer(parts: list[str], name: str) -> list[str]:
    """Return the parts with what stands behind a dash and cannot be an issuer left with the name."""
    dashed = _DASHED.match(name) if len(parts) > 1 else None
    if dashed and _abbreviates(parts[0], parts[1]):
        return [name[: name.find(parts[1], dashed.end()) + len(parts[1])], *parts[2:]]
    if dashed is None or _could_issue(_IN_HOURS.sub("", parts[1])) or leads_to_expiry(parts[1]):
        return parts
    return [name[: name.find(parts[1], dashed.end()) + len(parts[1])], *parts[2:]]


def _abbreviates(code: str, name: str) -> bool:
    """Whether a code has first letters of a name, in their order: "CAMS", "Certified Anti-Money …"."""
    initials = iter([word[0] for word in re.findall(r"\w+", fold(name))])
    is_code = len(code) > 2 and code.isupper() and code.isalpha()
    return is_code and all(letter in initials for letter in code.lower())


def _with_level(parts: list[str], name: str) -> list[str]:
    """Return the parts with a level, such as Associate, left with the name that it is part of."""
    level, _, rest = parts[1].partition(", ")
    if not _LEVEL.fullmatch(fold(level)):
        return parts
    whole = name[name.find(parts[0]) : name.find(level, len(parts[0])) + len(level)]
    return [whole, *([rest] if rest else []), *parts[2:]]
