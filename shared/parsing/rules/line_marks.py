"""What a line has beside its words: icons, list marks, rules of dashes, marks of headings."""

import re
from collections.abc import Sequence
from typing import Final

from shared.parsing.rules.ticked import ticked

RULED: Final = 7  # the level of a heading between two rules, which no other has
_JUNK: Final = re.compile("[\ue000-\uf8ff\u200b-\u200f\u00ad\u2060\ufeff\ufffd\x00-\x08\x0b-\x1f]")
_BULLET: Final = re.compile(
    r"^\s*(?:[-=–—]*>{1,2}(?=\s)|[•●▪◦‣∙·■□◆◇▸►▶▷▹▻➢➤➔➜➣➥➧⮞→⇒»⁃¤♦✦✧✓✔✗☑☒☐❑❒❯❱★○❖–—*]|[-+.](?=\s)|o(?=\s[A-ZÀ-Ý]))\s*(?=\S)"
)
_RULED: Final = re.compile(r"([=*~#-])\1{2,}\s*(\S.*?\S)\s*\1{2,}")  # a heading between two
_TYPED_DASH: Final = re.compile(r"(?<=\s)-{2,3}(?=\s)")  # as a typewriter writes one
_SHORT_PART: Final = re.compile(
    r" .? ", re.DOTALL
)  # there is one where four of five parts are short
_RULE: Final = re.compile(  # but not the class of a hotel: "Adler ****s"
    r"\s*(?!\*{4}[sS]\b)[-=_*~.#–—·]{4,}\s*"
)
_RULES: Final = frozenset(sign * 3 for sign in "=*~#-")
_DASHES: Final = re.compile(r"[-=_*~.#–—·][-=_*~.#–—·]{3}")  # quicker to look for than the rule
_HASHES: Final = re.compile(r"(#{1,6})\s+(?=\S)")


def _unspaced(text: str) -> str:
    """Join what was written with spaced letters: "J E A N  P E T I T" becomes "JEAN PETIT"."""
    if text.count(" ") < 4 or not _SHORT_PART.search(text):
        return text
    parts = text.split(" ")
    if len(parts) < 5 or len([part for part in parts if len(part) <= 1]) < 0.8 * len(parts):
        return text
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text))


def clean(text: str) -> str:
    """Return `text` without icons and rules of dashes, spaced letters put together, all spaces single."""
    text = text.replace("[pic]", " ")
    if not (text.isascii() and text.isprintable()):
        text = _JUNK.sub(" ", ticked(text)).replace("\u2010", "-").replace("\u2011", "-")
    text = _RULE.sub(" ", text) if _DASHES.search(text) else text
    text = _TYPED_DASH.sub("–", text) if "--" in text else text
    return " ".join(_unspaced(text.strip()).split())


def unruled(text: str) -> tuple[str, int]:
    """Return what stands between two rules, as typed headings do ("=== SKILLS ==="), and its level."""
    ruled = _RULED.fullmatch(text) if text[:3] in _RULES and text[-3:] in _RULES else None
    return (ruled[2], RULED) if ruled else (text, 0)


def unmarked(text: str) -> tuple[str, int, bool]:
    """Return `text` without its marks: those of a heading, which are counted, and a bullet."""
    if text[:1].isalnum() and text[0] != "o":
        return text, 0, False
    hashes = _HASHES.match(text)
    if hashes:
        text = text[hashes.end() :].rstrip("# ")
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text, len(hashes[1]) if hashes else 0, bool(bullet)


def with_colons_at_labels(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells with a colon behind its label, not before the value: "Post | : Cook"."""
    found = [cells[0]]
    for cell in cells[1:]:
        if cell[0] == ":" and found[-1][-1] != ":":
            found[-1] += ":"
        found.append(cell.lstrip(": "))
    return tuple(found)
