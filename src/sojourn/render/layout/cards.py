"""What stands in a cell, per kind of lane: notes in type, set to the width of the column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sojourn.maps.document import Card, LaneKind, Step
from sojourn.render.icons import channel_icon, icon
from sojourn.render.layout.extras import extras, picture_of
from sojourn.render.layout.numbers import numbers_of
from sojourn.render.layout.sheet import Sheet, stacked
from sojourn.render.primitives import Circle, Drawing, Rect, Text, line
from sojourn.render.styles import BODY, FIGURE, INITIALS, MICRO, NOTE, QUOTE, STRONG, TAG, colored
from sojourn.render.text_runs import TextStyle
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_line, set_snug, set_text
from sojourn.render.wording import IMPORTANCE, NOT_MEASURED, ROLES, UNNECESSARY, day, initials, measure

ICON: Final = 16.0
MARK: Final = 22.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell to be drawn: its cards, its step, the colour of its stage, and the width it may take."""

    sheet: Sheet
    step: Step
    cards: tuple[Card, ...]
    color: int
    width: float


def cell_content(kind: LaneKind, cell: Cell) -> Drawing:
    """Draw one cell from its top left corner; an empty cell stays empty."""
    return _KINDS.get(kind, notes)(cell)


def notes(cell: Cell, *, style: TextStyle = BODY) -> Drawing:
    """Cards as running text, one paragraph each."""
    return stacked((_note(cell, card, style) for card in cell.cards), gap=9)


def _note(cell: Cell, card: Card, style: TextStyle) -> Drawing:
    """A card's text, then whatever else it carries that its lane does not draw in a way of its own."""
    text = set_text(card.text, style, width=cell.width)
    return stacked([text, *_further(cell, card, frozenset())], gap=3)


def _further(cell: Cell, card: Card, said: frozenset[str], *, width: float | None = None) -> list[Drawing]:
    """Fields that a card keeps although its lane is of another kind: shown small, never dropped."""
    width = cell.width if width is None else width
    lines = []
    if card.importance and "importance" not in said:
        lines.append(IMPORTANCE[card.importance])
    if card.role and "role" not in said:
        lines.append(ROLES[card.role])
    where = [card.place or "", card.channel, card.device] if "place" not in said else []
    lines.append(" · ".join(word for word in where if word.strip()))
    if "department" not in said:
        lines.extend((card.department, card.person))
    if card.unnecessary and "unnecessary" not in said:
        lines.append(UNNECESSARY)
    drawn = [set_text(text, NOTE, width=width) for text in lines]
    if "recommendation" not in said and card.recommendation.strip():
        drawn.append(_marked("recommendation", card.recommendation, "good", width, NOTE))
    if card.due:
        drawn.append(_marked("clock", f"Due {day(card.due)}", "muted", width, NOTE))
    shown = card.model_copy(update={"image": ""}) if "image" in said else card
    return [*drawn, *extras(cell.sheet, shown, width)]


def _marked(name: str, text: str, color: str, width: float, style: TextStyle) -> Drawing:
    """A text with an icon hanging before it."""
    said = set_text(text, style, width=width - MARK)
    if not said.parts:
        return said
    drawing = Drawing(MARK + said.width, said.height)
    drawing.add(icon(name, 0, (style.leading - ICON) / 2, size=ICON, color=color))
    drawing.place(said, MARK, 0)
    return drawing


def _thoughts(cell: Cell) -> Drawing:
    """Thoughts in quotation marks; questions, which want an answer, with their sign."""
    return stacked((_thought(cell, card) for card in cell.cards), gap=9)


def _thought(cell: Cell, card: Card) -> Drawing:
    words = card.text.strip().strip("“”").strip('"')
    quoted = f"“{words}”" if card.text.strip() else ""
    if card.role == "question":
        text = _marked("question", quoted, "accent", cell.width, QUOTE)
    else:
        text = set_text(quoted, QUOTE, width=cell.width)
    said = frozenset({"role"}) if card.role in _THINKING else frozenset[str]()
    return stacked([text, *_further(cell, card, said)], gap=3)


_THINKING: Final = frozenset({"thought", "question"})
_ROLE_COLORS: Final = {"goal": "accent", "expectation": "muted", "wow": "wow"}


