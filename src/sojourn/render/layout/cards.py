"""What stands in a cell, per kind of lane: notes in type, set to the width of the column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sojourn.maps.document import Card, LaneKind, Step
from sojourn.render.icons import channel_icon, icon
from sojourn.render.layout.numbers import numbers_of
from sojourn.render.layout.sheet import Sheet, stacked
from sojourn.render.primitives import Circle, Drawing, Rect, line
from sojourn.render.styles import BODY, INITIALS, NOTE, QUOTE, STRONG, TAG, colored
from sojourn.render.text_runs import TextStyle
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_line, set_snug, set_text
from sojourn.render.wording import IMPORTANCE, ROLES, initials

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
    return stacked((_note(card, cell.width, style) for card in cell.cards), gap=9)


def _note(card: Card, width: float, style: TextStyle, *, said: frozenset[str] = frozenset()) -> Drawing:
    """A card's text, then whatever else it carries that its lane does not draw in a way of its own."""
    return stacked(
        [set_text(card.text, style, width=width), *_further(card, width, said)],
        gap=3,
    )


def _further(card: Card, width: float, said: frozenset[str]) -> list[Drawing]:
    """Fields that a card keeps although its lane is of another kind: shown small, never dropped."""
    lines = []
    if card.importance and "importance" not in said:
        lines.append(IMPORTANCE[card.importance])
    if card.role and "role" not in said:
        lines.append(ROLES[card.role])
    where = [card.place or "", card.channel, card.device] if "place" not in said else []
    lines.append(" · ".join(word for word in where if word.strip()))
    if "department" not in said:
        lines.append(card.department)
    drawn = [set_text(text, NOTE, width=width) for text in lines]
    if "recommendation" not in said and card.recommendation.strip():
        drawn.append(_marked("recommendation", card.recommendation, "good", width, NOTE))
    return drawn


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
    quoted = (
        card.model_copy(update={"text": f"“{card.text.strip().strip('“”').strip(chr(34))}”"})
        if card.text.strip()
        else card
        for card in cell.cards
    )
    return stacked((_note(card, cell.width, QUOTE) for card in quoted), gap=9)


_ROLE_COLORS: Final = {"goal": "accent", "expectation": "muted", "wow": "wow"}


def _goals(cell: Cell) -> Drawing:
    """Goals, expectations and wow moments, each with its sign."""
    drawn = []
    for card in cell.cards:
        role = card.role or "goal"
        style = colored(STRONG, "wow") if role == "wow" else BODY
        text = _marked(role, card.text, _ROLE_COLORS[role], cell.width, style)
        drawn.append(stacked([text, *_further(card, cell.width, frozenset({"role"}))], gap=3))
    return stacked(drawn, gap=9)


def _touchpoints(cell: Cell) -> Drawing:
    return stacked((_touchpoint(card, cell) for card in cell.cards), gap=6)


def _touchpoint(card: Card, cell: Cell) -> Drawing:
    """A touchpoint as a chip: the channel's icon, what it is, and where it happens."""
    base = stage_color(cell.color, "base")
    name = card.text if card.text.strip() else card.channel
    inner = cell.width - 18 - MARK
    said = stacked([set_snug(name, STRONG, width=inner), _where(card, inner, name)], gap=1)
    if not said.parts:
        said.height = STRONG.leading
    rest = stacked(_further(card, cell.width, frozenset({"place"})), gap=3)
    chip = Drawing(min(cell.width, said.width + 18 + MARK), said.height + 11)
    chip.add(Rect(0, 0, chip.width, chip.height, fill="surface", stroke=mixed("line", base, 0.35), radius=8))
    sign = channel_icon(card.channel or card.text)
    chip.add(icon(sign, 9, 5.5 + (STRONG.leading - ICON) / 2, size=ICON, color=base))
    chip.place(said, 9 + MARK, 5.5)
    return stacked([chip, rest], gap=4)


def _where(card: Card, width: float, name: str) -> Drawing:
    """Channel and device in words; online or offline as a sign, in words too where nothing else is said."""
    said_before = _plain(card.channel) in _plain(name)
    words = [word for word in ("" if said_before else card.channel, card.device) if word.strip()]
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
    return stacked((_barrier(card, cell.width) for card in cell.cards), gap=11)


def _barrier(card: Card, width: float) -> Drawing:
    """What hinders in red, what would remove it in green beneath; the graver, the heavier the rule."""
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
    rest = _further(card, inner, frozenset({"importance", "recommendation"}))
    return stacked([drawing, *rest], gap=3)


def _rule(drawing: Drawing, top: float, foot: float, color: str, weight: int) -> None:
    drawing.add(line(1.5, top + 2, 1.5, foot - 2, stroke=color, width=1.0 + weight))


def _responsible(cell: Cell) -> Drawing:
    return stacked((_department(card, cell) for card in cell.cards), gap=8)


def _department(card: Card, cell: Cell) -> Drawing:
    """Who answers for it: a disc in the department's colour, the same wherever it stands."""
    name = card.department if card.department.strip() else card.text
    color = stage_color(cell.sheet.departments.get(name, 0), "base")
    width = cell.width - 32
    detail = card.text if card.department.strip() else ""
    said = stacked([set_text(name, STRONG, width=width), set_text(detail, NOTE, width=width)], gap=0)
    drawing = Drawing(32 + said.width, max(24, said.height))
    drawing.add(Circle(11.5, 11.5, 11.5, fill=color))
    drawing.place(set_line(initials(name), INITIALS, anchor="middle"), 11.5, 14.9)
    drawing.place(said, 32, 2)
    return stacked([drawing, *_further(card, cell.width, frozenset({"department"}))], gap=3)


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


def _signed(name: str, color: str) -> Callable[[Cell], Drawing]:
    """Running text with a sign before each card."""

    def draw(cell: Cell) -> Drawing:
        drawn = (
            stacked(
                [_marked(name, card.text, color, cell.width, BODY), *_further(card, cell.width, frozenset())],
                gap=3,
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
    "insights": _signed("insight", "accent"),
    "opportunities": _signed("opportunity", "good"),
}
