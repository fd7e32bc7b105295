"""Plain text of any usual encoding."""

from typing import Final

from shared.documents.lines import lines_of_text
from shared.domain.document import Document, FileType
from shared.errors import NoText

MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
SAMPLE: Final = 4096  # bytes looked at to tell UTF-16 without a mark
ACCENTED: Final = 0.4  # of the letters; no Western language has so many


def read(content: bytes) -> Document:
    """Return the document of a text file. Raises `NoText`."""
    lines = tuple(lines_of_text(decode(content)))
    if not lines:
        raise NoText
    return Document(lines=lines, file_type=FileType.TXT)


def decode(content: bytes) -> str:
    """Return the text of `content`: by its mark, else as UTF-8, else as its bytes look most like."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    wide = _wide_encoding(content[:SAMPLE])
    if wide:
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_single_byte(content)


def _wide_encoding(sample: bytes) -> str | None:
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half:
        return "utf-16-le"
    if even > 0.6 * half:
        return "utf-16-be"
    return None


def _decode_single_byte(content: bytes) -> str:
    """Windows-1252 is what a Western CV is in; the detector is asked only about other scripts."""
    from charset_normalizer import from_bytes

    western = content.decode("cp1252", errors="replace")
    high = [character for character in western if ord(character) > 0x7F]
    known = sum(character in WESTERN for character in high)
    letters = sum(map(str.isalpha, western))
    if known >= 0.9 * len(high) and sum(map(str.isalpha, high)) < ACCENTED * letters:
        return western
    best = from_bytes(content[:65_536]).best()
    return content.decode(best.encoding, errors="replace") if best else western


WESTERN: Final = frozenset(
    "àâäáãåæçéèêëíìîïñóòôöõøœúùûüÿýšžßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜŸÝŠŽ’‘“”«»–—…€°·•£§©®™¿¡ºª´\xa0²³½¼¾±"
)
