"""The directory of an OLE compound file: which streams it holds, and the head of one.

Source: [MS-CFB] Compound File Binary File Format.
"""

import struct
from dataclasses import dataclass
from typing import Final

from shared.errors import Corrupt

SIGNATURE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
HEADER_SIZE: Final = 512
ENTRY_SIZE: Final = 128
END_OF_CHAIN: Final = 0xFFFFFFFE
LAST_SECTOR: Final = 0xFFFFFFFA  # sector numbers above have a special meaning
STREAM: Final = 2  # object type of a stream
ROOT: Final = 5  # object type of the root entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """Where a stream lies."""

    start: int  # number of its first sector
    size: int  # bytes


def streams(content: bytes) -> dict[str, Stream]:
    """Return the streams of the file by name. Raises `Corrupt`."""
    try:
        return _directory(content)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Corrupt from error


def head(content: bytes, stream: Stream, size: int) -> bytes:
    """Return the first `size` bytes of a stream that is large enough to have sectors of its own."""
    start = _offset(content, stream.start)
    return content[start : start + size]


def _directory(content: bytes) -> dict[str, Stream]:
    if len(content) < HEADER_SIZE or content[28:30] != b"\xfe\xff":
        raise Corrupt
    (first,) = struct.unpack_from("<I", content, 48)
    found: dict[str, Stream] = {}
    rooted = False
    for sector in _chain(content, first):
        for position in range(0, _sector_size(content), ENTRY_SIZE):
            entry = _sector(content, sector)[position : position + ENTRY_SIZE]
            length, kind = struct.unpack_from("<HB", entry, 64)
            rooted = rooted or kind == ROOT
            if kind == STREAM and 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le")
                start, size = struct.unpack_from("<II", entry, 116)
                found[name] = Stream(start=start, size=size)
    if not rooted:
        raise Corrupt
    return found


def _chain(content: bytes, first: int) -> list[int]:
    table = _allocation_table(content)
    chain: list[int] = []
    sector = first
    while sector != END_OF_CHAIN:
        if sector > LAST_SECTOR or len(chain) > len(table):
            raise Corrupt
        chain.append(sector)
        sector = table[sector]
    return chain


def _allocation_table(content: bytes) -> list[int]:
    """Return the FAT; 109 sectors of it are named in the header, enough for 7 MB of file."""
    per_sector = _sector_size(content) // 4
    table: list[int] = []
    for sector in struct.unpack_from("<109I", content, 76):
        if sector <= LAST_SECTOR:
            table.extend(struct.unpack(f"<{per_sector}I", _sector(content, sector)))
    return table


def _sector_size(content: bytes) -> int:
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        raise Corrupt
    return 1 << shift


def _offset(content: bytes, sector: int) -> int:
    return (sector + 1) * _sector_size(content)


def _sector(content: bytes, sector: int) -> bytes:
    start = _offset(content, sector)
    data = content[start : start + _sector_size(content)]
    return data.ljust(_sector_size(content), b"\0") if data else data
