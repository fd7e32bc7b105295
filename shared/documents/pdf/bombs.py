"""Streams of a PDF that unpack to more than any CV holds."""

import re
import zlib
from typing import Final

from shared.errors import Bomb

STREAM: Final = re.compile(rb"stream\r?\n")
WORTH_A_LOOK: Final = 64 * 1024  # bytes; Deflate packs 1:1030 at best, so less cannot be 64 MiB
STEP: Final = 4 * 2**20  # bytes unpacked at a time
DICTIONARY: Final = 600  # bytes before a stream that hold its dictionary


def check(content: bytes, most: int) -> None:
    """Raise `Bomb` when a stream, other than of an image, unpacks to over `most` bytes."""
    if len(content) < WORTH_A_LOOK:
        return
    for found in STREAM.finditer(content):
        end = content.find(b"endstream", found.end())
        if end - found.end() < WORTH_A_LOOK:
            continue
        dictionary = content[max(0, found.start() - DICTIONARY) : found.start()]
        dictionary = dictionary[dictionary.rfind(b" obj") :]
        if b"Flate" in dictionary and b"/Image" not in dictionary:
            _unpack(memoryview(content)[found.end() : end], most)


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
