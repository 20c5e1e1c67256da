"""Scales of answers: the worst and the best that can be given."""

from __future__ import annotations

import re
from typing import Final

_SCALE: Final = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|to|\.\.)\s*(-?\d+(?:\.\d+)?)\s*\Z")


def scale_bounds(scale: str) -> tuple[float, float] | None:
    """The worst and the best answer of a scale such as ``1-5``; ``None`` where the text is no scale.

    >>> scale_bounds("1-5"), scale_bounds("0 to 10"), scale_bounds("stars")
    ((1.0, 5.0), (0.0, 10.0), None)
    """
    found = _SCALE.match(scale)
    if not found or float(found[1]) >= float(found[2]):
        return None
    return float(found[1]), float(found[2])
