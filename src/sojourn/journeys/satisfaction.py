"""Satisfaction along the journey: NPS, CSAT or CES by event and stage, and which events move the score."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.differences import Difference, false_discovery_rates
from sojourn.core.errors import UsageError, suggestion
from sojourn.core.scales import scale_bounds
from sojourn.core.time import span
from sojourn.journeys.notebook import html_table
from sojourn.journeys.question import Answer, Estimate, Question, Span, Table, Unit
from sojourn.journeys.satisfaction_counts import (
    CountRatings,
    CountScores,
    RatingCounts,
    ScoreCounts,
    tally_of,
)
from sojourn.journeys.satisfaction_measures import MEASURES, Measure, MeasureName, Rating, difference, rating
from sojourn.journeys.segments.props import keys_of, values_of
from sojourn.journeys.selection import LATEST_US
from sojourn.journeys.stage_durations import StageEvents

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

MAX_STAGES: Final = 64
MAX_WEIGHTS: Final = 10_000
ANSWER_SHARE: Final = 0.5
"""Where at least this share of an event's occurrences carries a score, the event is an answer."""
FEWEST: Final = 5
"""With fewer answers on a side, nothing is said about a difference."""
WITHIN: Final = timedelta(days=30)
UNITS: Final[dict[str, Unit]] = {"points": "score", "share": "share", "mean": "score"}


class StagesError(UsageError):
    """Stages that cannot be rated."""


class WeightError(UsageError):
    """Weights that cannot be used."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How the score differs where an event or a stage came before the answer.

    Attributes:
        difference: The figure of the answers that speak of it, less that of all others; points of NPS, share
            of CSAT, mean of CES.
        low, high: Its 95 % interval.
        p: How likely so large a difference is by chance alone.
        q: Share of false discoveries among all events and stages at least as striking (Benjamini-Hochberg).
    """

    difference: float
    low: float
    high: float
    p: float
    q: float


@dataclass(frozen=True, slots=True)
class PlaceRating:
    """What the answers say that speak of an event or a stage.

    Attributes:
        name: The event or the stage.
        rating: Of the answers that speak of it.
        others: Of all other answers.
        moved: The difference; ``None`` with fewer than five answers on a side.
    """

    name: str
    rating: Rating
    others: Rating
    moved: Moved | None


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """How many answers gave a score; a score between two whole ones counts for the lower."""

    score: int
    answers: int


@dataclass(frozen=True, slots=True)
class MeasureCount:
    """A measure that the log has, and how many scores of it."""

    measure: MeasureName
    answers: int


@dataclass(frozen=True, slots=True)
class SatisfactionResult(Answer):
    """How content customers are, and where.

    Attributes:
        measure: What was asked; ``None`` where the journeys have no score that can be read.
        measures: All that the log has, the most frequent first.
        customers: How many were asked about.
        customers_answered: How many gave an answer of the measure.
        overall: All answers.
        scores: How they are spread.
        events: Of each event that an answer speaks of, by answers, then by name.
        stages: Of each stage that was asked about, in order.
        within_seconds: How far back an answer speaks.
        weight: Key of the props that weighs the answers, if any.
        out_of_scale: Answers left out because they lie outside the scale.
        without_weight: Answers left out because they have no weight.
    """

    measure: MeasureName | None
    measures: tuple[MeasureCount, ...]
    customers: int
    customers_answered: int
    overall: Rating
    scores: tuple[ScoreCount, ...]
    events: tuple[PlaceRating, ...]
    stages: tuple[PlaceRating, ...]
    within_seconds: float
    weight: str | None
    out_of_scale: int
    without_weight: int

    def tables(self) -> tuple[Table, ...]:
        """One row for all, each stage and each event; and one for each score."""
        all_of_them = PlaceRating("(all)", self.overall, Rating(0), None)
        rows = (
            _row("all", all_of_them),
            *(_row("stage", one) for one in self.stages),
            *(_row("event", one) for one in self.events),
        )
        scores = tuple((one.score, one.answers) for one in self.scores)
        return (
            Table("satisfaction", COLUMNS, rows),
            Table("scores", ("score", "answers"), scores),
        )

    def estimates(self) -> Iterator[Estimate]:
        """The score of all answers, and of those that speak of each stage and event."""
        if self.measure is None:
            return
        yield from _estimates(self.measure, ("overall",), "overall", self.overall)
        for kind, places in (("stage", self.stages), ("event", self.events)):
            for one in places:
                yield from _estimates(self.measure, (kind, one.name), one.name, one.rating)

    def _repr_html_(self) -> str:
        name = self.measure.upper() if self.measure else "No scores"
        rows = [
            (one.name, one.rating.answers, _told(one.rating.score), _interval(one.rating), _moved(one.moved))
            for one in (PlaceRating("(all)", self.overall, Rating(0), None), *self.stages, *self.events)
        ]
        title = f"{name} of {self.overall.answers:,} answers by {self.customers_answered:,} customers"
        return html_table(title, ["Event or stage", "Answers", "Score", "95 % interval", "Difference"], rows)


