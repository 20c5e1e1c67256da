"""One sheet about one persona: a page of A4 to pin up beside the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sojourn.maps.document import Persona
from sojourn.render.layout.sheet import stacked
from sojourn.render.portraits import portrait
from sojourn.render.primitives import Drawing, Poster, Rect, Text, line
from sojourn.render.styles import (
    BODY,
    FACT,
    FACT_LABEL,
    FIGURE,
    LEAD,
    MARK,
    MICRO,
    NOTE,
    OVERLINE,
    QUOTE,
    TITLE,
    colored,
    scaled,
)
from sojourn.render.text_runs import TextStyle, cleaned, unshown
from sojourn.render.theme import mixed, stage_color
from sojourn.render.typesetting import set_text
from sojourn.render.wording import count, day, percent

WIDTH, HEIGHT = 794.0, 1123.0
"""A4 in CSS pixels, upright. What needs more room makes the sheet longer; nothing is cut."""
EDGE: Final = 52.0
INNER: Final = WIDTH - 2 * EDGE
GUTTER: Final = 34.0
COLUMN: Final = (INNER - GUTTER) / 2
FACE: Final = 82.0
BAND: Final = 30.0

LEFT: Final = (("Needs", "needs"), ("Goals", "goals"), ("Pain points", "pain_points"))
RIGHT: Final = (
    ("Behaviours", "behaviours"),
    ("Preferences", "preferences"),
    ("Interests", "interests"),
    ("Demographics", "demographics"),
)


def persona_sheet(persona: Persona, *, mark: str = "", source: str = "") -> Poster:
    """Lay one persona out.

    Args:
        persona: Any persona; what is not known of it is left out.
        mark: What a reader must know before relying on it.
        source: Where it comes from: the title of a map, or the library.

    Returns:
        A sheet of at least A4. Equal personas give equal sheets.
    """
    drawing = Drawing(WIDTH, 0)
    _head(drawing, persona, mark=mark)
    body = _columns(_sections(persona, LEFT, bar=True), _sections(persona, RIGHT, bar=False))
    for part in (_opening(persona), body, _quotes(persona), _segment(persona)):
        if part.parts:
            drawing.place(part, EDGE, drawing.height)
            drawing.height += part.height + BAND
    height = max(HEIGHT, drawing.height + EDGE)
    drawing.place(set_text(source, MICRO, width=INNER), EDGE, height - 38)
    name = cleaned(persona.name).strip() or "Persona without a name"
    return Poster(
        width=WIDTH,
        height=height,
        title=name,
        description=cleaned(persona.description).strip(),
        author="",
        parts=(Rect(0, 0, WIDTH, height, fill="paper"), *drawing.parts),
        unshown=unshown([part for part in drawing.parts if isinstance(part, Text)]),
    )


def facts_of(persona: Persona) -> list[tuple[str, str]]:
    """What is said of a persona in one line each; what is not known is left out."""
    facts = (("Age", persona.age), ("Gender", persona.gender), ("Job", persona.job))
    return [(label, text) for label, text in facts if text.strip()]


def share_words(persona: Persona) -> str:
    """How many customers the persona's segment has, with n and day; nothing where it was not counted."""
    counted = persona.counted
    if counted is None or not counted.of:
        return ""
    share = percent(counted.customers / counted.of)
    many = f"{count(counted.customers)} of {count(counted.of)} customers"
    return f"{share}: {many}, counted {day(counted.at[:10])}"


def _head(drawing: Drawing, persona: Persona, *, mark: str) -> None:
    """A band in the persona's colour with portrait, name and the facts of one line."""
    x = EDGE + 2 * FACE + 34
    width = WIDTH - EDGE - x
    told = stacked(
        [
            set_text("Persona", colored(OVERLINE, stage_color(persona.color, "ink")), width=width),
            set_text(mark, colored(MARK, "barrier"), width=width),
            set_text(persona.name or "Persona without a name", scaled(TITLE, 0.86), width=width),
            set_text(persona.role, LEAD, width=width),
            _facts(persona, width),
        ],
        gap=7,
    )
    height = max(told.height, 2 * FACE) + 2 * 34
    drawing.add(Rect(0, 0, WIDTH, height, fill=mixed("paper", stage_color(persona.color, "tint"), 0.75)))
    drawing.add(Rect(0, 0, WIDTH, 6, fill=stage_color(persona.color, "base")))
    face = portrait(persona.avatar, of=persona.id, color=persona.color, radius=FACE)
    drawing.place(face, EDGE + FACE, height / 2 + 3)
    drawing.place(told, x, (height - told.height) / 2 + 3)
    drawing.height = height + BAND


def _facts(persona: Persona, width: float) -> Drawing:
    facts = facts_of(persona)
    drawing = Drawing(width, 0)
    each = (width - 20 * (len(facts) - 1)) / max(1, len(facts))
    for place, (label, text) in enumerate(facts):
        fact = stacked([set_text(label, FACT_LABEL, width=each), set_text(text, FACT, width=each)], gap=0)
        drawing.place(fact, place * (each + 20), 4)
        drawing.height = max(drawing.height, fact.height + 4)
    return drawing


