"""A document's text made searchable: where is this value said?

Case, accents, ligatures, spaces, punctuation and hyphenation make no difference; word borders do.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import accumulate

from shared.domain.document import Document

WORD = re.compile(r"(?:[^\W_]|[+#])+")
ADDRESS_CHARACTER = re.compile(r"[\w.%+@~&=-]")  # `/` divides
ENDS_A_SENTENCE = re.compile(r"\.+(?![\w-])")
NEAR = 3  # lines over which a broken value may spread
BETWEEN = 5  # words of others that may stand between its own: a date, a place
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # in addresses, all mean a hyphen
FOLDED = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss"})


def fold(text: str) -> str:
    """Return `text` without case, accents and ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the folded words of `text`; `+` and `#` are letters (C++, C#)."""
    return WORD.findall(fold(text))


class SourceText:
    """The words of a document, but for the lines `left_out`; its hyperlinks count as text."""

    def __init__(self, document: Document, left_out: Collection[int] = frozenset()) -> None:
        self._lines = tuple(
            "" if index in left_out else line.text for index, line in enumerate(document.lines)
        )
        self._links = document.links

    def says(self, value: str) -> bool:
        """Return whether the words of `value` stand in the text one after the other.

        They may be letter-spaced or divided by a hyphen at a line's end: only the first letter
        and the last one need to be at word borders.
        """
        return self._find(value) is not None

    def says_nearby(self, value: str) -> bool:
        """Return whether the words of `value` come in order within a few lines.

        For values that a narrow column or a table cell breaks up, with other words in between.
        One word alone must be said as it is.
        """
        wanted = words(value)
        if self.says(value):
            return True
        return len(wanted) > 1 and any(_in_order(wanted, window) for window in self._windows)

    def says_in_any_order(self, value: str) -> bool:
        """Return whether the words of `value` stand on one line or two, as with `DOE, Jane`."""
        wanted = set(words(value))
        if self.says(value):
            return True
        return len(wanted) > 1 and any(
            wanted <= set(first) | set(second)
            for first, second in zip(self._line_words, [*self._line_words[1:], []], strict=True)
        )

    def says_exactly(self, value: str) -> bool:
        """Return whether `value` is in the text, punctuation and all; for addresses and URLs.

        It may be broken by spaces or lines, but is no part of a longer address.
        """
        wanted, _ = _squeezed(value)
        text, borders = self._squeezed
        place = text.find(wanted) if wanted else -1
        while place >= 0:
            end = place + len(wanted)
            begins = place in borders or _address_may_begin(text[:place])
            if begins and (end in borders or _address_may_end(text[end:])):
                return True
            place = text.find(wanted, place + 1)
        return False

    def has_number(self, digits: str) -> bool:
        """Return whether `digits` follow each other on one line, whatever divides them."""
        return bool(digits) and any(digits in line for line in self._line_digits)

    def lines(self) -> tuple[str, ...]:
        """Return the lines; those left out are empty."""
        return self._lines

    def _find(self, value: str) -> int | None:
        wanted = "".join(words(value))
        place = self._joined.find(wanted) if wanted else -1
        while place >= 0:
            if place in self._borders and place + len(wanted) in self._borders:
                return place
            place = self._joined.find(wanted, place + 1)
        return None

    @cached_property
    def _line_words(self) -> list[list[str]]:
        return [words(line) for line in (*self._lines, *self._links)]

    @cached_property
    def _joined(self) -> str:
        return "".join(word for line in self._line_words for word in line)

    @cached_property
    def _borders(self) -> frozenset[int]:
        borders, place = {0}, 0
        for line in self._line_words:
            for word in line:
                place += len(word)
                borders.add(place)
        return frozenset(borders)

    @cached_property
    def _windows(self) -> list[list[str]]:
        filled = [line for line in self._line_words if line]
        return [
            [word for line in filled[start : start + NEAR] for word in line]
            for start in range(len(filled))
        ]

    @cached_property
    def _squeezed(self) -> tuple[str, frozenset[int]]:
        return _squeezed("\n".join((*self._lines, *self._links)))

    @cached_property
    def _line_digits(self) -> list[str]:
        return ["".join(filter(str.isdigit, line)) for line in self._lines]


def _squeezed(text: str) -> tuple[str, frozenset[int]]:
    """Return `text` without spaces and case, and the places where spaces were, or its ends."""
    parts = unicodedata.normalize("NFKC", text).casefold().translate(DASHES).split()
    return "".join(parts), frozenset(accumulate(map(len, parts), initial=0))


def _address_may_begin(before: str) -> bool:
    return before.endswith("www.") or not ADDRESS_CHARACTER.match(before[-1])


def _address_may_end(after: str) -> bool:
    goes_on = ADDRESS_CHARACTER.match(after) and not ENDS_A_SENTENCE.match(after)
    return not goes_on


def _in_order(wanted: Sequence[str], there: Sequence[str]) -> bool:
    """Return whether the words `wanted` come in order in `there`, with few others between."""
    longest = len(wanted) + BETWEEN
    starts = (place for place, word in enumerate(there) if word == wanted[0])
    return any(_follow(wanted, there[start : start + longest]) for start in starts)


def _follow(wanted: Sequence[str], there: Sequence[str]) -> bool:
    remaining = iter(there)
    return all(word in remaining for word in wanted)
