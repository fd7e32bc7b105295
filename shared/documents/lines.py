"""Text to `Line`s: marks of list items taken off, tabs and wide gaps made into cells.

`Line.text` joins its cells by one tab, so a table row reads the same from every format.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from shared.documents.masked import unmasked
from shared.domain.document import Line

AFTER_BOX: Final = 2  # the block of what follows a text box at the first line
CELL_SEPARATOR: Final = "\t"
HIDDEN_TEXT: Final = "hidden_text_removed"  # warning: the file holds text that nobody sees
BULLETS: Final = "•●○◦▪■□▫‣⁃∙·–—*►▸▹▶➢➤➔→✓✔✦❖◆◇♦★➜»›-"
BULLET: Final = re.compile(rf"^[{re.escape(BULLETS)}]\s+(?=\S)|^[•●○◦▪■□▫‣⁃►▸▹▶➢➤✓✔❖◆◇♦]\s*(?=\S)")
BULLET_ALONE: Final = re.compile(r"^[•●○◦▪■□▫‣⁃∙·►▸▹▶➢➤✓✔❖◆◇♦]$")
LETTER: Final = re.compile(r"[^\W_]")  # or digit
GAP: Final = re.compile(r"\t+| {4,}")
SPACES: Final = re.compile(r"[^\S\n\t]+")
LIGATURES: Final = {
    ord("ﬀ"): "ff",
    ord("ﬁ"): "fi",
    ord("ﬂ"): "fl",
    ord("ﬃ"): "ffi",
    ord("ﬄ"): "ffl",
    ord("ﬅ"): "st",
    ord("ﬆ"): "st",
}
INVISIBLE: Final = dict.fromkeys(
    [
        *range(0, 9),
        *range(14, 32),
        127,
        173,
        8203,
        8204,
        8205,
        8288,
        65279,
        *range(8234, 8239),
        *range(8294, 8298),
        65534,
        65535,
        65533,
        65532,
    ]
)
ENTITY: Final = re.compile(r"&(?:apos|amp|quot|nbsp|#39|#x27);")
LAST_PICTURE: Final = re.compile("[☎☏✆✉⌂⚑⚐⚭⌘\U0001f300-\U0001faff][\ufe0e\ufe0f]?$")
PRIVATE_USE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
CLEAN: Final = {**LIGATURES, **INVISIBLE}


def clean(text: str) -> str:
    """Return `text` in composed form, without ligatures, controls, icons, formatting marks and
    masks of addresses.

    Of the pictures that are letters of Unicode only the last goes: others part what is beside them.
    """
    if "&" in text and ENTITY.search(text):
        text = html.unescape(text)  # some programs escape twice
    if ")" in text or "]" in text or "}" in text:
        text = unmasked(text)
    if text.isascii() and text.isprintable():
        return text
    text = PRIVATE_USE.sub(" ", LAST_PICTURE.sub("", text).translate(CLEAN))
    return unicodedata.normalize("NFC", text)


def line_of(cells: Iterable[str], *, bullet: bool = False, **look: Any) -> Line | None:
    """Return the line made of `cells`, or None when they hold no text.

    `look` are the other fields of `Line`.
    """
    parts = [part for cell in cells if (part := SPACES.sub(" ", clean(cell)).strip())]
    if not any(map(LETTER.search, parts)):
        return None
    if parts[0][0] in BULLETS:
        if len(parts) > 1 and BULLET_ALONE.match(parts[0]):
            bullet = True
            del parts[0]
        elif mark := BULLET.match(parts[0]):
            bullet = True
            parts[0] = parts[0][mark.end() :]
    return Line(text=CELL_SEPARATOR.join(parts), cells=tuple(parts), bullet=bullet, **look)


def lead_of(pieces: Iterable[tuple[str, bool]]) -> str:
    """Return the bold text that begins a line, where nothing but plain text follows; else "".

    `pieces` are the texts of its first cell in order, and whether each is bold.
    """
    lead = rest = ""
    for text, is_bold in pieces:
        said, tab, _ = text.partition(CELL_SEPARATOR)
        is_blank = not said.strip()
        if rest and is_bold and not is_blank:
            return ""
        if rest or not (is_bold or is_blank):
            rest += said
        else:
            lead += said
        if tab:
            break
    return SPACES.sub(" ", clean(lead)).strip() if rest else ""


def with_whole_title(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a body with the end of its title brought back before the text box that is
    anchored in the middle of it.
    """
    end = next((at for at, line in enumerate(lines) if line.block == AFTER_BOX), 0)
    title, *boxed = lines[: max(1, end)] or [Line(text="")]
    alike = end and _look(lines[end]) == _look(title)
    if not boxed or not alike or any(line.block != 1 or line.size >= title.size for line in boxed):
        return list(lines)
    return [title, replace(lines[end], block=title.block), *boxed, *lines[end + 1 :]]


def _look(line: Line) -> tuple[float, bool, str]:
    return line.size, line.bold, line.color


def lines_of_text(text: str) -> Iterator[Line]:
    """Yield the lines of a plain text; a blank line begins a new block."""
    block = 0
    blank = False
    for raw in text.splitlines():
        if not raw.strip():
            blank = True
            continue
        if blank:
            block += 1
            blank = False
        line = line_of(GAP.split(raw.strip()), block=block)
        if line:
            yield line