COLUMNS: Final = (
    "part",
    "name",
    "answers",
    "score",
    "low",
    "high",
    "mean",
    "mean_low",
    "mean_high",
    "top_share",
    "bottom_share",
    "effective_answers",
    "other_answers",
    "other_score",
    "difference",
    "difference_low",
    "difference_high",
    "p",
    "q",
)


def satisfaction(
    log: JourneyLog,
    *,
    measure: MeasureName | None = None,
    within: timedelta | str = WITHIN,
    stages: Mapping[str, Sequence[str]] | None = None,
    weight: str | None = None,
) -> SatisfactionResult:
    """Rate events and stages by the answers of those who passed them, and say which events move the score.

    An answer speaks of every event that its customer passed in the time before it; it says "together with",
    not "because of".

    Args:
        log: The journeys to look at; scores are in ``score``, their scales (``0-10``, ``1-5``, ``1-7``) in
            ``scale``.
        measure: ``nps`` (0 to 10), ``csat`` (1 to 5) or ``ces`` (1 to 7). ``None``: the one with the most
            answers, by scale.
        within: How far back an answer speaks, such as ``"30d"``.
        stages: Events by stage, at most 64 stages.
        weight: Key of the events' props that holds the weight of each answer.

    Returns:
        The score of all answers, of each event and stage, with 95 % intervals; differences with the rates of
        false discoveries.

    Raises:
        UnknownEventError: A stage names an event that the log does not contain.
        StagesError: There are more than 64 stages.
        WeightError: There is no such key, or it holds too many different weights.

    Source: kernels/SPEC.md SA1 to SA7; docs/explanation/how-satisfaction-is-counted.md.
    """
    given = tuple(StageEvents(title, tuple(events)) for title, events in (stages or {}).items())
    back = span(within) if isinstance(within, str) else within
    return log.ask(SatisfactionQuestion(measure=measure, within=back, stages=given, weight=weight))


