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
TALL: Final = 2.0  # times as high as wide; a taller picture is a long screenshot
SHEET: Final = 1.4  # widths at most of a sheet that one is cut into
CUT: Final = 0.3  # of a sheet at its end, in which the cut may lie
EVER: Final = 200_000_000  # pixels; cameras make up to 108 million
MOST_SCANS: Final = 1_000  # of a JPEG; ten are usual, and each may change the whole picture
UNPACKED: Final = 400 * 2**20  # bytes of one page
JPEG: Final = b"\xff\xd8"  # its beginning
SCAN: Final = b"\xff\xda"  # begins each scan; beside the pixels it occurs by chance
NOT_READ: Final = 32  # pixels, the side of a page that is not going to be read
GREY: Final = ("1", "L", "F", "I;16")  # modes of Pillow
REDUCIBLE_AS: Final = {"1": "L", "P": "RGB"}  # those whose pixels have no mean
FROM_16_BITS: Final = 1 / 257  # to levels of 8 bits
ORIENTATION: Final = 0x0112  # the tag of EXIF that says how the camera was held
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
    if content.startswith(JPEG) and content.count(SCAN) > MOST_SCANS:
        raise Bomb
    pdf = pypdfium2.PdfDocument.new()
    try:
        for number, picture in enumerate(_pictures(content)):
            if number >= limits.pages:
                raise TooComplex(f"more than {limits.pages} pages")
            if number >= limits.ocr_pages:
                picture.thumbnail((NOT_READ, NOT_READ))
            _add_page(pdf, picture)
        return replace(read_open(pdf, limits), file_type=FileType.IMAGE)
    finally:
        pdf.close()


def _pictures(content: bytes) -> Iterator[Any]:
    """Yield the pages, upright, on white, and no larger than is of use."""
    from PIL import Image, ImageSequence

    Image.MAX_IMAGE_PIXELS = EVER
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tags that are not known
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            for page in ImageSequence.Iterator(picture):
                yield from _sheets(_plain(page))
                if picture.format != "TIFF":
                    return  # a preview, or the next picture of a film
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Bomb from error
    except MALFORMED as error:
        raise Corrupt from error


def _plain(picture: Any) -> Any:
    """Return a picture as a person sees it, in grey or in colours."""
    from PIL import Image

    picture.draft("RGB", _needed(picture.size))  # a large JPEG is not even unpacked whole
    width, height = picture.size
    if width * height * (1 if picture.mode in GREY else 4) > UNPACKED:
        raise Bomb
    turn = _turn(picture)
    if picture.mode.startswith("I"):
        picture = picture.convert("F").point(lambda level: level * FROM_16_BITS + 0)
    elif picture.mode in REDUCIBLE_AS:
        alike = "RGBA" if picture.has_transparency_data else REDUCIBLE_AS[picture.mode]
        picture = picture.convert(alike)
    picture = picture.reduce(max(1, min(picture.size) // MOST_PIXELS))
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    picture = picture.convert("L" if picture.mode in GREY else "RGB")
    picture.thumbnail(_needed(picture.size))
    return picture if turn is None else picture.transpose(turn)


def _turn(picture: Any) -> Any:
    """Return how a picture has to be turned for a person to see it upright; None for not at all."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return turns.get(picture.getexif().get(ORIENTATION))


def _needed(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size, in pixels, at which a picture holds all that is of use."""
    scale = min(1.0, MOST_PIXELS / min(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _sheets(picture: Any) -> Iterator[Any]:
    """Yield a picture, a tall one in sheets, cut where the rows are plainest."""
    width, height = picture.size
    if height <= TALL * width:
        yield picture
        return
    import numpy

    unlike = numpy.asarray(picture.convert("L")).astype(numpy.float32).std(axis=1)
    top, most = 0, max(2, round(SHEET * width))
    while height - top > most:
        first = top + round((1 - CUT) * most)
        cut = first + int(unlike[first : top + most].argmin())
        yield picture.crop((0, top, width, cut))
        top = cut
    yield picture.crop((0, top, width, height))


def _add_page(pdf: pypdfium2.PdfDocument, picture: Any) -> None:
    side = min(picture.size)
    if picture.width > TALL * picture.height:  # the end of a long screenshot
        side = picture.width
    scale = SHORT_SIDE / side
    width, height = (side * scale for side in picture.size)
    page = pdf.new_page(width, height)
    drawn = pypdfium2.PdfImage.new(pdf)
    drawn.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
    drawn.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(drawn)
    page.gen_content()
