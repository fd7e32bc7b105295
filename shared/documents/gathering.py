"""What is gathered on the way through a text document, whatever its format: lines in blocks."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from shared.documents.pieces import Look, Piece, is_seen
from shared.documents.table import lines_of_row
from shared.domain.document import Line
from shared.errors import TooComplex

DEEPEST: Final = 60  # of tables, lists and text boxes within each other


@dataclass(kw_only=True)
class Gathering:
    """The lines found so far, and where in the document we are."""

    decorated: bool = False  # something coloured may lie behind the text, so white text may show
    lines: list[Line] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict[str, None])  # where they lead, in order
    hidden: bool = False  # whether text that nobody sees was left out
    block: int = 0
    shaded: int = 0  # how many coloured cells or boxes we are in
    depth: int = 0  # how many tables, lists and text boxes we are in

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Be within one more table, list or text box. Raises `TooComplex`."""
        if self.depth == DEEPEST:
            raise TooComplex(f"more than {DEEPEST} tables, lists or boxes within each other")
        self.depth += 1
        yield
        self.depth -= 1

    def say(self, text: str, look: Look, pieces: list[Piece]) -> None:
        """Put a text behind the other pieces of its paragraph, if a person sees it."""
        if text and is_seen(look, on_colour=self.shaded > 0 or self.decorated):
            pieces.append(Piece(text=text, look=look))
        elif text.strip():
            self.hidden = True

    def link(self, target: str) -> None:
        """Keep where a hyperlink leads."""
        if target:
            self.links[target] = None

    def in_box(self, read: Callable[[], None]) -> None:
        """Read a text box; its fill is not looked up, so white text in it counts as seen."""
        self.block += 1
        self.shaded += 1
        read()
        self.shaded -= 1
        self.block += 1

    def in_table(self, rows: Iterable[Iterable[list[Line]]], *, shaded: bool) -> None:
        """Read the rows of a table, which yield the lines of each of their cells."""
        self.block += 1
        self.shaded += shaded
        for row in rows:
            lines = lines_of_row(list(row), self.block)
            self.lines += lines
            self.block = max((line.block for line in lines), default=self.block)
        self.shaded -= shaded
        self.block += 1

    def of_cell(self, read: Callable[[], None], *, shaded: bool) -> list[Line]:
        """Return the lines of a cell, which are not yet placed in the document."""
        outer, self.lines = self.lines, []
        self.shaded += shaded
        read()
        self.shaded -= shaded
        inner, self.lines = self.lines, outer
        return inner
