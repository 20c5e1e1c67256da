"""The emotion curve as native shapes: freeform curves that can be bent, faces that can be moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from lxml import etree
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from sojourn.maps.document import Lane
from sojourn.render.layout.curve import Cubic, monotone_cubics
from sojourn.render.layout.feelings import Stop, assumed, curve_color, feeling_color, measured, unbroken
from sojourn.render.layout.sheet import Column, Sheet
from sojourn.render.plain_words import UNNAMED_STAGE, UNNAMED_STEP, cell_words, plain
from sojourn.render.slides.deck import MARGIN, TOP, WIDTH, Deck, Words, flatten
from sojourn.render.slides.fitting import cut_to
from sojourn.render.theme import mixed, stage_color
from sojourn.render.wording import emotion

MOST_STEPS: Final = 10
LEFT: Final = MARGIN + 44
RIGHT: Final = WIDTH - MARGIN - 8
MIDDLE: Final = 268.0
AMPLITUDE: Final = 118.0
TITLES: Final = 412.0
_MAIN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SMILE: Final = 0.04653
"""How far the mouth of a native face bends."""


def add_curves(deck: Deck, sheet: Sheet) -> None:
    """Add a slide for each stretch of each lane of emotions."""
    for lane in sheet.lanes:
        if lane.kind != "emotion":
            continue
        curves = {track: stops for track, stops in assumed(sheet, lane).items() if track.aspect is None}
        scored = measured(sheet)
        if not curves and not scored:
            continue
        parts = -(-len(sheet.columns) // MOST_STEPS)
        for part in range(parts):
            first, end = (len(sheet.columns) * place // parts for place in (part, part + 1))
            title = plain(lane.title) or "Emotion"
            part_of = f"{part + 1} of {parts}" if parts > 1 else ""
            slide = deck.slide(title, notes=_notes(sheet, lane, sheet.columns[first:end]), part=part_of)
            board = _Board(deck, slide, sheet.columns[first:end], first)
            board.draw_ground()
            for track, stops in curves.items():
                board.draw_assumed(stops, curve_color(sheet, track.persona))
            board.draw_measured(scored)
            board.draw_faces(curves.values(), valued=len(curves) == 1)
            people = {track.persona: curve_color(sheet, track.persona) for track in curves}
            board.draw_legend(
                [
                    (
                        f"{plain(sheet.document.personas[key].name) if key else 'Customers'}, assumed",
                        color,
                        True,
                    )
                    for key, color in people.items()
                ]
                + ([("Measured", "measured", False)] if scored else [])
            )


class _Board:
    """The place of a stretch of steps on a slide."""

    def __init__(self, deck: Deck, slide: Any, columns: Sequence[Column], first: int) -> None:
        self._deck, self._slide, self._columns, self._first = deck, slide, columns, first
        self._wide = (RIGHT - LEFT) / max(len(columns), 1)

    def _x(self, place: int) -> float:
        return LEFT + (place - self._first + 0.5) * self._wide

    def _here(self, stops: Sequence[Stop]) -> list[Stop]:
        end = self._first + len(self._columns)
        return [stop for stop in stops if self._first <= stop.column < end]

    def draw_ground(self) -> None:
        """Stages as zones, the zero line, the scale, the titles of the steps."""
        deck, slide = self._deck, self._slide
        start = 0
        for place, column in enumerate(self._columns):
            last = place + 1 == len(self._columns) or self._columns[place + 1].stage.id != column.stage.id
            if not last:
                continue
            left, width = LEFT + start * self._wide, (place + 1 - start) * self._wide
            tint, ink = stage_color(column.color, "tint"), stage_color(column.color, "ink")
            zone = (left + 1, TOP, width - 2, TITLES + 84 - TOP)
            deck.shape(slide, MSO_SHAPE.RECTANGLE, zone, fill=mixed("paper", tint, 0.55))
            deck.shape(
                slide,
                MSO_SHAPE.RECTANGLE,
                (left + 1, TOP, width - 2, 4),
                fill=stage_color(column.color, "base"),
            )
            title, cut = cut_to(plain(column.stage.title) or UNNAMED_STAGE, 2, size=13, width=width - 10)
            words = [Words(title + ("…" if cut else ""), size=13, bold=True, color=ink)]
            deck.text(slide, (left + 6, TOP + 8, width - 10, 34), words)
            start = place + 1
        for value in (1.0, 0.0, -1.0):
            y = MIDDLE - value * AMPLITUDE
            line = slide.shapes.add_connector(1, Pt(LEFT), Pt(y), Pt(RIGHT), Pt(y))
            deck.color(line.line.color, "strong_line")
            line.line.width = Pt(1.25 if value == 0 else 0.5)
            deck.text(slide, (MARGIN, y - 9, 36, 18), [Words(emotion(value), size=12, color="muted")])
        for place, column in enumerate(self._columns):
            self._draw_title(place, column)

    def _draw_title(self, place: int, column: Column) -> None:
        if column.step is None:
            return
        width = self._wide - 6
        size = 11 if width > 60 else 10
        title, cut = cut_to(plain(column.step.title) or UNNAMED_STEP, 5, size=size, width=width)
        box = (LEFT + place * self._wide + 3, TITLES, width, 80)
        self._deck.text(self._slide, box, [Words(title + ("…" if cut else ""), size=size, center=True)])

    def draw_assumed(self, stops: Sequence[Stop], color: str) -> None:
        """What the team believes, dashed."""
        shape = self._curve([(self._x(stop.column), self._y(stop.value)) for stop in self._here(stops)])
        if shape is not None:
            self._deck.paint(shape, stroke=color, width=2.5)
            shape.line.dash_style = MSO_LINE.DASH

    def draw_measured(self, stops: Sequence[Stop]) -> None:
        """What customers scored, solid, with the interval of each step."""
        for stretch in unbroken(self._here(stops)):
            shape = self._curve([(self._x(stop.column), self._y(stop.value)) for stop in stretch])
            if shape is not None:
                self._deck.paint(shape, stroke="measured", width=3)
        for stop in self._here(stops):
            x, y = self._x(stop.column), self._y(stop.value)
            if stop.low is not None and stop.high is not None:
                line = self._slide.shapes.add_connector(
                    1, Pt(x), Pt(self._y(stop.high)), Pt(x), Pt(self._y(stop.low))
                )
                self._deck.color(line.line.color, "measured")
            self._deck.shape(
                self._slide, MSO_SHAPE.OVAL, (x - 4, y - 4, 8, 8), fill="measured", stroke="paper"
            )

    def draw_faces(self, curves: Iterable[Sequence[Stop]], *, valued: bool) -> None:
        """A face at every point of what is assumed, its mouth bent by the value."""
        for stops in curves:
            for stop in self._here(stops):
                x, y = self._x(stop.column), self._y(stop.value)
                color = feeling_color(stop.value)
                face = self._deck.shape(
                    self._slide,
                    MSO_SHAPE.SMILEY_FACE,
                    (x - 11, y - 11, 22, 22),
                    fill="surface",
                    stroke=color,
                    width=1.75,
                )
                face.adjustments[0] = _SMILE * stop.value
                if (
                    not valued
                ):  # Of several curves the values would lie over one another: they are in the notes.
                    continue
                value = Words(emotion(stop.value), size=11, bold=True, color=color, center=True)
                above = y - 28 if stop.value >= 0 else y + 12
                self._deck.text(self._slide, (x - 24, above, 48, 15), [value])

    def draw_legend(self, entries: Sequence[tuple[str, str, bool]]) -> None:
        """Whose curve is which; dashed where it is assumed."""
        x = WIDTH - MARGIN - 8
        for text, color, dashed in reversed(entries[:4]):
            width = 40 + 6.2 * len(text)
            x -= width
            line = self._slide.shapes.add_connector(1, Pt(x), Pt(76), Pt(x + 24), Pt(76))
            self._deck.color(line.line.color, color)
            line.line.width = Pt(2.5)
            if dashed:
                line.line.dash_style = MSO_LINE.DASH
            self._deck.text(self._slide, (x + 28, 68, width - 28, 16), [Words(text, size=11, color="muted")])

    @staticmethod
    def _y(value: float) -> float:
        return MIDDLE - value * AMPLITUDE

    def _curve(self, points: list[tuple[float, float]]) -> Any:
        """A freeform through points; none where there are fewer than two."""
        if len(points) < 2:
            return None
        builder = self._slide.shapes.build_freeform(int(Pt(points[0][0])), int(Pt(points[0][1])), scale=1.0)
        builder.add_line_segments([(int(Pt(x)), int(Pt(y))) for x, y in points[1:]], close=False)
        shape = builder.convert_to_shape()
        flatten(shape)
        _bend(shape, monotone_cubics(points))
        return shape


def _bend(shape: Any, cubics: Sequence[Cubic]) -> None:
    """Turn the straight pieces of a freeform into the curve's own; the library knows straight ones only."""
    path = shape._element.spPr.find(f".//{_MAIN}path")
    for piece in path.findall(f"{_MAIN}lnTo"):
        path.remove(piece)
    for _, *points in cubics:
        bent = etree.SubElement(path, f"{_MAIN}cubicBezTo")
        for x, y in points:
            at = {"x": str(int(Pt(x)) - shape.left), "y": str(int(Pt(y)) - shape.top)}
            etree.SubElement(bent, f"{_MAIN}pt", at)


def _notes(sheet: Sheet, lane: Lane, columns: Sequence[Column]) -> str:
    said = ["Dashed: as the team assumes it. Solid: as customers scored it, with its 95 % interval."]
    for column in columns:
        words = cell_words(sheet, lane, column)
        numbers = column.step.numbers if column.step else None
        if numbers is not None and numbers.score is not None:
            words.append(f"Measured {emotion(numbers.score)}, n = {numbers.score_n}")
        if words and column.step:
            said.append(f"{plain(column.step.title)}: " + "; ".join(words))
    return "\n".join(said)
