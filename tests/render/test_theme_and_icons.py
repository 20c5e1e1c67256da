"""The visual tokens are readable, and the icons are what the writers and the web app can draw."""

from __future__ import annotations

from itertools import product

import pytest

from sojourn.core.errors import UsageError
from sojourn.render.icons import channel_icon, icon, icon_names
from sojourn.render.path_data import segments
from sojourn.render.theme import (
    STAGE_COLORS,
    THEMES,
    Theme,
    channels,
    known_theme,
    mixed,
    stage_color,
    tokens,
)

READ = ["ink", "muted", "faint", "accent", "barrier", "good", "wow", "assumed"]
FELT = ["emotion.high", "emotion.middle", "emotion.low"]
WASHES = [mixed("paper", stage_color(index, "tint"), 0.45) for index in range(STAGE_COLORS)]


def luminance(name: str, theme: Theme) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in channels(name, theme))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str, theme: Theme) -> float:
    low, high = sorted((luminance(first, theme), luminance(second, theme)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("paper+ink@0", "paper", "light") == 1
    assert contrast("ink", "surface", "light") > 15


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_colour_can_be_read_on_every_ground_of_the_poster(theme: Theme) -> None:
    pairs = [*product(READ + FELT, ["paper", "surface", *WASHES])]
    for index in range(STAGE_COLORS):
        ink, base, tint = (stage_color(index, part) for part in ("ink", "base", "tint"))
        pairs += [(ink, tint), (ink, WASHES[index]), ("paper", base)]
    faint = [(pair, round(contrast(*pair, theme), 2)) for pair in pairs if contrast(*pair, theme) < 4.5]
    assert faint == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_sign_stands_out_from_its_ground(theme: Theme) -> None:
    for index in range(STAGE_COLORS):
        assert contrast(stage_color(index, "base"), WASHES[index], theme) >= 3


def test_both_themes_name_the_same_colours() -> None:
    found = tokens()
    assert found["light"].keys() == found["dark"].keys()
    assert len(found["stages"]) == STAGE_COLORS


def test_an_unknown_theme_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"no theme 'drak'.*Did you mean 'dark'"):
        known_theme("drak")


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_stays_inside_its_square(name: str) -> None:
    drawn = icon(name, 100, 200, size=24, color="ink")
    for _, values in drawn.segments:
        assert all(100 <= x <= 124 for x in values[::2])
        assert all(200 <= y <= 224 for y in values[1::2])


def test_an_arc_of_half_a_circle_passes_its_top() -> None:
    curve = segments("M0 10A10 10 0 0 1 20 10")
    assert [verb for verb, _ in curve] == ["M", "C", "C"]
    assert curve[1][1][-2:] == pytest.approx((10, 0))
    assert curve[2][1][-2:] == pytest.approx((20, 10))


def test_path_data_that_is_not_understood_is_refused() -> None:
    with pytest.raises(ValueError, match="'m' with 2 values"):
        segments("m1 2")


@pytest.mark.parametrize(
    ("channel", "name"),
    [("Web", "web"), ("e-mail", "email"), ("Mobile app", "app"), ("help chat", "chat"), ("pigeon", "other")],
)
def test_channels_find_their_icon(channel: str, name: str) -> None:
    assert channel_icon(channel) == name
