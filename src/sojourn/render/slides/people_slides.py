"""The title slide, the stages at a glance, and the personas."""

from __future__ import annotations

from typing import Any, Final

from pptx.enum.shapes import MSO_SHAPE

from sojourn.maps.document import MapDocument, Persona
from sojourn.render.layout.sheet import Sheet
from sojourn.render.plain_words import UNNAMED_STAGE, facts_of, plain, side_paths, traits
from sojourn.render.slides.deck import BOTTOM, CONTENT, MARGIN, TOP, WIDTH, Deck, Words
from sojourn.render.slides.fitting import LEADING, cut_to, height_of, lines_of
from sojourn.render.slides.pictures import add_portrait
from sojourn.render.slides.tables import MORE
from sojourn.render.theme import stage_color

STAGES_A_ROW: Final = 6
PERSONAS_A_SLIDE: Final = 2
START: Final = 150.0
"""Where the title of the first slide stands."""


def add_title(deck: Deck, document: MapDocument) -> None:
    """What the map is called and about, whose it is, and how far it can be relied on."""
    record = document.map
    facts = facts_of(document)
    told = [plain(record.description), *(f"{name}: {text}" for name, text in facts), *side_paths(document)]
    slide = deck.slide(deck.title, size=38, notes="\n".join((deck.title, *told)))
    head = slide.shapes.title
    size = 38 if len(lines_of(deck.title, size=38, width=CONTENT, bold=True)) <= 3 else 24
    title, cut = cut_to(deck.title, 6, size=size, width=CONTENT)
    deck.write(head.text_frame, [], anchor="top")
    head.text_frame.clear()
    deck.write(head.text_frame, [Words(title + ("…" if cut else ""), size=size, bold=True)], anchor="bottom")
    lines = len(lines_of(title, size=size, width=CONTENT, bold=True))
    head.left, head.top, head.width, head.height = (
        round(12_700 * value) for value in (MARGIN, START, CONTENT, lines * size * LEADING + 6)
    )
    y = START + lines * size * LEADING + 14
    deck.shape(slide, MSO_SHAPE.RECTANGLE, (MARGIN, START - 22, 96, 6), fill=stage_color(1, "base"))
    if deck.mark:
        deck.text(slide, (MARGIN, y, CONTENT, 24), [Words(deck.mark, size=18, bold=True, color="barrier")])
        y += 34
    room = max(2, int((BOTTOM - y - 20 * min(len(facts), 5)) / (18 * LEADING)))
    about, cut = cut_to(record.description, min(room, 6), size=18, width=CONTENT * 0.8)
    about_words = [Words(about + (MORE if cut else ""), size=18, color="muted")] if about.strip() else []
    deck.text(slide, (MARGIN, y, CONTENT * 0.8, 30), about_words or [Words("", size=18)])
    y += height_of(about + (MORE if cut else ""), size=18, width=CONTENT * 0.8) + 18
    lines_left = [
        Words(f"{name}: {' '.join(text.split())[:110]}", size=14, color="muted") for name, text in facts
    ]
    deck.text(slide, (MARGIN, y, CONTENT, 20), lines_left[:5] or [Words("", size=14)])


def add_stages(deck: Deck, sheet: Sheet) -> None:
    """All stages as a chain of arrows, with the titles of their steps below."""
    stages = [
        (stage, color, [column for column in sheet.columns if column.stage.id == stage.id])
        for stage, color, _, _ in sheet.spans()
    ]
    for start in range(0, len(stages), STAGES_A_ROW):
        part = stages[start : start + STAGES_A_ROW]
        part_of = f"{start + 1} to {start + len(part)} of {len(stages)}" if len(stages) > len(part) else ""
        notes = "\n".join(f"{plain(stage.title)}: {plain(stage.description)}" for stage, _, _ in part)
        slide = deck.slide("The journey at a glance", notes=notes, part=part_of)
        wide = CONTENT / len(part)
        for place, (stage, color, columns) in enumerate(part):
            x = MARGIN + place * wide
            arrow = deck.shape(
                slide, MSO_SHAPE.PENTAGON, (x, TOP + 8, wide - 4, 64), fill=stage_color(color, "base")
            )
            name, cut = cut_to(plain(stage.title) or UNNAMED_STAGE, 3, size=15, width=wide - 40)
            words = [Words(name + ("…" if cut else ""), size=15, bold=True, color="paper")]
            deck.write(arrow.text_frame, words, anchor="middle", inset=6)
            titles = [plain(column.step.title) for column in columns if column.step]
            deck.text(slide, (x + 4, TOP + 86, wide - 14, 300), _fitting(titles, wide - 14))


