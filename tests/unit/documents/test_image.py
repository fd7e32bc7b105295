"""Pictures of CVs, by real OCR."""

import io
from collections.abc import Callable
from operator import methodcaller
from typing import Any

import pypdfium2
import pytest

from shared.documents import ocr
from shared.documents.image import read
from shared.documents.limits import Limits
from shared.domain.document import FileType
from shared.errors import Bomb, Corrupt, OcrMissing, TooComplex
from tests.unit.documents.pdf_files import HEIGHT, a_pdf, text, texts

Image = pytest.importorskip("PIL.Image")
LINES = ["Curriculum Vitae", "Ada Byron", "Mathematician in London"]
ORIENTATION = 0x0112  # the tag of EXIF
LYING_LEFT = 6  # its value for a picture to be turned right by a quarter
MIRRORED = 2

needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="OCR is not installed")


def a_picture() -> Any:
    """Return a picture of a sheet, in colours."""
    drawn = "".join(text(60, 100 + 60 * row, line, size=28) for row, line in enumerate(LINES))
    page = pypdfium2.PdfDocument(a_pdf(drawn))[0]
    return page.render(scale=2, crop=(0, HEIGHT - 300, 0, 0)).to_pil().convert("RGB")


def as_file(picture: Any, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def transparent(picture: Any) -> Any:
    """Return a picture whose paper is transparent black."""
    ink = picture.convert("L").point(lambda level: 255 - level)
    drawn = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    drawn.putalpha(ink)
    return drawn


def of_16_bits(picture: Any) -> Any:
    return picture.convert("I").point(lambda level: level * 257).convert("I;16")


@needs_ocr
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_is_read(kind: str):
    document = read(as_file(a_picture(), kind), Limits())

    assert texts(document) == LINES
    assert (document.file_type, document.pages, document.ocr) == (FileType.IMAGE, 1, True)


@needs_ocr
@pytest.mark.parametrize(
    "made",
    [
        pytest.param(methodcaller("convert", "1"), id="black and white"),
        pytest.param(methodcaller("convert", "P"), id="palette"),
        pytest.param(methodcaller("convert", "LA"), id="grey with transparency"),
        of_16_bits,
        transparent,
    ],
)
def test_its_pixels_may_be_of_any_kind(made: Callable[[Any], Any]):
    assert texts(read(as_file(made(a_picture()), "PNG"), Limits())) == LINES


@needs_ocr
def test_a_photo_is_turned_as_the_camera_says():
    exif = Image.Exif()
    exif[ORIENTATION] = LYING_LEFT
    photo = as_file(a_picture().rotate(90, expand=True), "JPEG", exif=exif)

    assert texts(read(photo, Limits())) == LINES


@needs_ocr
def test_a_transparent_picture_is_turned_too():
    exif = Image.Exif()
    exif[ORIENTATION] = MIRRORED
    picture = transparent(a_picture()).transpose(Image.Transpose.FLIP_LEFT_RIGHT)

    assert texts(read(as_file(picture, "PNG", exif=exif), Limits())) == LINES


@needs_ocr
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_scan_is_turned_as_its_text_says(degrees: int):
    scan = as_file(a_picture().rotate(degrees, expand=True), "PNG")

    assert texts(read(scan, Limits())) == LINES


@needs_ocr
def test_a_tiff_may_have_pages():
    file = as_file(a_picture(), "TIFF", save_all=True, append_images=[a_picture()])

    document = read(file, Limits())

    assert document.pages == 2
    assert [line.page for line in document.lines] == [1, 1, 1, 2, 2, 2]
    with pytest.raises(TooComplex):
        read(file, Limits(pages=1))


@needs_ocr
def test_a_long_screenshot_is_read_in_sheets():
    picture = a_picture()
    width, height = picture.size
    long = Image.new("RGB", (width, 6 * height), "white")
    for at in range(6):
        long.paste(picture, (0, at * height))

    document = read(as_file(long, "PNG"), Limits())

    assert texts(document) == LINES * 6
    assert document.pages == 3


@needs_ocr
@pytest.mark.parametrize("width", [1, 20])
def test_a_picture_of_more_sheets_than_a_cv_has_is_too_complex(width: int):
    with pytest.raises(TooComplex):
        read(as_file(Image.new("L", (width, 80_000), "white"), "PNG"), Limits())


@needs_ocr
def test_a_jpeg_of_endless_scans_is_a_bomb():
    file = as_file(a_picture(), "JPEG", progressive=True)
    last = file[file.rindex(b"\xff\xda") : -2]

    assert texts(read(file, Limits())) == LINES
    with pytest.raises(Bomb):
        read(file[:-2] + 2_000 * last + file[-2:], Limits())


@needs_ocr
def test_pages_for_which_there_is_no_time_are_not_read():
    file = as_file(a_picture(), "TIFF", save_all=True, append_images=[a_picture()])

    for limits in (Limits(ocr_pages=1), Limits(wall_seconds=0), Limits(cpu_seconds=0)):
        document = read(file, limits)

        assert texts(document) == LINES
        assert (document.pages, document.warnings) == (2, ("scanned_page_not_read",))


@needs_ocr
def test_a_large_picture_is_read_at_the_size_of_a_page():
    picture = a_picture()
    large = picture.resize([4 * side for side in picture.size])

    assert texts(read(as_file(large, "JPEG"), Limits())) == LINES


@needs_ocr
def test_a_picture_cut_off_is_corrupt():
    with pytest.raises(Corrupt):
        read(as_file(a_picture(), "PNG")[:2000], Limits())


@needs_ocr
def test_a_picture_that_unpacks_to_more_than_any_camera_makes_is_a_bomb():
    with pytest.raises(Bomb):
        read(as_file(Image.new("1", (15_000, 15_000)), "PNG"), Limits())


def test_without_ocr_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)

    with pytest.raises(OcrMissing):
        read(b"", Limits())
