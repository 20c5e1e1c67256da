"""Reads the path data of icons into plain segments, so that every writer can draw them."""

from __future__ import annotations

import math
import re
from functools import cache

from sojourn.render.primitives import Segment

_PIECE = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "A": 7, "Z": 0}


@cache
def segments(data: str) -> tuple[Segment, ...]:
    """Turn path data with absolute commands M L H V Q C A Z into ``M L C Z`` segments.

    Args:
        data: Path data as in SVG. Arcs must be circular and unrotated.

    Raises:
        ValueError: A command is unknown or has the wrong number of values.

    >>> segments("M0 0H4")
    (('M', (0.0, 0.0)), ('L', (4.0, 0.0)))
    """
    found: list[Segment] = []
    x = y = 0.0
    for verb, rest in _PIECE.findall(data):
        values = [float(number) for number in _NUMBER.findall(rest)]
        if _ARGUMENTS.get(verb) != len(values):
            raise ValueError(f"Path command {verb!r} with {len(values)} values is not understood: {data!r}.")
        found.extend(_drawn(verb, values, x=x, y=y))
        if found[-1][1]:
            x, y = found[-1][1][-2:]
    return tuple(found)


def _drawn(verb: str, values: list[float], *, x: float, y: float) -> list[Segment]:
    if verb == "H":
        return [("L", (values[0], y))]
    if verb == "V":
        return [("L", (x, values[0]))]
    if verb == "Q":
        return [("C", quadratic(x, y, values))]
    if verb == "A":
        return _arc(x, y, values)
    return [(verb, tuple(values))]


def quadratic(x: float, y: float, values: list[float]) -> tuple[float, ...]:
    """The cubic that draws the same curve as a quadratic one from ``x``, ``y`` (control point, end)."""
    cx, cy, to_x, to_y = values
    return (
        x + 2 / 3 * (cx - x),
        y + 2 / 3 * (cy - y),
        to_x + 2 / 3 * (cx - to_x),
        to_y + 2 / 3 * (cy - to_y),
        to_x,
        to_y,
    )


def _arc(x: float, y: float, values: list[float]) -> list[Segment]:
    """A circular arc in cubics of at most a quarter circle each (SVG 1.1, implementation note F.6)."""
    radius, _, _, large, sweep, to_x, to_y = values
    half = math.hypot(to_x - x, to_y - y) / 2
    if half == 0 or radius == 0:
        return [("L", (to_x, to_y))]
    radius = max(radius, half)
    rise = math.sqrt(radius**2 - half**2) * (1 if large != sweep else -1)
    center_x = (x + to_x) / 2 - rise * (to_y - y) / (2 * half)
    center_y = (y + to_y) / 2 + rise * (to_x - x) / (2 * half)
    start = math.atan2(y - center_y, x - center_x)
    turn = math.atan2(to_y - center_y, to_x - center_x) - start
    if sweep and turn <= 0:
        turn += 2 * math.pi
    if not sweep and turn >= 0:
        turn -= 2 * math.pi
    return arc_segments(center_x, center_y, radius, start=start, turn=turn)


def arc_segments(x: float, y: float, radius: float, *, start: float, turn: float) -> list[Segment]:
    """Curves along a circle around ``x``, ``y``, from the angle ``start`` over ``turn`` (radians)."""
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / pieces
    reach = 4 / 3 * math.tan(step / 4) * radius
    found: list[Segment] = []
    for piece in range(pieces):
        a, b = start + piece * step, start + (piece + 1) * step
        found.append(
            (
                "C",
                (
                    x + radius * math.cos(a) - reach * math.sin(a),
                    y + radius * math.sin(a) + reach * math.cos(a),
                    x + radius * math.cos(b) + reach * math.sin(b),
                    y + radius * math.sin(b) - reach * math.cos(b),
                    x + radius * math.cos(b),
                    y + radius * math.sin(b),
                ),
            )
        )
    return found