def _fitting(titles: list[str], width: float) -> list[Words]:
    """Titles below each other as far as there is room, and how many more there are."""
    words: list[Words] = []
    room = BOTTOM - TOP - 110
    for place, title in enumerate(titles):
        text, cut = cut_to(title, 4, size=14, width=width)
        height = height_of(text, size=14, width=width) + 8
        if height > room:
            words.append(Words(f"and {len(titles) - place} more", size=14, color="muted"))
            break
        words += [Words(text + ("…" if cut else ""), size=14), Words(" ", size=6)]
        room -= height
    return words or [Words(" ", size=14)]


def add_personas(deck: Deck, document: MapDocument) -> None:
    """Who walks the journey, two on a slide; what does not fit is in the notes, whole."""
    people = document.personas_in_order()
    for start in range(0, len(people), PERSONAS_A_SLIDE):
        part = people[start : start + PERSONAS_A_SLIDE]
        notes = "\n\n".join(
            "\n".join((plain(one.name), *(f"{label}: {text}" for label, text in traits(one)))) for one in part
        )
        slide = deck.slide("Who walks this journey", notes=notes)
        wide = (WIDTH - 2 * MARGIN - 24 * (len(part) - 1)) / len(part)
        for place, persona in enumerate(part):
            _add_persona(deck, slide, persona, (MARGIN + place * (wide + 24), wide))


def _add_persona(deck: Deck, slide: Any, persona: Persona, place: tuple[float, float]) -> None:
    x, wide = place
    base = stage_color(persona.color, "base")
    said = _traits([(label, text) for label, text in traits(persona) if label != "Role"], wide - 36)
    told = sum(height_of(words.text, size=words.size, width=wide - 36) for words in said)
    high = min(BOTTOM - TOP, 116 + told)
    deck.shape(slide, MSO_SHAPE.RECTANGLE, (x, TOP, wide, high), fill="surface", stroke="line")
    deck.shape(slide, MSO_SHAPE.RECTANGLE, (x, TOP, wide, 5), fill=base)
    add_portrait(deck, slide, persona, (x + 18, TOP + 20, 64))
    name, cut = cut_to(plain(persona.name) or "Persona without a name", 2, size=20, width=wide - 110)
    role, _ = cut_to(plain(persona.role), 2, size=14, width=wide - 110)
    words = [Words(name + ("…" if cut else ""), size=20, bold=True), Words(role, size=14, color="muted")]
    deck.text(slide, (x + 96, TOP + 22, wide - 114, 60), words, anchor="middle")
    deck.text(slide, (x + 18, TOP + 96, wide - 36, high - 110), said)


def _traits(said: list[tuple[str, str]], width: float) -> list[Words]:
    """Traits, each with a fair share of the room that there is."""
    lines = int((BOTTOM - TOP - 110) / (13 * LEADING)) - 1
    words: list[Words] = []
    for place, (label, text) in enumerate(said):
        fair = max(1, lines // (len(said) - place) - 2)
        shown, cut = cut_to(text, fair, size=13, width=width)
        used = len(lines_of(shown + (MORE if cut else ""), size=13, width=width)) + 1
        if used > lines:
            words.append(Words(MORE.strip(), size=13, color="muted"))
            break
        words += [
            Words(label.upper(), size=10, bold=True, color="muted"),
            Words(shown + (MORE if cut else ""), size=13, italic=label == "Says"),
        ]
        lines -= used
    return words or [Words(" ", size=13)]
