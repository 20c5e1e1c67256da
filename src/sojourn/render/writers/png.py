"""Writes a poster as PNG, by painting its PDF, so that both show the same."""

from __future__ import annotations

import io
import math
import threading
from typing import Final

import pypdfium2

SCALE: Final = 2.0
"""Picture points per CSS pixel, where the cap allows it."""

MOST_POINTS: Final = 48_000_000
LONGEST_SIDE: Final = 32_000
_one_at_a_time: Final = threading.Lock()
"""PDFium must not be entered by two threads at once."""


def write_png(pdf: bytes) -> bytes:
    """Paint the first page of a PDF at twice the size of the screen, or smaller where it is very large."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            width, height = page.get_size()
            bitmap = page.render(scale=scale_for(width, height))
            picture = bitmap.to_pil().convert("RGB")
            page.close()
        finally:
            document.close()
    target = io.BytesIO()
    picture.save(target, format="PNG", compress_level=6, dpi=(96 * SCALE, 96 * SCALE))
    return target.getvalue()


def scale_for(width: float, height: float) -> float:
    """Picture points per point of the page, within the caps.

    >>> round(scale_for(600, 400), 3)
    2.667
    """
    wanted = SCALE * 96 / 72
    area = math.sqrt(MOST_POINTS / (width * height))
    return min(wanted, area, LONGEST_SIDE / max(width, height))
