"""E-mail addresses and links."""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import unquote

from shared.parsing.rules.rows import Row

_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.UNICODE
)
_URL: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]{}|,;\"']{3,200}"
    r"|(?<![\w@.)\]-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|io|dev|fr|de|es|co|uk|eu|me|info|tech|app|page|ch|be|ca|example|design|art|xyz|ai|cv|site|online|blog|at|au|nz|za|mx|ar|ie|nl|lu|pt|pl|cat|gal|eus|studio|photo|photography|swiss|berlin|wien)"
    r"(?:/[^\s<>()\[\]{}|,;\"']{0,150})?(?![\w@.-])",
    re.IGNORECASE,
)
_BESIDE_ADDRESS: Final = re.compile(r"^(?:https?://)?(?:www\.)?|/+$")
_DOTTED: Final = re.compile(r"\.\S|://")  # what has neither is no address
_KNOWN_NAMES: Final = re.compile(
    r"\b(?:node|next|vue|react|asp|socket)\.(?:js|net|io)\b", re.IGNORECASE
)


def emails(rows: Iterable[Row], links: Sequence[str] = ()) -> list[str]:
    """Return the addresses in the order of the text, then those of mail links."""
    found = [
        match.strip(".'-") for row in rows if "@" in row.text for match in _EMAIL.findall(row.text)
    ]
    for link in links:
        if link.lower().startswith("mailto:"):
            found += _EMAIL.findall(unquote(link[7:].split("?")[0]))
    return list(dict.fromkeys(found))


def _address(url: str) -> str:
    """Return a URL as two spellings of it compare."""
    return _BESIDE_ADDRESS.sub("", url.strip().lower())


def urls(rows: Iterable[Row], links: Sequence[str] = ()) -> list[str]:
    """Return the links of the file and those written in `rows`, each once."""
    found = [link.strip() for link in links if link.lower().startswith(("http://", "https://"))]
    for row in rows:
        if _DOTTED.search(row.text):
            text = _KNOWN_NAMES.sub(" ", _EMAIL.sub(" ", row.text))
            found += [match.rstrip(".:/'") for match in _URL.findall(text)]
    unique: dict[str, str] = {}
    for url in found:
        if len(address := _address(url)) > 4:
            unique.setdefault(address, url)
    return list(unique.values())


def without_addresses(text: str) -> str:
    """Return `text` without e-mail addresses and links."""
    return _URL.sub(" ", _EMAIL.sub(" ", text)) if _DOTTED.search(text) else text
