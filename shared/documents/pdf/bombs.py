"""What would keep PDFium busy for long: streams that unpack without end, drawings in themselves.

The sandbox would end these too, but later, and without saying which it was.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

from shared.errors import Bomb, TooComplex

STREAM: Final = re.compile(rb"stream\r?\n")
WORTH_A_LOOK: Final = 64 * 1024  # bytes; Deflate packs 1:1030 at best, so less cannot be 64 MiB
STEP: Final = 4 * 2**20  # bytes unpacked at a time
DICTIONARY: Final = 800  # bytes before a stream that hold its dictionary
NUMBER: Final = re.compile(rb"(\d+)\s+\d+\s+obj\b")
CONTAINED: Final = re.compile(rb"/XObject\s*<<([^>]*)>>")
REFERENCE: Final = re.compile(rb"\b(\d+)\s+\d+\s+R\b")


def check(content: bytes, most: int) -> None:
    """Raise `Bomb` when a stream, other than of an image, unpacks to over `most` bytes.

    Raise `TooComplex` when a drawing contains itself.
    """
    drawings: dict[bytes, set[bytes]] = {}
    has_drawings = b"/Form" in content
    if not has_drawings and len(content) <= WORTH_A_LOOK:
        return
    for start, packed in _streams(content):
        large = len(packed) > WORTH_A_LOOK
        if not (large or has_drawings):
            continue
        number, dictionary = _head(content[max(0, start - DICTIONARY) : start])
        if b"/Form" in dictionary:
            contained = b" ".join(CONTAINED.findall(dictionary))
            drawings[number] = set(REFERENCE.findall(contained))
        if large and b"Flate" in dictionary and b"/Image" not in dictionary:
            _unpack(packed, most)
    for number in drawings:
        _check_drawing(number, drawings)


def _streams(content: bytes) -> Iterator[tuple[int, memoryview]]:
    """Yield where each stream begins, and its bytes."""
    view = memoryview(content)
    place = 0
    while found := STREAM.search(content, place):
        end = content.find(b"endstream", found.end())
        if end < 0:
            return
        yield found.start(), view[found.end() : end]
        place = end + len(b"endstream")


def _head(before: bytes) -> tuple[bytes, bytes]:
    """Return the number of the object whose stream comes next, and its dictionary."""
    numbers = list(NUMBER.finditer(before))
    return (numbers[-1][1], before[numbers[-1].end() :]) if numbers else (b"", b"")


def _unpack(packed: memoryview, most: int) -> None:
    unpacker = zlib.decompressobj()
    size = 0
    data: bytes | memoryview = packed
    while data and not unpacker.eof:
        try:
            size += len(unpacker.decompress(data, STEP))
        except zlib.error:
            return  # PDFium will make of it what it can
        if size > most:
            raise Bomb
        data = unpacker.unconsumed_tail


def _check_drawing(number: bytes, drawings: dict[bytes, set[bytes]]) -> None:
    reached: set[bytes] = set()
    coming = set(drawings[number])
    while coming:
        if number in coming:
            raise TooComplex("a drawing that contains itself")
        reached |= coming
        coming = {inner for name in coming for inner in drawings.get(name, ())} - reached
