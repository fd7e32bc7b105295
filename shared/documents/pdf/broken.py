"""A second opinion on a file that PDFium cannot open, by pdfminer.six: slow, but more patient."""

import io
import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from shared.documents.limits import Limits
from shared.documents.pdf.word import Look, Word
from shared.errors import Corrupt, Encrypted

ENOUGH: Final = 200  # letters; a fragment of a CV is worse than an honest refusal
MALFORMED: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError)


def pages(content: bytes, limits: Limits) -> list[tuple[float, list[Word]]]:
    """Return the height and the words of each page; an empty list for a file without pages.

    Raises `Corrupt` when there is not enough text to be of use, `Encrypted`.
    """
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it logs what it meets
    try:
        found = list(_pages(content, limits))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise Encrypted from error
    except (PSException, *MALFORMED) as error:  # pdfminer meets broken files with all of these
        raise Corrupt from error
    if found and sum(len(word.text) for _, words in found for word in words) < ENOUGH:
        raise Corrupt
    return found


def _pages(content: bytes, limits: Limits) -> Iterator[tuple[float, list[Word]]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    for page in islice(PDFPage.create_pages(document), limits.pages):
        interpreter.process_page(page)
        layout = device.get_result()
        yield layout.height, list(_words(layout, layout.height))


def _words(layout: Any, height: float) -> Iterator[Word]:
    from pdfminer.layout import LTChar, LTTextLine

    lines = [line for box in layout if hasattr(box, "__iter__") for line in box]
    for number, line in enumerate(lines):
        if not isinstance(line, LTTextLine):
            continue
        letters: list[Any] = []
        for item in line:
            if isinstance(item, LTChar) and not item.get_text().isspace():
                letters.append(item)
            elif letters:
                yield _word(letters, height, number)
                letters = []
        if letters:
            yield _word(letters, height, number)


def _word(letters: list[Any], height: float, run: int) -> Word:
    first, last = letters[0], letters[-1]
    return Word(
        text="".join(letter.get_text() for letter in letters),
        x0=first.x0,
        x1=last.x1,
        top=height - first.y1,
        bottom=height - first.y0,
        baseline=height - first.y0,
        size=first.size,
        look=Look(bold="bold" in first.fontname.lower(), color=""),
        run=run,
    )