def _goals(cell: Cell) -> Drawing:
    """Goals, expectations and wow moments, each with its sign."""
    drawn = []
    for card in cell.cards:
        role = card.role if card.role in _ROLE_COLORS else "goal"
        style = colored(STRONG, "wow") if role == "wow" else BODY
        text = _marked(role, card.text, _ROLE_COLORS[role], cell.width, style)
        told = frozenset({"role"}) if card.role == role else frozenset[str]()
        drawn.append(stacked([text, *_further(cell, card, told)], gap=3))
    return stacked(drawn, gap=9)


def _touchpoints(cell: Cell) -> Drawing:
    return stacked((_touchpoint(card, cell) for card in cell.cards), gap=6)


def _touchpoint(card: Card, cell: Cell) -> Drawing:
    """A touchpoint as a chip: the channel's icon, what it is, and where it happens."""
    base = stage_color(cell.color, "base")
    name = card.text if card.text.strip() else card.channel
    inner = cell.width - 18 - MARK
    title = set_snug(name, STRONG, width=inner)
    said = stacked([_struck(title) if card.unnecessary else title, _where(card, inner, name)], gap=1)
    if not said.parts:
        said.height = STRONG.leading
    rest = stacked(
        [
            set_text(UNNECESSARY if card.unnecessary else "", colored(TAG, "barrier"), width=cell.width),
            *_further(cell, card, frozenset({"place", "department", "unnecessary"})),
            set_text(card.department, NOTE, width=cell.width),
        ],
        gap=3,
    )
    chip = Drawing(min(cell.width, said.width + 18 + MARK), said.height + 11)
    chip.add(Rect(0, 0, chip.width, chip.height, fill="surface", stroke=mixed("line", base, 0.35), radius=8))
    sign = channel_icon(card.channel or card.text)
    chip.add(icon(sign, 9, 5.5 + (STRONG.leading - ICON) / 2, size=ICON, color=base))
    chip.place(said, 9 + MARK, 5.5)
    return stacked([chip, rest], gap=4)


def _struck(title: Drawing) -> Drawing:
    """A name with a stroke through it."""
    for part in list(title.parts):
        if isinstance(part, Text):
            y = part.y - part.size * 0.3
            title.add(line(part.x, y, part.x + part.width, y, stroke="barrier", width=1.4))
    return title


def _where(card: Card, width: float, name: str) -> Drawing:
    """Channel, device and person in words; online or offline as a sign, in words where nothing else is."""
    by_person = bool(card.person.strip()) and _plain(card.channel) == "person"
    said_before = by_person or _plain(card.channel) in _plain(name)
    named = ("" if said_before else card.channel, card.device, card.person)
    words = [word for word in named if word.strip()]
    text = set_snug(" · ".join(words) or (card.place or ""), NOTE, width=width - (17 if card.place else 0))
    if not card.place:
        return text
    sign = Drawing(text.width + 17, text.height)
    sign.place(text, 17, 0)
    sign.add(icon(card.place, 0, 2.5, size=12, color="muted"))
    return sign


def _plain(text: str) -> str:
    return text.casefold().replace("-", "").strip()


_WEIGHTS: Final = {"low": 1, "medium": 2, "high": 3}


def _barriers(cell: Cell) -> Drawing:
    return stacked((_barrier(cell, card) for card in cell.cards), gap=11)


def _barrier(cell: Cell, card: Card) -> Drawing:
    """What hinders in red, what would remove it in green beneath; the graver, the heavier the rule."""
    width = cell.width
    inner = width - 13
    grave = card.importance == "high"
    trouble = stacked(
        [
            set_text(
                IMPORTANCE[card.importance] if card.importance else "", colored(TAG, "barrier"), width=inner
            ),
            set_text(card.text, colored(STRONG if grave else BODY, "barrier"), width=inner),
        ],
        gap=1,
    )
    remedy = set_text(card.recommendation, colored(BODY, "good"), width=inner - 20)
    drawing = Drawing(width, trouble.height)
    drawing.place(trouble, 13, 0)
    if trouble.parts:
        _rule(drawing, 0, trouble.height, "barrier", _WEIGHTS.get(card.importance or "low", 1))
    if remedy.parts:
        top = trouble.height + (6 if trouble.parts else 0)
        drawing.add(icon("recommendation", 11, top + 1.5, size=ICON, color="good"))
        drawing.place(remedy, 33, top)
        _rule(drawing, top, top + remedy.height, "good", 1)
        drawing.height = top + remedy.height
    rest = _further(cell, card, frozenset({"importance", "recommendation"}), width=inner)
    return stacked([drawing, *rest], gap=3)


