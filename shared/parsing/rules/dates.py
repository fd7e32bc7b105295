"""Dates and periods in a line of text, at the precision of the source."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules import tables
from shared.parsing.rules.date_lists import with_seasons_whole, with_years_listed
from shared.parsing.rules.date_words import Atom, Period, grammar, months
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import fold, has_digit

_UNITS: Final = (
    r"(?:years?|yrs?|y|ans?|annees?|jahre?n?|anos?|months?|mos?|m|mois|monate?n?|mes(?:es)?"
    r"|weeks?|semaines?|wochen?|semanas?"
    r"|(?:days?|jours?|tagen?|dias?)(?=\s*(?:$|[,;|)])))"  # but not "7 Days Hotel"
)
_DURATION: Final = re.compile(
    rf"\s*[,·•|-]?\s*\(?\s*(?:je |jeweils )?(?:\d{{1,2}}(?:[.,]\d)?\s*\+?\s*{_UNITS}\b\.?\s*(?:,|et\b|and\b|y\b|und\b|&)?\s*){{1,2}}\)?(?=\s|$|[,;|)])"
)
_SHORT_YEAR: Final = re.compile(r"\s?[-–—/]\s?(\d\d)(?![\d./])")
_DAY_BEFORE: Final = re.compile(  # of the same month: "12. – 14. Oct."
    r"(?<![\w./-])(3[01]|[12]\d|0?[1-9])(?:\.|er|st|nd|rd|th)?\s*(?:[-–—]|bis|to|au|al?)\s*(?:the )?$"
)
_OPEN_END: Final = re.compile(r"\s*[-–—]+\s*(?=$|[)\]|,·])")
_TELLING: Final = re.compile(  # a year, '09, 3/12 or mar-09; without such there is no date
    r"[\d'](?:(?<=1)9[4-9]\d|(?<=2)0[0-4]\d|(?<=')\d\d|(?<=\d)[/.]\d\d)|(?<=[a-z])[-/]\d\d(?!\d)"
)
_DES: Final = re.compile(  # means "ab"; without its accent it would be an article
    r"\b[Dd]ès\b(?: le\b)?"
)
_NUMBER: Final = re.compile(r"\d+")
_LETTERS: Final = re.compile(r"[a-z]{3,}")


def _century(year: str) -> str:
    if len(year) == 4:
        return year
    return f"19{year}" if int(year) > 45 else f"20{year}"


def _dashed(year: str, *rest: str) -> str:
    return "-".join([_century(year), *(part.zfill(2) for part in rest)])


def _value(kind: str, text: str) -> str:
    if kind == "year":
        return text
    numbers = _NUMBER.findall(text)
    match kind:
        case "ymd":
            return _dashed(*numbers)
        case "mdy":
            return _dashed(numbers[2], numbers[0], numbers[1])
        case "dmy" | "short":
            return _dashed(*reversed(numbers))
        case "words":
            month = next(form for form in _LETTERS.findall(text) if form in months())
            return _dashed(numbers[-1], str(months()[month]), *numbers[:-1])
        case "season":
            return numbers[-1]
        case _:
            return ""


def _atoms(folded: str) -> list[Atom]:
    found: list[Atom] = []
    for match in grammar().atom.finditer(folded):
        kind = match.lastgroup or ""
        if kind == "dmy" and _numbers_law(folded[: match.start()]):
            continue
        month = months()[_LETTERS.findall(match.group())[-1]] if kind == "month" else 0
        found.append(Atom(match.start(), match.end(), kind, _value(kind, match.group()), month))
    return found


def _numbers_law(before: str) -> bool:
    """Whether what stands before a number and a year names a law: "Ley 8/2021"."""
    return before.rstrip().rpartition(" ")[2] in tables.sections("dates")["laws"]


def _range(first: Atom, last: Atom, folded: str) -> Period | None:
    """Return the period from `first` to `last` when only a dash or a word like "to" parts them."""
    gap = folded[_end_of_season(first, last, folded) : last.at]
    joined = not gap.strip() and last.kind in ("present", first.kind)  # "2019 to date", "2012 2015"
    if first.kind == "present" or not (joined or grammar().between.fullmatch(gap)):
        return None
    if last.kind == "month" or (first.month and len(last.value) < 4):
        return None
    start = f"{last.value[:4]}-{first.month:02d}" if first.month else first.value
    if last.kind == "present":
        return Period(at=first.at, end=last.end, first=start, is_current=True)
    if last.value[: len(start)] < start[: len(last.value)]:
        return None  # no period runs backwards
    return Period(at=first.at, end=last.end, first=start, last=last.value)


def _end_of_season(first: Atom, last: Atom, folded: str) -> int:
    """Return where the first of two dates ends: behind the next year in "2021/22 to date"."""
    short = _SHORT_YEAR.match(folded, first.end) if last.kind == "present" else None
    return short.end() if short and first.kind in ("year", "season") else first.end


def _single(atom: Atom, folded: str) -> Period | None:
    if not atom.value or atom.kind == "short":
        return None
    short = _SHORT_YEAR.match(folded, atom.end)
    if since := grammar().since.search(folded, 0, atom.at):
        is_season = short and short[1] == f"{int(atom.value[:4]) + 1}"[2:]
        end = short.end() if short and is_season else atom.end
        return Period(at=since.start(), end=end, first=atom.value, is_current=True)
    if day := _day_before(atom, folded):
        return day
    if season := _season_of(atom, folded):
        return season
    if short:
        last = atom.value[:2] + short[1]
        if atom.kind in ("year", "season") and last > atom.value:
            return Period(at=atom.at, end=short.end(), first=atom.value, last=last)
    if opened := _OPEN_END.match(folded, atom.end):
        return Period(at=atom.at, end=opened.end(), first=atom.value, is_current=True)
    if until := grammar().until.search(folded, 0, atom.at):
        return Period(at=until.start(), end=atom.end, last=atom.value, is_end=True)
    return Period(at=atom.at, end=atom.end, last=atom.value)


def _season_of(atom: Atom, folded: str) -> Period | None:
    """Return the school year that a date alone is, if its month is the number of the next year: "2003/04"."""
    year, _, month = atom.value.partition("-")
    if atom.kind != "ymd" or folded[atom.at + len(year)] != "/" or len(month) != 2:
        return None
    last = str(int(year) + 1)
    if month != last[2:] or grammar().until.search(folded, 0, atom.at):
        return None
    return Period(at=atom.at, end=atom.end, first=year, last=last)


def _day_before(atom: Atom, folded: str) -> Period | None:
    """Return the period from a day of the month to that of a date: "12. – 14. Oct. 2026"."""
    if len(atom.value) < len("2026-10-14"):
        return None
    day = _DAY_BEFORE.search(folded, 0, atom.at)
    if day is None or int(day[1]) >= int(atom.value[-2:]):
        return None
    return Period(
        at=day.start(), end=atom.end, first=atom.value[:-2] + day[1].zfill(2), last=atom.value
    )


def _widened(period: Period, folded: str) -> Period:
    """Return the period with the words that belong to it: "from …", "… (2 years)"."""
    at, end = period.at, period.end
    for before in (grammar().since, grammar().opening):
        if at and (lead := before.search(folded, max(0, at - 20), at)):
            at = lead.start()
    if length := _DURATION.match(folded, end):
        end = length.end()
    return period._replace(at=at, end=end) if (at, end) != (period.at, period.end) else period


def _ab(found: re.Match[str]) -> str:
    return "ab".ljust(len(found[0]))


@remembered
def periods(text: str) -> tuple[Period, ...]:
    """Return the periods and single dates of `text`, in order."""
    if not has_digit(text):
        return ()
    folded = fold(_DES.sub(_ab, text) if "è" in text else text)
    if not _TELLING.search(folded):
        return ()
    atoms = _atoms(folded)
    if "/" in folded:
        atoms = _with_school_years(atoms, folded)
    found: list[Period] = []
    index = 0
    while index < len(atoms):
        pair = _range(atoms[index], atoms[index + 1], folded) if index + 1 < len(atoms) else None
        period = pair or _single(atoms[index], folded)
        index += 2 if pair else 1
        if period is not None:
            found.append(_widened(period, folded))
    if len(found) > 1:
        found = with_years_listed(with_seasons_whole(found, folded), folded)
    return tuple(found)


def _with_school_years(atoms: list[Atom], folded: str) -> list[Atom]:
    """Return the atoms with two years of a range, such as "2015/2016 – 2018/2019", as one each."""
    found: list[Atom] = []
    opened = False  # whether the atom before is the first of such a range
    at = 0
    while at < len(atoms):
        atom, following = atoms[at], atoms[at + 1] if at + 1 < len(atoms) else None
        if following is None or not _is_school_year(atom, following, folded):
            found.append(atom)
            opened = False
            at += 1
            continue
        ended = opened and _is_between(found[-1], atom, folded)
        opened = not ended and at + 2 < len(atoms) and _is_between(following, atoms[at + 2], folded)
        if ended or opened:
            value = following.value if ended else atom.value
            found.append(atom._replace(end=following.end, value=value))
        else:
            found += [atom, following]
        at += 2
    return found


def _is_school_year(first: Atom, last: Atom, folded: str) -> bool:
    """Whether two atoms are a year and the next, with a slash between."""
    return (
        first.kind == last.kind == "year"
        and folded[first.end : last.at] == "/"
        and int(last.value) == int(first.value) + 1
    )


def _is_between(first: Atom, last: Atom, folded: str) -> bool:
    """Whether what parts two atoms makes a range of them."""
    gap = folded[first.end : last.at]
    return last.kind in ("year", "present") and bool(grammar().between.fullmatch(gap))


def is_duration(text: str) -> bool:
    """Whether `text` is only a length of time: "2 ans 3 mois"."""
    return has_digit(text) and _DURATION.fullmatch(fold(text)) is not None


def without(text: str, found: Sequence[Period]) -> list[str]:
    """Return the pieces of `text` that are left around the periods."""
    pieces: list[str] = []
    at = 0
    for period in found:
        pieces.append(text[at : period.at])
        at = period.end
    pieces.append(text[at:])
    return pieces
