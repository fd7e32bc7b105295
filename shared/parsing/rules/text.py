"""Text as the rules compare it: without case, accents and typographic variety."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from shared.parsing.rules.memory import remembered


class _Folded(dict[str, str]):
    """Maps each character to one plain character, so that positions stay true."""

    def __missing__(self, char: str) -> str:
        plain = unicodedata.normalize("NFKD", char)[:1].lower() or char
        self[char] = plain if len(plain) == 1 else char
        return self[char]


_FOLDED: Final = _Folded(
    {
        **dict.fromkeys("’‘ʼ´′", "'"),
        **dict.fromkeys("‐‑‒−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        **dict.fromkeys("œŒøØ", "o"),
        **dict.fromkeys("æÆ", "a"),
        **dict.fromkeys("İı", "i"),
        **dict.fromkeys("łŁ", "l"),
        **dict.fromkeys("đĐ", "d"),
        "ß": "s",
    }
)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")

_WORD: Final = re.compile(r"[^\W_]+(?:[.'’+#&/-][^\W_]+)*[+#]*\.?")
_DIGIT: Final = re.compile(r"\d")
_ASCII_DIGIT: Final = re.compile("[0-9]")  # three times as quick
_EDGES: Final = " \t\u00a0,;:|·•–—-‐‑_/\\*>→⋅▪●○■□◆~=#"


@remembered
def fold(text: str) -> str:
    """Return `text` in lower case without accents, of the very same length."""
    text = text.replace("`", "'").replace("\t", " ")
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda match: _FOLDED[match[0]], text)
    return text.lower()


def words(text: str) -> list[str]:
    """Return the folded words of `text`, with inner dots, hyphens and apostrophes."""
    return _WORD.findall(fold(text))


@remembered
def trim(text: str) -> str:
    """Return `text` without separators and spaces at its edges, inner spaces single."""
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
    return text.strip(_EDGES)


def has_digit(text: str) -> bool:
    """Whether one of the characters is a decimal digit."""
    return (_ASCII_DIGIT if text.isascii() else _DIGIT).search(text) is not None


def any_of(forms: Iterable[str]) -> str:
    """Return a pattern of the forms, the longest first, grouped by their first letter for speed."""
    groups: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        groups.setdefault(form[0], []).append(re.escape(form[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


class Divider:
    """Divides texts where `pattern` matches: at gaps of three spaces, or at one of some `signs`."""

    def __init__(self, pattern: str, signs: str) -> None:
        self._pattern = re.compile(pattern)
        self._signs = re.compile(f"[{re.escape(signs)}]")  # quicker to look for

    def split(self, text: str) -> list[str]:
        """Return the parts of `text`, whose spaces are plain ones."""
        if self._signs.search(text) or "   " in text:
            return self._pattern.split(text)
        return [text]


def is_caps(text: str) -> bool:
    """Whether all letters are capitals, and there are at least three."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 3
