"""What comes back when one asks what precedes leaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sojourn.core.statistics import wilson
from sojourn.journeys.leaving_counts import Pattern
from sojourn.journeys.notebook import Bar, html_table
from sojourn.journeys.question import Answer, Estimate, Table


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
        on_path: How many of them show a pattern that raises the risk, by itself and beside the others.
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
