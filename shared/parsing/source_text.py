"""A document's text made searchable: where is this value said?

Case, accents, ligatures, spaces, punctuation and hyphenation make no difference; word borders do.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache, cached_property
from itertools import accumulate, chain, filterfalse, pairwise

from shared.domain.document import Document

NOT_ASCII = re.compile(r"[^\x00-\x7f]")
ADDRESS_CHARACTER = re.compile(r"[\w.%+@~&=-]")  # `/` divides
ENDS_A_SENTENCE = re.compile(r"\.+(?![\w-])")
MOST_LOOKS = 100  # for one value; a text may say "a" a million times
NEAR = 3  # lines over which a broken value may spread
MOST_WORDS = 80  # of a value that is sought over broken lines; so many fit on NEAR of them
BETWEEN = 5  # words of others that may stand between its own: a date, a place
DASHES = re.compile(r"[‐‑‒–—−]")  # in addresses, all mean a hyphen
FOLDED = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss"})

Span = tuple[int, int]  # indexes of a first and a last line


@cache
def _folded(char: str) -> str:
    decomposed = unicodedata.normalize("NFKD", char.casefold().translate(FOLDED))
    return "".join(filterfalse(unicodedata.combining, decomposed))


def _spaced(chars: str) -> str:
    """Return characters with spaces for all that are no letters, no digits, and not `+` or `#`."""
    return "".join(char if char.isalnum() or char in "+#" else " " for char in chars)


@cache
def _letters(char: str) -> str:
    return _spaced(_folded(char))


ASCII_LETTERS = _spaced("".join(map(chr, range(128)))).encode().ljust(256)
ASCII_LINES = ASCII_LETTERS[:10] + b"\n" + ASCII_LETTERS[11:]  # with the ends of lines left


def fold(text: str) -> str:
    """Return `text` without case, accents and ligatures."""
    lower = text.lower()
    return lower if lower.isascii() else NOT_ASCII.sub(lambda match: _folded(match[0]), lower)


def words_of_lines(lines: Sequence[str]) -> list[list[str]]:
    """Return the `words` of each line. They are folded at once, unless another script is among them."""
    text = NOT_ASCII.sub(lambda match: _letters(match[0]), "\n".join(lines).lower())
    if not text.isascii() or text.count("\n") != len(lines) - 1:
        return [words(line) for line in lines]
    return [line.split() for line in text.encode().translate(ASCII_LINES).decode().split("\n")]


def words(text: str) -> list[str]:
    """Return the folded words of `text`; `+` and `#` are letters (C++, C#)."""
    lower = text.lower()
    if not lower.isascii():
        lower = NOT_ASCII.sub(lambda match: _letters(match[0]), lower)
    if not lower.isascii():
        return re.findall(r"[\w+#]+", lower.replace("_", " "))
    return lower.encode().translate(ASCII_LETTERS).decode().split()


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
        return bool(digits and self.lines_with_number(digits))

    def spans(self, value: str) -> list[Span]:
        """Return the lines, as the index of the first and the last, that say `value`.

        Found as `says` does; else as `says_nearby`, else as `says_in_any_order`.
        """
        wanted = words(value)
        whole = self._spans_of("".join(wanted))
        if whole or len(wanted) < 2:
            return whole
        return self._spans_nearby(wanted) or self._spans_in_any_order(set(wanted))

    def lines_with(self, address: str) -> list[int]:
        """Return the lines that hold `address` as `says_exactly` finds it."""
        wanted = _unspaced(address)
        if not wanted:
            return []
        mark = next((mark for mark in "@/." if mark in wanted), "")
        return [
            index
            for index, line in enumerate(self._plain_lines)
            if mark in line and wanted in _unspaced(line)
        ]

    def lines_with_number(self, digits: str) -> list[int]:
        """Return the lines on which `digits` follow each other."""
        return [
            index
            for index, line in enumerate(self._lines)
            if digits[:1] in line and digits in "".join(filter(str.isdigit, line))
        ]

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

    def _spans_of(self, wanted: str) -> list[Span]:
        found: list[Span] = []
        joined, borders, starts = self._joined, self._borders, self._starts
        stop = starts[len(self._lines)]  # links are no lines
        place = joined.find(wanted, 0, stop) if wanted else -1
        for _ in range(MOST_LOOKS):
            if place < 0:
                break
            end = place + len(wanted)
            if place in borders and end in borders:
                first = bisect_right(starts, place) - 1
                within = end <= starts[first + 1]
                found.append((first, first if within else bisect_right(starts, end - 1) - 1))
            place = joined.find(wanted, place + 1, stop)
        return found

    def _spans_nearby(self, wanted: Sequence[str]) -> list[Span]:
        if len(wanted) > MOST_WORDS:
            return []
        filled = [index for index, line in enumerate(self._line_words) if line]
        found: list[Span] = []
        for at, window in enumerate(self._windows):
            if wanted[0] not in self._line_words[filled[at]] or not _in_order(wanted, window):
                continue
            near = [index for index in filled[at : at + NEAR] if index < len(self._lines)]
            ends = [index for index in near if wanted[-1] in self._line_words[index]]
            if ends:
                found.append((near[0], ends[0]))
        return found

    def _spans_in_any_order(self, wanted: set[str]) -> list[Span]:
        return [
            (index, index if wanted <= set(first) else index + 1)
            for index, (first, second) in enumerate(pairwise(self._line_words[: len(self._lines)]))
            if not wanted.isdisjoint(first) and wanted <= {*first, *second}
        ]

    @cached_property
    def _plain_lines(self) -> list[str]:
        return list(map(_plain, self._lines))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins in the joined words, and where the last one ends."""
        return list(accumulate(map(len, self._joined_lines), initial=0))

    @cached_property
    def _line_words(self) -> list[list[str]]:
        return words_of_lines((*self._lines, *self._links))

    @cached_property
    def _joined(self) -> str:
        return "".join(self._joined_lines)

    @cached_property
    def _joined_lines(self) -> list[str]:
        return ["".join(line) for line in self._line_words]

    @cached_property
    def _borders(self) -> frozenset[int]:
        lengths = map(len, chain.from_iterable(self._line_words))
        return frozenset(accumulate(lengths, initial=0))

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


def _unspaced(text: str) -> str:
    """Return `text` without spaces and case, as addresses are compared."""
    return "".join(_address_parts(text))


def _squeezed(text: str) -> tuple[str, frozenset[int]]:
    """Return `text` without spaces and case, and the places where spaces were, or its ends."""
    parts = _address_parts(text)
    return "".join(parts), frozenset(accumulate(map(len, parts), initial=0))


def _address_parts(text: str) -> list[str]:
    return _plain(text).casefold().split()


def _plain(text: str) -> str:
    """Return `text` with the signs of an address in their usual form."""
    return text if text.isascii() else DASHES.sub("-", unicodedata.normalize("NFKC", text))


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
