import pytest

from shared.documents.masked import unmasked
from shared.documents.txt import read


@pytest.mark.parametrize(
    "written",
    [
        "nora.vidal(at)mail.example.org",
        "nora.vidal [at] mail.example.org",
        "nora (dot) vidal (at) mail (dot) example (dot) org",
        "nora.vidal [arobase] mail [point] example [point] org",
        "nora.vidal{ät}mail.example{punkt}org",
        "nora.vidal [@] mail.example.org",
    ],
)
def test_a_masked_address_is_read_as_one(written: str):
    assert unmasked(f"E-Mail: {written}, Tel. 1") == "E-Mail: nora.vidal@mail.example.org, Tel. 1"


def test_other_brackets_stay():
    text = "Guest speaker (at Berlin) | nora (at) home | Engineer (at example.com)"

    assert unmasked(text) == text


def test_letters_without_end_are_no_address():
    text = f"{'n' * 200_000} (at) {'n' * 200_000}"

    assert unmasked(text) == text


def test_documents_are_read_unmasked():
    document = read(b"Nora Vidal\nnora.vidal (at) example.org")

    assert [line.text for line in document.lines] == ["Nora Vidal", "nora.vidal@example.org"]
