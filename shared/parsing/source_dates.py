"""The dates that a document says, against which claimed ones are held."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from shared.parsing.rules.date_words import Period
from shared.parsing.rules.dates import periods
from shared.parsing.rules.text import has_digit
from shared.parsing.source_text import SourceText

DATED = 300  # characters of a line in which dates are looked for, as by the local engine
YEAR = re.compile(r"(?<!\d)(?:19[4-9]|20[0-4])\d(?!\d)")


def read_date(text: str) -> str | None:
    """Return the one date that `text` says as YYYY[-MM[-DD]]; of a period its beginning."""
    for written in (text, f"{text} - present"):  # alone, "05/19" might be a day and a month
        for period in periods(written):
            return period.first or period.last
    return None


def goes_on(text: str) -> bool:
    """Return whether `text` stands for the present, as in "2019 – à ce jour", "2019 bis heute"."""
    _, _, rest = text.partition(" ")  # after "jusqu'à", "up", "bis"
    written = [f"2001 - {text}", f"2001 {text}"]
    if rest:
        written += [f"2001 - {rest}", f"2001 {rest}"]
    return any(period.is_current for whole in written for period in periods(whole))


class SourceDates:
    """Every date of a document, as precise as it is written."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._lines = [line for line in source.lines() if line.strip()]

    def keep(self, date: str) -> str | None:
        """Return `date` (YYYY[-MM[-DD]]) as precise as the document says it, or None.

        A claim that is more precise than the document loses what is invented; one that is less
        precise gains what is missing, where only one date can be meant.
        """
        finer = {said for said in self._said if said.startswith(date)}
        if len(finer) == 1:
            return finer.pop()
        while date and not finer and date not in self._said | self._years:
            date = date.rpartition("-")[0]
        return date or None

    def lines_with(self, date: str) -> list[int]:
        """Return the lines that say `date`, or say it more precisely."""
        exact = self._lines_by_date.get(date)
        if exact:
            return exact
        finer = (found for said, found in self._lines_by_date.items() if said.startswith(date))
        return sorted({index for found in finer for index in found})

    @cached_property
    def lines_that_go_on(self) -> list[int]:
        """The lines that say an open period."""
        return [
            index
            for index, found in self._periods_by_line
            if any(period.is_current for period in found)
        ]

    @cached_property
    def _lines_by_date(self) -> dict[str, list[int]]:
        lines: dict[str, list[int]] = {}
        for index, found in self._periods_by_line:
            for period in found:
                for date in (period.first, period.last):
                    if date:
                        lines.setdefault(date, []).append(index)
        return lines

    @cached_property
    def _periods_by_line(self) -> list[tuple[int, tuple[Period, ...]]]:
        return [
            (index, found)
            for index, line in enumerate(self._source.lines())
            if has_digit(line) and (found := periods(" ".join(line.split())[:DATED]))
        ]

    @cached_property
    def say_that_something_goes_on(self) -> bool:
        """Whether any period of the document is open."""
        return any(period.is_current for period in self._periods) or any(
            goes_on(line) for line in self._lines if len(line) < 30 and not YEAR.search(line)
        )

    @cached_property
    def _said(self) -> frozenset[str]:
        both = (date for period in self._periods for date in (period.first, period.last))
        return frozenset(date for date in both if date)

    @cached_property
    def _years(self) -> frozenset[str]:
        return frozenset(year for line in self._lines for year in YEAR.findall(line))

    @cached_property
    def _periods(self) -> list[Period]:
        return [period for text in self._texts() for period in periods(text)]

    def _texts(self) -> Iterator[str]:
        """Return the lines that may hold dates, and such pairs as a date may be broken over."""
        for line in self._lines:
            if any(map(str.isdigit, line)):
                yield line
        for line, following in pairwise(self._lines):
            if len(line) < 60 and len(following) < 60 and YEAR.search(line + following):
                yield f"{line[-40:]} {following[:40]}"
