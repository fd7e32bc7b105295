"""Scans: read at a usual resolution, and again at a higher one where that went badly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pytest

from shared.documents import ocr
from shared.errors import OcrMissing
from tests.unit.documents.pdf_files import HEIGHT, a_pdf, text

numpy = pytest.importorskip("numpy")
PAGE = a_pdf(text(40, 100, "Ada Byron"))


@dataclass(kw_only=True)
class Seen:
    """What an engine answers."""

    boxes: Any
    txts: tuple[str, ...]
    scores: tuple[float, ...]
    word_results: tuple[Any, ...] = ()


@dataclass
class Recogniser:
    """An engine that is as sure of a page as `scores` says for each resolution."""

    scores: Mapping[int, float]  # by dpi
    asked: list[int] = field(default_factory=list[int])
    turning: list[bool] = field(default_factory=list[bool])

    def __call__(self, image: Any, *, use_cls: bool, return_word_box: bool) -> Seen:
        assert return_word_box
        self.turning.append(use_cls)
        dpi = min(self.scores, key=lambda dpi: abs(image.shape[0] - HEIGHT * dpi / 72))
        self.asked.append(dpi)
        box = numpy.array([[0, 0], [90, 0], [90, 20], [0, 20]], dtype=float)
        return Seen(boxes=[box], txts=(f"at {dpi}",), scores=(self.scores[dpi],))


def recognised(
    monkeypatch: pytest.MonkeyPatch, scores: Mapping[int, float]
) -> tuple[str, list[int]]:
    said, engine = recognised_by(monkeypatch, scores)
    return said, engine.asked


def recognised_by(
    monkeypatch: pytest.MonkeyPatch, scores: Mapping[int, float]
) -> tuple[str, Recogniser]:
    engine = Recogniser(scores)
    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    pdf = pypdfium2.PdfDocument(PAGE)
    words = ocr.recognise(pdf[0])
    return " ".join(word.text for word in words), engine


def test_a_page_read_well_is_read_once(monkeypatch: pytest.MonkeyPatch):
    said, asked = recognised(monkeypatch, {ocr.DPI: 0.97, ocr.SECOND_DPI: 0.99})

    assert said == f"at {ocr.DPI}"
    assert asked == [ocr.DPI]


def test_a_page_read_badly_is_read_again_at_another_resolution(monkeypatch: pytest.MonkeyPatch):
    said, asked = recognised(monkeypatch, {ocr.DPI: 0.7, ocr.SECOND_DPI: 0.9})

    assert said == f"at {ocr.SECOND_DPI}"
    assert asked == [ocr.DPI, ocr.SECOND_DPI]


def test_lines_are_turned_round_only_where_a_page_was_read_badly(monkeypatch: pytest.MonkeyPatch):
    _, well = recognised_by(monkeypatch, {ocr.DPI: 0.97, ocr.SECOND_DPI: 0.99})
    _, badly = recognised_by(monkeypatch, {ocr.DPI: 0.7, ocr.SECOND_DPI: 0.9})

    assert (well.turning, badly.turning) == ([False], [False, True])


def test_the_better_of_two_readings_is_kept(monkeypatch: pytest.MonkeyPatch):
    said, _ = recognised(monkeypatch, {ocr.DPI: 0.8, ocr.SECOND_DPI: 0.6})

    assert said == f"at {ocr.DPI}"


def test_without_ocr_nothing_is_recognised(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    ocr._engine.cache_clear()

    with pytest.raises(OcrMissing):
        ocr.recognise(pypdfium2.PdfDocument(PAGE)[0])
