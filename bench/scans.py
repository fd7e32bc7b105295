"""PDFs drawn again as a scanner gives them: askew, with noise, as JPEG pictures, without text."""

import io
from typing import Any, Final

import cv2
import numpy as np
import pypdfium2

DPI: Final = 200
MOST_ASKEW: Final = 0.5  # degrees
NOISE: Final = 6.0  # of 255, the standard deviation of a pixel
QUALITY: Final = 60  # of 100, of the JPEG


def as_scan(content: bytes) -> bytes:
    """Return a PDF of pictures of the pages of a PDF; the same each time."""
    chance = np.random.default_rng(len(content))
    source: Any = pypdfium2.PdfDocument(content)
    scan = pypdfium2.PdfDocument.new()
    for page in source:
        width, height = page.get_size()
        drawn = page.render(scale=DPI / 72, grayscale=True).to_numpy()
        picture = pypdfium2.PdfImage.new(scan)
        picture.load_jpeg(io.BytesIO(_photographed(drawn, chance)), inline=True)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet = scan.new_page(width, height)
        sheet.insert_obj(picture)
        sheet.gen_content()
    written = io.BytesIO()
    scan.save(written)
    return written.getvalue()


def _photographed(page: Any, chance: np.random.Generator) -> bytes:
    high, wide = page.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), chance.uniform(-1, 1) * MOST_ASKEW, 1)
    turned = cv2.warpAffine(page.astype(np.float32), turn, (wide, high), borderValue=255)
    grey = cv2.GaussianBlur(turned, (3, 3), 0.7) + chance.normal(0, NOISE, page.shape)
    pixels = np.clip(grey, 0, 255).astype(np.uint8)
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
