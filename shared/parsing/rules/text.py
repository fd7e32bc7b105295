"""Text as the rules compare it: without case, accents and typographic variety."""

import re
import unicodedata
from typing import Final

from shared.parsing.rules.memory import remembered


class _Folded(dict[int, str]):
    """Maps each character to one plain character, so that positions stay true."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKD", char)[:1].lower() or char
        folded = plain if len(plain) == 1 else char
        self[code] = folded
        return folded


_FOLDED: Final = _Folded(
    {
        **dict.fromkeys(map(ord, "’‘ʼ`´′"), "'"),
        **dict.fromkeys(map(ord, "‐‑‒−"), "-"),
        **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " "),
        ord("œ"): "o",
        ord("Œ"): "o",
        ord("æ"): "a",
        ord("Æ"): "a",
        ord("ø"): "o",
        ord("Ø"): "o",
        ord("ł"): "l",
        ord("ß"): "s",
        ord("İ"): "i",
        ord("ı"): "i",
    }
)

_WORD: Final = re.compile(r"[^\W_]+(?:[.'’+#&/-][^\W_]+)*[+#]*\.?")
_EDGES: Final = " \t\u00a0,;:|·•–—-‐‑_/\\*>→⋅▪●○■□◆~=#"


@remembered
def fold(text: str) -> str:
    """Return `text` in lower case without accents, of the very same length."""
    if text.isascii():
        return text.lower().replace("`", "'").replace("\t", " ")
    return text.translate(_FOLDED)


def words(text: str) -> list[str]:
    """Return the folded words of `text`, with inner dots, hyphens and apostrophes."""
    return _WORD.findall(fold(text))


@remembered
def trim(text: str) -> str:
    """Return `text` without separators and spaces at its edges, inner spaces single."""
    return " ".join(text.split()).strip(_EDGES)


def is_caps(text: str) -> bool:
    """Whether all letters are capitals, and there are at least three."""
    return text.isupper() and sum(char.isalpha() for char in text) >= 3
