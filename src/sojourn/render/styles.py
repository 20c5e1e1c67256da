"""The type scale of the poster: one name per use, so that like things look alike everywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sojourn.render.text_runs import TextStyle

TITLE: Final = TextStyle("display_bold", 46, 50, "ink", tracking=-0.6)
OVERLINE: Final = TextStyle("bold", 11.5, 16, "accent", tracking=1.2, capitals=True)
MARK: Final = TextStyle("semibold", 17, 22, "ink")
LEAD: Final = TextStyle("regular", 17, 25, "muted")
FACT_LABEL: Final = TextStyle("bold", 10.5, 16, "faint", tracking=0.9, capitals=True)
FACT: Final = TextStyle("regular", 14, 19, "ink")
PERSONA: Final = TextStyle("display", 17, 21, "ink")
STAGE: Final = TextStyle("display_bold", 22, 27, "ink", tracking=-0.1)
ORDINAL: Final = TextStyle("display", 38, 40, "faint")
STEP: Final = TextStyle("semibold", 16, 20, "ink")
LANE: Final = TextStyle("bold", 11, 15, "muted", tracking=0.95, capitals=True)
TAG: Final = TextStyle("bold", 10, 13, "ink", tracking=0.8, capitals=True)
BODY: Final = TextStyle("regular", 14, 19, "ink")
STRONG: Final = TextStyle("semibold", 14, 19, "ink")
QUOTE: Final = TextStyle("italic", 14.5, 20, "ink")
NOTE: Final = TextStyle("regular", 12.5, 17, "muted")
MICRO: Final = TextStyle("regular", 11, 15, "faint")
FIGURE: Final = TextStyle("display", 25, 28, "ink", tracking=-0.3)
INITIALS: Final = TextStyle("bold", 9.5, 12, "paper", tracking=0.2)
NUMBERED: Final = TextStyle("bold", 11.5, 15, "ink")


def colored(style: TextStyle, color: str) -> TextStyle:
    """The same style in another colour."""
    return replace(style, color=color)


def scaled(style: TextStyle, factor: float) -> TextStyle:
    """The same style, larger or smaller."""
    return replace(
        style,
        size=round(style.size * factor, 1),
        leading=round(style.leading * factor, 1),
        tracking=round(style.tracking * factor, 2),
    )