def _rule(drawing: Drawing, top: float, foot: float, color: str, weight: int) -> None:
    drawing.add(line(1.5, top + 2, 1.5, foot - 2, stroke=color, width=1.0 + weight))


def _responsible(cell: Cell) -> Drawing:
    return stacked((_department(card, cell) for card in cell.cards), gap=8)


def _department(card: Card, cell: Cell) -> Drawing:
    """Who answers for it: a disc in the department's colour, the same wherever it stands."""
    names = [text for text in (card.department, card.person, card.text) if text.strip()]
    name, details = (names[0], names[1:]) if names else ("", [])
    color = stage_color(cell.sheet.departments.get(name, 0), "base")
    width = cell.width - 32
    written = [set_text(text, NOTE, width=width) for text in details]
    said = stacked([set_text(name, STRONG, width=width), *written], gap=0)
    drawing = Drawing(32 + said.width, max(24, said.height))
    drawing.add(Circle(11.5, 11.5, 11.5, fill=color))
    drawing.place(set_line(initials(name), INITIALS, anchor="middle"), 11.5, 14.9)
    drawing.place(said, 32, 2)
    return stacked([drawing, *_further(cell, card, frozenset({"department"}))], gap=3)


def _importance(cell: Cell) -> Drawing:
    """How much the step matters, as three bars that fill, with the word."""
    level = cell.step.importance
    if level is None:
        return Drawing()
    base = stage_color(cell.color, "base")
    drawing = Drawing(cell.width, 19)
    for place in range(3):
        height = 6.0 + 4 * place
        filled = place < _WEIGHTS[level]
        fill = base if filled else mixed("paper", "ink", 0.12)
        drawing.add(Rect(place * 8, 16 - height, 5.5, height, fill=fill, radius=1.5))
    drawing.place(set_text(level.capitalize(), STRONG, width=cell.width - 34), 32, 0)
    return drawing


_MEASURE_SIGNS: Final = {"conversion": "onward", "time": "clock"}


def _metrics(cell: Cell) -> Drawing:
    return stacked((_metric(cell, card) for card in cell.cards), gap=10)


def _metric(cell: Cell, card: Card) -> Drawing:
    """What is measured, small, above its figure."""
    sign = _MEASURE_SIGNS.get(card.measure or "")
    named = (
        _marked(sign, card.text, "muted", cell.width, NOTE)
        if sign
        else set_text(card.text, NOTE, width=cell.width)
    )
    if card.value is None:
        awaited = f"{NOT_MEASURED} ({card.unit})" if card.unit.strip() else NOT_MEASURED
        shown = set_text(awaited, MICRO, width=cell.width)
    else:
        shown = set_text(measure(card.value, card.unit), FIGURE, width=cell.width)
    return stacked([named, shown, *_further(cell, card, frozenset())], gap=1)


def _pictures(cell: Cell) -> Drawing:
    """Pictures with their captions below."""
    return stacked((_picture(cell, card) for card in cell.cards), gap=12)


def _picture(cell: Cell, card: Card) -> Drawing:
    shown = [picture_of(cell.sheet, card.image, card.image_text, cell.width)] if card.image else []
    caption = set_text(card.text, NOTE, width=cell.width)
    return stacked([*shown, caption, *_further(cell, card, frozenset({"image"}))], gap=5)


def _signed(name: str, color: str) -> Callable[[Cell], Drawing]:
    """Running text with a sign before each card."""

    def draw(cell: Cell) -> Drawing:
        drawn = (
            stacked(
                [_marked(name, card.text, color, cell.width, BODY), *_further(cell, card, frozenset())], gap=3
            )
            for card in cell.cards
        )
        return stacked(drawn, gap=9)

    return draw


_KINDS: Final[dict[str, Callable[[Cell], Drawing]]] = {
    "touchpoints": _touchpoints,
    "channels": _touchpoints,
    "goals": _goals,
    "thoughts": _thoughts,
    "barriers": _barriers,
    "responsible": _responsible,
    "importance": _importance,
    "numbers": lambda cell: numbers_of(cell.step.numbers, cell.color, cell.width),
    "metrics": _metrics,
    "images": _pictures,
    "insights": _signed("insight", "accent"),
    "observations": _signed("observation", "muted"),
    "opportunities": _signed("opportunity", "good"),
}
