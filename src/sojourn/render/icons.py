"""The house's own icons, drawn once for the poster and the web app alike."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Final

from sojourn.render.path_data import segments
from sojourn.render.primitives import Path, moved_segments

_ICONS: Final = FilePath(__file__).with_name("icons.json")
OTHER: Final = "other"


@cache
def _drawn() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(_ICONS.read_text(encoding="utf-8"))
    return loaded


def icon_names() -> tuple[str, ...]:
    """All icons there are."""
    return tuple(_drawn()["icons"])


def icon(name: str, x: float, y: float, *, size: float, color: str, weight: float = 1) -> Path:
    """Draw an icon into the square of ``size`` pixels whose top left corner is ``x``, ``y``."""
    drawn = _drawn()
    scale = size / drawn["size"]
    return Path(
        moved_segments(segments(drawn["icons"][name]), x, y, scale=scale),
        stroke=color,
        stroke_width=max(1.0, drawn["stroke_width"] * scale) * weight,
    )


@cache
def channel_icon(channel: str) -> str:
    """Name of the icon that stands for a channel, by the words of its name.

    >>> channel_icon("Mobile app"), channel_icon("E-mail"), channel_icon("carrier pigeon")
    ('app', 'email', 'other')
    """
    words = set(re.findall(r"\w+", channel.lower().replace("-", "")))
    for name, known in _drawn()["channels"].items():
        if words & set(known):
            return str(name)
    return OTHER


def face(emotion: float, x: float, y: float, *, radius: float, color: str) -> Path:
    """Draw the face of an emotion (-1 to +1) around ``x``, ``y``, to the nearest of its five steps."""
    return icon(
        f"face_{round(emotion * 2)}",
        x - radius * 4 / 3,
        y - radius * 4 / 3,
        size=radius * 8 / 3,
        color=color,
    )
