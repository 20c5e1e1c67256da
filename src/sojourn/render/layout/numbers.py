"""A step's measured numbers as small exact graphics, each with its n and its 95 % interval."""

from __future__ import annotations

from typing import Final

from sojourn.maps.document import StepNumbers
from sojourn.render.icons import icon
from sojourn.render.layout.sheet import stacked
from sojourn.render.primitives import Drawing, Rect, line
from sojourn.render.styles import FIGURE, MICRO, NOTE, STRONG
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_text
from sojourn.render.wording import SPACE, count, percent, percent_range, span

ICON: Final = 14.0
INDENT: Final = 21.0
TRACK: Final = mixed("paper", "ink", 0.11)


def numbers_of(numbers: StepNumbers | None, color: int, width: float) -> Drawing:
    """Draw reach, who went on, time and volume of one step; nothing where it was not measured."""
    if numbers is None:
        return Drawing()
    base = stage_color(color, "base")
    return stacked(
        [_reach(numbers, base, width), _onward(numbers, base, width), _time(numbers, width)], gap=11
    )


def _reach(numbers: StepNumbers, base: str, width: float) -> Drawing:
    """How many customers came here, as figure, bar and words, the bars on one line across all steps."""
    interval = f"95{SPACE}%:{SPACE}{percent_range(numbers.share_low, numbers.share_high)}"
    return stacked(
        [
            set_text(percent(numbers.share), FIGURE, width=width),
            bar(numbers.share, numbers.share_low, numbers.share_high, base, width),
            set_text(f"{count(numbers.reached)} of {count(numbers.customers)}", NOTE, width=width),
            set_text(interval, MICRO, width=width),
            set_text(f"{count(numbers.events)} events", MICRO, width=width),
        ],
        gap=2,
    )


def bar(share: float, low: float, high: float, color: str, width: float, *, thick: float = 8) -> Drawing:
    """A share of the whole width, with a whisker from ``low`` to ``high`` over its end."""
    drawing = Drawing(width, thick)
    drawing.add(Rect(0, 0, width, thick, fill=TRACK, radius=thick / 2))
    if share > 0:
        drawing.add(
            Rect(0, 0, max(width * share, 2), thick, fill=color, radius=min(thick, width * share) / 2)
        )
    middle, left, right = thick / 2, width * low, max(width * high, width * low + 1)
    drawing.add(line(left, middle, right, middle, stroke="ink", width=1.2))
    for x in (left, right):
        drawing.add(line(x, -2, x, thick + 2, stroke="ink", width=1.2))
    return drawing


def _onward(numbers: StepNumbers, base: str, width: float) -> Drawing:
    """The share of those who reached the step that went on to a later one."""
    if numbers.continued_share is None:
        return Drawing()
    known = numbers.continued_low is not None and numbers.continued_high is not None
    interval = percent_range(numbers.continued_low or 0, numbers.continued_high or 0)
    lines = [
        f"{count(numbers.continued)} of {count(numbers.reached)}",
        f"95{SPACE}%:{SPACE}{interval}" if known else "",
    ]
    return _line("onward", base, f"{percent(numbers.continued_share)} went on", lines, width)


def _time(numbers: StepNumbers, width: float) -> Drawing:
    """The median time since the step before."""
    if numbers.seconds is None:
        return Drawing()
    known = numbers.seconds_low is not None and numbers.seconds_high is not None
    low, high = span(numbers.seconds_low or 0), span(numbers.seconds_high or 0)
    lines = [
        f"median after the step before, n{SPACE}={SPACE}{count(numbers.seconds_n)}",
        f"95{SPACE}%: {low} to {high}" if known else "",
    ]
    return _line("clock", "muted", span(numbers.seconds), lines, width)


def _line(sign: str, color: str, figure: str, lines: list[str], width: float) -> Drawing:
    """A figure with its sign before it and its small print beneath."""
    inner = width - INDENT
    said = stacked(
        [set_text(figure, STRONG, width=inner), *(set_text(text, MICRO, width=inner) for text in lines)],
        gap=0,
    )
    drawing = Drawing(width, said.height)
    drawing.add(icon(sign, 0, 2.5, size=ICON, color=color))
    drawing.place(said, INDENT, 0)
    return drawing
