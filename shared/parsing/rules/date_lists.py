"""Years and seasons that a text lists, taken for one period: "summers 2022, 2023"."""

import re
from itertools import pairwise
from typing import Final

from shared.parsing.rules.date_words import Period, grammar

YEAR: Final = 4  # figures
MONTH: Final = 7  # "2019-03"
LEAST_APART: Final = 3  # years, if some between them are left out
_SEASON: Final = re.compile(r"(?:19|20)\d\d[/–-]\d\d$")
_AND: Final = re.compile(r"\s+(?:&|\+|et|and|und|u\.|y)\s+")
_LISTED: Final = re.compile(r"\s*(?:[,&+]|et|and|und|u\.|y)\s*")


def with_seasons_whole(found: list[Period], folded: str) -> list[Period]:
    """Return the periods with seasons from one to another, or listed, as one: "2019/20 to 2021/22".

    So are two of which the second begins in the year when the first ends: "winters 2019-2020 and 2020-2021".
    """
    whole = found[:1]
    for period in found[1:]:
        before = whole[-1]
        gap = folded[before.end : period.at]
        if (
            _is_season(before, folded)
            and _is_season(period, folded)
            and (before.last or "") <= (period.last or "")
            and (grammar().between.fullmatch(gap) or _is_listed(gap))
        ) or _touches(before, period, gap):
            whole[-1] = before._replace(end=period.end, last=period.last)
        else:
            whole.append(period)
    return whole


def _is_season(period: Period, folded: str) -> bool:
    """Whether a period is written as "2019/20" or "2019-20"."""
    first, last = period.first or "", period.last or ""
    follows = len(first) == len(last) == YEAR and int(last) == int(first) + 1
    return follows and _SEASON.search(folded, 0, period.end) is not None


def _touches(before: Period, period: Period, gap: str) -> bool:
    """Whether two periods of years are listed, and the second begins when the first ends."""
    last = before.last if before.is_range else None
    return last == period.first and len(last or "") == YEAR and _is_listed(gap)


def with_years_listed(found: list[Period], folded: str) -> list[Period]:
    """Return the periods with years in a row as one, at the end of the text or where it begins.

    So are two months at the end: "May 2019 and May 2022".
    """
    return _with_last_months(_with_last_listed(_with_first_listed(found, folded), folded), folded)


def _with_last_months(found: list[Period], folded: str) -> list[Period]:
    """Join two months at the end of the text."""
    if len(found) < 2:
        return found
    *others, first, last = found
    are_months = all(
        len(period.last or "") == MONTH and not (period.is_range or period.is_end)
        for period in (first, last)
    )
    if not are_months or (first.last or "") >= (last.last or "") or folded[last.end :].strip(" .)"):
        return found
    if not _AND.fullmatch(folded, first.end, last.at):
        return found
    return [*others, last._replace(at=first.at, first=first.last)]


def _with_last_listed(found: list[Period], folded: str) -> list[Period]:
    """Join years in a row at the end of the text: "summers 2022, 2023"."""
    last = found[-1]
    if folded[last.end :].strip(" .)") or len(last.last or "") != YEAR:
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
    """Whether a single date is the year before `first`, if that is a year, listed before it."""
    years = _is_year(period) and len(first) == YEAR
    return years and int(first) == int(period.last or "") + 1 and _is_listed(gap)


def _with_first_listed(found: list[Period], folded: str) -> list[Period]:
    """Join the years that the text begins with: "2022, 2023 and 2024 every year from May to July"."""
    if folded[: found[0].at].strip() or not _is_year(found[0]):
        return found
    listed = 1
    while listed < len(found) and _goes_on(found[listed - 1], found[listed], folded):
        listed += 1
    years = [int(year) for period in found[:listed] for year in (period.first, period.last) if year]
    in_a_row = all(after == before + 1 for before, after in pairwise(years))
    if listed == 1 or not (in_a_row or listed >= LEAST_APART):
        return found
    first, last = found[0], found[listed - 1]
    each = grammar().each.match(folded, last.end)
    end = each.end() if each else last.end
    return [first._replace(end=end, first=first.last, last=last.last), *found[listed:]]


def _goes_on(before: Period, period: Period, folded: str) -> bool:
    """Whether a later year is listed behind another, or the last two: "2022, 2023 and 2024"."""
    first = period.first or period.last or ""
    is_later = _is_year(before) and (before.last or "") < first
    return (
        is_later
        and len(first) == len(period.last or "") == YEAR
        and not period.is_end
        and _is_listed(folded[before.end : period.at])
    )


def _is_year(period: Period) -> bool:
    return not period.is_range and not period.is_end and len(period.last or "") == YEAR


def _is_listed(gap: str) -> bool:
    return _LISTED.fullmatch(gap) is not None