@dataclass(frozen=True, slots=True)
class SatisfactionQuestion(Question[SatisfactionResult]):
    """How content are customers, and after what?

    Attributes:
        measure: ``nps``, ``csat`` or ``ces``; ``None`` for the one with the most answers.
        within: How far back an answer speaks.
        stages: Events by stage.
        weight: Key of the props that weighs the answers.
    """

    kind: ClassVar = "satisfaction"
    answer: ClassVar = SatisfactionResult

    measure: MeasureName | None = None
    within: Span = WITHIN
    stages: Annotated[tuple[StageEvents, ...], Field(max_length=MAX_STAGES)] = ()
    weight: Annotated[str | None, Field(max_length=1000)] = None

    def __post_init__(self) -> None:
        if len(self.stages) > MAX_STAGES:
            raise StagesError(f"At most {MAX_STAGES} stages can be rated, but {len(self.stages)} were given.")
        if self.within < timedelta(0):
            raise UsageError(f"An answer speaks of what came before it, so {self.within} is no span for it.")

    def ask(self, log: JourneyLog) -> SatisfactionResult:
        """Look which scores there are, then add them up."""
        scales = log.source.values("scale")
        counts = log.run(CountScores(len(scales)))
        kinds = _kinds(scales, counts, asked=self.measure)
        found = _measures(kinds, counts)
        name = self.measure or (found[0].measure if found else None)
        if name is None:
            return self._nothing(log)
        classes, weights = _weights(log, self.weight)
        masks = _masks(log, self.stages)
        ratings = log.run(
            CountRatings(
                measure=MEASURES[name],
                taken=np.array([kind == name for kind in kinds], np.bool_),
                answers=_answers(counts, kinds),
                stages_of=masks,
                stages=len(self.stages),
                window_us=min(self.within // timedelta(microseconds=1), LATEST_US),
                weight_classes=classes,
                weights=weights.size,
            )
        )
        return self._result(log, MEASURES[name], found, ratings, weights)

    def _result(
        self,
        log: JourneyLog,
        measure: Measure,
        found: tuple[MeasureCount, ...],
        counts: RatingCounts,
        weights: npt.NDArray[np.float64],
    ) -> SatisfactionResult:
        names = len(log.event_names)
        places = _places(
            measure, counts, weights, (*log.event_names, *(stage.title for stage in self.stages))
        )
        events = [one for one in places[:names] if one.rating.answers]
        return SatisfactionResult(
            measure=measure.name,
            measures=found,
            customers=log.customers,
            customers_answered=counts.customers,
            overall=rating(measure, tally_of(counts.tallies[0], weights)),
            scores=tuple(ScoreCount(measure.low + at, n) for at, n in enumerate(counts.spread.tolist())),
            events=tuple(sorted(events, key=lambda one: (-one.rating.answers, one.name))),
            stages=tuple(places[names:]),
            within_seconds=self.within.total_seconds(),
            weight=self.weight,
            out_of_scale=int(counts.left_out[0]),
            without_weight=int(counts.left_out[1]),
        )

    def _nothing(self, log: JourneyLog) -> SatisfactionResult:
        """What is said of journeys without scores."""
        _masks(log, self.stages)
        empty = tuple(PlaceRating(stage.title, Rating(0), Rating(0), None) for stage in self.stages)
        seconds = self.within.total_seconds()
        return SatisfactionResult(
            None, (), log.customers, 0, Rating(0), (), (), empty, seconds, self.weight, 0, 0
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[SatisfactionQuestion]:
        """As it stands, and of one measure with a stage of two events."""
        names = log.event_names
        ends = StageEvents("ends", tuple(dict.fromkeys((names[0], names[-1]))))
        return [cls(), cls(measure="nps", within=timedelta(seconds=3), stages=(ends,))]


def _kinds(
    scales: Sequence[str], counts: ScoreCounts, *, asked: MeasureName | None
) -> tuple[MeasureName | None, ...]:
    """The measure of each scale, last of scores without one (SA1)."""
    by_bounds = {(float(one.low), float(one.high)): one.name for one in MEASURES.values()}
    known = [None if (ends := scale_bounds(scale)) is None else by_bounds.get(ends) for scale in scales]
    if asked is not None:
        return (*known, asked)
    if math.isnan(counts.least):
        return (*known, None)
    fitting = (
        MEASURES[name].name
        for name in ("csat", "ces", "nps")
        if MEASURES[name].low <= counts.least and counts.most <= MEASURES[name].high
    )
    return (*known, next(fitting, None))


def _measures(kinds: Sequence[MeasureName | None], counts: ScoreCounts) -> tuple[MeasureCount, ...]:
    totals = counts.scored.sum(axis=0).tolist()
    found: dict[MeasureName, int] = {}
    for kind, total in zip(kinds, totals, strict=True):
        if kind is not None and total:
            found[kind] = found.get(kind, 0) + total
    order = list(MEASURES)
    return tuple(
        MeasureCount(name, found[name])
        for name in sorted(found, key=lambda one: (-found[one], order.index(one)))
    )


def _answers(counts: ScoreCounts, kinds: Sequence[MeasureName | None]) -> npt.NDArray[np.bool_]:
    """Which events are answers: at least half of them carry a score of some measure (SA2)."""
    readable = np.array([kind is not None for kind in kinds], np.bool_)
    scored = counts.scored[:, readable].sum(axis=1)
    answers: npt.NDArray[np.bool_] = scored >= np.maximum(1, ANSWER_SHARE * counts.events)
    return answers


def _masks(log: JourneyLog, stages: Sequence[StageEvents]) -> npt.NDArray[np.uint64]:
    masks = np.zeros(len(log.event_names), np.uint64)
    for number, stage in enumerate(stages):
        for event in stage.events:
            masks[log.code_of(event)] |= np.uint64(1) << np.uint64(number)
    return masks


def _weights(
    log: JourneyLog, key: str | None
) -> tuple[npt.NDArray[np.int32] | None, npt.NDArray[np.float64]]:
    """The class of each props text's weight, and the weight of each class (SA5)."""
    if key is None:
        return None, np.ones(1)
    texts = log.source.values("props")
    told = [_weight(value) for value in values_of(texts, key)]
    weights = sorted({weight for weight in told if weight is not None})
    if not weights:
        raise WeightError(
            f"No event has a weight above 0 under {key!r} in its props. {suggestion(key, keys_of(texts))}"
        )
    if len(weights) > MAX_WEIGHTS:
        raise WeightError(
            f"The key {key!r} holds {len(weights):,} different weights; at most {MAX_WEIGHTS:,} are "
            "added up. Round them first."
        )
    places = {weight: place for place, weight in enumerate(weights)}
    classes = np.array([-1 if one is None else places[one] for one in told], np.int32)
    return classes, np.array(weights)


def _weight(value: str | None) -> float | None:
    try:
        weight = float(value) if value is not None else math.nan
    except ValueError:
        return None
    return weight if math.isfinite(weight) and weight > 0 else None


def _places(
    measure: Measure, counts: RatingCounts, weights: npt.NDArray[np.float64], names: Sequence[str]
) -> list[PlaceRating]:
    """The answers of each event, then of each stage, against all others (SA7)."""
    everything = counts.tallies[0]
    pairs = [
        (tally_of(figures, weights), tally_of(everything - figures, weights))
        for figures in counts.tallies[1:]
    ]
    found = [difference(measure, a, b) if min(a.answers, b.answers) >= FEWEST else None for a, b in pairs]
    rates = false_discovery_rates([None if one is None else one.p for one in found])
    return [
        PlaceRating(name, rating(measure, a), rating(measure, b), _moved_by(one, q))
        for name, (a, b), one, q in zip(names, pairs, found, rates, strict=True)
    ]


def _moved_by(found: Difference | None, q: float | None) -> Moved | None:
    if found is None or q is None:
        return None
    return Moved(found.value, found.low, found.high, found.p, q)


def _row(part: str, one: PlaceRating) -> tuple[Any, ...]:
    moved, it = one.moved, one.rating
    figures = (it.answers, it.score, it.low, it.high, it.mean, it.mean_low, it.mean_high, it.top, it.bottom)
    told = (None,) * 5 if moved is None else (moved.difference, moved.low, moved.high, moved.p, moved.q)
    others = (None, None) if part == "all" else (one.others.answers, one.others.score)
    return (part, one.name, *figures, it.effective, *others, *told)


def _estimates(measure: MeasureName, key: tuple[str, ...], label: str, it: Rating) -> Iterator[Estimate]:
    if it.score is None or it.effective is None:
        return
    unit = UNITS[MEASURES[measure].unit]
    weighted = it.effective != it.answers
    k = round(it.score * it.answers) if unit == "share" and not weighted else None
    yield Estimate(
        key=(measure, *key), label=f"{measure.upper()} {label}", value=it.score, unit=unit, n=it.answers, k=k,
        low=it.low, high=it.high,
    )  # fmt: skip


def _told(score: float | None) -> str:
    return "–" if score is None else f"{score:.2f}"


def _interval(it: Rating) -> str:
    return "–" if it.low is None or it.high is None else f"{it.low:.2f} to {it.high:.2f}"


def _moved(moved: Moved | None) -> str:
    return "–" if moved is None else f"{moved.difference:+.2f} ({moved.low:+.2f} to {moved.high:+.2f})"
