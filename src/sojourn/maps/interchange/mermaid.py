"""Mermaid's `journey` diagram: a title, sections, tasks with a score from 1 to 5 and those who do them.

The grammar is that of Mermaid 11 (``user-journey/parser/journey.jison``): ``#``, ``:`` and ``;`` end a name,
whence they are written as Mermaid's entity codes (``#35;``).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from sojourn.core.ids import new_id
from sojourn.maps.document import Card, Lane, MapDocument, MapRecord, Persona, Step
from sojourn.maps.feelings import felt_by_personas
from sojourn.maps.interchange.format import Kinds, Notation, Reading, ReadLane, UnreadableMapFileError
from sojourn.maps.interchange.journey_text import journey_in
from sojourn.maps.interchange.keeping import apart, kept_steps, only, titled
from sojourn.maps.interchange.losses import counted
from sojourn.maps.interchange.plain_text import decoded
from sojourn.maps.interchange.sketch import Sketch, one_line
from sojourn.maps.lanes import STANDARD_LANES
from sojourn.maps.order import keys_between

_CODE: Final = re.compile(r"#(\w+);")
_ENDS: Final = re.compile(r"[#:;]")
_KEYWORD: Final = re.compile(r"(?i)^(journey|title|section|acctitle|accdescr|%|---)")
_MIDDLE: Final = 3
LANE: Final = STANDARD_LANES["emotion"]


def notation() -> Notation:
    """The functions of the format."""
    return Notation(read=_read, project=_project, write=_write)


def score_of(emotion: float) -> int:
    """A feeling from -1 to +1 as a score from 1 to 5.

    >>> [score_of(emotion) for emotion in (-1, -0.6, 0, 0.24, 1)]
    [1, 2, 3, 3, 5]
    """
    return min(5, max(1, int(2 * emotion + 3.5)))


def feeling_of(score: float) -> float:
    """A score as a feeling; beyond 1 to 5 as the nearest of them.

    >>> [feeling_of(score) for score in (1, 2, 3, 5, 7)]
    [-1.0, -0.5, 0.0, 1.0, 1.0]
    """
    return max(-1.0, min(1.0, (score - _MIDDLE) / 2))


@dataclass(slots=True)
class _Feelings:
    """What the reading of tasks puts together."""

    sketch: Sketch
    lane: str
    personas: dict[str, str]
    stage: str = ""

    def task(self, name: str, data: str) -> None:
        """Add a step and what is felt there."""
        sketch = self.sketch
        self.stage = self.stage or sketch.add_stage("")
        step = sketch.add_step(self.stage, _decoded(name))
        score, _, people = data.partition(":")
        number = _number(score)
        if number is None:
            sketch.skipped(
                "cards.emotion", 1, f"The score “{score.strip()}” of “{one_line(name)}” is no number"
            )
            return
        if not 1 <= number <= 5:
            sketch.skipped(
                "cards.emotion", 1, f"The score {number:g} of “{one_line(name)}” is taken as its nearest"
            )
        actors = [actor for part in people.split(",") if (actor := one_line(_decoded(part)))]
        for actor in dict.fromkeys(actors):
            if actor not in self.personas:
                self.personas[actor] = sketch.add_persona(actor)
            self._feel(step, number, self.personas[actor])
        if not actors:
            self._feel(step, number, None)

    def _feel(self, step: str, score: float, persona: str | None) -> None:
        self.sketch.add_card(self.lane, step, emotion=feeling_of(score), persona=persona)


def _read(data: bytes, _: Kinds) -> Reading:
    source = journey_in(decoded(data))
    if source is None:
        raise UnreadableMapFileError(
            "There is no Mermaid journey in it: the diagram begins with the word 'journey' on a line of its "
            "own."
        )
    lines = [statement for line in source for statement in _statements(line)]
    title = next((line[5:] for line in lines if re.match(r"(?i)title\s", line)), "")
    sketch = Sketch(title=_decoded(title))
    lane = sketch.add_lane(LANE, "emotion")
    feelings, unread = _Feelings(sketch, lane, {}), 0
    for line in lines:
        if re.match(r"(?i)section\s", line):
            feelings.stage = sketch.add_stage(_decoded(line[7:]))
        elif re.match(r"(?i)title\s", line):
            continue
        elif ":" in line and not re.match(r"(?i)acc(title|descr)\b", line):
            feelings.task(*line.split(":", 1))
        else:
            unread += 1
    sketch.skipped("lines", unread, f"{counted(unread, ('line', 'lines'))} not understood")
    document = sketch.document()
    return Reading("mermaid", document, tuple(sketch.losses), (_lane_read(sketch),))


def _lane_read(sketch: Sketch) -> ReadLane:
    return ReadLane(LANE, "emotion", sketch.count("cards"), guessed=False)


def _statements(line: str) -> list[str]:
    """What stands on a line, without comments; entity codes stay."""
    shielded = _CODE.sub("\x00\\1\x01", line).split("#")[0]
    parts = (part.replace("\x00", "#").replace("\x01", ";").strip() for part in shielded.split(";"))
    return [part for part in parts if part]


def _decoded(text: str) -> str:
    return _CODE.sub(_sign, text).strip()


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    return html.unescape(f"&#{name};" if name.isdigit() else f"&{name};")


def _encoded(text: str) -> str:
    """A name that Mermaid reads as it is."""
    safe = _ENDS.sub(lambda found: f"#{ord(found[0])};", text)
    # The lexer takes these words for its own wherever a name begins with them, and `journey` anywhere else.
    return _KEYWORD.sub(lambda found: f"#{ord(found[0][0])};{found[0][1:]}", safe)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e6 else None


def _project(document: MapDocument) -> MapDocument:
    """Stages, steps, one score a step and whose it is; everything else goes."""
    lane = next((one for one in document.lanes_in_order() if one.kind == "emotion"), None)
    lane = only(lane or Lane(id="lan_emotion", order="a0", kind="emotion", title=""), title=LANE)
    names = _names(document)
    cards: dict[str, Card] = {}
    for step in document.steps_in_order():
        cards |= {card.id: card for card in _scored(document, step, lane.id, list(names))}
    actors = [key for key in dict.fromkeys(card.persona for card in cards.values()) if key is not None]
    return MapDocument(
        map=MapRecord(id=document.map.id, title=titled("map", document.map.title)),
        personas={
            key: Persona(id=key, order=order, name=names[key])
            for key, order in zip(actors, keys_between(None, None, len(actors)), strict=True)
        },
        stages={
            stage.id: only(stage, title=titled("stages", stage.title)) for stage in document.stages.values()
        },
        steps=kept_steps(document),
        lanes={lane.id: lane},
        cards=cards,
    )


def _names(document: MapDocument) -> dict[str, str]:
    """What each persona is called; no two alike."""
    names: dict[str, str] = {}
    for persona in document.personas_in_order():
        names[persona.id] = apart(one_line(persona.name) or "Persona", set(names.values()))
    return names


def _scored(document: MapDocument, step: Step, lane: str, personas: list[str]) -> list[Card]:
    """The one score of a step, as a card for each persona that it is said of; a middle one where none is."""
    said = [
        card
        for one in document.lanes_in_order()
        if one.kind == "emotion"
        for card in document.cards_in(one.id, step.id)
    ]
    felt = felt_by_personas(said)
    emotion = feeling_of(score_of(fmean(felt.values()) if felt else 0.0))
    whose: list[str | None] = [key for key in personas if key in felt]
    orders = keys_between(None, None, max(1, len(whose)))
    first = {card.persona: card.id for card in reversed(said)}
    return [
        Card(
            id=first.get(key) or new_id("crd"),
            lane=lane,
            step=step.id,
            order=order,
            emotion=emotion,
            persona=key,
        )
        for key, order in zip(whose or [None], orders, strict=True)
    ]


def _write(document: MapDocument) -> bytes:
    lines = ["journey", f"    title {_encoded(document.map.title)}"]
    for stage in document.stages_in_order():
        lines.append(f"    section {_encoded(stage.title)}")
        lines += [f"      {_task(document, step)}" for step in document.steps_in_order(stage.id)]
    return ("\n".join(lines) + "\n").encode()


def _task(document: MapDocument, step: Step) -> str:
    lane = next(iter(document.lanes))
    cards = document.cards_in(lane, step.id)
    actors = [
        _encoded(document.personas[card.persona].name).replace(",", "#44;") for card in cards if card.persona
    ]
    score = score_of(cards[0].emotion or 0.0)
    return f"{_encoded(step.title)}: {score}" + (f": {', '.join(actors)}" if actors else "")
