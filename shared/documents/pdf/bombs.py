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
    for number, dictionary, packed in _streams(content):
        if b"/Form" in dictionary:
            contained = b" ".join(CONTAINED.findall(dictionary))
            drawings[number] = set(REFERENCE.findall(contained))
        if len(packed) > WORTH_A_LOOK and b"Flate" in dictionary and b"/Image" not in dictionary:
            _unpack(packed, most)
    for number in drawings:
        _check_drawing(number, drawings)


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes, memoryview]]:
    """Yield the object number, the dictionary and the bytes of each stream."""
    view = memoryview(content)
    end = 0
    for found in STREAM.finditer(content):
        if found.start() < end:
            continue  # within the bytes of the stream before
        end = content.find(b"endstream", found.end())
        if end < 0:
            return
        head = content[max(0, found.start() - DICTIONARY) : found.start()]
        numbers = list(NUMBER.finditer(head))
        if numbers:
            yield numbers[-1][1], head[numbers[-1].end() :], view[found.end() : end]
        end += len(b"endstream")


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
