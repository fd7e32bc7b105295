"""PDF."""

import ctypes
import itertools
from typing import Any

from shared.documents.limits import Limits
from shared.documents.lines import line_of
from shared.domain.document import Document, FileType, Line
from shared.errors import Corrupt, Encrypted, NoText, TooComplex


def read(content: bytes, limits: Limits) -> Document:
    """Return the document of a PDF file."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise (Encrypted if "password" in str(error).lower() else Corrupt) from error
    if len(pdf) > limits.pages:
        raise TooComplex
    lines: list[Line] = []
    for number in range(len(pdf)):
        lines += _page(pdf[number], number + 1, len(lines))
    if not lines:
        raise NoText
    return Document(lines=tuple(lines), file_type=FileType.PDF, pages=len(pdf))


def _page(page: Any, number: int, block: int) -> list[Line]:
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    height = page.get_height()
    count = text_page.count_chars()
    text = text_page.get_text_range(0, count) if count else ""
    box = raw.FS_RECTF()
    words: list[tuple[str, float, float, float, float, float]] = []
    start = 0
    for index in range(count + 1):
        if index < count and index < len(text) and not text[index].isspace():
            continue
        if index > start:
            raw.FPDFText_GetLooseCharBox(text_page, start, ctypes.byref(box))
            x0, top, bottom = box.left, height - box.top, height - box.bottom
            raw.FPDFText_GetLooseCharBox(text_page, index - 1, ctypes.byref(box))
            size = raw.FPDFText_GetFontSize(text_page, start)
            words.append((text[start:index], x0, top, box.right, bottom, size))
        start = index + 1
    gutter = _gutter(words, page.get_width())
    out: list[Line] = []
    if gutter is None:
        groups = [words]
    else:
        crossing = [w[2] for w in words if w[1] < gutter < w[3]]
        below = max(crossing, default=0.0)
        groups = [
            [w for w in words if w[2] <= below],
            [w for w in words if w[2] > below and w[1] < gutter],
            [w for w in words if w[2] > below and w[1] >= gutter],
        ]
    for offset, group in enumerate(groups):
        out += _rows(group, number, block + offset)
    return out


def _gutter(words: list[Any], width: float) -> float | None:
    best = None
    for x in range(int(width * 0.2), int(width * 0.8), 3):
        crossing = [w[2] for w in words if w[1] < x + 4 and w[3] > x - 4]
        below = max(crossing, default=0.0)
        left = sum(1 for w in words if w[2] > below and w[3] <= x)
        right = sum(1 for w in words if w[2] > below and w[1] >= x)
        if min(left, right) > 0.15 * len(words) and (best is None or len(crossing) < best[0]):
            best = (len(crossing), float(x))
    return best[1] if best else None


def _rows(words: list[Any], page: int, block: int) -> list[Line]:
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda w: (w[2] + w[4]) / 2):
        middle = (word[2] + word[4]) / 2
        if rows and abs(middle - (rows[-1][0][2] + rows[-1][0][4]) / 2) < 0.4 * (word[4] - word[2]):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines: list[Line] = []
    for row in rows:
        row.sort(key=lambda w: w[1])
        cells = [row[0][0]]
        for before, word in itertools.pairwise(row):
            if word[1] - before[3] > 1.5 * word[5]:
                cells.append(word[0])
            else:
                cells[-1] += " " + word[0]
        line = line_of(
            cells,
            page=page,
            x0=row[0][1],
            top=min(w[2] for w in row),
            x1=row[-1][3],
            bottom=max(w[4] for w in row),
            size=round(max(w[5] for w in row), 1),
            block=block,
        )
        if line:
            lines.append(line)
    return lines
