"""The grid of the poster: where every stage and step stands, and which cards belong to which cell."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sojourn.maps.document import Card, Lane, MapDocument, Persona, Stage, Step
from sojourn.render.primitives import Drawing
from sojourn.render.surroundings import NONE_AT_HAND, Surroundings

MARGIN: Final = 56.0
LABELS: Final = 158.0
INSET: Final = 14.0
STAGE_GAP: Final = 6.0
NARROWEST: Final = 168.0
WIDEST: Final = 300.0
LEAST_GRID: Final = 1010.0
WRITING_GRID: Final = 1460.0
"""The grid of a sheet for a pen: with nine lanes it fills a lying A4."""
_AREA_OF_LETTER: Final = 140.0
"""Square pixels that one letter of running text takes, with its share of leading and ragged edge."""


@dataclass(frozen=True, slots=True)
class Column:
    """One step's place across the sheet; ``step`` is none in a stage without steps."""

    stage: Stage
    step: Step | None
    color: int
    x: float
    width: float

    @property
    def text_x(self) -> float:
        """Where the text of the column begins."""
        return self.x + INSET

    @property
    def text_width(self) -> float:
        """How wide the text of the column may be."""
        return self.width - 2 * INSET


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with the geometry of its grid."""

    document: MapDocument
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
    personas: tuple[Persona, ...]
    cells: dict[tuple[str, str], tuple[Card, ...]]
    departments: dict[str, int]
    grid_width: float
    surroundings: Surroundings = NONE_AT_HAND
    room: float = 0.0
    """Least height of a lane, so that a pen can write in it."""

    @property
    def width(self) -> float:
        """Width of the whole sheet."""
        return 2 * MARGIN + LABELS + self.grid_width

    @property
    def content_width(self) -> float:
        """Width between the margins."""
        return self.width - 2 * MARGIN

    def spans(self) -> list[tuple[Stage, int, float, float]]:
        """Every stage with its colour, its left edge and its width."""
        found: list[tuple[Stage, int, float, float]] = []
        for column in self.columns:
            if found and found[-1][0].id == column.stage.id:
                stage, color, x, _ = found[-1]
                found[-1] = (stage, color, x, column.x + column.width - x)
            else:
                found.append((column.stage, column.color, column.x, column.width))
        return found

    def cell(self, lane: Lane, column: Column) -> tuple[Card, ...]:
        """The cards where a lane and a column meet, top to bottom."""
        return self.cells.get((lane.id, column.step.id), ()) if column.step else ()


def plan_sheet(
    document: MapDocument,
    surroundings: Surroundings = NONE_AT_HAND,
    *,
    room: float = 0.0,
    least: float = 0.0,
) -> Sheet:
    """Decide how wide each step stands, from what its fullest cell has to say.

    Args:
        document: Any valid map.
        surroundings: Pictures and titles of other maps.
        room: Least height of a lane in pixels.
        least: Least width of the grid in pixels; zero: the house's own.
    """
    cells = _cells(document)
    letters = _letters(document, cells)
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in document.steps_in_order():
        steps[step.stage].append(step)
    slots: list[tuple[Stage, Step | None, int, float]] = []
    for place, stage in enumerate(document.stages_in_order()):
        color = place if stage.color is None else stage.color
        own: list[Step | None] = list(steps[stage.id]) or [None]
        slots.extend(
            (stage, own_step, color, _natural_width(letters[own_step.id] if own_step else 0))
            for own_step in own
        )
    least = max(least, WRITING_GRID if room else LEAST_GRID)
    columns = _placed(slots, least)
    end = columns[-1].x + columns[-1].width - MARGIN - LABELS if columns else 0
    return Sheet(
        document=document,
        columns=tuple(columns),
        lanes=tuple(document.lanes_in_order()),
        personas=tuple(document.personas_in_order()),
        cells=cells,
        departments=_departments(document),
        grid_width=max(least, end),
        surroundings=surroundings,
        room=room,
    )


def _cells(document: MapDocument) -> dict[tuple[str, str], tuple[Card, ...]]:
    cells: dict[tuple[str, str], list[Card]] = defaultdict(list)
    for card in sorted(document.cards.values(), key=lambda card: (card.order, card.id)):
        cells[card.lane, card.step].append(card)
    return {place: tuple(cards) for place, cards in cells.items()}


def _letters(document: MapDocument, cells: dict[tuple[str, str], tuple[Card, ...]]) -> dict[str, int]:
    """Letters in the fullest cell of every step."""
    fullest = {step.id: len(step.title) + len(step.description) for step in document.steps.values()}
    for (_, step), cards in cells.items():
        fullest[step] = max(fullest[step], sum(len(card.text) + len(card.recommendation) for card in cards))
    return fullest


def _natural_width(letters: int) -> float:
    wanted = math.sqrt(letters * _AREA_OF_LETTER * 1.5) + 2 * INSET
    return float(min(WIDEST, max(NARROWEST, 4 * round(wanted / 4))))


def _placed(slots: list[tuple[Stage, Step | None, int, float]], least: float) -> list[Column]:
    """Put the columns side by side; a short map is stretched to fill the sheet."""
    gaps = sum(a[0].id != b[0].id for a, b in pairwise(slots)) * STAGE_GAP
    natural = sum(slot[3] for slot in slots)
    stretch = max(1.0, (least - gaps) / natural) if slots else 1.0
    x, columns = MARGIN + LABELS, list[Column]()
    for place, (stage, step, color, width) in enumerate(slots):
        if place and slots[place - 1][0].id != stage.id:
            x += STAGE_GAP
        columns.append(Column(stage, step, color, x, width * stretch))
        x += width * stretch
    return columns


def _departments(document: MapDocument) -> dict[str, int]:
    """A colour for each department, by first sight in reading order."""
    names = [card.department or card.text for card in document.cards.values() if card.department or card.text]
    lanes = {lane.id for lane in document.lanes.values() if lane.kind == "responsible"}
    shown = {
        card.department or card.text
        for card in document.cards.values()
        if card.lane in lanes or card.department
    }
    return {name: place for place, name in enumerate(sorted(set(names) & shown, key=str.casefold))}


def stacked(drawings: Iterable[Drawing], *, gap: float) -> Drawing:
    """Put drawings below each other."""
    stack = Drawing(0, 0)
    for drawing in drawings:
        if not drawing.parts:
            continue
        y = stack.height + (gap if stack.parts else 0)
        stack.place(drawing, 0, y)
        stack.height = y + drawing.height
        stack.width = max(stack.width, drawing.width)
    return stack
