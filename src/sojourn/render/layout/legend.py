"""The foot of the sheet: what the signs mean that this map uses, and where the numbers come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sojourn.maps.document import Step
from sojourn.maps.feelings import Aspect
from sojourn.render.icons import icon
from sojourn.render.layout.emotions import PART_DASHES
from sojourn.render.layout.numbers import bar
from sojourn.render.layout.route import RADII, station
from sojourn.render.layout.sheet import MARGIN, Sheet
from sojourn.render.layout.side_paths import DASHES
from sojourn.render.primitives import Circle, Drawing, Rect, line
from sojourn.render.styles import FACT_LABEL, MICRO, NOTE
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_line, set_text
from sojourn.render.wording import IMPORTANCE, SPACE, measured_on

ROW: Final = 30.0
_ROLE_WORDS: Final = {"goal": "Goal", "expectation": "Expectation", "wow": "Wow moment"}
_PLACE_WORDS: Final = {"online": "Online", "offline": "Offline"}
_ASPECT_WORDS: Final[dict[Aspect, str]] = {
    "context": "What the moment itself brings",
    "service": "What the service adds to it",
}
_LINK_WORDS: Final = {"branch": "Branch", "loop": "Loop", "alternative": "Other way"}


def legend(sheet: Sheet) -> Drawing:
    """Draw the signs in rows, then the closing line."""
    drawing = Drawing(sheet.width, 0)
    signs = [*_stations(sheet), *_signs(sheet), *_curves(sheet)]
    if signs:
        _rows(drawing, sheet, signs)
    drawing.height += 10
    drawing.add(line(MARGIN, drawing.height, sheet.width - MARGIN, drawing.height, stroke="ink", width=1.2))
    measured = sheet.document.map.measured
    unmeasured = "To be filled in by hand." if sheet.room else "Nothing on this map has been measured yet."
    source = f"Numbers: {measured_on(measured)}." if measured else unmeasured
    closing = set_text("Made with Sojourn", MICRO, width=200)
    said = set_text(source, MICRO, width=sheet.content_width - closing.width - 40)
    drawing.place(said, MARGIN, drawing.height + 8)
    drawing.place(closing, sheet.width - MARGIN - closing.width, drawing.height + 8)
    drawing.height += 8 + max(said.height, closing.height)
    return drawing


def _rows(drawing: Drawing, sheet: Sheet, signs: list[tuple[Drawing, str]]) -> None:
    """Signs beside their words, as many in a row as fit."""
    drawing.place(set_line("Key", FACT_LABEL), MARGIN, 30)
    x, y = MARGIN + 60, 26.0
    for sign, words in signs:
        label = set_line(words, NOTE)
        needed = sign.width + 9 + label.width
        if x + needed > sheet.width - MARGIN and x > MARGIN + 60:
            x, y = MARGIN + 60, y + ROW
        drawing.place(sign, x + sign.width / 2, y)
        drawing.place(label, x + sign.width + 9, y + 4.2)
        x += needed + 30
    drawing.height = y + ROW / 2 + 6


def _stations(sheet: Sheet) -> Iterator[tuple[Drawing, str]]:
    steps = [column.step for column in sheet.columns if column.step]
    for level, words in IMPORTANCE.items():
        if any(step.importance == level for step in steps):
            yield _station(importance=level, ringed=False), words
    if any(step.moment_of_truth for step in steps):
        yield _station(importance="medium", ringed=True), "Moment of truth"


def _station(*, importance: str, ringed: bool) -> Drawing:
    step = Step.model_validate(
        {
            "id": "stp_key",
            "stage": "stg_key",
            "order": "a0",
            "title": "",
            "importance": importance,
            "moment_of_truth": ringed,
        }
    )
    drawing = station(step, 7)
    drawing.width = 2 * (RADII[step.importance] + (7 if ringed else 2))
    return drawing


def _signs(sheet: Sheet) -> Iterator[tuple[Drawing, str]]:
    """Icons and rules that stand in the cells."""
    kinds = {lane.id: lane.kind for lane in sheet.lanes}
    cards = list(sheet.document.cards.values())
    goals = {card.role or "goal" for card in cards if kinds[card.lane] == "goals"}
    places = {card.place for card in cards if kinds[card.lane] in {"touchpoints", "channels"}}
    for name, words in _ROLE_WORDS.items():
        if name in goals:
            yield _icon(name, "wow" if name == "wow" else "muted"), words
    if any(card.role == "question" for card in cards if kinds[card.lane] == "thoughts"):
        yield _icon("question", "accent"), "Question"
    for name, words in _PLACE_WORDS.items():
        if name in places:
            yield _icon(name, "muted"), words
    barriers = [card for card in cards if kinds[card.lane] == "barriers"]
    if barriers:
        yield _rule("barrier"), "Barrier, the heavier the graver"
    if any(card.recommendation.strip() for card in barriers):
        yield _icon("recommendation", "good"), "Recommendation"
    kinds_of_links = {link.kind for link in sheet.document.links.values()}
    for kind, words in _LINK_WORDS.items():
        if kind in kinds_of_links:
            yield _stroke("muted", 1.6, DASHES[kind]), words


def _curves(sheet: Sheet) -> Iterator[tuple[Drawing, str]]:
    """How the numbers and the profile are to be read."""
    kinds = {lane.kind for lane in sheet.lanes}
    numbers = [column.step.numbers for column in sheet.columns if column.step and column.step.numbers]
    feelings = [card for card in sheet.document.cards.values() if card.emotion is not None]
    if feelings:
        yield _stroke("assumed", 2.2, (6, 5)), "Emotion as the team assumes it"
    for aspect, words in _ASPECT_WORDS.items():
        if any(card.aspect == aspect for card in feelings):
            yield _stroke(mixed("paper", "assumed", 0.62), 2, PART_DASHES[aspect]), words
    felt_by = {card.persona for card in feelings}
    if len(felt_by) > 1:
        for persona in (persona for persona in sheet.personas if persona.id in felt_by):
            yield _dot(stage_color(persona.color, "base")), persona.name
    if len(felt_by) > 1 and not any(found.score is not None for found in numbers):
        yield _land(), "Mean of the personas"
    if "emotion" in kinds and any(found.score is not None for found in numbers):
        yield _stroke("measured", 3, ()), "Emotion as customers scored it"
    if "numbers" in kinds and numbers:
        yield _bar(), f"Share of all customers, whisker: 95{SPACE}% interval"


def _icon(name: str, color: str) -> Drawing:
    drawing = Drawing(16, 16)
    drawing.add(icon(name, -8, -8, size=16, color=color))
    return drawing


def _dot(color: str) -> Drawing:
    drawing = Drawing(10, 16)
    drawing.add(Circle(0, 0, 4.5, fill=color))
    return drawing


def _land() -> Drawing:
    drawing = Drawing(24, 16)
    drawing.add(Rect(-12, -7, 12, 7, fill=mixed("paper", "emotion.high", 0.3)))
    drawing.add(Rect(0, 0, 12, 7, fill=mixed("paper", "emotion.low", 0.3)))
    return drawing


def _rule(color: str) -> Drawing:
    drawing = Drawing(10, 16)
    drawing.add(line(-3, -7, -3, 7, stroke=color, width=2), line(3, -7, 3, 7, stroke=color, width=4))
    return drawing


def _stroke(color: str, width: float, dash: tuple[float, ...]) -> Drawing:
    drawing = Drawing(34, 16)
    drawing.add(line(-17, 0, 17, 0, stroke=color, width=width, dash=dash))
    return drawing


def _bar() -> Drawing:
    drawing = Drawing(46, 16)
    drawing.place(bar(0.56, 0.46, 0.66, mixed("paper", "muted", 0.8), 46), -23, -4)
    return drawing
