"""The grid of a map over slides: two or three stages each, as large as a room needs it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from sojourn.maps.document import Card, Lane
from sojourn.render.layout.extras import link_title
from sojourn.render.layout.sheet import Column, Sheet
from sojourn.render.plain_words import (
    NO_STEPS,
    UNNAMED_STAGE,
    UNNAMED_STEP,
    card_facts,
    cell_words,
    plain,
    step_facts,
)
from sojourn.render.slides.deck import Deck, Words
from sojourn.render.slides.tables import Row, SlideCell, TablePlan, add_table
from sojourn.render.theme import stage_color

MOST_STEPS: Final = 5
OWN_SLIDES: Final = frozenset({"numbers"})
"""Kinds of lanes that have slides of their own."""
LABELS: Final = 0.8
"""Width of the column of lanes, in columns of steps."""


def add_map(deck: Deck, sheet: Sheet) -> None:
    """Add the slides of the grid."""
    for columns in groups(sheet.columns):
        add_table(deck, _plan(sheet, columns))


def groups(columns: Sequence[Column]) -> list[list[Column]]:
    """Steps that share a slide: whole stages where they fit, a long stage in even parts."""
    found: list[list[Column]] = []
    for _, of_stage in groupby(columns, key=lambda column: column.stage.id):
        stage = list(of_stage)
        parts = -(-len(stage) // MOST_STEPS)
        for part in range(parts):
            piece = stage[part * len(stage) // parts : (part + 1) * len(stage) // parts]
            if parts == 1 and found and len(found[-1]) + len(piece) <= MOST_STEPS:
                found[-1].extend(piece)
            else:
                found.append(piece)
    return found


def _plan(sheet: Sheet, columns: list[Column]) -> TablePlan:
    size = 14 if len(columns) <= 3 else 12
    lanes = [lane for lane in sheet.lanes if lane.kind not in OWN_SLIDES and _speaks(sheet, lane, columns)]
    stages = [list(group) for _, group in groupby(columns, key=lambda column: column.stage.id)]
    return TablePlan(
        title=" → ".join(plain(group[0].stage.title) or UNNAMED_STAGE for group in stages),
        shares=(LABELS, *(1.0 for _ in columns)),
        heads=(_stages(stages), _steps(columns, size)),
        rows=tuple(_lane(sheet, lane, columns, size) for lane in lanes)
        or ((SlideCell(across=len(columns) + 1),),),
        notes=tuple(_notes(sheet, lane, columns) for lane in lanes) or ("",),
        intro=_intro(stages),
    )


def _speaks(sheet: Sheet, lane: Lane, columns: list[Column]) -> bool:
    return any(cell_words(sheet, lane, column) for column in columns)


def _stages(stages: list[list[Column]]) -> Row:
    cells = [SlideCell(fill="paper")]
    for group in stages:
        color = group[0].color
        title = plain(group[0].stage.title) or UNNAMED_STAGE
        ground = stage_color(color, "base")
        cells.append(SlideCell((Words(title, size=15, bold=True, color="paper"),), ground, len(group)))
    return tuple(cells)


def _steps(columns: list[Column], size: float) -> Row:
    cells = [SlideCell(fill="paper")]
    for column in columns:
        title = (plain(column.step.title) or UNNAMED_STEP) if column.step else NO_STEPS
        words = [Words(title, size=size + 1, bold=True, color=stage_color(column.color, "ink"))]
        if column.step and column.step.moment_of_truth:
            words.append(Words("Moment of truth", size=size - 1, color=stage_color(column.color, "ink")))
        cells.append(SlideCell(tuple(words), stage_color(column.color, "tint")))
    return tuple(cells)


def _lane(sheet: Sheet, lane: Lane, columns: list[Column], size: float) -> Row:
    label = Words(plain(lane.title) or lane.kind, size=size - 1, bold=True, color="muted")
    cells = [SlideCell((label,), "paper")]
    cells.extend(SlideCell(tuple(_cell(sheet, lane, column, size))) for column in columns)
    return tuple(cells)


def _cell(sheet: Sheet, lane: Lane, column: Column, size: float) -> list[Words]:
    cards = sheet.cell(lane, column)
    if not cards:
        return [Words(text, size=size) for text in cell_words(sheet, lane, column)]
    return [words for card in cards for words in card_paragraphs(sheet, lane, card, size)]


def card_paragraphs(sheet: Sheet, lane: Lane, card: Card, size: float) -> list[Words]:
    """A card as paragraphs: what it says, its recommendation, its links."""
    text = " ".join(plain(fact) for fact in card_facts(sheet.document, card) if fact.strip())
    color = "barrier" if lane.kind == "barriers" else "ink"
    found = [Words(text, size=size, color=color, italic=lane.kind == "thoughts")] if text else []
    if card.recommendation.strip():
        found.append(Words(f"→ {plain(card.recommendation)}", size=size, color="good"))
    found.extend(
        Words(plain(link_title(link)), size=size, color="accent", href=link.url) for link in card.links
    )
    return found


def _intro(stages: list[list[Column]]) -> str:
    """The notes' beginning: what the stages and steps of the slide are about."""
    said = []
    for group in stages:
        stage = group[0].stage
        said.append(": ".join(filter(None, (f"STAGE {plain(stage.title)}", plain(stage.description)))))
        for column in group:
            if column.step:
                facts = "; ".join(step_facts(column.step))
                said.append(f"  {plain(column.step.title)}" + (f" ({facts})" if facts else ""))
    return "\n".join(said)


def _notes(sheet: Sheet, lane: Lane, columns: list[Column]) -> str:
    """Everything that a lane says on this slide, whole."""
    said = [plain(lane.title) or lane.kind]
    for column in columns:
        words = cell_words(sheet, lane, column)
        if words and column.step:
            said.append(f"  {plain(column.step.title)}: " + "\n    ".join(words))
    return "\n".join(said)
