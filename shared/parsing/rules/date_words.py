"""The words and figures that make up dates, in four languages."""

import re
from functools import cache
from typing import Final, NamedTuple

from shared.parsing.rules import tables
from shared.parsing.rules.text import any_of

_YEAR: Final = r"(?:19[4-9]\d|20[0-4]\d)"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])"


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


class Atom(NamedTuple):
    at: int
    end: int
    kind: str
    value: str = ""  # "" = the present, or a month without its year
    month: int = 0


class Grammar(NamedTuple):
    atom: re.Pattern[str]
    between: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    opening: re.Pattern[str]
    each: re.Pattern[str]  # "every year from June to October", behind a list of years


@cache
def months() -> dict[str, int]:
    return {form: int(row[0]) for row in tables.rows("months") for form in row[1:]}


@cache
def grammar() -> Grammar:
    month = any_of(months())
    words = tables.sections("dates")
    atom = (
        rf"(?<!\w)(?<!\D\d\d/)(?:(?=\d)(?:"
        rf"(?P<ymd>{_YEAR}(?P<sep>[-/.]){_MONTH}(?:(?P=sep){_DAY})?(?!\d))"
        rf"|(?P<mdy>{_MONTH}/(?:3[01]|2\d|1[3-9])/{_YEAR}(?!\d))"
        rf"|(?P<dmy>(?:{_DAY}[-/.])?{_MONTH}(?:[-/.]|\s/\s){_YEAR}(?!\d)))"
        rf"|(?P<words>(?:{_DAY}(?:er|st|nd|rd|th|\.|º)?\s*(?:de\s+|of\s+)?)?\b(?:{month})\b[.']?,?\s*"
        rf"(?:{_DAY}(?:(?:st|nd|rd|th)?,\s*|\s+(?=del?\s)))?(?:de\s+|del\s+|of\s+|/|-)?\s*"
        rf"(?:(?:{_YEAR}|'\d\d)(?!\d)|(?<=[a-z][-/])\d\d(?![-/.]?\d)))"
        rf"|(?P<season>(?:(?:{any_of(words['seasons'])})|[qt][1-4])(?:\s(?:de|of)\s|,?[\s-]+){_YEAR}(?!\d))"
        rf"|(?=\d)(?:(?P<short>(?:(?:3[01]|[12]\d|0[1-9])[/.])?(?:0[1-9]|1[0-2])[/.]\d\d(?![\d/.]))"
        rf"|(?P<year>(?<!\d:){_YEAR}(?!\d|\w|[.,]\d|/\d{{3}}(?!\d)|\s?(?:%|€|\$|£|eur\b))))"
        rf"|(?P<month>(?:{_DAY}(?:er|\.)?\s+)?\b(?:{month})\b\.?)(?=\s*(?:[-–—→>]|(?:to|a|au|bis)\b|(?:y|e|et|and|und|&)\s(?:{month})\b))"
        rf"|(?P<present>(?:{any_of(words['present'])})(?!\w))"
        rf")"
    )
    joins = any_of(words["range"])
    return Grammar(
        atom=re.compile(atom),
        between=re.compile(
            rf"\s*,?\s*(?:[-–—~→>/]{{1,3}}|\b(?:{joins})\b)\s*(?:le |the |el |d'|(?:{any_of(words['until'])}) )?\s*"
        ),
        since=re.compile(
            rf"(?<!\w)(?:{any_of(words['since'])})(?:\s+(?:{any_of(words['terms'])}))?\s*:?\s*$"
        ),
        until=re.compile(rf"(?:(?<!\w)(?:{any_of(words['until'])})|(?:^|\s)[-–—])\s*:?\s*$"),
        opening=re.compile(
            rf"(?:^|(?<=[\s(\[,;|]))(?:{any_of(words['from'] | words['terms'])})\s*$"
        ),
        each=re.compile(
            rf"\s*[,(]?\s*(?:{any_of(words['each'])})\s+(?:(?:{any_of(words['from'])})\s+)?"
            rf"(?:{month})\b\.?\s*(?:[-–—]|\b(?:{joins})\b)\s*(?:{month})\b\.?\)?"
        ),
    )
