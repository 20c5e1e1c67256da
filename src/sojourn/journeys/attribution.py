"""Attribution: which touches on the way to a conversion get how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.time import span
from sojourn.journeys.attribution_answer import OTHER, result_of
from sojourn.journeys.attribution_result import MODELS, AttributionResult, Model
from sojourn.journeys.kernels.attribution import GOAL, TOUCH
from sojourn.journeys.question import EventName, Question, Span
from sojourn.journeys.touch_paths import BY_EVENT, By, CountTouches, CreditPaths, PathRules, Touching

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

MOST_GOALS: Final = 32
MOST_TOP: Final = 200
MOST_ORDER: Final = 4
MOST_STATES: Final = 2_500
"""A chain with more states takes longer to solve than all journeys to count."""


class AttributionRangeError(UsageError):
    """An attribution with a number out of range."""


class UnknownModelError(UsageError):
    """A model of attribution that there is not, or none at all."""


class TooManyStatesError(UsageError):
    """A chain that would remember too much."""


def attribution(
    log: JourneyLog,
    goal: str | Sequence[str],
    *,
    by: By = "channel",
    touches: Sequence[str] = (),
    lookback: timedelta | str | None = None,
    conversions: Literal["all", "first"] = "all",
    collapse: bool = False,
    value: bool = False,
    first_part: float = 0.4,
    last_part: float = 0.4,
    half_life: timedelta | str = timedelta(days=7),
    order: int = 1,
    top: int = 20,
    models: Sequence[Model] = MODELS,
) -> AttributionResult:
    """Share conversions out over the touches that came before them, by up to seven models.

    A touch is an event with a value in the column ``by``, before the conversion and after the customer's
    conversion before that. A conversion without any touch is counted and attributed to nobody.

    Args:
        log: The journeys to look at.
        goal: The event, or the events, that are a conversion; never a touch themselves.
        by: What touches are told apart by: a column, or ``event`` for the names of the events.
        touches: Only these events are touches; none given: every event but the goals.
        lookback: Longest time from a touch to its conversion, such as ``"30d"``; ``None``: no limit. A path
            without a conversion is looked at as far back from its last touch.
        conversions: Every conversion, each with its own path; or only each customer's ``first``.
        collapse: Count a touch that repeats directly as one, at the time of its last event.
        value: Share out the column ``value`` of the conversions' events too.
        first_part: What the first touch gets in the position-based model, 0 to 1.
        last_part: What the last touch gets in it; both together at most 1, the rest is for those between.
        half_life: Time before the conversion in which a touch loses half its weight in the time-decay model.
        order: How many touches the Markov chain remembers, 1 to 4.
        top: How many touches are named, 1 to 200; the others together are ``(other)``.
        models: Which models to ask; what none of them needs is not computed. What one answers does not depend
            on the others.

    Returns:
        For each touch and model its conversions, share with 95 % interval, and value. The shares of a model
        sum to 1, and its conversions to the attributed ones.

    Raises:
        UnknownEventError: The log has no such event.
        UsageError: A number is out of range, there is no such model, or the chain would have too many states.

    Source: kernels/SPEC.md AT1 to AT13. Markov: Anderl et al. 2016; Shapley: Zhao, Mahboobi and Bagheri 2018.
    """
    return log.ask(
        AttributionQuestion(
            (goal,) if isinstance(goal, str) else tuple(goal),
            by=by,
            touches=tuple(touches),
            lookback=span(lookback) if isinstance(lookback, str) else lookback,
            conversions=conversions,
            collapse=collapse,
            value=value,
            first_part=first_part,
            last_part=last_part,
            half_life=span(half_life) if isinstance(half_life, str) else half_life,
            order=order,
            top=top,
            models=tuple(models),
        )
    )


@dataclass(frozen=True, slots=True)
class AttributionQuestion(Question[AttributionResult]):
    """Which touches get how much of the conversions?

    Attributes:
        goal: The events that are a conversion; 1 to 32.
        by: The column whose values are the touches, or ``event`` for the names of events.
        touches: The events that are touches; none given: all but the goals.
        lookback: Longest time from a touch to its conversion; ``None`` for any.
        conversions: Every conversion, or the first of each customer.
        collapse: Whether a touch that repeats directly counts as one.
        value: Whether to share out the value of the conversions too.
        first_part: Part of the first touch in the position-based model, 0 to 1.
        last_part: Part of the last touch in it; both together at most 1.
        half_life: Time in which a touch loses half its weight in the time-decay model.
        order: How many touches the Markov chain remembers.
        top: How many touches are named.
        models: The models to share out by; all of them, unless some are named.
    """

    kind: ClassVar = "attribution"
    answer: ClassVar = AttributionResult

    goal: Annotated[tuple[EventName, ...], Field(min_length=1, max_length=MOST_GOALS)]
    by: By = "channel"
    touches: Annotated[tuple[EventName, ...], Field(max_length=1_000)] = ()
    lookback: Span | None = None
    conversions: Literal["all", "first"] = "all"
    collapse: bool = False
    value: bool = False
    first_part: Annotated[float, Field(ge=0, le=1)] = 0.4
    last_part: Annotated[float, Field(ge=0, le=1)] = 0.4
    half_life: Span = timedelta(days=7)
    order: Annotated[int, Field(ge=1, le=MOST_ORDER)] = 1
    top: Annotated[int, Field(ge=1, le=MOST_TOP)] = 20
    models: Annotated[tuple[Model, ...], Field(min_length=1, max_length=len(MODELS))] = MODELS

    def __post_init__(self) -> None:
        for name, least, most in (("order", 1, MOST_ORDER), ("top", 1, MOST_TOP)):
            if not least <= getattr(self, name) <= most:
                raise AttributionRangeError(f"The {name} is {least} to {most}, not {getattr(self, name)}.")
        if not 1 <= len(self.goal) <= MOST_GOALS:
            raise AttributionRangeError(
                f"1 to {MOST_GOALS} goals are needed, but {len(self.goal)} were given."
            )
        if min(self.first_part, self.last_part) < 0 or not self.first_part + self.last_part <= 1 + 1e-9:
            raise AttributionRangeError(
                "The parts of the first and the last touch are 0 or more and at most 1 together, "
                f"not {self.first_part} and {self.last_part}."
            )
        for name in ("lookback", "half_life"):
            given: timedelta | None = getattr(self, name)
            if given is not None and given <= timedelta(0):
                raise AttributionRangeError(f"The {name} must be longer than zero, not {given}.")
        strange = [model for model in self.models if model not in MODELS]
        if strange or not self.models:
            found = f"{strange[0]!r} is none of them" if strange else "none was named"
            raise UnknownModelError(f"The models are {', '.join(MODELS)}; {found}.")

    def ask(self, log: JourneyLog) -> AttributionResult:
        """Walk all journeys; where touches are too many to name all, find the most frequent ones first."""
        values = log.event_names if self.by == BY_EVENT else log.source.values(self.by)
        touching = Touching(self.by, self._role(log), len(values))
        players = self._players(log, touching, values)
        number_of = {player: number for number, player in enumerate(players)}
        other = number_of.get(OTHER, -1)
        player_of = np.array([*(number_of.get(one, other) for one in values), -1], np.int32)
        sums = log.run(CreditPaths(touching, self._rules(player_of, len(players))))
        return result_of(sums, players, models=self._asked, customers=log.customers, value=self.value)

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[AttributionQuestion]:
        """Of the rarest event, by events; with look-back and a longer memory; by channel; by some models."""
        rarest = (log.event_names[-1],)
        return [
            cls(rarest, by="event"),
            cls(rarest, by="event", lookback=timedelta(seconds=3), collapse=True, order=2, top=2, value=True),
            cls((log.event_names[0],), conversions="first"),
            cls(rarest, by="event", models=("markov",)),
            cls(rarest, by="event", collapse=True, models=("linear", "last")),
        ]

    @property
    def _asked(self) -> tuple[Model, ...]:
        """The models, each once and in their own order."""
        return tuple(model for model in MODELS if model in self.models)

    @property
    def _remembered(self) -> int:
        """How many touches a state remembers; the steps that are told need one, whatever Markov is asked."""
        return self.order if "markov" in self.models else 1

    def _role(self, log: JourneyLog) -> npt.NDArray[np.uint8]:
        role = np.full(len(log.event_names), 0 if self.touches else TOUCH, np.uint8)
        role[[log.code_of(event) for event in self.touches]] = TOUCH
        role[[log.code_of(event) for event in self.goal]] = GOAL
        return role

    def _players(self, log: JourneyLog, touching: Touching, values: Sequence[str]) -> tuple[str, ...]:
        """The named touches by name, so that nothing depends on their codes; then the others, if any."""
        if len(values) <= self.top:
            players = tuple(sorted(values))
        else:
            counts = log.run(CountTouches(touching)).tolist()
            found = sorted((-count, value) for count, value in zip(counts, values, strict=True) if count)
            named = sorted(value for _, value in found[: self.top])
            players = (*named, OTHER) if len(found) > self.top else tuple(named)
        states = sum(len(players) ** remembered for remembered in range(self._remembered + 1))
        if states > MOST_STATES:
            raise TooManyStatesError(
                f"A chain that remembers {self.order} of {len(players)} touches has {states:,} states; "
                f"{MOST_STATES:,} can be solved. Lower the order or the number of named touches (top)."
            )
        return players

    def _rules(self, player_of: npt.NDArray[np.int32], players: int) -> PathRules:
        microsecond = timedelta(microseconds=1)
        return PathRules(
            player_of=player_of,
            players=players,
            order=self._remembered,
            lookback_us=-1 if self.lookback is None else self.lookback // microsecond,
            half_life_us=self.half_life / microsecond,
            first_part=float(self.first_part),
            last_part=float(self.last_part),
            first_only=self.conversions == "first",
            collapse=self.collapse,
            value=self.value,
            models=self._asked,
        )
