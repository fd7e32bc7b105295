"""Recognises the text of a page that has none: scans and photos.

RapidOCR and its models are an optional dependency (`rapidocr`, `onnxruntime`, `onnx`); they work offline.
"""

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from shared.documents import ocr_model
from shared.documents.ocr_grid import grids_in
from shared.documents.ocr_ink import thickness
from shared.documents.ocr_lines import Line, Turn, with_lost_marks, words_of
from shared.documents.pdf.word import Area, Word
from shared.errors import OcrMissing, TooComplex

DPI: Final = 110  # more is slower, and reads no better
SECOND_DPI: Final = 160  # for a page that was read badly
GOOD_SCORE: Final = 0.88  # mean score of the lines, of 1
UPRIGHT_SCORE: Final = 0.8  # of a page that does not lie upside down
TALL: Final = 1.5  # times as high as wide; such a line is read turned, from below or from above
LEAST_SCORE: Final = 0.5  # of a line, of 1
LARGEST_SIDE: Final = 3_000  # pixels
LINES_AT_ONCE: Final = 2  # all are made as wide as the widest
LINE: Final = (3, 48, 96)  # colours, pixels high, and pixels wide at least
DETECTOR: Final = "*_det_*.onnx"  # among the models of RapidOCR
RECOGNISER: Final = "*_rec_*.onnx"
ONLY_FATAL: Final = 4  # of what onnxruntime would log
THREADS: Final = 2  # of one page; more pages are read by more processes
POINTS_PER_INCH: Final = 72


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read on a page."""

    words: list[Word]  # in points from the top left corner of the upright page
    score: float  # how sure the recogniser is of the lines, of 1
    quarters: int  # by which the text is turned clockwise on the page as a viewer shows it
    sideways: bool = False  # whether it would have to be turned by one more, or one less
    grids: list[Area] = field(default_factory=list[Area])  # drawn around tables, in points


def is_installed() -> bool:
    """Say whether OCR can be had."""
    import importlib.util

    return all(
        importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "onnx", "cv2")
    )


def recognise(page: Any) -> Reading:
    """Return what can be read on a page of pypdfium2, whichever way it was put into the scanner.

    Raises `OcrMissing`, and `TooComplex` for a page too large to be drawn.
    """
    best = _read(page, DPI)
    if best.sideways:
        best = _read(page, DPI, 1 if best.score >= GOOD_SCORE else 3)
    elif best.score < UPRIGHT_SCORE:
        best = max(best, _read(page, DPI, 2), key=attrgetter("score"))
    if best.score < GOOD_SCORE:
        best = max(best, _read(page, SECOND_DPI, best.quarters), key=attrgetter("score"))
    return best


def _read(page: Any, dpi: int, quarters: int = 0) -> Reading:
    """Return what is read on a page whose text is turned by so many `quarters` clockwise."""
    engine = _engine()
    scale = dpi / POINTS_PER_INCH
    width, height = page.get_size()
    scale = min(scale, LARGEST_SIDE / max(width, height, 1.0))
    if scale * min(width, height) < 1:
        raise TooComplex
    bitmap = page.render(scale=scale, rotation=-90 * quarters % 360, may_draw_forms=False)
    picture = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    result = engine(picture, use_cls=False, return_word_box=True)
    if result.boxes is None or result.txts is None:
        return Reading(words=[], score=1.0, quarters=quarters)
    parts = result.word_results
    if len(parts) != len(result.txts):  # a line had none
        parts = [()] * len(result.txts)
    seen = zip(result.boxes, result.txts, result.scores, parts, strict=True)
    sure = with_lost_marks([item for item in seen if item[2] >= LEAST_SCORE and item[1].strip()])
    turn = Turn.of([box for box, _, _, _ in sure], scale, picture)
    grey = picture.mean(axis=2)
    ink = partial(thickness, grey)
    words = words_of([Line.of(turn, box, text, parts, ink) for box, text, _, parts in sure])
    return Reading(
        words=words,
        score=sum(float(item[2]) for item in sure) / len(sure) if sure else 0.0,
        quarters=quarters,
        sideways=_is_sideways([(box, text) for box, text, _, _ in sure]),
        grids=[
            Area(*(edge / scale for edge in grid))
            for grid in grids_in(grey, turn.cosine, turn.sine)
        ],
    )


def _is_sideways(lines: Sequence[tuple[Any, str]]) -> bool:
    """Say whether most of the text stands upright on the page, as on one scanned sideways."""
    upright = sum(
        len(text)
        for (left, right, _, below), text in lines
        if math.dist(left, below) > TALL * math.dist(left, right)
    )
    return 2 * upright > sum(len(text) for _, text in lines)


@cache
def _engine() -> Any:
    """Return the engine; its models are loaded with the first page."""
    if not is_installed():
        raise OcrMissing
    import rapidocr
    from omegaconf import flag_override

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)  # it logs what it reads
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": LARGEST_SIDE,
            "Rec.rec_batch_num": LINES_AT_ONCE,
            "Rec.rec_img_shape": list(LINE),
        }
    )
    (detector,), (recogniser,) = (
        (Path(rapidocr.__file__).parent / "models").glob(name) for name in (DETECTOR, RECOGNISER)
    )
    with flag_override(engine.cfg, "allow_objects", True):
        engine.cfg.Det.session = _session(detector.read_bytes())
        engine.cfg.Rec.session = _session(ocr_model.latin(recogniser))
    return engine


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = ONLY_FATAL
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = THREADS
    # A thread that waits by spinning takes a core that other work wants.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
