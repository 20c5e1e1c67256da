"""The visual tokens of Sojourn, as names that the layout uses and colours that a writer resolves."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from sojourn.core.errors import UsageError, suggestion

Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
STAGE_COLORS: Final = 8
_TOKENS: Final = Path(__file__).with_name("theme.json")


@cache
def tokens() -> dict[str, Any]:
    """The tokens as they are written down, shared with the web app."""
    loaded: dict[str, Any] = json.loads(_TOKENS.read_text(encoding="utf-8"))
    return loaded


def stage_color(index: int, part: Literal["base", "tint", "ink"]) -> str:
    """Name of a stage's colour; places beyond the palette start again.

    >>> stage_color(9, "tint")
    'stage.1.tint'
    """
    return f"stage.{index % STAGE_COLORS}.{part}"


def mixed(first: str, second: str, share: float) -> str:
    """Name of the colour that lies between two: ``share`` (0 to 1) of the second.

    Mixing instead of transparency keeps every file printable and equal in all viewers.

    >>> mixed("paper", "ink", 0.25)
    'paper+ink@0.25'
    """
    return f"{first}+{second}@{share:g}"


@cache
def hex_color(name: str, theme: Theme) -> str:
    """The colour behind a name, as ``#rrggbb``; what is written so already is the same in every theme.

    >>> hex_color("paper", "light")
    '#f7f8f7'
    >>> hex_color("paper+ink@0.5", "light")
    '#868c8b'
    """
    if "@" in name:
        pair, share = name.rsplit("@", 1)
        first, second = (channels(part, theme) for part in pair.split("+", 1))
        between = (round(a + (b - a) * float(share)) for a, b in zip(first, second, strict=True))
        return "#{:02x}{:02x}{:02x}".format(*between)
    if name.startswith("#"):
        return name
    found = tokens()
    if name.startswith("stage."):
        _, index, part = name.split(".")
        return str(found["stages"][int(index)][theme][part])
    if name.startswith("emotion."):
        return str(found["emotion"][theme][name.removeprefix("emotion.")])
    return str(found[theme][name])


def channels(name: str, theme: Theme) -> tuple[int, int, int]:
    """Red, green and blue of a colour, 0 to 255.

    >>> channels("paper", "light")
    (247, 248, 247)
    """
    text = hex_color(name, theme)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def known_theme(name: str) -> Theme:
    """Check the name of a theme.

    Raises:
        UsageError: There is no such theme.
    """
    for theme in THEMES:
        if name == theme:
            return theme
    raise UsageError(f"There is no theme {name!r}. {suggestion(name, THEMES)}")
