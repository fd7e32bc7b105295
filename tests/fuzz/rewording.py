"""Documents damaged line by line, where a damaged file would not be read: marks, cuts, lost lines."""

import random
from dataclasses import replace
from typing import Final

from shared.domain.document import Document, Line

SIGNS: Final = (
    *"()[]{}.,;:–—-|•·/'«»“*#@%&+=~<>?!0189 \t",
    *(" (", ")", ", ", " – ", ": ", " | ", "(,)", "( )", " ()"),
    *("2019", "2020 –", "(2018)", "12/2011", "heute", "since"),
)
DAMAGED: Final = 0.35  # of the lines
LOST: Final = 0.05
REPEATED: Final = 0.03


def reworded(document: Document, chance: random.Random) -> Document:
    """Return a document with some lines damaged, lost, or said again elsewhere."""
    lines: list[Line] = []
    for line in document.lines:
        if chance.random() < LOST:
            continue
        said = _damaged(line, chance) if chance.random() < DAMAGED else line
        lines += [said] if said.text.strip() else []
        if chance.random() < REPEATED:
            lines.append(chance.choice(document.lines))
    return replace(document, lines=tuple(lines) or document.lines)


def _damaged(line: Line, chance: random.Random) -> Line:
    cells = [cell for cell in (_mutated(cell, chance) for cell in line.cells) if cell.strip()]
    if len(cells) > 1:
        return replace(line, text=" ".join(cells), cells=tuple(cells))
    return replace(line, text=_mutated(line.text, chance), cells=())


def _mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(10):
            case 0:
                text = text[:at]
            case 1:
                text = text.upper()
            case 2 | 3 | 4:
                text = text[:at] + text[at + chance.randrange(1, 6) :]
            case _:
                text = text[:at] + chance.choice(SIGNS) + text[at:]
    return text
