"""Where the person lives."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from shared.parsing.rules import lexicon, tables
from shared.parsing.rules.contact_labels import label_of
from shared.parsing.rules.homes import home, sureness
from shared.parsing.rules.links import without_addresses
from shared.parsing.rules.places import is_street, is_wide, likeness
from shared.parsing.rules.rows import Row
from shared.parsing.rules.text import Divider, fold, has_digit

_PARTS: Final = Divider(r"\s*[|•·●⋅∙]\s*|\s{3,}|\s+[–—~]\s+|\s+-\s+", "|•·●⋅∙–—~-")
_BARS: Final = Divider(r"\s*[|•·●⋅∙]\s*|\s+~\s+", "|•·●⋅∙~")
_MOST_WORDS: Final = 20  # of a contact line
MOST_OF_TOWN: Final = 4  # words
_SYMBOLS: Final = re.compile(
    "[\u2190-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f]+"
)
_NUMBERS: Final = re.compile(r"\+?\(?\d[\d\s().\-/]{7,}\d")


def location_in(rows: Sequence[Row], labels: dict[str, list[str]]) -> str | None:
    """Return the place where the person lives: labelled, else the likeliest of the contact block."""
    parts = [labels[part][0] for part in ("city", "region", "country") if part in labels]
    if "city" in labels and (likeness(labels["city"][0]) >= 0.6 or _could_be_town(parts[0])):
        return ", ".join(parts)
    wide: str | None = None  # a labelled country or region
    for value in [*labels.get("location", []), *parts]:
        place = home(value)
        if place and (likeness(place) >= 0.6 or not is_street(value)):
            if not is_wide(place):
                return place
            wide = wide or place
    best: tuple[float, str] | None = None
    for row in _with_addresses_joined(rows):
        if len([word for word in row.text.split() if word[0].isalpha()]) > _MOST_WORDS:
            continue  # running text
        cells = [
            part
            for cell in _without_particulars(row.cells)
            for part in _BARS.split(cell)
            if not _tells_other(part)
        ]
        text = _SYMBOLS.sub(" | ", without_addresses(" | ".join(cells)))
        text = _NUMBERS.sub(" | ", text)
        for part in dict.fromkeys([text.replace("|", ","), *_PARTS.split(text)]):
            place = home(part)
            if place is None:
                continue
            score = sureness(place) + 0.1 * min(place.count(","), 2)
            if best is None or score > best[0]:
                best = (score, place)
    if wide and (best is None or is_wide(best[1])):
        return wide
    return best[1] if best and best[0] > 0 else None


def _could_be_town(text: str) -> bool:
    """Whether `text`, labelled as a town that no table holds, has the form of one."""
    words = text.split()
    return len(words) <= MOST_OF_TOWN and words[0][:1].isupper() and not has_digit(text)


def _without_particulars(cells: Sequence[str]) -> list[str]:
    """Return the cells without labels of particulars and what stands behind them: "Nationality | Irish"."""
    kinds = [label_of(cell) for cell in cells]
    return [
        cell
        for at, cell in enumerate(cells)
        if "other" not in (kinds[at], *kinds[max(0, at - 1) : at])
    ]


def _tells_other(text: str) -> bool:
    """Whether a place in `text` is none to live in: "Né à Royan", "Chef d'équipe maçon"."""
    folded = fold(text)
    return folded.startswith(_born()) or (lexicon.title(text) >= 0.7 and not has_digit(text))


@cache
def _born() -> tuple[str, ...]:
    return tuple(f"{word} " for word in tables.sections("labels")["born"])


def _with_addresses_joined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with an address that runs over two lines on one."""
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else None
        if before and before.text.endswith(",") and len(row.cells) == 1 and likeness(row.text):
            joined[-1] = before.with_text(f"{before.text} {row.text}")
        else:
            joined.append(row)
    return joined
