"""A map in small: stages, steps and what is felt there; enough to draw it and to tell what is in it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from sojourn.maps.document import MapDocument, Step
from sojourn.maps.feelings import felt_by_personas
from sojourn.maps.field_types import Emotion, Importance, Line


class StepOutline(BaseModel):
    """A step: how it is called, how much it matters, and the mean of what its personas feel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Line
    importance: Importance | None = None
    moment_of_truth: bool = False
    feeling: Emotion | None = None


class StageOutline(BaseModel):
    """A stage with its steps; ``color`` is a place in the palette."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Line
    color: int
    steps: tuple[StepOutline, ...] = ()


def outline_of(document: MapDocument) -> tuple[StageOutline, ...]:
    """The stages of a map in order, each with its steps."""
    return tuple(
        StageOutline(
            title=stage.title,
            color=place if stage.color is None else stage.color,
            steps=tuple(_outline(document, step) for step in document.steps_in_order(stage.id)),
        )
        for place, stage in enumerate(document.stages_in_order())
    )


def _outline(document: MapDocument, step: Step) -> StepOutline:
    cards = [card for card in document.cards.values() if card.step == step.id and card.emotion is not None]
    feelings = felt_by_personas(cards).values()
    return StepOutline(
        title=step.title,
        importance=step.importance,
        moment_of_truth=step.moment_of_truth,
        feeling=round(sum(feelings) / len(feelings), 3) if feelings else None,
    )
