"""Where in the document each value of a CV stands: page and lines, found once the data are.

A value may be said in many places: those of one entry are looked for together, around the line
that most of them are near.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from shared.domain.cv import CVData, Place
from shared.domain.document import Document
from shared.parsing.source_dates import SourceDates
from shared.parsing.source_text import MOST_LOOKS, SourceText, Span

ADDRESSES: Final = frozenset({"email", "url", "links"})
LONG_TEXTS: Final = frozenset({"description", "summary"})
ENDS: Final = 6  # words at either end by which a text is found that other lines break up
FAR: Final = 40  # lines; what is further away does not belong to an entry
BACKWARDS: Final = 3  # lines by which a place not below the entry before has to be better
MOST_ANCHORS: Final = 16  # places of the rarest value of an entry that are weighed
DIGITS: Final = 9  # of a telephone number; prefixes are written many ways

Spans = dict[str, list[Span]]  # by field


def places_of(
    data: CVData, document: Document, source: SourceText, dates: SourceDates
) -> dict[str, Place]:
    """Return the place of each value of `data`, by its JSON pointer (`/experience/0/title`).

    A value that only a hyperlink says, or no line as it stands, has none.
    """
    find = _Finder(source, dates)
    found: dict[str, Span] = {}
    for section, value in data.items():
        if isinstance(value, dict):
            found |= find.entry(f"/{section}", value)
        elif isinstance(value, str):
            found |= find.entry("", {section: value})
        elif value and isinstance(value[0], dict):
            found |= find.entries(f"/{section}", value)
        elif value:
            found |= find.items(f"/{section}", section, value)
    return {
        pointer: Place(document.lines[first].page, first + 1, last + 1)
        for pointer, (first, last) in found.items()
    }


class _Finder:
    """Finds values by their kind, and chooses among the places of each."""

    def __init__(self, source: SourceText, dates: SourceDates) -> None:
        self._source = source
        self._dates = dates

    def entries(self, pointer: str, entries: Iterable[Mapping[str, Any]]) -> dict[str, Span]:
        """Return the places of a list of entries, which mostly stand in order."""
        found: dict[str, Span] = {}
        after = -1
        for number, entry in enumerate(entries):
            placed = self.entry(f"{pointer}/{number}", entry, after)
            after = min((first for first, _ in placed.values()), default=after)
            found |= placed
        return found

    def entry(self, pointer: str, entry: Mapping[str, Any], after: int = -1) -> dict[str, Span]:
        """Return the places of what one entry says, close to each other, if possible below the
        line `after`.
        """
        spans: Spans = {}
        texts: dict[str, str] = {}
        found: dict[str, Span] = {}
        for name, value in entry.items():
            if isinstance(value, list):
                found |= self.items(f"{pointer}/{name}", name, value)
            elif name in LONG_TEXTS and value:
                texts[name] = value
            elif value and (said := self._spans(name, value)):
                spans[name] = said
        anchor = _anchor(list(spans.values()), after)
        found |= {f"{pointer}/{name}": _nearest(said, anchor) for name, said in spans.items()}
        for name, text in texts.items():
            if span := self._text(text, anchor):
                found[f"{pointer}/{name}"] = span
        return found

    def items(self, pointer: str, name: str, values: Sequence[str]) -> dict[str, Span]:
        """Return the places of a list of values: near those that are said only once."""
        said = [self._spans(name, value) for value in values]
        single = sorted(spans[0][0] for spans in said if len(spans) == 1)
        near = single[len(single) // 2] if single else 0
        found: dict[str, Span] = {}
        for number, spans in enumerate(said):
            if spans:
                span = found[f"{pointer}/{number}"] = _nearest(spans, near)
                near = span[0]
        return found

    def _spans(self, name: str, value: Any) -> list[Span]:
        if value is True:  # the only flag is `is_current`
            return _alone(self._dates.lines_that_go_on)
        if name.endswith("date"):
            return _alone(self._dates.lines_with(value))
        if name in ADDRESSES:
            bare = value.removeprefix("https://").removeprefix("http://").removeprefix("www.")
            return _alone(self._source.lines_with(bare.rstrip("/")))
        if name == "phone":
            digits = "".join(filter(str.isdigit, value))[-DIGITS:]
            return _alone(self._source.lines_with_number(digits)) if digits else []
        if name == "location" and not (whole := self._source.spans(value)):
            parts = (self._source.spans(part) for part in value.split(","))
            return next(filter(None, parts), whole)
        said = self._source.spans(value)
        if len(said) > 1:  # an e-mail address says the name too
            lines = self._source.lines()
            said = [span for span in said if "@" not in lines[span[0]]] or said
        return said

    def _text(self, text: str, anchor: int) -> Span | None:
        """Return the lines from the first paragraph's beginning to the last one's end."""
        paragraphs = text.split("\n")
        first = self._paragraph(paragraphs[0], anchor)
        if first is None or len(paragraphs) == 1:
            return first
        last = self._paragraph(paragraphs[-1], first[1], least=first[1])
        return (first[0], last[1]) if last else first

    def _paragraph(self, text: str, anchor: int, least: int = 0) -> Span | None:
        """Return the lines of a paragraph that ends no earlier than on line `least`."""
        whole = [span for span in self._source.spans(text) if span[1] >= least]
        if whole:
            return _nearest(whole, anchor)
        tokens = text.split()
        begins = self._source.spans(" ".join(tokens[:ENDS]))
        first = _nearest(begins, anchor) if begins else None
        if first is None:
            return None
        ends = self._source.spans(" ".join(tokens[-ENDS:]))
        later = [span for span in ends if span[1] >= max(first[1], least)]
        return (first[0], _nearest(later, first[1])[1]) if later else first


def _alone(lines: Iterable[int]) -> list[Span]:
    return [(line, line) for line in islice(lines, MOST_LOOKS)]


def _nearest(spans: Sequence[Span], line: int) -> Span:
    """Return the span, of some in order, that begins nearest to `line`."""
    if len(spans) == 1:
        return spans[0]
    at = bisect_left(spans, (line, 0))
    return min(spans[max(0, at - 1) : at + 1], key=lambda span: abs(span[0] - line))


def _anchor(said: Sequence[Sequence[Span]], after: int) -> int:
    """Return the line that the values are nearest to; the rarest of them stands there."""
    if not said:
        return max(after, 0)
    rarest = min(said, key=len)
    if len(rarest) == 1:
        return rarest[0][0]

    def cost(line: int) -> tuple[int, int]:
        away = sum(min(FAR, abs(_nearest(spans, line)[0] - line)) for spans in said)
        return away + (BACKWARDS if line <= after else 0), line

    if len(rarest) > MOST_ANCHORS:  # the entry goes on from the one before
        at = max(0, bisect_left(rarest, (after, 0)) - MOST_ANCHORS // 2)
        rarest = rarest[at : at + MOST_ANCHORS]
    return min((first for first, _ in rarest), key=cost)
