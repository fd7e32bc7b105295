"""The lines of a document as the rules read them: cleaned, capped, without page furniture."""

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from shared.domain.document import Document, Line
from shared.parsing.rules import tables
from shared.parsing.rules.date_words import Period
from shared.parsing.rules.dates import periods, without
from shared.parsing.rules.line_marks import clean, unmarked, unruled, with_colons_at_labels
from shared.parsing.rules.places import likeness
from shared.parsing.rules.text import fold, is_caps, trim

_TITLED: Final = re.compile(  # and a name, with letters before or behind it
    r"(?i:lebenslauf|curriculum vitae|cv|résumé|hoja de vida)(?: [–—|:·-])?(?: [\w.()-]+){0,2}(?: [A-ZÀ-Ý][\w'’-]+){2,3}$"
)
MAX_ROWS: Final = 1_500  # about 25 pages
MAX_DATED: Final = (
    300  # characters of a line in which dates are looked for; those of an entry stand early
)
MAX_LENGTH: Final = 3_000  # characters of a line; a longer one is no line of a CV
LONGEST_FRAMED: Final = 50  # characters of a heading, with the second mark
MAX_TEXT: Final = 200_000  # characters of all lines

_FRAME: Final = re.compile(
    r"(?<!\d)\s[✦✧❖◆◇♦▪•·~*–—-]$"
)  # the second of two marks around a heading
_EMPTY: Final = re.compile(r"[(\[]\s*[)\]]")
_DASH: Final = re.compile(r"\s*[-–—]+")
_DIGITS: Final = re.compile(r"\d+")
_PAGE: Final = re.compile(
    r"(?:page|seite|pagina|p\.)?\s*\d{1,3}\s*(?:(?:/|of|sur|von|de)\s*\d{1,3})?"
)
_SIGNED: Final = re.compile(r"^(?:fait à|en)\s+|,?\s*\b(?:le|den|am|el|a|on)$|,$", re.IGNORECASE)


Look = tuple[float, bool, bool, str, bool, int]  # the style of a line; those of one kind share it


@dataclass(kw_only=True, slots=True)
class Row:
    """One line: what it says and how it looks. No one changes it; to freeze it would take longer."""

    text: str
    cells: tuple[str, ...]  # at least one
    page: int = 1
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    size: float = 0.0
    bold: bool = False
    lead: str = ""  # the words in bold type before plain ones
    italic: bool = False
    color: str = ""
    heading: int = 0
    bullet: bool = False
    block: int = 0
    is_inner: bool = False  # whether it stands within an entry, so that its dates date no other
    folded: str = field(init=False)  # the text without case and accents, of the same length
    periods: tuple[Period, ...] = field(init=False)  # the dates in the text
    undated: str = field(init=False)  # the text without its dates
    caps: bool = field(init=False)  # whether it is written in capitals
    look: Look = field(init=False)

    def __post_init__(self) -> None:
        text = self.text
        self.folded = fold(text)
        self.periods = () if self.is_inner else periods(text[:MAX_DATED])
        if len(self.cells) > 1 and self.periods:
            self.periods = _with_open_cells(self.periods, self.cells, text)
        self.undated = _undated(text, self.periods) if self.periods else text
        self.caps = is_caps(text)
        style = (round(self.size), self.bold, self.italic, self.color)
        self.look = (*style, self.caps, self.heading)

    @property
    def has_range(self) -> bool:
        """Whether one of its dates is a period with a beginning."""
        return bool(self.periods) and any(period.is_range for period in self.periods)

    def looks_like(self, other: "Row") -> float:
        """Return how much the two rows look alike, 0 to 1."""
        size = 1.0 if abs(self.size - other.size) < 0.75 else 0.0
        same = (
            (self.bold == other.bold) + (self.italic == other.italic) + (self.color == other.color)
        )
        return size * (0.4 + 0.2 * same)

    def with_text(self, text: str, cells: tuple[str, ...] | None = None) -> "Row":
        """Return a row of the same look with another text."""
        return Row(
            text=text, cells=cells or (text,), page=self.page, x0=self.x0, top=self.top, x1=self.x1,
            size=self.size, bold=self.bold, italic=self.italic, color=self.color,
            heading=self.heading, bullet=self.bullet, block=self.block, is_inner=self.is_inner,
        )  # fmt: skip


def _with_open_cells(
    found: tuple[Period, ...], cells: Sequence[str], text: str
) -> tuple[Period, ...]:
    """Return the periods with those open that end a cell with a dash: "2021 – | Cook"."""
    opened = {own[-1].first for cell in cells if cell[-1] in "-–—" and (own := periods(cell)[-1:])}
    return tuple(
        period._replace(end=dash.end(), first=period.last, last=None, is_current=True)
        if period.last in opened and not period.is_range and (dash := _DASH.match(text, period.end))
        else period
        for period in found
    )


def _undated(text: str, found: Sequence[Period]) -> str:
    return trim(_EMPTY.sub(" ", " ".join(without(text, found))))


def _row(line: Line) -> Row | None:
    said, level = unruled(line.text.strip())
    text, heading, bullet = unmarked(clean(said))
    marked = (bullet or line.bullet) and not text[-1:].isalnum() and len(text) <= LONGEST_FRAMED
    framed = _FRAME.search(text) if marked else None
    text = text[: framed.start()] if framed else text
    if not any(map(str.isalnum, text)):
        return None
    cells = line.cells if len(line.cells) > 1 else ()  # one cell says what the line says
    cells = tuple([cell for cell in map(clean, cells) if any(map(str.isalnum, cell))])
    if any(cell[0] == ":" for cell in cells[1:]):
        cells = with_colons_at_labels(cells)
    if (bullet or line.bullet) and any(not cell[0].isalnum() for cell in cells[1:]):
        cells = tuple(unmarked(cell)[0] for cell in cells)
        text = "  ".join(cells)
    return Row(
        text=text,
        cells=cells if len(cells) > 1 else (text,),
        page=line.page,
        x0=line.x0,
        top=line.top,
        x1=line.x1,
        size=line.size,
        bold=line.bold,
        lead=clean(line.lead) if line.lead else "",
        italic=line.italic,
        color=line.color,
        heading=line.heading or heading or level,
        bullet=(line.bullet or bullet) and not framed,
        block=line.block,
    )


