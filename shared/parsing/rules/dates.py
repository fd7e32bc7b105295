"""Dates and periods in a line of text, at the precision of the source."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from shared.parsing.rules import tables
from shared.parsing.rules.memory import remembered
from shared.parsing.rules.text import any_of, fold, has_digit

_YEAR: Final = r"(?:19[4-9]\d|20[0-4]\d)"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_UNITS: Final = (
    r"(?:years?|yrs?|y|ans?|annees?|jahre?n?|anos?|months?|mos?|m|mois|monate?n?|mes(?:es)?"
    r"|weeks?|semaines?|wochen?|semanas?)"
)


class Period(NamedTuple):
    """What a text says of time at `text[at:end]`. Dates are YYYY[-MM[-DD]].

    A single date is in `last`, with `first` None: whether it begins or ends is the caller's to say,
    unless `is_end` (the text says "until").
    """

    at: int
    end: int
    first: str | None = None
    last: str | None = None
    is_current: bool = False
    is_end: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it has a beginning."""
        return self.first is not None


class _Atom(NamedTuple):
    at: int
    end: int
    kind: str
    value: str = ""  # "" = the present, or a month without its year
    month: int = 0


class _Grammar(NamedTuple):
    atom: re.Pattern[str]
    between: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    opening: re.Pattern[str]


@cache
def _months() -> dict[str, int]:
    return {form: int(row[0]) for row in tables.rows("months") for form in row[1:]}


@cache
def _grammar() -> _Grammar:
    month = any_of(_months())
    words = tables.sections("dates")
    atom = (
        rf"(?<!\w)(?<!\D\d\d/)(?:(?=\d)(?:"
        rf"(?P<ymd>{_YEAR}(?P<sep>[-/.]){_MONTH}(?:(?P=sep){_DAY})?(?!\d))"
        rf"|(?P<mdy>{_MONTH}/(?:3[01]|2\d|1[3-9])/{_YEAR}(?!\d))"
        rf"|(?P<dmy>(?:{_DAY}[-/.])?{_MONTH}(?:[-/.]|\s/\s){_YEAR}(?!\d)))"
        rf"|(?P<words>(?:{_DAY}(?:er|st|nd|rd|th|\.|º)?\s*(?:de\s+|of\s+)?)?\b(?:{month})\b\.?,?\s*"
        rf"(?:{_DAY}(?:st|nd|rd|th)?,\s*)?(?:de\s+|del\s+|of\s+|/|-)?\s*"
        rf"(?:(?:{_YEAR}|'\d\d)(?!\d)|(?<=[a-z][-/])\d\d(?![-/.]?\d)))"
        rf"|(?P<season>(?:(?:{any_of(words['seasons'])})|[qt][1-4])(?:\s(?:de|of)\s|[\s-]+){_YEAR}(?!\d))"
        rf"|(?=\d)(?:(?P<short>(?:(?:3[01]|[12]\d|0[1-9])[/.])?(?:0[1-9]|1[0-2])[/.]\d\d(?![\d/.]))"
        rf"|(?P<year>{_YEAR}(?!\d|\w|[.,]\d|\s?(?:%|€|\$|£|eur\b))))"
        rf"|(?P<month>(?:{_DAY}(?:er|\.)?\s+)?\b(?:{month})\b\.?)(?=\s*(?:[-–—→>]|to\b|a\b|au\b|bis\b|(?:y|e|et|and|und|&)\s(?:{month})\b))"
        rf"|(?P<present>(?:{any_of(words['present'])})(?!\w))"
        rf")"
    )
    joins = any_of(words["range"])
    return _Grammar(
        atom=re.compile(atom),
        between=re.compile(
            rf"\s*,?\s*(?:[-–—~→>/]{{1,3}}|\b(?:{joins})\b)\s*(?:le |the |el |d'|(?:{any_of(words['until'])}) )?\s*"
        ),
        since=re.compile(rf"(?<!\w)(?:{any_of(words['since'])})\s*:?\s*$"),
        until=re.compile(rf"(?:(?<!\w)(?:{any_of(words['until'])})|(?:^|\s)[-–—])\s*:?\s*$"),
        opening=re.compile(rf"(?:^|(?<=[\s(\[,;|]))(?:{any_of(words['from'])})\s*$"),
    )


