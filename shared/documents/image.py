"""Pictures of CVs: photos, screenshots and what scanners make, read as pages of a scanned PDF."""

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pypdfium2

from shared.documents import ocr
from shared.documents.limits import Limits
from shared.documents.pdf.read import read_open
from shared.domain.document import Document, FileType
from shared.errors import Bomb, Corrupt, OcrMissing, TooComplex

FORMATS: Final = ("PNG", "JPEG", "TIFF", "WEBP")
SHORT_SIDE: Final = 595.0  # points, as of A4: few pictures say how large the sheet was
MOST_PIXELS: Final = 1_600  # of the short side; OCR makes no use of more
GREY: Final = ("1", "L", "F")  # modes of Pillow
FROM_16_BITS: Final = 1 / 257  # to levels of 8 bits
MALFORMED: Final = (  # what Pillow meets broken files with
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
)


def read(content: bytes, limits: Limits) -> Document:
    """Return the document of a picture; one of TIFF may have several pages.

    Raises `Corrupt`, `Bomb`, `TooComplex`, `NoText`, `OcrMissing`.
    """
    if not ocr.is_installed():
        raise OcrMissing
    pdf = pypdfium2.PdfDocument.new()
    try:
        for picture in _pictures(content, limits):
            _add_page(pdf, picture)
        return replace(read_open(pdf, limits), file_type=FileType.IMAGE)
    finally:
        pdf.close()


def _pictures(content: bytes, limits: Limits) -> Iterator[Any]:
    """Yield the pages, upright, on white, and no larger than is of use."""
    from PIL import Image, ImageSequence

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tags that are not known
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            for number, page in enumerate(ImageSequence.Iterator(picture)):
                if number >= limits.pages:
                    raise TooComplex(f"more than {limits.pages} pages")
                yield _plain(page)
                if picture.format != "TIFF":
                    return  # a preview, or the next picture of a film
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Bomb from error
    except MALFORMED as error:
        raise Corrupt from error


def _plain(picture: Any) -> Any:
    """Return a picture as a person sees it, in grey or in colours."""
    from PIL import Image, ImageOps

    picture.draft("RGB", _needed(picture.size))  # a large JPEG is not even unpacked whole
    if picture.mode.startswith("I"):
        picture = picture.convert("F").point(lambda level: level * FROM_16_BITS + 0)
    elif picture.has_transparency_data:
        seen = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    picture = ImageOps.exif_transpose(picture.convert("L" if picture.mode in GREY else "RGB"))
    picture.thumbnail(_needed(picture.size))
    return picture


def _needed(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size, in pixels, at which a picture holds all that is of use."""
    scale = min(1.0, MOST_PIXELS / min(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _add_page(pdf: pypdfium2.PdfDocument, picture: Any) -> None:
    scale = SHORT_SIDE / min(picture.size)
    width, height = (side * scale for side in picture.size)
    page = pdf.new_page(width, height)
    drawn = pypdfium2.PdfImage.new(pdf)
    drawn.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
    drawn.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(drawn)
    page.gen_content()
