"""The few functions of PDFium that are called once for each glyph, bound for speed.

pypdfium2's own bindings convert every pointer anew; bound with plain addresses and without
releasing the GIL, a call costs a third. A page's boxes land in one buffer, taken apart at once.
"""

import ctypes
import sys
from array import array
from collections import deque
from collections.abc import Iterator
from itertools import repeat
from typing import Any, Final

import pypdfium2.raw as raw

_ADDRESS: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int
_RECTANGLE: Final = 16  # bytes of four floats
_HYPHENS: Final = "\x02\ufffe\u00ad"  # what PDFium makes of a hyphen at the end of a line
_UTF_16: Final = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"


def address(handle: Any) -> int:
    """Return the address behind a handle or function of pypdfium2."""
    return ctypes.cast(handle, _ADDRESS).value or 0


def _bind(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


_loose_box = _bind(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_unicode = _bind(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_text = _bind(raw.FPDFText_GetText, _INT, _ADDRESS, _INT, _INT, _ADDRESS)
_origin = _bind(raw.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)
_matrix = _bind(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
char_object = _bind(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
char_size = _bind(raw.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
char_angle = _bind(raw.FPDFText_GetCharAngle, ctypes.c_float, _ADDRESS, _INT)
is_generated = _bind(raw.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
has_no_unicode = _bind(raw.FPDFText_HasUnicodeMapError, _INT, _ADDRESS, _INT)
object_font = _bind(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
_fill_color = _bind(raw.FPDFPageObj_GetFillColor, _INT, *[_ADDRESS] * 5)
_font_name = _bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _ADDRESS, _ADDRESS, _INT)
font_flags = _bind(raw.FPDFFont_GetFlags, _INT, _ADDRESS)
page_object = _bind(raw.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
count_objects = _bind(raw.FPDFPage_CountObjects, _INT, _ADDRESS)
_draw_mode = _bind(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
object_type = _bind(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
_bounds = _bind(raw.FPDFPageObj_GetBounds, _INT, *[_ADDRESS] * 5)

Box = tuple[float, float, float, float]  # left, top, right, bottom; in points, y upwards
Edges = tuple[list[float], list[float], list[float], list[float]]  # the same, of many boxes


def boxes(text_page: int, count: int) -> Edges:
    """Return the boxes of the glyphs; each is as wide as its advance and as high as its font."""
    values = array("f", bytes(max(1, count) * _RECTANGLE))
    start = values.buffer_info()[0]
    places = range(start, start + count * _RECTANGLE, _RECTANGLE)
    deque(map(_loose_box, repeat(text_page), range(count), places), maxlen=0)
    floats = values.tolist()
    end = 4 * count
    return floats[0:end:4], floats[1:end:4], floats[2:end:4], floats[3:end:4]


def characters(text_page: int, count: int) -> str:
    """Return the letter of each glyph; NUL where the font does not tell."""
    units = array("H", bytes(2 * count + 2))
    letters = _letters(text_page, 0, count, units)
    for hyphen in _HYPHENS:
        letters = letters.replace(hyphen, "-")
    return letters


def _letters(text_page: int, start: int, count: int, units: "array[int]") -> str:
    """Return the letters of some glyphs; `units` has room for them."""
    told = _text(text_page, start, count, units.buffer_info()[0]) - 1
    letters = units[: max(0, told)].tobytes().decode(_UTF_16, errors="ignore")
    first = chr(_unicode(text_page, start)) if count else ""
    if told == len(letters) == count and letters.startswith(first):
        return letters  # but not where PDFium left out the first and went on to one more
    if count <= 1:
        return first
    half = count // 2  # some glyphs are left out, or are two units
    return _letters(text_page, start, half, units) + _letters(
        text_page, start + half, count - half, units
    )


def origin(text_page: int, index: int) -> tuple[float, float]:
    """Return the point on the baseline where a glyph begins."""
    _origin(text_page, index, _X, _Y)
    return _POINT[0], _POINT[1]


def drawn_at(text_page: int, index: int) -> tuple[float, float]:
    """Return the point at which the matrix of a glyph places it."""
    _matrix(text_page, index, _MATRIX.buffer_info()[0])
    return _MATRIX[4], _MATRIX[5]


def fill_color(page_object: int) -> tuple[int, int, int, int]:
    """Return red, green, blue, alpha of an object; black where it has none."""
    if not _fill_color(page_object, *_COLOR_PARTS):
        return 0, 0, 0, 255
    red, green, blue, alpha = _COLOR
    return red, green, blue, alpha


def is_filled(path: int) -> bool:
    """Say whether a path is filled, not only stroked."""
    return bool(_draw_mode(path, *_MODE_PARTS)) and _MODE[0] != 0


def bounds(page_objects: list[int]) -> Edges:
    """Return the boxes of objects; one without a box has no size."""
    count = len(page_objects)
    values = array("f", bytes(max(1, count) * _RECTANGLE))
    start = values.buffer_info()[0]
    places = [range(at, at + count * _RECTANGLE, _RECTANGLE) for at in range(start, start + 16, 4)]
    deque(map(_bounds, page_objects, *places), maxlen=0)
    floats = values.tolist()
    end = 4 * count
    return floats[0:end:4], floats[3:end:4], floats[2:end:4], floats[1:end:4]


def font_name(font: int) -> str:
    """Return the name of a font as the file has it."""
    length = _font_name(font, _NAME_AT, len(_NAME))
    return _NAME.raw[: max(0, min(length, len(_NAME)) - 1)].decode("utf-8", errors="replace")


def link_targets(pdf: Any, page: Any) -> Iterator[str]:
    """Yield where the links of a page lead outside the file."""
    place = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, ctypes.byref(place), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            raw.FPDFAction_GetURIPath(pdf, action, _URI, len(_URI))
            yield _URI.value.decode("utf-8", errors="replace").strip()


# PDFium is not thread-safe: one thread reads at a time, so the answers share their memory.
_POINT = array("d", [0.0] * 2)
_X, _Y = range(_POINT.buffer_info()[0], _POINT.buffer_info()[0] + 16, 8)
_MATRIX = array("f", [0.0] * 6)
_COLOR = array("I", [0] * 4)
_COLOR_PARTS = range(_COLOR.buffer_info()[0], _COLOR.buffer_info()[0] + 16, 4)
_MODE = (ctypes.c_int * 2)()
_MODE_PARTS = [ctypes.addressof(_MODE) + 4 * part for part in range(2)]
_URI = ctypes.create_string_buffer(2048)
_NAME = ctypes.create_string_buffer(256)
_NAME_AT = ctypes.addressof(_NAME)
