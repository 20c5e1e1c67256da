"""Drawn portraits of personas: a few shapes for each choice, shared with the web app (``avatars.json``)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path as FilePath
from typing import Any, Final

from sojourn.render.path_data import segments
from sojourn.render.primitives import Circle, Drawing, Path, moved_segments
from sojourn.render.theme import mixed, stage_color

_PARTS: Final = FilePath(__file__).with_name("avatars.json")
CHOICES: Final = ("skin", "hair", "hair_colors", "glasses", "beards", "clothes")
"""What the six numbers of a portrait's code choose, in their order."""
_GROWN: Final = (1, 2, 3, 4, 5, 6, 7)
"""Hair that a portrait gets by itself; the rest is for those who choose it."""


@cache
def parts() -> dict[str, Any]:
    """Every shape and colour there is to choose from."""
    loaded: dict[str, Any] = json.loads(_PARTS.read_text(encoding="utf-8"))
    return loaded


def choices_of(code: str, *, of: str) -> tuple[int, ...]:
    """The six choices of a portrait, each within what there is.

    Args:
        code: As a persona carries it; "": they follow from ``of``.
        of: The persona's id.

    >>> choices_of("1-2-9-0-0-3", of="per_ada")
    (1, 2, 1, 0, 0, 3)
    """
    if not code:
        return _by_itself(of)
    given = [int(number) for number in code.split("-")]
    return tuple(number % len(parts()[kind]) for number, kind in zip(given, CHOICES, strict=True))


def _by_itself(of: str) -> tuple[int, ...]:
    """Spread over the choices by a hash (FNV-1a, 32 bits) that every language computes alike."""
    value = 0x811C9DC5
    for byte in of.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    found = parts()
    return (
        value % len(found["skin"]),
        _GROWN[(value >> 3) % len(_GROWN)],
        (value >> 7) % len(found["hair_colors"]),
        int((value >> 11) % 4 == 0),
        0,
        (value >> 14) % len(found["clothes"]),
    )


def portrait(code: str, *, of: str, color: int, radius: float) -> Drawing:
    """Head and shoulders in a disc around the origin.

    Args:
        code: The choices; see ``choices_of``.
        of: The persona's id.
        color: Place in the palette: the ground and the clothes.
        radius: Of the disc, in pixels.
    """
    found = parts()
    skin, hair, shade, glasses, beard, clothes = choices_of(code, of=of)
    head, face = found["hair"][hair], found["skin"][skin]
    ink, base, tint = stage_color(color, "ink"), stage_color(color, "base"), stage_color(color, "tint")
    grown = ink if head.get("scarf") else found["hair_colors"][shade]
    fills = {"skin": mixed(face, found["ink"], 0.12), "tint": mixed(tint, "surface", 0.4), "ink": ink}
    drawing = Drawing(2 * radius, 2 * radius)
    drawing.add(Circle(0, 0, radius, fill=mixed(tint, base, 0.22)))
    _fill(drawing, head["back"], grown, radius=radius)
    _fill(drawing, found["body"], base, radius=radius)
    _fill(drawing, found["neck"], fills["skin"], radius=radius)
    for part in found["clothes"][clothes]["parts"]:
        _fill(drawing, part["path"], fills[part["fill"]], radius=radius)
    if head["ears"]:
        _fill(drawing, found["ears"], face, radius=radius)
    _fill(drawing, found["head"], face, radius=radius)
    _fill(
        drawing, found["beards"][beard]["hair"], mixed(found["hair_colors"][shade], face, 0.1), radius=radius
    )
    _fill(drawing, found["eyes"], found["ink"], radius=radius)
    _line(drawing, found["mouth"], found["ink"], radius=radius)
    _fill(drawing, head["front"], grown, radius=radius)
    _line(drawing, found["glasses"][glasses]["frame"], found["ink"], radius=radius)
    return drawing


def _fill(drawing: Drawing, path: str, fill: str, *, radius: float) -> None:
    if path:
        drawing.add(Path(_placed(path, radius), fill=fill))


def _line(drawing: Drawing, path: str, stroke: str, *, radius: float) -> None:
    if path:
        drawing.add(Path(_placed(path, radius), stroke=stroke, stroke_width=max(0.7, 0.034 * radius)))


def _placed(path: str, radius: float) -> Any:
    return moved_segments(segments(path), -radius, -radius, scale=2 * radius / parts()["size"])
