"""Leaving: what customers do before they leave, how sure that is, and who is on such a path today."""

from __future__ import annotations

from collections.abc import Sequence
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
from sojourn.journeys.leaving_result import (
    CalibrationRow,
    LeavingModel,
    LeavingMoment,
    LeavingPattern,
    LeavingResult,
    ListedCustomer,
    PatternRisk,
    RiskBand,
    RiskTerm,
    RiskToday,
)
from sojourn.journeys.observation import observed_until
from sojourn.journeys.question import EventName, Question, Span

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
        terms, raising = _terms(found)
        shown = replace(setting, moments_us=(*setting.moments_us, end))
        masks = log.run(CountMasks(shown, terms))
        model = fitted(masks[TRAINING]) if terms and masks[LATER].any() else None
        if model is not None:
            raising = [place for place in raising if model.weights[place] > 0]
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
            today=_today(model, raising, masks[TODAY].sum(axis=0)),
            listed=() if model is None else self._list(log, model, terms, raising, shown),
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
        self,
        log: JourneyLog,
        model: RiskModel,
        terms: Sequence[Pattern],
        raising: Sequence[int],
        then: Setting,
    ) -> tuple[ListedCustomer, ...]:
        """The customers at the last moment who show a pattern that raises the risk."""
        if not self.listed:
            return ()
        risks = np.where(_on_path(model, raising), model.risks, np.nan)
        end = then.moments_us[TODAY]
        strongest = sorted(raising, key=lambda place: -model.weights[place])
        return tuple(
            ListedCustomer(
                customer_id=one.customer_id,
                risk=one.risk,
                seconds_since=(end - one.latest_us) / 1e6,
                reasons=tuple(terms[place] for place in strongest if one.mask >> place & 1),
            )
            for one in log.run(ListRisky(replace(then, moments_us=(end,)), terms, risks, self.listed))
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


def _terms(found: Sequence[LeavingPattern]) -> tuple[tuple[Pattern, ...], list[int]]:
    """The kept patterns that make up the risk: the clearest, without those that tell the same (LV9).

    Returns:
        The patterns, and the places of those that raise the risk.
    """
    told: list[LeavingPattern] = []
    for one in found:
        if one.kept and not any(_alike(one.training, other.training) for other in told):
            told.append(one)
    raising = [one.pattern for one in told if (one.training.lift or 0.0) > 1]
    lowering = [one.pattern for one in told if (one.training.lift or 0.0) <= 1]
    room = MOST_TERMS - min(len(lowering), MOST_TERMS - RAISING_TERMS)
    raising = raising[:room]
    return (*raising, *lowering[: MOST_TERMS - len(raising)]), list(range(len(raising)))


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


def _today(model: RiskModel | None, raising: Sequence[int], everybody: Int64s) -> RiskToday:
    """The customers at risk today, by the set of their patterns, int64[2 ** patterns]."""
    at_risk = int(everybody.sum())
    if model is None:
        return RiskToday(at_risk, 0, None, ())
    risks = model.risks
    band = np.minimum((risks * BANDS).astype(np.int64), BANDS - 1)
    bands = tuple(
        RiskBand(number / BANDS, (number + 1) / BANDS, int(everybody[band == number].sum()))
        for number in range(BANDS)
    )
    on_path = int(everybody[_on_path(model, raising)].sum())
    return RiskToday(at_risk, on_path, float(everybody @ risks), bands)


def _on_path(model: RiskModel, raising: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Which sets of patterns hold one that raises the risk: bool[2 ** patterns]."""
    bits = sum(1 << place for place in raising)
    found: npt.NDArray[np.bool_] = (np.arange(1 << model.weights.size) & bits) > 0
    return found
