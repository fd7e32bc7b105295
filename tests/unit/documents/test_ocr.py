"""Scans: read at a usual resolution, and again turned or at a higher one where that went badly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pytest

from shared.documents import ocr
from shared.errors import OcrMissing
from tests.unit.documents.pdf_files import HEIGHT, a_pdf, text

numpy = pytest.importorskip("numpy")
CORNER = f"0 0 0 rg 0 {HEIGHT - 20} 20 20 re f\n"
PAGE = a_pdf(CORNER + text(40, 100, "Ada Byron"))


@dataclass(kw_only=True)
class Seen:
    """What an engine answers."""

    boxes: Any
    txts: tuple[str, ...]
    scores: tuple[float, ...]
    word_results: tuple[Any, ...] = ()


@dataclass
class Recogniser:
    """An engine that is as sure of a page as `scores` says for each resolution.

    With `quarters` it finds the text turned by so many, clockwise, and is only then sure of it when
    it stands upright or is read from below, as RapidOCR does.
    """

    scores: Mapping[int, float]  # by dpi
    quarters: int = 0
    asked: list[int] = field(default_factory=list[int])

    def __call__(self, image: Any, *, use_cls: bool, return_word_box: bool) -> Seen:
        assert return_word_box
        assert not use_cls
        sides = sorted(image.shape[:2])
        dpi = min(self.scores, key=lambda dpi: abs(sides[1] - HEIGHT * dpi / 72))
        self.asked.append(dpi)
        turned = (self.quarters + _quarters_of(image)) % 4
        width, height = (90, 20) if turned % 2 == 0 else (20, 90)
        box = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float)
        score = self.scores[dpi] if turned < 2 else 0.6
        return Seen(boxes=[box], txts=(f"at {dpi}",), scores=(score,))


def _quarters_of(image: Any) -> int:
    """Return by how many quarters the page is turned clockwise: its dark corner is the top left."""
    corners = [image[0, 0], image[0, -1], image[-1, -1], image[-1, 0]]
    return int(numpy.argmin([corner.sum() for corner in corners]))


def recognised(
    monkeypatch: pytest.MonkeyPatch, scores: Mapping[int, float], quarters: int = 0
) -> tuple[ocr.Reading, list[int]]:
    """Return what is read on a page, and at which resolutions it was asked for."""
    engine = Recogniser(scores, quarters)
    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    return ocr.recognise(pypdfium2.PdfDocument(PAGE)[0]), engine.asked


def said(reading: ocr.Reading) -> str:
    return " ".join(word.text for word in reading.words)


def test_a_page_read_well_is_read_once(monkeypatch: pytest.MonkeyPatch):
    reading, asked = recognised(monkeypatch, {ocr.DPI: 0.97, ocr.SECOND_DPI: 0.99})

    assert said(reading) == f"at {ocr.DPI}"
    assert asked == [ocr.DPI]


def test_a_page_read_badly_is_read_again_at_another_resolution(monkeypatch: pytest.MonkeyPatch):
    reading, asked = recognised(monkeypatch, {ocr.DPI: 0.84, ocr.SECOND_DPI: 0.9})

    assert said(reading) == f"at {ocr.SECOND_DPI}"
    assert asked == [ocr.DPI, ocr.SECOND_DPI]


def test_the_better_of_two_readings_is_kept(monkeypatch: pytest.MonkeyPatch):
    reading, _ = recognised(monkeypatch, {ocr.DPI: 0.84, ocr.SECOND_DPI: 0.6})

    assert said(reading) == f"at {ocr.DPI}"


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_is_read_whichever_way_it_was_scanned(
    monkeypatch: pytest.MonkeyPatch, quarters: int
):
    reading, asked = recognised(monkeypatch, {ocr.DPI: 0.97, ocr.SECOND_DPI: 0.99}, quarters)

    assert (reading.quarters, reading.sideways, reading.score) == (quarters, False, 0.97)
    assert asked == [ocr.DPI] * 2


def test_without_ocr_nothing_is_recognised(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    ocr._engine.cache_clear()

    with pytest.raises(OcrMissing):
        ocr.recognise(pypdfium2.PdfDocument(PAGE)[0])
