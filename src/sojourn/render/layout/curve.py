"""Smooth curves through points that never rise above or fall below what the points say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sojourn.render.primitives import Segment

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]


def monotone_cubics(points: Sequence[Point]) -> list[Cubic]:
    """Join points, ordered by x, with cubics that stay between neighbouring values.

    Source: Fritsch and Butland 1984 (weighted harmonic mean of slopes), written as Bezier curves.
    """
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    tangents = _tangents(points, slopes)
    cubics: list[Cubic] = []
    for place, (a, b) in enumerate(pairwise(points)):
        third = (b[0] - a[0]) / 3
        first = (a[0] + third, a[1] + third * tangents[place])
        second = (b[0] - third, b[1] - third * tangents[place + 1])
        cubics.append((a, first, second, b))
    return cubics


def _tangents(points: Sequence[Point], slopes: list[float]) -> list[float]:
    inner = []
    for place in range(1, len(points) - 1):
        before, after = slopes[place - 1], slopes[place]
        if before * after <= 0:
            inner.append(0.0)
            continue
        left = points[place][0] - points[place - 1][0]
        right = points[place + 1][0] - points[place][0]
        w1, w2 = 2 * right + left, right + 2 * left
        inner.append((w1 + w2) / (w1 / before + w2 / after))
    return [0.0, *inner, 0.0]


def segments_of(cubics: Sequence[Cubic]) -> tuple[Segment, ...]:
    """A chain of cubics as an outline."""
    if not cubics:
        return ()
    start = cubics[0][0]
    return (("M", start), *(("C", (*b, *c, *d)) for _, b, c, d in cubics))


def band_segments(upper: Sequence[Cubic], lower: Sequence[Cubic]) -> tuple[Segment, ...]:
    """The closed outline between two chains over the same stretch."""
    back = [(d, c, b, a) for a, b, c, d in reversed(lower)]
    return (
        *segments_of(upper),
        ("L", back[0][0]),
        *(("C", (*b, *c, *d)) for _, b, c, d in back),
        ("Z", ()),
    )


def split_at_level(cubics: Sequence[Cubic], level: float) -> list[Cubic]:
    """Cut every cubic where it passes ``level``, so that each lies wholly on one side."""
    cut: list[Cubic] = []
    for cubic in cubics:
        start, end = cubic[0][1] - level, cubic[3][1] - level
        if start * end < 0:
            cut.extend(_split(cubic, _crossing(cubic, level)))
        else:
            cut.append(cubic)
    return cut


def _crossing(cubic: Cubic, level: float) -> float:
    """Where a rising or falling cubic passes a level, by bisection."""
    low, high = 0.0, 1.0
    falls = cubic[0][1] > cubic[3][1]
    for _ in range(40):
        middle = (low + high) / 2
        if (_split(cubic, middle)[0][3][1] > level) == falls:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _split(cubic: Cubic, t: float) -> tuple[Cubic, Cubic]:
    """Cut a cubic in two (de Casteljau)."""

    def between(a: Point, b: Point) -> Point:
        return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t

    a, b, c, d = cubic
    ab, bc, cd = between(a, b), between(b, c), between(c, d)
    abc, bcd = between(ab, bc), between(bc, cd)
    middle = between(abc, bcd)
    return (a, ab, abc, middle), (middle, bcd, cd, d)
