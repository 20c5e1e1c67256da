"""Comparing two groups of journeys: what is subtracted, how it is tested, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from scipy.stats import chi2_contingency, ttest_ind_from_stats

from sojourn.core.differences import (
    difference_of_intervals,
    difference_of_means,
    difference_of_nps,
    difference_of_shares,
    false_discovery_rates,
    nps_interval,
)
from sojourn.core.statistics import Interval
from sojourn.journeys.compare import CompareError, CompareQuestion, Side
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.events import EventsResult
from sojourn.journeys.funnel import FunnelQuestion
from sojourn.journeys.log.journey_log import EmptySelectionError, JourneyLog
from sojourn.journeys.question import Answer, Estimate, Question, QuestionError, Table
from sojourn.journeys.segments import SegmentError


def shop() -> JourneyLog:
    """Of 40 who came by the app 30 buy, of 60 by the web 15; two of the buyers come back."""
    events = []
    for number in range(100):
        who, day = f"c{number:03}", f"2026-01-{1 + number % 20:02}"
        app = number < 40
        events.append((who, "open_app" if app else "open_web", f"{day}T08:00"))
        if number < 30 or 40 <= number < 55:
            events.append((who, "buy", f"{day}T09:00" if app else f"{day}T12:00"))
        if number < 2:
            events.append((who, "open_app", "2026-02-01"))
    return JourneyLog.from_events(events)


FUNNEL = {"kind": "funnel", "steps": ["buy"]}


def test_worked_example() -> None:
    """30 of 40 against 15 of 60: the share differs by 0.5."""
    result = shop().compare(FUNNEL, "did open_app", "did open_web")
    assert (result.a.customers, result.b.customers, result.overlap) == (40, 60, 0)
    (figure,) = result.figures
    assert figure.a is not None
    assert figure.b is not None
    assert (figure.label, figure.a.value, figure.b.value) == ("reached buy", 0.75, 0.25)
    expected = difference_of_shares(30, 40, 15, 60)
    assert expected is not None
    assert (figure.difference, figure.low, figure.high, figure.p) == (
        0.5,
        expected.low,
        expected.high,
        expected.p,
    )
    assert (figure.q, figure.test, result.tested, result.notes) == (expected.p, "shares", 1, ())


def test_figures_other_than_shares_are_compared_by_their_intervals() -> None:
    steps = ["open_app", "buy"]
    log = JourneyLog.from_events(
        [
            (f"{day}{number}", event, f"2026-01-{day:02}T{hour:02}:{number:02}")
            for day, hours in ((1, (8, 9)), (2, (8, 11)))
            for number in range(20)
            for event, hour in zip(steps, hours, strict=True)
        ]
    )
    sides = [Side(segment="started on 2026-01-01"), Side(segment="started on 2026-01-02")]
    result = log.compare(FunnelQuestion(tuple(steps)), *sides)
    median = next(one for one in result.figures if one.unit == "seconds")
    assert (median.difference, median.low, median.high) == (-7_200.0, -7_200.0, -7_200.0)
    assert (median.test, median.p) == ("intervals", 0.0)
    assert result.tested == len(result.figures) == 4


def test_rates_of_false_discoveries_are_over_all_figures() -> None:
    result = shop().compare({"kind": "flow"}, "did open_app", "did open_web")
    tested = [one for one in result.figures if one.p is not None]
    assert result.tested == len(tested) > 3
    assert [one.q for one in tested] == false_discovery_rates([one.p for one in tested])
    assert all((one.q or 0) >= (one.p or 0) for one in tested)


def test_what_only_one_side_has_is_shown_and_not_tested() -> None:
    result = shop().compare({"kind": "transitions"}, "did open_app", "did open_web")
    lonely = [one for one in result.figures if one.b is None]
    assert "open_app → buy" in {one.label for one in lonely}
    assert {(one.difference, one.p, one.test) for one in lonely} == {(None, None, None)}


def test_customers_on_both_sides_are_counted_and_pointed_out() -> None:
    result = shop().compare(FUNNEL, "did buy", "did open_app")
    assert result.overlap == 30
    assert "30 customers are on both sides" in result.notes[0]


def test_periods_are_compared_and_their_lengths_pointed_out() -> None:
    january, february = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    march = datetime(2026, 3, 1, tzinfo=UTC)
    log = shop()
    result = log.compare(
        {"kind": "flow"}, Side(since=january, until=february), Side(since=february, until=march)
    )
    assert (result.a.customers, result.b.customers, result.overlap) == (100, 2, 2)
    assert len(result.notes) == 1  # 31 and 28 days are alike
    wide = log.compare({"kind": "flow"}, Side(until=february), Side(since=february, until=march))
    assert "no beginning or no end" in wide.notes[1]
    short = Side(since=january, until=datetime(2026, 1, 11, tzinfo=UTC))
    ten = log.compare({"kind": "flow"}, short, Side(since=february, until=march))
    assert "10 d and 28 d" in ten.notes[-1]


def test_both_sides_are_parts_of_what_is_selected() -> None:
    log = shop().where("did buy").between(until=datetime(2026, 1, 11, tzinfo=UTC))
    result = log.compare(FUNNEL, "did open_app", Side())
    assert result.a.customers == log.where("did buy and did open_app").customers
    assert result.b.customers == log.customers
    assert result.overlap == result.a.customers


def test_a_side_without_anybody_is_an_error() -> None:
    with pytest.raises(EmptySelectionError, match="did buy at least 9 times"):
        shop().compare(FUNNEL, "did buy", "did buy at least 9 times")
    with pytest.raises(SegmentError, match="Did you mean 'buy'"):
        shop().compare(FUNNEL, "did buy", "did byu")


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"steps": ["buy"]}, "needs its 'kind'"),
        ({"kind": "compare", "question": FUNNEL, "a": {}, "b": {}}, "cannot be compared"),
    ],
)
def test_what_cannot_be_compared_is_said(asked: dict[str, object], fault: str) -> None:
    with pytest.raises(CompareError, match=fault):
        shop().compare(asked, Side(), Side())


def test_an_answer_without_figures_cannot_be_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventsResult, "estimates", Answer.estimates)
    with pytest.raises(CompareError, match="no figures"):
        shop().compare({"kind": "events"}, Side(), Side())


def test_a_comparison_travels() -> None:
    given = {
        "question": {"kind": "funnel", "steps": ["buy"], "within": "7d"},
        "a": {"segment": "did open_app"},
        "b": {"since": "2026-01-05T00:00:00Z", "name": "later"},
    }
    asked = CompareQuestion.from_json(given)
    assert CompareQuestion.from_json(asked.to_json()) == asked
    assert shop().ask(asked).to_json()["b"]["name"] == "later"
    with pytest.raises(QuestionError, match="steps"):
        CompareQuestion.from_json({**given, "question": {"kind": "funnel", "steps": []}})
    with pytest.raises(QuestionError, match="The question 'funnel' needs its parameter 'steps'"):
        CompareQuestion.from_json({**given, "question": {"kind": "funnel"}})


def test_names_say_what_the_sides_are() -> None:
    result = shop().compare(FUNNEL, "did buy", Side(since=datetime(2026, 1, 5, tzinfo=UTC)))
    assert (result.a.name, result.b.name) == ("did buy", "since 2026-01-05")
    assert shop().compare(FUNNEL, Side(), Side()).a.name == "everybody (A)"


# The formulas


def test_differences_of_shares_against_a_peer() -> None:
    for k_a, n_a, k_b, n_b in ((5, 20, 11, 30), (0, 10, 4, 12), (7, 7, 1, 9)):
        found = difference_of_shares(k_a, n_a, k_b, n_b)
        table = [[k_a, n_a - k_a], [k_b, n_b - k_b]]
        chi = chi2_contingency(table, correction=False).statistic * (n_a + n_b - 1) / (n_a + n_b)
        assert found is not None
        assert found.p == pytest.approx(1 - _chi_one(chi))
        assert found.low <= found.value <= found.high
    assert difference_of_shares(0, 0, 1, 2) is None
    same = difference_of_shares(0, 5, 0, 5)
    assert same is not None
    assert (same.value, same.p) == (0.0, 1.0)


def _chi_one(value: float) -> float:
    from scipy.stats import chi2

    return float(chi2.cdf(value, 1))


def test_differences_of_means_against_a_peer() -> None:
    a, b = [1.0, 2.0, 4.0, 5.0], [3.0, 3.5, 9.0]
    found = difference_of_means(_sums(a), _sums(b))
    assert found is not None
    peer = ttest_ind_from_stats(sum(a) / 4, _deviation(a), 4, sum(b) / 3, _deviation(b), 3, equal_var=False)
    assert found.p == pytest.approx(peer.pvalue)
    assert (found.low < 0 < found.high) == (found.p > 0.05)
    assert difference_of_means((1, 1, 1), _sums(b)) is None
    assert difference_of_means((3, 3, 3), (2, 2, 2)) is None


def _sums(values: list[float]) -> tuple[float, float, float]:
    return len(values), sum(values), sum(value * value for value in values)


def _deviation(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return float((sum((value - mean) ** 2 for value in values) / (len(values) - 1)) ** 0.5)


def test_nps_and_mover() -> None:
    interval = nps_interval(0, 0, 4)
    assert interval is not None
    assert interval.low == pytest.approx(-interval.high)
    assert nps_interval(0, 0, 0) is None
    moved = difference_of_nps((60, 10, 100), (30, 40, 100))
    assert moved is not None
    assert moved.value == pytest.approx(60)
    assert moved.low > 0
    assert moved.p < 0.001
    found = difference_of_intervals(10, Interval(8, 13), 7, Interval(6, 9))
    assert (found.low, found.high) == pytest.approx((3 - 8**0.5, 3 + 10**0.5))
    assert found.p < 0.05
    assert difference_of_intervals(1, Interval(1, 1), 1, Interval(1, 1)).p == 1.0


@dataclass(frozen=True, slots=True)
class Made(Answer):
    """An answer with one figure that has no interval."""

    def tables(self) -> tuple[Table, ...]:
        return ()

    def estimates(self) -> Iterator[Estimate]:
        yield Estimate(("one",), "one", 1.0, "value", 3)


@dataclass(frozen=True, slots=True)
class MadeQuestion(Question[Made]):
    kind: ClassVar = "made"
    answer: ClassVar = Made

    def ask(self, log: JourneyLog) -> Made:
        return Made()

    @classmethod
    def examples(cls, log: JourneyLog) -> Sequence[MadeQuestion]:
        return [cls()]


def test_figures_without_an_interval_are_subtracted_and_not_tested() -> None:
    (figure,) = shop().on(LocalEngine(threads=1)).compare(MadeQuestion(), Side(), Side()).figures
    assert (figure.difference, figure.low, figure.p, figure.test) == (0.0, None, None, None)
