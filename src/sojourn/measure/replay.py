"""A map against reality: the replay of all journeys on it, with what each step's customers felt and said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sojourn.evidence.feedback_store import FeedbackStore
from sojourn.journeys.log.journey_log import EmptySelectionError, JourneyLog
from sojourn.journeys.question import Answer, Table
from sojourn.journeys.replay_result import ReplayResult
from sojourn.journeys.segments.errors import SegmentError
from sojourn.maps.document import MapDocument, Step, StepNumbers
from sojourn.measure.binding import (
    UnboundEvent,
    is_bound,
    replay_question,
    step_measures_of,
    unbound_events,
)
from sojourn.measure.words_at_steps import StepTexts, feedback_by_step


@dataclass(frozen=True, slots=True)
class FeltAtStep:
    """Mean satisfaction at a step on the scale of emotions, with its 95 % interval; ``None`` with no score.

    ``reached`` is how many of these customers reach the step, ``n`` how many scores speak of it.
    """

    step: str
    reached: int
    score: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class PersonaCurve:
    """What the customers of a persona's segment felt; ``problem`` says why there is nothing, else empty."""

    persona: str
    customers: int
    steps: tuple[FeltAtStep, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class SaidAtStep:
    """How many texts and how many tickets are about a step."""

    step: str
    texts: int
    tickets: int


@dataclass(frozen=True, slots=True)
class MapReplay(Answer):
    """A map as it is.

    Attributes:
        journeys: The replay.
        felt: Satisfaction at each step, of all selected customers.
        personas: The same for each persona that stands for a segment.
        said: Texts and tickets of each step that has any.
        unbound_steps: Ids of the steps that are bound to no event.
        nobody: Ids of the bound steps that nobody walks.
        unbound_events: The events that no step is bound to, those of most customers first.
        numbers_are_stale: Whether the numbers that stand on the map were taken of another log than this.
    """

    journeys: ReplayResult
    felt: tuple[FeltAtStep, ...]
    personas: tuple[PersonaCurve, ...]
    said: tuple[SaidAtStep, ...]
    unbound_steps: tuple[str, ...]
    nobody: tuple[str, ...]
    unbound_events: tuple[UnboundEvent, ...]
    numbers_are_stale: bool

    def tables(self) -> tuple[Table, ...]:
        """Those of the replay, what was felt, and the events that no step is bound to."""
        felt = tuple(
            (persona, one.step, one.reached, one.score, one.low, one.high, one.n)
            for persona, curve in (("", self.felt), *((each.persona, each.steps) for each in self.personas))
            for one in curve
        )
        unbound = tuple((one.event, one.count, one.customers) for one in self.unbound_events)
        said = tuple((one.step, one.texts, one.tickets) for one in self.said)
        return (
            *self.journeys.tables(),
            Table("felt", ("persona", "step", "reached", "score", "low", "high", "n"), felt),
            Table("said", ("step", "texts", "tickets"), said),
            Table("unbound_events", ("event", "events", "customers"), unbound),
        )


def replay(
    document: MapDocument,
    log: JourneyLog,
    *,
    segment: str | None = None,
    feedback: FeedbackStore | None = None,
    top: int = 10,
) -> MapReplay:
    """Walk every real journey over a map, and tell what its steps' customers felt and said.

    Args:
        document: The map; its steps say which events they stand for.
        log: The journeys, on this machine.
        segment: Only these customers, such as ``did order_placed``; of a persona: those who are of both.
        feedback: What people said beside the log.
        top: How many ways off the map and missing events to list.

    Raises:
        ReplayError: No step is bound to an event of the log.
        SegmentError: The segment cannot be read.
        EmptySelectionError: Nobody is of the segment.

    Source: ``docs/explanation/how-replay-counts.md``.
    """
    question = replay_question(document, top=top)
    selected = log.where(segment)
    journeys = selected.ask(question)
    steps = [document.steps[one.id] for one in question.steps]
    walked = {one.id: one.reached for one in journeys.steps}
    return MapReplay(
        journeys=journeys,
        felt=_felt(steps, selected),
        personas=tuple(_personas(document, steps, log, segment)),
        said=_said(steps, selected, feedback),
        unbound_steps=tuple(step.id for step in document.steps_in_order() if not is_bound(step)),
        nobody=tuple(step.id for step in steps if not walked.get(step.id)),
        unbound_events=unbound_events(document, log),
        numbers_are_stale=is_stale(document, log),
    )


def is_stale(document: MapDocument, log: JourneyLog) -> bool:
    """Whether numbers stand on the map that were taken of another log, or of other journeys, than these."""
    measured = document.map.measured
    if measured is None:
        return False
    return (measured.customers, measured.events, measured.last) != (
        log.customers,
        log.events_count,
        log.last.isoformat(),
    )


def _felt(steps: list[Step], log: JourneyLog) -> tuple[FeltAtStep, ...]:
    numbers: list[StepNumbers] = log.run(step_measures_of(log, steps))
    return tuple(
        FeltAtStep(step.id, one.reached, one.score, one.score_low, one.score_high, one.score_n)
        for step, one in zip(steps, numbers, strict=True)
    )


def _personas(
    document: MapDocument, steps: list[Step], log: JourneyLog, segment: str | None
) -> list[PersonaCurve]:
    found = []
    for persona in document.personas_in_order():
        if not persona.segment.strip():
            continue
        both = f"({segment}) and ({persona.segment})" if segment else persona.segment
        try:
            selected = log.where(both)
            if selected.customers == 0:
                raise EmptySelectionError("No customer of the log is of this persona's segment.")
            curve = PersonaCurve(persona.id, selected.customers, _felt(steps, selected), "")
        except (SegmentError, EmptySelectionError) as error:
            curve = PersonaCurve(persona.id, 0, (), str(error))
        found.append(curve)
    return found


def _said(steps: list[Step], log: JourneyLog, feedback: FeedbackStore | None) -> tuple[SaidAtStep, ...]:
    first = np.full(len(log.event_names), -1, np.int64)
    code_by_name: Mapping[str, int] = {name: code for code, name in enumerate(log.event_names)}
    for place, step in reversed(list(enumerate(steps))):
        for name in step.events:
            if name in code_by_name:
                first[code_by_name[name]] = place
    texts = log.run(StepTexts(first, len(steps))).tolist()
    beside = {} if feedback is None else feedback_by_step(feedback, steps)
    told = [
        SaidAtStep(step.id, texts[place] + beside.get(step.id, (0, 0))[0], beside.get(step.id, (0, 0))[1])
        for place, step in enumerate(steps)
    ]
    return tuple(one for one in told if one.texts or one.tickets)
