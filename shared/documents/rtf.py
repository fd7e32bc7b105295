"""Rich Text Format."""

import re
from typing import Final

from shared.documents.lines import lines_of_text
from shared.domain.document import Document, FileType
from shared.errors import Corrupt, NoText

BINARY: Final = re.compile(rb"\\bin(\d+)")
LINK: Final = re.compile(r'HYPERLINK\s+"([^"\s]+)"')


def read(content: bytes) -> Document:
    """Return the document of an RTF file. Raises `Corrupt`, `NoText`."""
    from striprtf.striprtf import rtf_to_text

    if any(found.end() + int(found[1]) > len(content) for found in BINARY.finditer(content)):
        raise Corrupt
    source = content.decode("latin-1")
    try:
        text = rtf_to_text(source, errors="replace")
    except (ValueError, LookupError, OverflowError) as error:
        raise Corrupt from error
    lines = tuple(lines_of_text(text.replace("|", "\t")))
    if not lines:
        raise NoText
    links = tuple(dict.fromkeys(LINK.findall(source)))
    return Document(lines=lines, file_type=FileType.RTF, links=links)
