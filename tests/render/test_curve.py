"""The profile goes through its points and never beyond them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.render.layout.curve import Cubic, monotone_cubics, segments_of, split_at_level

values = st.lists(st.floats(-100, 100, allow_nan=False), min_size=2, max_size=12)


def heights(cubic: Cubic) -> list[float]:
    a, b, c, d = (point[1] for point in cubic)
    found = []
    for place in range(21):
        t = place / 20
        found.append((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)
    return found


@settings(deadline=None)
@given(values)
def test_stays_between_neighbouring_points(levels: list[float]) -> None:
    points = [(100.0 * place, level) for place, level in enumerate(levels)]
    for cubic, a, b in zip(monotone_cubics(points), levels, levels[1:], strict=False):
        assert min(heights(cubic)) >= min(a, b) - 1e-6
        assert max(heights(cubic)) <= max(a, b) + 1e-6


@settings(deadline=None)
@given(values)
def test_parts_lie_on_one_side_of_the_level_after_the_cut(levels: list[float]) -> None:
    points = [(100.0 * place, level) for place, level in enumerate(levels)]
    for cubic in split_at_level(monotone_cubics(points), 0):
        low, high = min(heights(cubic)), max(heights(cubic))
        assert low >= -1e-6 or high <= 1e-6


def test_straight_points_give_a_straight_middle() -> None:
    middle = monotone_cubics([(0, 0), (10, 10), (20, 20), (30, 30)])[1]
    assert middle[1] == pytest.approx((10 + 10 / 3, 10 + 10 / 3))


def test_one_point_gives_no_curve() -> None:
    assert segments_of(monotone_cubics([(0, 0)])) == ()