def _opening(persona: Persona) -> Drawing:
    """The quote that stands for the persona, and who it is."""
    said = persona.quote.strip()
    quote = set_text(f"“{said}”", scaled(QUOTE, 1.45), width=INNER - 22) if said else Drawing(0, 0)
    barred = Drawing(INNER, quote.height)
    if quote.parts:
        barred.add(Rect(0, 3, 4, quote.height - 4, fill=stage_color(persona.color, "base"), radius=2))
        barred.place(quote, 22, 0)
    return stacked([barred, set_text(persona.description, scaled(BODY, 1.07), width=INNER)], gap=18)


def _sections(persona: Persona, named: Sequence[tuple[str, str]], *, bar: bool) -> list[Drawing]:
    found = []
    for label, field in named:
        text = getattr(persona, field)
        if text.strip():
            pain = field == "pain_points"
            color = "barrier" if pain else stage_color(persona.color, "ink")
            found.append(_section(label, text, color=color, tinted=bar and pain))
    return found


def _section(label: str, text: str, *, color: str, tinted: bool) -> Drawing:
    inner = COLUMN - 24 if tinted else COLUMN
    told = stacked(
        [set_text(label, colored(FACT_LABEL, color), width=inner), _items(text, BODY, width=inner)], gap=4
    )
    if not tinted:
        drawing = Drawing(COLUMN, told.height + 9)
        drawing.add(line(0, 0, COLUMN, 0, stroke="strong_line"))
        drawing.place(told, 0, 9)
        return drawing
    drawing = Drawing(COLUMN, told.height + 24)
    drawing.add(Rect(0, 0, COLUMN, told.height + 24, fill="barrier_tint", radius=6))
    drawing.place(told, 12, 12)
    return drawing


def _items(text: str, style: TextStyle, *, width: float) -> Drawing:
    """A text of several lines as a list, one of a single line as it is."""
    lines = [one.strip().removeprefix("- ") for one in text.strip().split("\n") if one.strip()]
    if len(lines) < 2:
        return set_text(text, style, width=width)
    drawings = []
    for one in lines:
        words = set_text(one, style, width=width - 14)
        item = Drawing(width, words.height)
        item.add(Rect(0, style.leading / 2 - 2, 5, 5, fill="muted", radius=1))
        item.place(words, 14, 0)
        drawings.append(item)
    return stacked(drawings, gap=3)


def _columns(left: list[Drawing], right: list[Drawing]) -> Drawing:
    """Two columns of about the same height: what is long on one side gives its last parts to the other."""
    while len(left) > 1 and _height(left[:-1]) >= _height([*right, left[-1]]):
        right.insert(0, left.pop())
    while len(right) > 1 and _height(right[:-1]) >= _height([*left, right[-1]]):
        left.append(right.pop())
    one, other = stacked(left, gap=20), stacked(right, gap=20)
    drawing = Drawing(INNER, max(one.height, other.height))
    drawing.place(one, 0, 0)
    drawing.place(other, COLUMN + GUTTER if left else 0, 0)
    return drawing


def _height(parts: Sequence[Drawing]) -> float:
    return stacked(parts, gap=20).height


def _quotes(persona: Persona) -> Drawing:
    said = [quote.strip() for quote in persona.quotes if quote.strip()]
    if not said:
        return Drawing(0, 0)
    head = _label("In their own words", persona)
    cards = []
    for quote in said:
        words = set_text(f"“{quote}”", QUOTE, width=COLUMN - 32)
        card = Drawing(COLUMN, words.height + 24)
        card.add(Rect(0, 0, COLUMN, card.height, fill="surface", stroke="line", radius=6))
        card.place(words, 16, 12)
        cards.append(card)
    left: list[Drawing] = []
    right: list[Drawing] = []
    for card in cards:
        (left if _height(left) <= _height(right) else right).append(card)
    return stacked([head, _columns_as_they_are(left, right)], gap=10)


def _columns_as_they_are(left: list[Drawing], right: list[Drawing]) -> Drawing:
    one, other = stacked(left, gap=12), stacked(right, gap=12)
    drawing = Drawing(INNER, max(one.height, other.height))
    drawing.place(one, 0, 0)
    drawing.place(other, COLUMN + GUTTER, 0)
    return drawing


def _segment(persona: Persona) -> Drawing:
    """Which customers it stands for, and how many they are."""
    if not persona.segment.strip() and persona.counted is None:
        return Drawing(0, 0)
    parts = [_label("Stands for", persona)]
    counted = persona.counted
    if counted is not None and counted.of:
        share = counted.customers / counted.of
        parts.append(
            set_text(percent(share), colored(FIGURE, stage_color(persona.color, "ink")), width=INNER)
        )
        bar = Drawing(INNER, 10)
        bar.add(Rect(0, 0, INNER, 8, fill="sunken", radius=4))
        bar.add(Rect(0, 0, max(3.0, INNER * share), 8, fill=stage_color(persona.color, "base"), radius=4))
        parts += [bar, set_text(share_words(persona).partition(": ")[2], NOTE, width=INNER)]
    parts.append(set_text(persona.segment, replace(BODY, color="muted"), width=INNER))
    return stacked(parts, gap=5)


def _label(text: str, persona: Persona) -> Drawing:
    return set_text(text, colored(FACT_LABEL, stage_color(persona.color, "ink")), width=INNER)