_DURATION: Final = re.compile(
    rf"\s*[,·•|-]?\s*\(?\s*(?:\d{{1,2}}(?:[.,]\d)?\s*\+?\s*{_UNITS}\b\.?\s*(?:,|et\b|and\b|y\b|und\b|&)?\s*){{1,2}}\)?(?=\s|$|[,;|)])"
)
_SHORT_YEAR: Final = re.compile(r"\s?[-–—/]\s?(\d\d)(?![\d./])")
_SEASON: Final = re.compile(r"(?:19|20)\d\d[/–-]\d\d$")
_OPEN_END: Final = re.compile(r"\s*[-–—]+\s*(?=$|[)\]|,·])")
_TELLING: Final = re.compile(  # a year, '09, 3/12 or mar-09; without such there is no date
    r"[\d'](?:(?<=1)9[4-9]\d|(?<=2)0[0-4]\d|(?<=')\d\d|(?<=\d)[/.]\d\d)|(?<=[a-z])[-/]\d\d(?!\d)"
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
            month = next(form for form in _LETTERS.findall(text) if form in _months())
            return _dashed(numbers[-1], str(_months()[month]), *numbers[:-1])
        case "season":
            return numbers[-1]
        case _:
            return ""


def _atoms(folded: str) -> list[_Atom]:
    found: list[_Atom] = []
    for match in _grammar().atom.finditer(folded):
        kind = match.lastgroup or ""
        month = _months()[_LETTERS.findall(match.group())[-1]] if kind == "month" else 0
        found.append(_Atom(match.start(), match.end(), kind, _value(kind, match.group()), month))
    return found


def _range(first: _Atom, last: _Atom, folded: str) -> Period | None:
    """Return the period from `first` to `last` when only a dash or a word like "to" parts them."""
    gap = folded[first.end : last.at]
    joined = not gap.strip() and last.kind in ("present", first.kind)  # "2019 to date", "2012 2015"
    if first.kind == "present" or not (joined or _grammar().between.fullmatch(gap)):
        return None
    if last.kind == "month" or (first.month and len(last.value) < 4):
        return None
    start = f"{last.value[:4]}-{first.month:02d}" if first.month else first.value
    if last.kind == "present":
        return Period(at=first.at, end=last.end, first=start, is_current=True)
    if last.value[: len(start)] < start[: len(last.value)]:
        return None  # no period runs backwards
    return Period(at=first.at, end=last.end, first=start, last=last.value)


def _single(atom: _Atom, folded: str) -> Period | None:
    if not atom.value or atom.kind == "short":
        return None
    if since := _grammar().since.search(folded, 0, atom.at):
        return Period(at=since.start(), end=atom.end, first=atom.value, is_current=True)
    if short := _SHORT_YEAR.match(folded, atom.end):
        last = atom.value[:2] + short[1]
        if atom.kind in ("year", "season") and last > atom.value:
            return Period(at=atom.at, end=short.end(), first=atom.value, last=last)
    if opened := _OPEN_END.match(folded, atom.end):
        return Period(at=atom.at, end=opened.end(), first=atom.value, is_current=True)
    if until := _grammar().until.search(folded, 0, atom.at):
        return Period(at=until.start(), end=atom.end, last=atom.value, is_end=True)
    return Period(at=atom.at, end=atom.end, last=atom.value)


def _widened(period: Period, folded: str) -> Period:
    """Return the period with the words that belong to it: "from …", "… (2 years)"."""
    at, end = period.at, period.end
    for before in (_grammar().since, _grammar().opening):
        if at and (lead := before.search(folded, max(0, at - 20), at)):
            at = lead.start()
    if length := _DURATION.match(folded, end):
        end = length.end()
    return period._replace(at=at, end=end) if (at, end) != (period.at, period.end) else period


@remembered
def periods(text: str) -> tuple[Period, ...]:
    """Return the periods and single dates of `text`, in order."""
    if not has_digit(text):
        return ()
    folded = fold(text)
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
        found = _with_years_listed(_with_seasons_whole(found, folded), folded)
    return tuple(found)


def _with_seasons_whole(found: list[Period], folded: str) -> list[Period]:
    """Return the periods with two of a year and the next as one: "2019/20 to 2021/22"."""
    whole = found[:1]
    for period in found[1:]:
        before = whole[-1]
        if (
            _is_season(before, folded)
            and _is_season(period, folded)
            and _grammar().between.fullmatch(folded[before.end : period.at])
        ):
            whole[-1] = before._replace(end=period.end, last=period.last)
        else:
            whole.append(period)
    return whole


def _is_season(period: Period, folded: str) -> bool:
    """Whether a period is written as "2019/20" or "2019-20"."""
    first, last = period.first or "", period.last or ""
    follows = len(first) == len(last) == 4 and int(last) == int(first) + 1
    return follows and _SEASON.search(folded, 0, period.end) is not None


def _with_years_listed(found: list[Period], folded: str) -> list[Period]:
    """Return the periods with years in a row at the end of the text as one: "summers 2022, 2023"."""
    last = found[-1]
    if folded[last.end :].strip(" .)") or len(last.last or "") != 4:
        return found
    first = last.first or last.last or ""
    at = len(found) - 1
    while at and _is_year_before(found[at - 1], first, folded[found[at - 1].end : found[at].at]):
        at -= 1
        first = found[at].last or ""
    if at == len(found) - 1:
        return found
    return [*found[:at], last._replace(at=found[at].at, first=first, is_end=False)]


def _is_year_before(period: Period, first: str, gap: str) -> bool:
    """Whether a single date is the year before `first`, listed before it."""
    year = period.last or ""
    single = not period.is_range and len(year) == len(first) == 4
    return single and int(first) == int(year) + 1 and gap.strip() in (",", "&", "et", "and", "und")


def _with_school_years(atoms: list[_Atom], folded: str) -> list[_Atom]:
    """Return the atoms with two years of a range, such as "2015/2016 – 2018/2019", as one each."""
    found: list[_Atom] = []
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


def _is_school_year(first: _Atom, last: _Atom, folded: str) -> bool:
    """Whether two atoms are a year and the next, with a slash between."""
    return (
        first.kind == last.kind == "year"
        and folded[first.end : last.at] == "/"
        and int(last.value) == int(first.value) + 1
    )


def _is_between(first: _Atom, last: _Atom, folded: str) -> bool:
    """Whether what parts two atoms makes a range of them."""
    gap = folded[first.end : last.at]
    return last.kind in ("year", "present") and bool(_grammar().between.fullmatch(gap))


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
