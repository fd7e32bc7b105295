"""Opens a PDF, bounds the work, and puts its pages together."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Final, NamedTuple

import pypdfium2

from shared.documents.limits import Limits
from shared.documents.lines import CELL_SEPARATOR, HIDDEN_TEXT, lead_of, line_of
from shared.documents.pdf import bombs, broken
from shared.documents.pdf.columns import Region, regions
from shared.documents.pdf.flow import in_flow
from shared.documents.pdf.furniture import without_furniture
from shared.documents.pdf.grids import grids_among
from shared.documents.pdf.hyphens import rejoined
from shared.documents.pdf.marks import mark_items
from shared.documents.pdf.order import in_order
from shared.documents.pdf.page import TextPage
from shared.documents.pdf.rows import Row, Segment, rows_of, segments_of
from shared.documents.pdf.shapes import drawing_of
from shared.documents.pdf.visible import seen
from shared.documents.pdf.word import Area, Word
from shared.documents.pdf.words import words
from shared.domain.document import Document, FileType, Line
from shared.errors import Corrupt, Encrypted, NoText, OcrMissing, TooComplex

PASSWORD: Final = "password"  # noqa: S105 - a word in PDFium's message
FEW_LETTERS: Final = 20  # a page with fewer, and with pictures, is taken for a scan
MOST_TIME: Final = 0.7  # of what a document has, after which no other page is recognised
PAGE_NOT_READ: Final = "page_not_read"  # warning: a page is damaged
SCAN_NOT_READ: Final = "scanned_page_not_read"  # warning: no OCR, or no time for more pages
UNIT: Final = re.compile(r"[%€$£]\s?[.,;)]*")  # alone below the line that ends with its number
HIDDEN_LAYER: Final = "text_layer_not_checked"  # warning: a scan was read by its invisible text


@dataclass(kw_only=True)
class Pages:
    """What has been read so far."""

    regions: list[list[Region]] = field(default_factory=list)  # of each page
    heights: list[float] = field(default_factory=list)  # of each page, in points
    warnings: dict[str, None] = field(default_factory=dict)  # in order, each once
    recognised: int = 0  # pages read by OCR
    body: float = 0.0  # font size of most letters on the first of these
    _began: float = field(default_factory=time.monotonic)
    _began_cpu: float = field(default_factory=time.process_time)

    def add(
        self,
        found: list[Word],
        height: float,
        across: list[Word] | None = None,
        grids: Sequence[Area] = (),
    ) -> None:
        """Add a page with these words and grids; what is written across it comes last."""
        self.heights.append(height)
        before = self.regions[-1] if self.regions else []
        known = frozenset(region.gutter for region in before if region.gutter is not None)
        self.regions.append(regions(segments_of(found), known, grids))
        if across:
            self.regions[-1].append(Region(segments=[Segment([line]) for line in across]))

    def as_on_first(self, recognised: list[Word]) -> list[Word]:
        """Return the words of a page read by OCR, with sizes as on the first such page.

        Each page tells only how large its lines are beside each other.
        """
        letters = Counter[float]()
        for word in recognised:
            letters[word.size] += len(word.text)
        usual = max(letters, key=letters.__getitem__, default=0.0)
        self.body = self.body or usual
        for word in recognised if usual else ():
            word.size *= self.body / usual
        return recognised

    def may_recognise(self, limits: Limits) -> bool:
        """Say whether another page may be read by OCR: what was read must be told in time."""
        if not 0 < self.recognised < limits.ocr_pages:
            return limits.ocr_pages > 0 == self.recognised
        wall, cpu = time.monotonic() - self._began, time.process_time() - self._began_cpu
        return wall < MOST_TIME * limits.wall_seconds and cpu < MOST_TIME * limits.cpu_seconds

    @property
    def is_empty(self) -> bool:
        """Whether no page has text."""
        return not any(self.regions)

    def lines(self) -> list[Line]:
        """Return the lines in reading order."""
        flow = in_flow(self.regions)
        blocks = {number: block for block, numbers in enumerate(flow) for number in numbers}
        drawn = [
            line
            for number, (page, region) in enumerate(self._numbered())
            for line in _lines(in_order(rows_of(region.segments)), page, blocks[number])
        ]
        return sorted(without_furniture(drawn, self.heights), key=attrgetter("block"))

    def _numbered(self) -> Iterator[tuple[int, Region]]:
        for page, found in enumerate(self.regions, start=1):
            for region in found:
                yield page, region

    def warn(self, code: str) -> None:
        """Add a warning."""
        self.warnings[code] = None


def read(content: bytes, limits: Limits) -> Document:
    """Return the document of a PDF file.

    Raises `Encrypted`, `Corrupt`, `TooComplex`, `Bomb`, `NoText`, `OcrMissing`.
    """
    bombs.check(content, limits.unpacked)
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if PASSWORD in str(error).lower():
            raise Encrypted from error
        return _read_broken(content, limits)
    try:
        return read_open(pdf, limits)
    finally:
        pdf.close()


def read_open(pdf: pypdfium2.PdfDocument, limits: Limits) -> Document:
    """Return the document of an open PDF.

    Raises `Corrupt`, `TooComplex`, `NoText`, `OcrMissing`.
    """
    if len(pdf) > limits.pages:
        raise TooComplex(f"{len(pdf)} pages")
    pages = Pages()
    scans = glyphs = 0
    links: list[str] = []
    for number in range(len(pdf)):
        try:
            page = TextPage(_page(pdf, number))
        except pypdfium2.PdfiumError:
            pages.add([], 0.0)
            pages.warn(PAGE_NOT_READ)
            continue
        glyphs += page.count
        if glyphs > limits.glyphs:
            raise TooComplex(f"{glyphs} glyphs")
        found = _words_of(page, pages, limits)
        scans += found.unread
        links += page.links(pdf)
        pages.add(found.words, page.frame.height, found.across, found.grids)
    if pages.is_empty and PAGE_NOT_READ in pages.warnings:
        raise Corrupt
    if pages.is_empty:
        raise OcrMissing if scans and not pages.recognised else NoText
    return _document(pages, hyphenated=_is_hyphenated(pdf), links=tuple(dict.fromkeys(links)))


def _is_hyphenated(pdf: pypdfium2.PdfDocument) -> bool:
    """Say whether the program that made the file breaks words by itself, as TeX does."""
    programs = pdf.get_metadata_value("Producer") + pdf.get_metadata_value("Creator")
    return "tex" in programs.lower()


def _page(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Return a page; what is filled into a form is made part of its text."""
    page = pdf[number]
    if pypdfium2.raw.FPDF_GetFormType(pdf) == pypdfium2.raw.FORMTYPE_NONE:
        return page
    pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
    page.close()
    return pdf[number]


