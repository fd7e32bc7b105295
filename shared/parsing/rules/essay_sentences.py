"""What a sentence in the first person tells of a job or a course of study."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.date_words import Period
from shared.parsing.rules.dates import periods
from shared.parsing.rules.text import any_of, fold

LONGEST: Final = 600  # characters of a sentence that is looked into
_AND: Final = re.compile(r",\s+|\s(?:und|and|et|y)\s")
_WORD: Final = re.compile(r"[^\s,;()]+")


class Told(NamedTuple):
    """The parts of a job and of a study, by their role, and the period of both, "" if none is told."""

    job: dict[str, str]
    study: dict[str, str]
    period: str


@cache
def _after(section: str) -> re.Pattern[str]:
    """Return the pattern of words behind which a part begins."""
    return re.compile(rf"(?<!\w)(?:{any_of(tables.sections('told')[section])})(?:\s|(?<='))")


@cache
def _earned() -> re.Pattern[str]:
    words = tables.sections("told")
    articles, verbs = any_of(words["articles"]), any_of(words["earned"])
    return re.compile(rf"(?<!\w)(?:{articles})\s(?P<degree>[^,;.]{{3,60}})\s(?:{verbs})(?!\w)")


@cache
def _then() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{any_of(tables.sections('told')['then'])})\s")


def told_in(sentence: str) -> list[Told]:
    """Return what a sentence tells: once, or twice where it goes on with "and then"."""
    if len(sentence) > LONGEST:
        return []
    found: list[Told] = []
    at, ended, goes_on = 0, "", False
    for end in [*(match.start() for match in _then().finditer(fold(sentence))), len(sentence)]:
        piece = sentence[at:end]
        dates = periods(piece)
        if told := _told(piece, _period(dates, ended), goes_on=goes_on):
            found.append(told)
            goes_on = "institution" in told.study
        at, ended = end, (dates[-1].last or "") if dates else ended
    return found


def _period(dates: Sequence[Period], before: str) -> str:
    """Return the period that the dates of a sentence give; `before` ended what it goes on with."""
    if not dates:
        return ""
    first = dates[0]
    if first.is_range and not first.is_current:
        return f"{first.first} – {first.last}"
    if first.is_end:
        return f"{before} – {first.last}" if before else str(first.last)
    start = first.first or first.last or ""
    later = [date.last for date in dates[1:] if not date.is_range and (date.last or "") > start]
    if later:
        return f"{start} – {later[0]}"
    return f"since {start}" if first.is_current else start


def _told(text: str, period: str, *, goes_on: bool) -> Told | None:
    """Return what a sentence tells; one that goes on with studies has no verb for them."""
    folded = fold(text)
    study = _study(text, folded, goes_on=goes_on)
    job = {} if "institution" in study else _job(text, folded, study.get("degree"))
    return Told(job, study, period) if job or study else None


def _study(text: str, folded: str, *, goes_on: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    attended = _after("attended").search(folded)
    start = attended.end() if attended else 0
    named = _name_at(text, start) if attended else ""
    if not named and (attended or goes_on):
        named = _first_name(text, folded, "articles", start)
    if named:
        found["institution"] = named
    earned = _earned().search(folded)
    training = _after("trainings").search(folded)
    if training and (name := _name_at(text, training.end())):
        is_exam = folded.startswith("prufung", training.start())
        found["degree"] = name if is_exam else text[training.start() : training.end()] + name
    elif earned and text[earned.start("degree")].isupper():
        found["degree"] = text[earned.start("degree") : earned.end("degree")]
    return found


def _job(text: str, folded: str, training: str | None) -> dict[str, str]:
    """Return title, employer and place, if there is a title or a training at an employer."""
    company = _first_name(text, folded, "at", 0) or ""
    title = training or _title(text, folded, within="" if company else "in")
    company = company or _first_name(text, folded, "in", 0) or ""
    if not title or (training and not company):
        return {}
    found = {"title": title}
    if company:
        found["company"] = company
        if place := _place(text, folded, text.find(company) + len(company)):
            found["location"] = place
    return found


def _title(text: str, folded: str, *, within: str) -> str:
    """Return the title behind "as"; one in small letters is known, and ends where the employer begins."""
    for match in _after("as").finditer(folded):
        start = match.end()
        if text[start : start + 1].isupper():
            inner = frozenset({"im", "in"}) if not within else frozenset[str]()
            return _name_at(text, start, inner)
        ends = [end.start() for part in ("at", "in") if (end := _after(part).search(folded, start))]
        ends += [date.at for date in periods(text) if date.at > start]
        stop = re.search(r"[,;(.]", text[start:])
        ends += [start + stop.start()] if stop else []
        title = text[start : min(ends, default=len(text))].strip()
        if lexicon.title(title) >= 0.7:
            return title
    return ""


def _place(text: str, folded: str, start: int) -> str:
    """Return the town that is said right behind an employer."""
    match = _after("town").match(folded, start + 1)
    return _name_at(text, match.end()) if match else ""


def _first_name(text: str, folded: str, section: str, start: int) -> str:
    """Return the first name behind words of a section that names no training."""
    trainings = [match.span() for match in _after("trainings").finditer(folded)]
    for match in _after(section).finditer(folded, start):
        if any(begin <= match.start() < end for begin, end in trainings):
            continue
        dated = any(date.at <= match.end() < date.end for date in periods(text))
        if not dated and (name := _name_at(text, match.end())):
            return name
    return ""


def _name_at(text: str, start: int, joins: frozenset[str] = frozenset()) -> str:
    """Return the words with capitals that begin at `start`, with small words between them."""
    small = tables.sections("told")["within"] | joins
    end = at = start
    for word in _WORD.finditer(text, start):
        if word.start() > at + 1 or text[at : word.start()].strip():
            break
        at = word.end()
        if word[0][0].isupper():
            end = at
        elif end == start or fold(word[0]) not in small:
            break
    return text[start:end].rstrip(".")


def listed_in(sentence: str) -> str:
    """Return what a sentence lists behind "with" or "in", as a list: "I work with Word, Excel and SAP"."""
    found: list[str] = []
    for clause in sentence.rstrip(".").split("; "):
        behind = list(_after("listed").finditer(fold(clause)))
        items = _AND.split(clause[behind[0].end() :]) if behind else []
        found += [item for item in map(_without_article, items) if item]
    return ", ".join(found)


def _without_article(item: str) -> str:
    article = _after("articles").match(fold(item))
    return item[article.end() :] if article else item
