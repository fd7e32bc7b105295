"""Opens a PDF, bounds the work, and puts its pages together."""

import pypdfium2

from shared.documents.limits import Limits
from shared.documents.lines import HIDDEN_TEXT, line_of
from shared.documents.pdf.columns import regions
from shared.documents.pdf.furniture import without_furniture
from shared.documents.pdf.hyphens import rejoined
from shared.documents.pdf.order import in_order
from shared.documents.pdf.page import TextPage
from shared.documents.pdf.rows import Row, rows_of, segments_of
from shared.documents.pdf.visible import seen
from shared.documents.pdf.words import Word, words
from shared.domain.document import Document, FileType, Line
from shared.errors import Corrupt, Encrypted, NoText, TooComplex


def read(content: bytes, limits: Limits) -> Document:
    """Return the document of a PDF file.

    Raises `Encrypted`, `Corrupt`, `TooComplex`, `Bomb`, `NoText`, `OcrMissing`.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise (Encrypted if "password" in str(error).lower() else Corrupt) from error
    if len(pdf) > limits.pages:
        raise TooComplex
    lines: list[Line] = []
    heights: list[float] = []
    blocks = 0
    hidden = False
    for number in range(len(pdf)):
        text_page = TextPage(pdf[number])
        drawn = words(text_page.glyphs()) if text_page.count else []
        visible = seen(drawn, text_page.page, text_page.frame) if drawn else []
        hidden = hidden or _hides_text(drawn, visible)
        for region in _regions(visible):
            lines += _lines(region, number + 1, blocks)
            blocks += 1
        heights.append(text_page.frame.height)
    if not lines:
        raise NoText
    hyphenated = "tex" in pdf.get_metadata_dict().get("Producer", "").lower()
    lines = rejoined(without_furniture(lines, heights), hyphenated=hyphenated)
    return Document(
        lines=tuple(lines),
        file_type=FileType.PDF,
        pages=len(pdf),
        warnings=(HIDDEN_TEXT,) if hidden else (),
    )


def _regions(visible: list[Word]) -> list[list[Row]]:
    segments = segments_of(visible)
    return [in_order(rows_of(region)) for region in regions(segments)]


def _lines(rows: list[Row], page: int, block: int) -> list[Line]:
    lines = [_line(row, page, block) for row in rows]
    return [line for line in lines if line]


def _line(row: Row, page: int, block: int) -> Line | None:
    words = row.words
    letters = sum(len(word.text) for word in words)
    main = max(words, key=lambda word: len(word.text))
    return line_of(
        [segment.text for segment in row.segments],
        page=page,
        x0=round(row.x0, 1),
        top=round(row.top, 1),
        x1=round(row.x1, 1),
        bottom=round(row.bottom, 1),
        size=round(main.size, 1),
        bold=2 * sum(len(word.text) for word in words if word.look.bold) > letters,
        italic=2 * sum(len(word.text) for word in words if word.look.italic) > letters,
        color=main.look.color,
        block=block,
    )


def _hides_text(drawn: list[Word], visible: list[Word]) -> bool:
    """Say whether words were left out; a page number cut off by the page's edge is none."""
    kept = {id(word) for word in visible}
    return any(sum(map(str.isalpha, word.text)) > 1 for word in drawn if id(word) not in kept)