class Found(NamedTuple):
    """What was found on a page."""

    words: list[Word]  # that a person reads
    across: list[Word]  # those written across it
    unread: bool = False  # whether it is a scan and was left unread
    grids: Sequence[Area] = ()  # drawn around tables


def _words_of(page: TextPage, pages: Pages, limits: Limits) -> Found:
    drawn, crossing = words(page.glyphs()) if page.count else ([], [])
    drawing = drawing_of(page.page, page.frame)
    visible = seen(drawn, drawing, page.page, page.frame, limits.pixels)
    across = seen(crossing, drawing, page.page, page.frame, limits.pixels)
    if not _needs_ocr(page, visible):
        if _hides_text([*drawn, *crossing], [*visible, *across]):
            pages.warn(HIDDEN_TEXT)
        mark_items(visible, drawing)
        return Found(visible, across, grids=grids_among(drawing.shapes))
    from shared.documents import ocr

    if ocr.is_installed() and pages.may_recognise(limits):
        reading = ocr.recognise(page.page)
        page.frame.turn((reading.quarters - page.frame.rotation) % 4)
        pages.recognised += 1
        return Found(pages.as_on_first(reading.words), [], grids=reading.grids)
    if len(drawn) > len(visible):
        pages.warn(HIDDEN_LAYER)
        return Found(drawn, [])
    pages.warn(SCAN_NOT_READ)
    return Found(visible, across, unread=True)


def _needs_ocr(page: TextPage, visible: list[Word]) -> bool:
    """Say whether the page shows text that is not there as text."""
    letters = 0
    for word in visible:
        letters += sum(map(str.isalnum, word.text))
        if letters >= FEW_LETTERS:
            return page.is_garbled()
    return page.is_picture()


def _hides_text(drawn: list[Word], visible: list[Word]) -> bool:
    """Say whether words were left out; a page number cut off by the page's edge is none."""
    if len(drawn) == len(visible):
        return False
    kept = {id(word) for word in visible}
    return any(sum(map(str.isalpha, word.text)) > 1 for word in drawn if id(word) not in kept)


def _read_broken(content: bytes, limits: Limits) -> Document:
    pages = Pages()
    for height, found in broken.pages(content, limits):
        pages.add(found, height)
    if pages.is_empty:
        raise NoText
    pages.warn(PAGE_NOT_READ)
    return _document(pages, hyphenated=False)


def _document(pages: Pages, *, hyphenated: bool, links: tuple[str, ...] = ()) -> Document:
    lines = rejoined(pages.lines(), hyphenated=hyphenated)
    if not lines:
        raise NoText
    return Document(
        lines=tuple(lines),
        file_type=FileType.PDF,
        pages=len(pages.heights),
        ocr=pages.recognised > 0,
        links=links,
        warnings=tuple(pages.warnings),
    )


def _lines(rows: list[Row], page: int, block: int) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        if line := _line(row, page, block):
            lines.append(line)
        elif lines and lines[-1].text[-1].isdigit() and UNIT.fullmatch(row.text):
            cells = (*lines[-1].cells[:-1], f"{lines[-1].cells[-1]} {row.text}")
            lines[-1] = replace(lines[-1], text=CELL_SEPARATOR.join(cells), cells=cells)
    return lines


def _lead(row: Row) -> str:
    return lead_of((f"{word.text} ", word.look.bold) for word in row.segments[0].words)


def _line(row: Row, page: int, block: int) -> Line | None:
    letters = longest = bold = italic = 0
    main: Word | None = None
    for segment in row.segments:
        for word in segment.words:
            length = len(word.text)
            letters += length
            if length > longest:
                main, longest = word, length
            if word.look.bold:
                bold += length
            if word.look.italic:
                italic += length
    if main is None:
        return None
    return line_of(
        [segment.text for segment in row.segments],
        page=page,
        x0=round(row.x0, 1),
        top=round(row.top, 1),
        x1=round(row.x1, 1),
        bottom=round(row.bottom, 1),
        size=round(main.size, 1),
        bold=2 * bold > letters,
        lead=_lead(row) if 0 < bold < letters else "",
        italic=2 * italic > letters,
        color=main.look.color,
        bullet=row.segments[0].words[0].begins_item,
        block=block,
    )
