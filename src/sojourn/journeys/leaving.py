"""Leaving: what customers do before they leave, how sure that is, and who is on such a path today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

import numpy as np
import numpy.typing as npt
from pydantic import Field

from sojourn.core.errors import UsageError
from sojourn.core.statistics import wilson
from sojourn.core.time import span
from sojourn.journeys.leaving_counts import (
    NO_OUTCOME,
    CountEvents,
    CountMasks,
    CountPatterns,
    ListRisky,
    Pattern,
    PatternCounts,
    Setting,
)
from sojourn.journeys.leaving_horizon import horizon_of
from sojourn.journeys.leaving_lift import Lifts, adjusted, kept, lifts_of, strength, tested
from sojourn.journeys.leaving_model import RiskModel, area_under_curve, brier, calibration, fitted
from sojourn.journeys.notebook import Bar, html_table
from sojourn.journeys.observation import observed_until
from sojourn.journeys.question import Answer, Estimate, EventName, Question, Span, Table

if TYPE_CHECKING:
    from sojourn.journeys.log.journey_log import JourneyLog

Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MOST_NAMES: Final = 200
"""Patterns are made of so many event names, the most frequent ones."""
MOST_TERMS: Final = 12
"""So many patterns make up the risk: few enough to be told as reasons."""
RAISING_TERMS: Final = 8
"""So many of them are such that raise it, if there are as many."""
ALIKE: Final = 0.02
"""Patterns whose counts differ by no more than this part are taken for the same customers."""
MOST_LISTED: Final = 1_000_000
MOST_SHOWN: Final = 10_000
BANDS: Final = 10
TRAINING, LATER, TODAY = range(3)


class LeavingRangeError(UsageError):
    """A number or a span of the question is out of range."""


@dataclass(frozen=True, slots=True)
class LeavingMoment:
    """Customers at risk at one as-of time, and how many of them left in the horizon after it.

    Attributes:
        seconds_before_end: How long before the end of the observation the as-of time is.
        at_risk: How many customers were at risk.
        left: How many of them left.
        share: ``left`` of ``at_risk``, with its 95 % interval; ``None`` where nobody was at risk.
    """

    seconds_before_end: float
    at_risk: int
    left: int
    share: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PatternRisk:
    """How those left who showed a pattern, at one as-of time.

    Attributes:
        n: Customers with the pattern.
        left: How many of them left.
        share: ``left`` of ``n``.
        lift: Their risk to leave divided by the risk of those without the pattern, with its 95 % interval;
            ``None`` where there is nobody to compare, or nobody left.
    """

    n: int
    left: int
    share: float | None
    lift: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class LeavingPattern:
    """One tested pattern.

    Attributes:
        pattern: What the customers did.
        training: Its risk at the training time.
        p: p-value of no difference at the training time.
        q: The same for all tested patterns together (Benjamini and Hochberg).
        later: Its risk at the later time.
        kept: Whether ``q`` is at most 0.05 and the later time points the same way.
    """

    pattern: Pattern
    training: PatternRisk
    p: float
    q: float
    later: PatternRisk
    kept: bool


@dataclass(frozen=True, slots=True)
class RiskTerm:
    """What showing a pattern does to the odds to leave, the other terms being the same."""

    pattern: Pattern
    odds_ratio: float


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """Customers of like risk at the later time: what the model expected, and what happened.

    Attributes:
        n: How many customers.
        expected: Their mean risk by the model.
        left: How many of them left.
        share: ``left`` of ``n``, with its 95 % interval.
    """

    n: int
    expected: float
    left: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LeavingModel:
    """The risk by the patterns, fitted at the training time and checked at the later one.

    Attributes:
        base_risk: The risk of those who show none of the patterns.
        terms: What each pattern does, the greatest odds ratio first.
        brier: Mean squared distance of the risk from what happened; 0 is best.
        brier_of_base: The same, had everybody been given the share of the training time.
        auc: How often one who left had a greater risk than one who stayed; 0.5 is chance.
        calibration: Up to ten groups of customers, the least risk first.
    """

    base_risk: float
    terms: tuple[RiskTerm, ...]
    brier: float
    brier_of_base: float
    auc: float | None
    calibration: tuple[CalibrationRow, ...]


@dataclass(frozen=True, slots=True)
class RiskBand:
    """How many customers at risk today have a risk from ``low`` to below ``high``."""

    low: float
    high: float
    customers: int


@dataclass(frozen=True, slots=True)
class RiskToday:
    """Customers at risk at the end of the observation.

    Attributes:
        at_risk: How many.
        on_path: How many of them show a pattern that raises the risk.
        expected: How many will leave within the horizon, by the model; ``None`` without one.
        bands: All of them by risk; none without a model.
    """

    at_risk: int
    on_path: int
    expected: float | None
    bands: tuple[RiskBand, ...]


@dataclass(frozen=True, slots=True)
class ListedCustomer:
    """A customer who is on a path of leaving today.

    Attributes:
        customer_id: Who.
        risk: To leave within the horizon, 0 to 1.
        seconds_since: Since their last event.
        reasons: The patterns they show that raise the risk, the strongest first.
    """

    customer_id: str
    risk: float
    seconds_since: float
    reasons: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class LeavingResult(Answer):
    """What precedes leaving.

    Attributes:
        customers: How many customers were looked at.
        outcome: The event that is leaving; ``None``: having no event for the horizon.
        horizon_seconds: How far ahead of an as-of time one looks.
        came_back: Of the silences as long as the horizon, the share that ended; only where the horizon was
            found from the data.
        lookback_seconds: How far back from it patterns are looked for.
        training: The as-of time on which patterns are tested and the risk is fitted.
        later: The as-of time on which both are checked.
        tested: How many patterns were tested.
        kept: How many of them hold.
        patterns: The tested patterns: first those that hold and raise the risk, the clearest first, then
            those that hold and lower it, then the others.
        model: The risk by the kept patterns; ``None`` where none was kept.
        today: The customers at risk at the end.
        listed: Those on a path of leaving, the greatest risk first, as many as were asked for.
    """

    customers: int
    outcome: str | None
    horizon_seconds: float
    came_back: float | None
    lookback_seconds: float
    training: LeavingMoment
    later: LeavingMoment
    tested: int
    kept: int
    patterns: tuple[LeavingPattern, ...]
    model: LeavingModel | None
    today: RiskToday
    listed: tuple[ListedCustomer, ...]

    def tables(self) -> tuple[Table, ...]:
        """One row for each pattern, the customers listed, and the calibration."""
        return (_pattern_table(self.patterns), _customer_table(self.listed), _calibration_table(self.model))

    def estimates(self) -> Iterator[Estimate]:
        """The share that left, of all at risk and of those with each pattern."""
        all_of_them = self.training
        if all_of_them.share is not None:
            yield Estimate(
                ("all",),
                "left",
                all_of_them.share,
                "share",
                all_of_them.at_risk,
                all_of_them.left,
                all_of_them.low,
                all_of_them.high,
            )
        for one in self.patterns:
            told, pattern = one.training, one.pattern
            interval = wilson(told.left, told.n)
            yield Estimate(
                (pattern.kind, pattern.event, pattern.then or ""),
                f"left after {pattern.text}",
                told.left / told.n,
                "share",
                told.n,
                told.left,
                interval.low,
                interval.high,
            )

    def _repr_html_(self) -> str:
        rows = [
            (
                one.pattern.text,
                one.training.n,
                Bar(one.training.left / one.training.n),
                "–" if one.training.lift is None else f"{one.training.lift:.2f}",
                f"{one.q:.2g}",
                "yes" if one.kept else "no",
            )
            for one in self.patterns
        ]
        title = f"{self.kept:,} of {self.tested:,} patterns hold before leaving"
        return html_table(title, ["Pattern", "Customers", "Left", "Lift", "q", "Holds later"], rows)


def leaving(
    log: JourneyLog,
    outcome: str | None = None,
    *,
    horizon: timedelta | str | None = None,
    lookback: timedelta | str | None = None,
    support: int = 30,
    top: int = 50,
    listed: int = 0,
    observed_until: datetime | None = None,
) -> LeavingResult:
    """Find what customers do before they leave, and who is on such a path today.

    One looks from an as-of time T. At risk is who had an event in the ``lookback`` up to T and no outcome up
    to T. They leave if the outcome happens in the ``horizon`` after T, or, without an outcome, if no event
    happens in it. Patterns are looked for in the look-back, so nothing after T is known to them. With E for
    the end of the observation, patterns are tested and the risk is fitted at T = E - 2 horizons; what is
    found is checked at T = E - 1 horizon; and today is T = E.

    Args:
        log: The journeys to look at.
        outcome: The event that is leaving; ``None``: to have no event.
        horizon: How far ahead to look, such as ``"30d"``. ``None``: found from the data, see LV2.
        lookback: How far back to look for patterns; ``None``: as far as the horizon.
        support: How many customers must show a pattern, and as many not, for it to be tested.
        top: How many patterns are told, 1 to 10,000.
        listed: How many customers are listed by risk; 0 for none.
        observed_until: The end of the observation; ``None``: the last event of the whole log.

    Returns:
        The patterns with lift, interval, q-value and how they did later; the risk with its calibration; and
        the customers at risk today.

    Raises:
        UnknownEventError: The log has no such event.
        UsageError: A number or span is out of range.

    Source: kernels/SPEC.md LV1 to LV12.
    """
    return log.ask(
        LeavingQuestion(
            outcome=outcome,
            horizon=span(horizon) if isinstance(horizon, str) else horizon,
            lookback=span(lookback) if isinstance(lookback, str) else lookback,
            support=support,
            top=top,
            listed=listed,
            observed_until=observed_until,
        )
    )


@dataclass(frozen=True, slots=True)
class LeavingQuestion(Question[LeavingResult]):
    """What do customers do before they leave, and who is on such a path today?

    Attributes:
        outcome: The event that is leaving; ``None``: to have no event for the horizon.
        horizon: How far ahead of an as-of time to look; ``None``: found from the data.
        lookback: How far back from it to look for patterns; ``None``: as far as the horizon.
        support: How many customers must show a pattern, and as many not, for it to be tested.
        top: How many patterns are told.
        listed: How many customers are listed by risk.
        observed_until: The end of the observation; ``None``: the last event of the whole log.
    """

    kind: ClassVar = "leaving"
    answer: ClassVar = LeavingResult

    outcome: EventName | None = None
    horizon: Span | None = None
    lookback: Span | None = None
    support: Annotated[int, Field(ge=1)] = 30
    top: Annotated[int, Field(ge=1, le=MOST_SHOWN)] = 50
    listed: Annotated[int, Field(ge=0, le=MOST_LISTED)] = 0
    observed_until: datetime | None = None

    def __post_init__(self) -> None:
        for name, least, most in (("support", 1, None), ("top", 1, MOST_SHOWN), ("listed", 0, MOST_LISTED)):
            given = getattr(self, name)
            if given < least or (most is not None and given > most):
                upper = "or more" if most is None else f"to {most:,}"
                raise LeavingRangeError(f"The number for {name!r} is {least} {upper}, not {given:,}.")
        for name in ("horizon", "lookback"):
            length: timedelta | None = getattr(self, name)
            if length is not None and length <= timedelta(0):
                raise LeavingRangeError(f"The {name} must be longer than zero, not {length}.")

    def ask(self, log: JourneyLog) -> LeavingResult:
        """Count the patterns, test them, then count who shows those that hold."""
        end = observed_until(log, self.observed_until)
        horizon, came_back = horizon_of(log, self.horizon, end=end, outcome=self.outcome is not None)
        setting = self._setting(log, horizon=horizon, end=end)
        counts = log.run(CountPatterns(setting))
        found = _patterns(counts, setting.numbered, support=self.support)
        terms = _terms(found)
        shown = replace(setting, moments_us=(*setting.moments_us, end))
        masks = log.run(CountMasks(shown, terms))
        model = fitted(masks[TRAINING]) if terms and masks[LATER].any() else None
        return LeavingResult(
            customers=log.customers,
            outcome=self.outcome,
            horizon_seconds=horizon / 1e6,
            came_back=came_back,
            lookback_seconds=setting.lookback_us / 1e6,
            training=_moment(counts.everybody[TRAINING], seconds=2 * horizon / 1e6),
            later=_moment(counts.everybody[LATER], seconds=horizon / 1e6),
            tested=len(found),
            kept=sum(one.kept for one in found),
            patterns=tuple(found[: self.top]),
            model=None if model is None else _told(model, terms, masks),
            today=_today(model, masks[TODAY].sum(axis=0)),
            listed=() if model is None or not self.listed else self._list(log, model, terms, setting, end),
        )

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[LeavingQuestion]:
        """By silence with a horizon from the data and with a short one, and by the rarest event."""
        end, second = log.last, timedelta(seconds=1)
        return [
            cls(support=1, observed_until=end),
            cls(horizon=second, lookback=4 * second, support=1, top=3, observed_until=end),
            cls(log.event_names[-1], horizon=2 * second, support=1, observed_until=end),
        ]

    def _setting(self, log: JourneyLog, *, horizon: int, end: int) -> Setting:
        outcome = NO_OUTCOME if self.outcome is None else log.code_of(self.outcome)
        names = log.event_names
        codes = [code for code in range(len(names)) if code != outcome]
        if len(codes) > MOST_NAMES:
            counts = log.run(CountEvents()).tolist()
            codes = sorted(codes, key=lambda code: (-counts[code], names[code]))[:MOST_NAMES]
        numbered = sorted(codes, key=lambda code: names[code])
        number_of = np.full(len(names), -1, np.int32)
        number_of[numbered] = np.arange(len(numbered))
        lookback = horizon if self.lookback is None else self.lookback // timedelta(microseconds=1)
        return Setting(
            moments_us=(end - 2 * horizon, end - horizon),
            lookback_us=lookback,
            horizon_us=horizon,
            outcome=outcome,
            number_of=number_of,
            numbered=tuple(names[code] for code in numbered),
        )

    def _list(
        self, log: JourneyLog, model: RiskModel, terms: Sequence[Pattern], setting: Setting, end: int
    ) -> tuple[ListedCustomer, ...]:
        raising = [place for place in np.argsort(-model.weights).tolist() if model.weights[place] > 0]
        masks = np.arange(model.risks.size)
        on_path = (masks & sum(1 << place for place in raising)) > 0
        risks = np.where(on_path, model.risks, np.nan)
        listing = ListRisky(replace(setting, moments_us=(end,)), terms, risks, self.listed)
        return tuple(
            ListedCustomer(
                customer_id=one.customer_id,
                risk=one.risk,
                seconds_since=(end - one.latest_us) / 1e6,
                reasons=tuple(terms[place] for place in raising if one.mask >> place & 1),
            )
            for one in log.run(listing)
        )


def _patterns(counts: PatternCounts, numbered: Sequence[str], *, support: int) -> list[LeavingPattern]:
    """The tested patterns: those that hold, of them those that raise the risk, by how clear they are."""
    patterns, first = counts.of(TRAINING, numbered)
    if not patterns:
        return []
    training = lifts_of(first, counts.everybody[TRAINING])
    later = lifts_of(counts.of(LATER, numbered)[1], counts.everybody[LATER])
    chosen = tested(training, everybody=int(counts.everybody[TRAINING].sum()), support=support)
    q = np.ones(len(patterns))
    q[chosen] = adjusted(training.p[chosen])
    holds, clear = kept(training, q, later) & chosen, strength(training)
    order = sorted(
        np.flatnonzero(chosen).tolist(),
        key=lambda place: (not holds[place], training.lift[place] <= 1, -clear[place], q[place], place),
    )
    return [
        LeavingPattern(
            pattern=patterns[place],
            training=_risk(training, place),
            p=float(training.p[place]),
            q=float(q[place]),
            later=_risk(later, place),
            kept=bool(holds[place]),
        )
        for place in order
    ]


def _terms(found: Sequence[LeavingPattern]) -> tuple[Pattern, ...]:
    """The kept patterns that make up the risk: the clearest, without those that tell the same (LV9)."""
    told: list[LeavingPattern] = []
    for one in found:
        if one.kept and not any(_alike(one.training, other.training) for other in told):
            told.append(one)
    raising = [one.pattern for one in told if (one.training.lift or 0.0) > 1]
    lowering = [one.pattern for one in told if (one.training.lift or 0.0) <= 1]
    room = MOST_TERMS - min(len(lowering), MOST_TERMS - RAISING_TERMS)
    raising = raising[:room]
    return (*raising, *lowering[: MOST_TERMS - len(raising)])


def _alike(one: PatternRisk, other: PatternRisk) -> bool:
    """Whether as many customers showed both, and as many of them left, within 2 %."""
    near_n = abs(one.n - other.n) <= ALIKE * max(one.n, other.n)
    return near_n and abs(one.left - other.left) <= ALIKE * max(one.left, other.left)


def _risk(lifts: Lifts, place: int) -> PatternRisk:
    n, left = int(lifts.n[place]), int(lifts.left[place])
    told = [float(one[place]) for one in (lifts.lift, lifts.low, lifts.high)]
    lift, low, high = (None if np.isnan(one) else one for one in told)
    return PatternRisk(n=n, left=left, share=left / n if n else None, lift=lift, low=low, high=high)


def _moment(everybody: Int64s, *, seconds: float) -> LeavingMoment:
    at_risk, left = int(everybody.sum()), int(everybody[1])
    interval = wilson(left, at_risk)
    share = left / at_risk if at_risk else None
    return LeavingMoment(seconds, at_risk, left, share, interval.low, interval.high)


def _told(model: RiskModel, terms: Sequence[Pattern], masks: Int64s) -> LeavingModel:
    """The model, with how it did at the later time."""
    trained, checked, risks = masks[TRAINING], masks[LATER], model.risks
    base = np.full(risks.size, trained[1].sum() / trained.sum())
    rows = []
    for group in calibration(risks, checked):
        interval = wilson(group.left, group.n)
        share = group.left / group.n
        rows.append(CalibrationRow(group.n, group.expected, group.left, share, interval.low, interval.high))
    order = sorted(range(len(terms)), key=lambda place: -model.weights[place])
    return LeavingModel(
        base_risk=float(risks[0]),
        terms=tuple(RiskTerm(terms[place], float(np.exp(model.weights[place]))) for place in order),
        brier=brier(risks, checked),
        brier_of_base=brier(base, checked),
        auc=area_under_curve(risks, checked),
        calibration=tuple(rows),
    )


def _today(model: RiskModel | None, everybody: Int64s) -> RiskToday:
    """The customers at risk today, by the set of their patterns, int64[2 ** patterns]."""
    at_risk = int(everybody.sum())
    if model is None:
        return RiskToday(at_risk, 0, None, ())
    raising = sum(1 << place for place in np.flatnonzero(model.weights > 0).tolist())
    on_path = int(everybody[(np.arange(everybody.size) & raising) > 0].sum())
    risks = model.risks
    band = np.minimum((risks * BANDS).astype(np.int64), BANDS - 1)
    bands = tuple(
        RiskBand(number / BANDS, (number + 1) / BANDS, int(everybody[band == number].sum()))
        for number in range(BANDS)
    )
    return RiskToday(at_risk, on_path, float(everybody @ risks), bands)


def _pattern_table(patterns: Sequence[LeavingPattern]) -> Table:
    figures = ("n", "left", "share", "lift", "lift_low", "lift_high")
    columns = ("kind", "event", "then", *figures, "p", "q", *(f"later_{one}" for one in figures), "kept")
    rows = tuple(
        (
            one.pattern.kind,
            one.pattern.event,
            one.pattern.then,
            *_figures(one.training),
            one.p,
            one.q,
            *_figures(one.later),
            "yes" if one.kept else "no",
        )
        for one in patterns
    )
    return Table("patterns", columns, rows)


def _figures(risk: PatternRisk) -> tuple[int | float | None, ...]:
    return risk.n, risk.left, risk.share, risk.lift, risk.low, risk.high


def _customer_table(listed: Sequence[ListedCustomer]) -> Table:
    rows = tuple(
        (one.customer_id, one.risk, one.seconds_since, "; ".join(reason.text for reason in one.reasons))
        for one in listed
    )
    return Table("customers", ("customer_id", "risk", "seconds_since_last_event", "reasons"), rows)


def _calibration_table(model: LeavingModel | None) -> Table:
    rows = tuple(
        (one.n, one.expected, one.left, one.share, one.low, one.high)
        for one in (model.calibration if model else ())
    )
    return Table("calibration", ("customers", "expected", "left", "share", "share_low", "share_high"), rows)
