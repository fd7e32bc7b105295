"""Ways to damage a file: its bytes, and what is packed inside it."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

NUMBERS: Final = (b"0", b"-1", b"255", b"65536", b"2147483647", b"-2147483648", b"1e308", b"9" * 40)
NUMBER: Final = re.compile(rb"-?\d+(?:\.\d+)?")
STREAM: Final = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")
HEAD: Final = 4  # bytes that tell the type of the file; without them it is refused unread


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return `content` damaged in one to six places."""
    changed = content
    for _ in range(chance.randint(1, 6)):
        changed = chance.choice(WAYS)(changed, chance) or content
    return changed


def _set(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        damaged[_place(content, chance)] = chance.randrange(256)
    return bytes(damaged)


def _cut(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    return content[:place] + content[place + chance.choice((1, 40, 4_000)) :]


def _break_off(content: bytes, chance: random.Random) -> bytes:
    return content[: _place(content, chance) + 1]


def _double(content: bytes, chance: random.Random) -> bytes:
    place = _place(content, chance)
    piece = content[place : place + chance.choice((1, 200, 5_000))]
    return content[:place] + piece * chance.choice((2, 50)) + content[place:]


def _move(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted((_place(content, chance), _place(content, chance)))
    piece = content[second : second + 300]
    return content[:first] + piece + content[first:second] + content[second + 300 :]


def _number(content: bytes, chance: random.Random) -> bytes:
    """Put another number in place of one: a size, an offset, a count, a coordinate."""
    found = list(NUMBER.finditer(content, HEAD))
    if not found:
        return content
    number = chance.choice(found)
    return content[: number.start()] + chance.choice(NUMBERS) + content[number.end() :]


def _inside(content: bytes, chance: random.Random) -> bytes:
    """Damage what is packed in a DOCX or PDF, and pack it again."""
    if content.startswith(b"PK"):
        return _inside_zip(content, chance)
    return _inside_pdf(content, chance) if content.startswith(b"%PDF") else content


def _inside_zip(content: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError):
        return content  # damaged before
    if not parts:
        return content
    name = chance.choice([name for name in parts if name.endswith(".xml")] or list(parts))
    parts[name] = chance.choice(PLAIN)(parts[name] or b" ", chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return packed.getvalue()


def _inside_pdf(content: bytes, chance: random.Random) -> bytes:
    streams = list(STREAM.finditer(content))
    if not streams:
        return content
    found = chance.choice(streams)
    end = content.find(b"endstream", found.end())
    try:
        data = zlib.decompress(content[found.end() : end].rstrip(b"\r\n"))
    except zlib.error:
        return content  # a picture, or damaged before
    packed = zlib.compress(chance.choice(PLAIN)(data or b" ", chance))
    head = content[found.start() : found.end()].replace(found[1], b"%d" % len(packed), 1)
    return content[: found.start()] + head + packed + b"\n" + content[end:]


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(min(HEAD, len(content) - 1), len(content))


Way = Callable[[bytes, random.Random], bytes]
PLAIN: Final[tuple[Way, ...]] = (_set, _cut, _double, _move, _number, _number)
WAYS: Final[tuple[Way, ...]] = (*PLAIN, _break_off, _inside, _inside, _inside)
