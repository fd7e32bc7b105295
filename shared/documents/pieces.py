"""Pieces of text of one look each, made into lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from shared.documents.lines import GAP, lead_of, line_of
from shared.domain.document import Line

LEAST_SIZE: Final = 2.0  # points
NEARLY_WHITE: Final = 225  # of 255, in each of red, green, blue


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How a run looks."""

    bold: bool = False
    italic: bool = False
    size: float = 0.0  # points; 0 = not said
    color: str = ""  # "rrggbb"; "" = not said
    vanish: bool = False  # hidden by the program
    shaded: bool = False  # something coloured lies behind it

    @property
    def is_hidden(self) -> bool:
        """Whether nobody can see it: hidden, too small, or white on white."""
        return self.vanish or 0 < self.size < LEAST_SIZE or (self.is_white and not self.shaded)

    @property
    def is_white(self) -> bool:
        """Whether it is white or nearly so."""
        return len(self.color) == 6 and min(bytes.fromhex(self.color)) >= NEARLY_WHITE


@dataclass(kw_only=True)
class Piece:
    """Text of one look."""

    text: str
    look: Look


def is_seen(look: Look, *, on_colour: bool) -> bool:
    """Say whether a person sees text of this look; `on_colour` where white may show."""
    if not look.is_hidden:
        return True
    return on_colour and look.is_white and not look.vanish and not 0 < look.size < LEAST_SIZE


def is_dark(fills: Iterable[str]) -> bool:
    """Say whether one of the fills is not white."""
    return any(
        fill and fill.lower() not in ("auto", "ffffff", "background1", "clear") for fill in fills
    )


def at_line_breaks(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces of each line of a paragraph."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                parts.append([])
            if text:
                parts[-1].append(Piece(text=text, look=piece.look))
    return parts


def line_of_pieces(pieces: list[Piece], *, heading: int, bullet: bool, block: int) -> Line | None:
    """Return the line that pieces make; it looks like its longest one. None without text."""
    said = [piece for piece in pieces if piece.text.strip()]
    if not said:
        return None
    letters = sum(len(piece.text) for piece in said)
    main = max(said, key=lambda piece: len(piece.text)).look
    bold = sum(len(piece.text) for piece in said if piece.look.bold)
    return line_of(
        GAP.split("".join(piece.text for piece in pieces).strip()),
        size=main.size,
        bold=2 * bold > letters,
        lead=lead_of((each.text, each.look.bold) for each in pieces) if 0 < bold < letters else "",
        italic=2 * sum(len(piece.text) for piece in said if piece.look.italic) > letters,
        color=main.color,
        heading=heading,
        bullet=bullet,
        block=block,
    )
