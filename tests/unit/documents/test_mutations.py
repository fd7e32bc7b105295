"""Good files damaged at random: the reader refuses or reads them, and nothing else."""

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.documents.reader import DocumentReader
from shared.errors import Unreadable
from tests.unit.documents.odt_files import an_odt
from tests.unit.documents.pdf_files import a_pdf, text

TRIALS = settings(max_examples=60, deadline=None, derandomize=True)


def a_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Ada Byron", level=1)
    document.add_paragraph("Mathematician in Lyon", style="List Bullet")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


GOOD = {
    "cv.pdf": a_pdf(text(40, 100, "Ada Byron", size=20) + text(40, 130, "Mathematician in Lyon")),
    "cv.docx": a_docx(),
    "cv.rtf": b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\b Ada Byron}\\par Lyon\\par\\trowd a\\cell\\row}",
    "cv.odt": an_odt(
        "<text:h>Ada Byron</text:h><text:list><text:list-item><text:p>Lyon</text:p></text:list-item></text:list>"
    ),
    "cv.txt": "Zoé Çelik-Brûlé\n\n• Mathématicienne à Lyon\t1840".encode(),
}


@pytest.mark.parametrize("name", GOOD)
@TRIALS
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject):
    content = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(["set", "cut", "double"])):
            case "set":
                content[place] = data.draw(st.integers(0, 255))
            case "cut":
                del content[place : place + data.draw(st.integers(1, 40))]
            case _:
                content[place:place] = content[place : place + 200]
        content = content or bytearray(b"x")

    try:
        document = DocumentReader().read(bytes(content), name)
    except Unreadable:
        return

    assert all(line.text.strip() and line.text == "\t".join(line.cells) for line in document.lines)
