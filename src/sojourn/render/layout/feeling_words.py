"""The figures and words under the profile: what the cards say, and what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sojourn.maps.document import Card, Lane, StepNumbers
from sojourn.render.layout.extras import extras
from sojourn.render.layout.feelings import curve_color, feeling_color
from sojourn.render.layout.sheet import Column, Sheet, stacked
from sojourn.render.primitives import Circle, Drawing
from sojourn.render.styles import BODY, MICRO, STRONG, colored
from sojourn.render.typesetting import set_line, set_text
from sojourn.render.wording import ASPECTS, SPACE, count, emotion

FIGURE_WIDTH: Final = 52.0


def feeling_words(sheet: Sheet, lane: Lane, column: Column, *, named: bool) -> Drawing:
    """The figures, what the cards say, and what was measured, in the column under the profile."""
    cards = sheet.cell(lane, column)
    silent = [card for card in cards if not _says_something(card)]
    said = [_figures(sheet, silent, column.text_width, named=named)]
    said.extend(_card(sheet, card, column.text_width, named=named) for card in cards if card not in silent)
    numbers = column.step.numbers if column.step else None
    if numbers is not None and numbers.score is not None:
        said.append(_score(column.text_width, numbers))
    return stacked(said, gap=7)


def _says_something(card: Card) -> bool:
    return bool(card.text.strip() or card.recommendation.strip() or card.aspect or card.image or card.links)


def _figures(sheet: Sheet, cards: Sequence[Card], width: float, *, named: bool) -> Drawing:
    """The values of cards without words, beside each other; a dot says whose they are."""
    drawing = Drawing(width, 0)
    x = top = 0.0
    for card in cards:
        figure = _figure(sheet, card, named=named)
        if x and x + figure.width > width:
            x, top = 0.0, top + BODY.leading
        drawing.place(figure, x, top)
        x += max(figure.width + 12, FIGURE_WIDTH)
        drawing.height = top + BODY.leading
    return drawing


def _figure(sheet: Sheet, card: Card, *, named: bool) -> Drawing:
    value = card.emotion if card.emotion is not None else 0.0
    figure = set_line(emotion(value), colored(STRONG, feeling_color(value)))
    drawing = Drawing(figure.width, BODY.leading)
    if named:
        drawing.add(Circle(4, BODY.leading / 2, 4, fill=curve_color(sheet, card.persona)))
        drawing.width += 14
    drawing.place(figure, 14 if named else 0, BODY.leading - 5)
    return drawing


def _card(sheet: Sheet, card: Card, width: float, *, named: bool) -> Drawing:
    figure = _figure(sheet, card, named=named)
    indent = FIGURE_WIDTH if named else FIGURE_WIDTH - 14
    drawing = Drawing(width, BODY.leading)
    drawing.place(figure, 0, 0)
    said = stacked(
        [
            set_text(ASPECTS[card.aspect] if card.aspect else "", MICRO, width=width - indent),
            set_text(card.text, BODY, width=width - indent),
            set_text(card.recommendation, colored(BODY, "good"), width=width - indent),
            *extras(sheet, card, width - indent),
        ],
        gap=0,
    )
    drawing.place(said, indent, 0)
    drawing.height = max(drawing.height, said.height)
    return drawing


def _score(width: float, numbers: StepNumbers) -> Drawing:
    low, high = numbers.score_low, numbers.score_high
    known = low is not None and high is not None
    interval = (
        f" (95{SPACE}%:{SPACE}{emotion(low or 0)}{SPACE}to{SPACE}{emotion(high or 0)})" if known else ""
    )
    text = f"Measured {emotion(numbers.score or 0)}{interval}, n{SPACE}={SPACE}{count(numbers.score_n)}"
    return set_text(text, colored(MICRO, "muted"), width=width)
