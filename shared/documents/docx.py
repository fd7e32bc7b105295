"""Word documents (Office Open XML)."""

import io

from shared.documents.limits import Limits
from shared.documents.lines import line_of
from shared.domain.document import Document, FileType, Line
from shared.errors import Corrupt, NoText


def read(content: bytes, _limits: Limits) -> Document:
    """Return the document of a DOCX file."""
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(content))
    except Exception as error:
        raise Corrupt from error
    lines: list[Line] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                lines += [line for line in [line_of(cell.text for cell in row.cells)] if line]
        else:
            line = line_of(item.text.split("\t"))
            if line:
                lines.append(line)
    if not lines:
        raise NoText
    return Document(lines=tuple(lines), file_type=FileType.DOCX)
