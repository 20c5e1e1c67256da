"""What was felt at each step, as the team assumes it and as customers scored it, as points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, NamedTuple

from sojourn.maps.document import Card, Lane
from sojourn.maps.feelings import ASPECTS, Aspect, felt, part_of
from sojourn.render.layout.route import station_x
from sojourn.render.layout.sheet import Sheet
from sojourn.render.theme import stage_color

HEIGHT: Final = 252.0
AMPLITUDE: Final = 96.0
MIDDLE: Final = HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Stop:
    """One point of a curve: its column's place and its value, with the interval where it was measured."""

    column: int
    x: float
    value: float
    low: float | None = None
    high: float | None = None
    n: int = 0

    @property
    def y(self) -> float:
        """Where the point stands in the drawing."""
        return level(self.value)


def level(value: float) -> float:
    """Height of an emotion (-1 to +1) in the drawing."""
    return MIDDLE - value * AMPLITUDE


def feeling_color(value: float) -> str:
    """Name of the colour of an emotion."""
    if abs(value) <= 0.25:
        return "emotion.middle"
    return "emotion.high" if value > 0 else "emotion.low"


class Track(NamedTuple):
    """Whose feelings, and which part of them; without an aspect the whole."""

    persona: str | None
    aspect: Aspect | None


def curve_color(sheet: Sheet, persona: str | None) -> str:
    found = sheet.document.personas.get(persona) if persona else None
    return stage_color(found.color, "base") if found else "assumed"


def has_feelings(sheet: Sheet, lane: Lane) -> bool:
    """Whether anything was assumed or measured; an empty profile would be a large nothing."""
    return bool(assumed(sheet, lane) or measured(sheet))


def assumed(sheet: Sheet, lane: Lane) -> dict[Track, list[Stop]]:
    """For each persona what it feels in all, and the parts where the team tells them apart.

    Parts come first: they lie under the whole.
    """
    cells: dict[str | None, dict[int, list[Card]]] = defaultdict(lambda: defaultdict(list))
    for place, column in enumerate(sheet.columns):
        for card in sheet.cell(lane, column):
            if card.emotion is not None:
                cells[card.persona][place].append(card)
    personas = [key for key in (*(persona.id for persona in sheet.personas), None) if key in cells]
    tracks = [Track(persona, aspect) for aspect in (*ASPECTS, None) for persona in personas]
    curves = {track: _stops(sheet, track, cells[track.persona]) for track in tracks}
    return {track: stops for track, stops in curves.items() if stops}


def _stops(sheet: Sheet, track: Track, cells: dict[int, list[Card]]) -> list[Stop]:
    stops = []
    for place, cards in cells.items():
        value = part_of(cards, track.aspect) if track.aspect else felt(cards)
        if value is not None:
            stops.append(Stop(place, station_x(sheet.columns[place]), value))
    return stops


def ground(curves: dict[Track, list[Stop]], scored: Sequence[Stop]) -> list[list[Stop]]:
    """The stretches whose relief is tinted: what was measured, else the mean of what is assumed."""
    if scored:
        return unbroken(scored)
    places: dict[int, list[Stop]] = defaultdict(list)
    for track, stops in curves.items():
        for stop in stops if track.aspect is None else ():
            places[stop.column].append(stop)
    return [
        [
            Stop(place, places[place][0].x, fmean(stop.value for stop in places[place]))
            for place in sorted(places)
        ]
    ]


def measured(sheet: Sheet) -> list[Stop]:
    stops = []
    for place, column in enumerate(sheet.columns):
        numbers = column.step.numbers if column.step else None
        if numbers is not None and numbers.score is not None:
            low, high, n = numbers.score_low, numbers.score_high, numbers.score_n
            stops.append(Stop(place, station_x(column), numbers.score, low, high, n))
    return stops


def unbroken(stops: Sequence[Stop]) -> list[list[Stop]]:
    stretches: list[list[Stop]] = []
    for stop in stops:
        if stretches and stretches[-1][-1].column == stop.column - 1:
            stretches[-1].append(stop)
        else:
            stretches.append([stop])
    return stretches
