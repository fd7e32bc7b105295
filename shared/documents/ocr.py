"""Recognises the text of a page that has none: scans and photos.

RapidOCR and its models are an optional dependency (`rapidocr`, `onnxruntime`, `onnx`); they work offline.
"""

import logging
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from shared.documents import ocr_model
from shared.documents.ocr_ink import thickness
from shared.documents.ocr_lines import Line, Turn, with_lost_marks, words_of
from shared.documents.pdf.word import Word
from shared.errors import OcrMissing, TooComplex

DPI: Final = 110  # more is slower, and reads no better
SECOND_DPI: Final = 190  # for a page that was read badly
GOOD_SCORE: Final = 0.88  # mean score of the lines, of 1
LEAST_SCORE: Final = 0.5  # of a line, of 1
LARGEST_SIDE: Final = 3_000  # pixels
LINES_AT_ONCE: Final = 2  # all are made as wide as the widest
LINE: Final = (3, 48, 96)  # colours, pixels high, and pixels wide at least
RECOGNISER: Final = "*_rec_*.onnx"  # among the models of RapidOCR
THREADS: Final = 2  # of one page; more pages are read by more processes
POINTS_PER_INCH: Final = 72


def is_installed() -> bool:
    """Say whether OCR can be had."""
    import importlib.util

    return all(
        importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "onnx", "cv2")
    )


def recognise(page: Any) -> list[Word]:
    """Return the words on a page of pypdfium2, in points from its top left corner.

    Raises `OcrMissing`, and `TooComplex` for a page too large to be drawn.
    """
    words, score = _read_at(page, DPI)
    if words and score < GOOD_SCORE:
        again, better = _read_at(page, SECOND_DPI, may_turn=True)
        if better > score:
            return again
    return words


def _read_at(page: Any, dpi: int, *, may_turn: bool = False) -> tuple[list[Word], float]:
    """Return the words, and the mean score of their lines.

    With `may_turn` each line may stand on its head: of those that do not, some are taken for such.
    """
    engine = _engine()
    scale = dpi / POINTS_PER_INCH
    width, height = page.get_size()
    scale = min(scale, LARGEST_SIDE / max(width, height, 1.0))
    if scale * min(width, height) < 1:
        raise TooComplex
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=False)
    picture = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    result = engine(picture, use_cls=may_turn, return_word_box=True)
    if result.boxes is None or result.txts is None:
        return [], 1.0
    parts = result.word_results
    if len(parts) != len(result.txts):  # a line had none
        parts = [()] * len(result.txts)
    seen = zip(result.boxes, result.txts, result.scores, parts, strict=True)
    sure = with_lost_marks([item for item in seen if item[2] >= LEAST_SCORE and item[1].strip()])
    turn = Turn.of([box for box, _, _, _ in sure], scale, picture)
    grey = picture.mean(axis=2)
    words = words_of(
        [Line.of(turn, box, text, parts, thickness(grey, box)) for box, text, _, parts in sure]
    )
    return words, sum(float(item[2]) for item in sure) / len(sure) if sure else 1.0


@cache
def _engine() -> Any:
    """Return the engine; its models are loaded with the first page."""
    if not is_installed():
        raise OcrMissing
    import numpy
    import rapidocr

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)  # it logs what it reads
    with TemporaryDirectory(prefix="nexten-ocr-") as folder:
        (model,) = (Path(rapidocr.__file__).parent / "models").glob(RECOGNISER)
        engine = rapidocr.RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.max_side_len": LARGEST_SIDE,
                "Rec.model_path": str(ocr_model.write(model, Path(folder))),
                "Rec.rec_batch_num": LINES_AT_ONCE,
                "Rec.rec_img_shape": list(LINE),
                "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            }
        )
        blank = numpy.zeros((48, 48, 3), numpy.uint8)
        engine.recognize_txt([blank])  # loads the model while its file is there
    return engine