def _furniture(rows: Sequence[Row]) -> set[int]:
    """Return the rows that say again what stands at the same height on several pages, or whose CV it is.

    Page numbers make no difference; a line that ends with one is furniture the first time too.
    """
    at_height: dict[int, list[Row]] = {}
    for row in rows:
        at_height.setdefault(round(row.top / 6), []).append(row)
    pages: dict[tuple[str, int], set[int]] = {}
    for height, beside in at_height.items():
        if height and len({row.page for row in beside}) > 1:
            for row in beside:
                pages.setdefault((_unnumbered(row), height), set()).add(row.page)
    repeated = {text for (text, _), those in pages.items() if len(those) > 1}
    found = {at for at, row in enumerate(rows) if at and _titles_page(rows, at)}
    said: set[str] = set()
    for at, row in enumerate(rows) if repeated else ():
        text = _unnumbered(row)
        if text in repeated and (text in said or _ends_with_page(row)):
            found.add(at)
        said.add(text)
    return found


def _titles_page(rows: Sequence[Row], at: int) -> bool:
    """Whether a row at the edge of its page says whose CV it is: "Curriculum vitae Nora Quill"."""
    page = rows[at].page
    beside = rows[at - 1].page, rows[at + 1].page if at + 1 < len(rows) else 0
    return beside != (page, page) and _TITLED.match(rows[at].text) is not None


def _unnumbered(row: Row) -> str:
    """Return what a row says but for its numbers; those of a period say something."""
    return row.folded if row.has_range else _DIGITS.sub("#", row.folded)


@cache
def _noisy_beginnings() -> tuple[str, ...]:
    return tuple(tables.sections("noise")["prefixes"])


def _is_noise(row: Row) -> bool:
    folded = trim(row.folded)
    if folded in tables.sections("noise")["lines"]:
        return True
    if folded[-1:].isdigit() and _PAGE.fullmatch(folded):
        return True
    return len(folded) < 60 and folded.startswith(_noisy_beginnings())


@cache
def _declarations() -> tuple[str, ...]:
    return tuple(tables.sections("noise")["declarations"])


def rows_of(document: Document) -> list[Row]:
    """Return the rows of the document in reading order; of an endless one, those `as_read`."""
    rows = [row for line in as_read(document).lines if (row := _row(line)) is not None]
    furniture = _furniture(rows) if document.pages > 1 else ()
    kept: list[Row] = []
    declares = False  # what the law or a custom has people say is no part of what they tell
    for at, row in enumerate(rows):
        goes_on = declares and not row.text[0].isupper() and rows[at - 1].text[-1] != "."
        if declares := goes_on or row.folded.startswith(_declarations()):
            continue
        if kept and row.page != kept[-1].page and row.cells[0] == kept[-1].cells[0]:
            continue  # a line that the page break cut in two is drawn on both pages
        if at not in furniture and not _is_noise(row):
            kept.append(row)
    return _unsigned(kept)


def _unsigned(rows: list[Row]) -> list[Row]:
    """Return the rows without place and day at the end, and the name that may stand below."""
    for at in range(max(0, len(rows) - 2), len(rows)):
        if _is_signed(rows[at]) and len(rows[-1].text.split()) <= 5:
            return rows[:at]
    return rows


def _is_signed(row: Row) -> bool:
    """Whether a row tells where and when the CV was signed: "Lyon, le 3 mai 2025"."""
    if len(row.text) > 60 or len(row.periods) != 1 or len(row.periods[0].last or "") < 10:
        return False
    place = _SIGNED.sub("", row.undated)
    return not row.text[row.periods[0].end :].strip(" .") and likeness(place) >= 0.7


def _ends_with_page(row: Row) -> bool:
    return re.search(r"\d+\s*(?:/|of|sur|von|de)\s*\d+$", row.folded) is not None


def usual_size(rows: Sequence[Row]) -> float:
    """Return the font size of most of the text, 0 where sizes are not known."""
    letters: dict[float, int] = {}
    for row in rows:
        letters[row.size] = letters.get(row.size, 0) + len(row.text)
    return max(letters, key=letters.__getitem__, default=0.0)


def as_read(document: Document) -> Document:
    """Return the document without what is not read of it; the same if all is."""
    lengths = [len(line.text) for line in document.lines]
    if (
        len(lengths) <= MAX_ROWS
        and max(lengths, default=0) <= MAX_LENGTH
        and sum(lengths) <= MAX_TEXT
    ):
        return document
    lines: list[Line] = []
    room = MAX_TEXT
    for line in document.lines[:MAX_ROWS]:
        if room <= 0:
            break
        most = min(MAX_LENGTH, room)
        room -= len(line.text)
        lines.append(line if len(line.text) <= most else _shortened(line, most))
    if len(lines) == len(document.lines) and all(map(operator.is_, lines, document.lines)):
        return document
    return replace(document, lines=tuple(lines))


def _shortened(line: Line, most: int) -> Line:
    text = line.text[:most]
    return replace(line, text=text, cells=tuple(text.split("\t")) if line.cells else ())
