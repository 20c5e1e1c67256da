"""What was felt at each step, as the team assumes it and as customers scored it, as points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, NamedTuple

from sojourn.maps.document import Lane
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
    """Whose feelings, and which part of them: the stage's own, the service's, or both together."""

    persona: str | None
    aspect: str | None

    @property
    def is_context(self) -> bool:
        """Whether the service has no part in it."""
        return self.aspect == "context"


def curve_color(sheet: Sheet, persona: str | None) -> str:
    found = sheet.document.personas.get(persona) if persona else None
    return stage_color(found.color, "base") if found else "assumed"


def has_feelings(sheet: Sheet, lane: Lane) -> bool:
    """Whether anything was assumed or measured; an empty profile would be a large nothing."""
    return bool(assumed(sheet, lane) or measured(sheet))


def assumed(sheet: Sheet, lane: Lane) -> dict[Track, list[Stop]]:
    """One curve per persona and part, through the mean of its cards at each step."""
    values: dict[Track, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for place, column in enumerate(sheet.columns):
        for card in sheet.cell(lane, column):
            if card.emotion is not None:
                values[Track(card.persona, card.aspect)][place].append(card.emotion)
    order = [*(persona.id for persona in sheet.personas), None]
    return {
        track: [Stop(place, station_x(sheet.columns[place]), fmean(found)) for place, found in stops.items()]
        for track, stops in sorted(values.items(), key=lambda item: _drawn_before(item[0], order))
    }


def _drawn_before(track: Track, personas: Sequence[str | None]) -> tuple[bool, int, str]:
    """What the stage itself brings lies under what the service makes of it."""
    return not track.is_context, personas.index(track.persona), track.aspect or ""


def ground(curves: dict[Track, list[Stop]], scored: Sequence[Stop]) -> list[list[Stop]]:
    """The stretches whose relief is tinted: what was measured, else the mean of what is assumed."""
    if scored:
        return unbroken(scored)
    places: dict[int, list[Stop]] = defaultdict(list)
    felt = [stops for track, stops in curves.items() if not track.is_context]
    for stops in felt or curves.values():
        for stop in stops:
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
