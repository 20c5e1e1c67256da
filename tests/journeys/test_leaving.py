"""SPEC LV1 to LV12."""

from __future__ import annotations

import math
import os
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from sklearn.linear_model import LogisticRegression

from sojourn.core.errors import UsageError
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.leaving import LeavingQuestion
from sojourn.journeys.leaving_lift import adjusted, lifts_of
from sojourn.journeys.leaving_model import area_under_curve, brier, calibration, fitted
from sojourn.journeys.leaving_result import LeavingResult, PatternRisk
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError

from . import reference_leaving as reference
from .reference import Event, as_rows
from .strategies import NAMES, SECOND, logs

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOJOURN_REAL_DATA", ROOT.parent / "shared" / "data"))
SPARKIFY = DATA / "sparkify_eventsim_synthetic"
with_sparkify = pytest.mark.skipif(not SPARKIFY.exists(), reason="the music log is not on this machine")

DAY_S = 86_400
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
spans = st.integers(1, 4).map(lambda seconds: seconds * SECOND)


def us(microseconds: int) -> timedelta:
    return timedelta(microseconds=microseconds)


@settings(max_examples=60, deadline=None)
@given(
    events=logs(),
    horizon=spans,
    lookback=spans,
    outcome=st.none() | st.sampled_from(NAMES),
    support=st.integers(1, 2),
)
def test_equals_the_obvious_answer(
    events: list[Event], horizon: int, lookback: int, outcome: str | None, support: int
) -> None:
    end = max(time for *_, time in events)
    # Somebody with every name, long before anything is looked at.
    events = events + [("zoe", name, -(10**15)) for name in NAMES]
    result = JourneyLog.from_events(as_rows(events)).leaving(
        outcome, horizon=us(horizon), lookback=us(lookback), support=support, top=10_000
    )
    first, later = (
        reference.at_risk(events, at, lookback=lookback, horizon=horizon, outcome=outcome)
        for at in (end - 2 * horizon, end - horizon)
    )
    for told, risky in ((result.training, first), (result.later, later)):
        assert (told.at_risk, told.left) == (len(risky), sum(left for _, left in risky.values()))
    counted, counted_later = reference.counts(first), reference.counts(later)
    leavers = result.training.left
    expected = {
        shown: n for shown, n in counted.items() if support <= n[0] <= len(first) - support and leavers
    }
    assert {
        (one.pattern.kind, one.pattern.event, one.pattern.then): (one.training.n, one.training.left)
        for one in result.patterns
    } == expected
    q = reference.false_discovery(
        {(one.pattern.kind, one.pattern.event, one.pattern.then): one.p for one in result.patterns}
    )
    for one in result.patterns:
        shown = (one.pattern.kind, one.pattern.event, one.pattern.then)
        assert (one.later.n, one.later.left) == counted_later.get(shown, (0, 0))
        assert one.q == pytest.approx(q[shown])
        same_side = ((one.training.lift or 1) - 1) * ((one.later.lift or 1) - 1) > 0
        assert one.kept == (one.q <= 0.05 and same_side)
    today = reference.at_risk(events, end, lookback=lookback, horizon=horizon, outcome=outcome)
    assert result.today.at_risk == len(today)


def test_lift_by_hand() -> None:
    """30 of 100 left with the pattern, 10 of 100 without it."""
    lifts = lifts_of(np.array([[70, 30]]), np.array([160, 40]))
    assert (lifts.n[0], lifts.left[0]) == (100, 30)
    assert lifts.lift[0] == pytest.approx(3)
    reach = 1.959964 * math.sqrt(1 / 30 - 1 / 100 + 1 / 10 - 1 / 100)
    assert (lifts.low[0], lifts.high[0]) == pytest.approx((3 * math.exp(-reach), 3 * math.exp(reach)))
    chi_squared = 199 * (70 * 10 - 30 * 90) ** 2 / (100 * 100 * 40 * 160)
    assert lifts.p[0] == pytest.approx(math.erfc(math.sqrt(chi_squared / 2)))


def test_lifts_without_anybody_on_a_side_are_unknown_and_a_half_mends_an_empty_cell() -> None:
    everybody = np.array([8, 2])
    lifts = lifts_of(np.array([[8, 2], [0, 0], [4, 0]]), everybody)
    assert np.isnan(lifts.lift[:2]).all()
    assert lifts.lift[2] == pytest.approx((0.5 / 4.5) / (2.5 / 6.5))
    assert lifts.low[2] < lifts.lift[2] < lifts.high[2]
    assert np.isnan(lifts_of(np.array([[3, 0]]), np.array([9, 0])).lift).all()
    assert lifts_of(np.array([[0, 3]]), np.array([0, 9])).p[0] == 1


def test_false_discoveries_by_hand() -> None:
    # Benjamini and Hochberg 1995, section 3.2: the first four of fifteen are found at 0.05.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    assert (adjusted(np.array(p)) <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert adjusted(np.zeros(0)).size == 0


def test_a_journey_by_hand_sees_nothing_after_the_as_of_time() -> None:
    """The end is day 30, the horizon 10 days: as-of times are days 10, 20 and 30."""

    def at(day: float) -> datetime:
        return BEGIN + timedelta(days=day)

    rows = [
        ("ann", "open", at(5)),  # at risk on day 10, gone
        ("bea", "open", at(10)),  # on the dot counts as before; stays, for day 20 is within ten days
        ("bea", "pay", at(20)),
        ("cem", "pay", at(0)),  # ten days before day 10 is no more in the look-back
        ("dov", "open", at(9)),
        ("dov", "pay", at(9.5)),
        ("dov", "open", at(21)),  # too late: gone on day 10, back on day 30
        ("eva", "open", at(30)),
    ]
    result = JourneyLog.from_events(rows).leaving(horizon="10d", support=1)
    assert (result.training.at_risk, result.training.left) == (3, 2)
    assert (result.later.at_risk, result.later.left) == (1, 1)
    assert result.today.at_risk == 2
    told = {one.pattern.text: (one.training.n, one.training.left) for one in result.patterns}
    assert told == {"pay": (1, 1), "open → pay": (1, 1), "last: pay": (1, 1), "last: open": (2, 1)}
    assert result.to_json()["patterns"][0]["pattern"].keys() == {"kind", "event", "then"}


def test_who_had_the_outcome_is_not_at_risk_of_it_again() -> None:
    def at(day: int) -> datetime:
        return BEGIN + timedelta(days=day)

    rows = [
        ("ann", "open", at(9)),
        ("ann", "cancel", at(15)),
        ("ann", "open", at(19)),
        ("bea", "open", at(9)),
        ("bea", "open", at(19)),
        ("bea", "cancel", at(20)),
        ("eva", "open", at(30)),
    ]
    result = JourneyLog.from_events(rows).leaving("cancel", horizon="10d", support=1)
    assert (result.training.at_risk, result.training.left) == (2, 2)
    assert (result.later.at_risk, result.later.left) == (0, 0)
    assert result.later.share is None
    assert not any(one.pattern.event == "cancel" for one in result.patterns)


def made_up(
    *, seed: int, customers: int = 4_000, planted: float = 0.0, days: int = 90, names: int = 8
) -> JourneyLog:
    """Customers at work in all three windows, who cancel by chance, more so after ``e1`` then ``e2``.

    Of each ten-day window every customer has events at chosen times; the names are drawn at random, so that
    nothing but the planted transition says who cancels.
    """
    generator = np.random.default_rng(seed)
    rows: dict[str, list[Any]] = {"customer_id": [], "event": [], "time": []}

    def add(customer: int, event: str, day: float) -> None:
        rows["customer_id"].append(f"c{customer}")
        rows["event"].append(event)
        rows["time"].append(BEGIN + timedelta(days=day))

    for customer in range(customers):
        gone = False
        for window in range(3):
            start = days - 30 + 10 * window
            chosen = [f"e{one}" for one in generator.integers(0, names, 5)]
            if gone:
                chosen = []
            for place, event in enumerate(chosen):
                add(customer, event, start - 9.9 + place)
            risk = 0.05
            if any(pair == ("e1", "e2") for pair in pairwise(chosen)):
                risk += planted
            if not gone and window < 2 and generator.random() < risk:
                # The outcome lies in the horizon after the as-of time, before the next one.
                add(customer, "cancel", start + 5)
                gone = True
    add(customers, "e0", days - 10)
    return JourneyLog.from_frame(pl.DataFrame(rows))


def test_a_planted_path_is_found_and_its_customers_are_listed() -> None:
    log = made_up(seed=3, planted=0.4)
    result = log.leaving("cancel", horizon="10d", listed=50)
    assert result.patterns[0].pattern.text == "e1 → e2"
    assert result.patterns[0].kept
    lift = result.patterns[0].training
    assert lift.low is not None
    assert lift.high is not None
    assert lift.low < 0.45 / 0.05 < lift.high
    # What comes with the planted transition is found with it; what does not is not.
    found = {one.pattern.text for one in result.patterns if one.kept and (one.training.lift or 0) > 1}
    assert found <= {"e1 → e2", "e1", "e2", "last: e2"} | {f"{a} → e1" for a in EIGHT} | {
        f"e2 → {a}" for a in EIGHT
    }
    model = result.model
    assert model is not None
    assert model.terms[0].pattern.text == "e1 → e2"
    assert model.brier < model.brier_of_base
    assert model.auc is not None
    assert model.auc > 0.6
    assert sum(group.n for group in model.calibration) == result.later.at_risk
    assert sum(group.left for group in model.calibration) == result.later.left
    assert [group.expected for group in model.calibration] == sorted(
        group.expected for group in model.calibration
    )
    most = model.calibration[-1]
    assert most.low - 0.05 < most.expected < most.high + 0.05
    assert len(result.listed) == 50
    assert [one.risk for one in result.listed] == sorted((one.risk for one in result.listed), reverse=True)
    assert all(any(reason.text == "e1 → e2" for reason in one.reasons) for one in result.listed)
    assert result.today.on_path >= 50
    assert sum(band.customers for band in result.today.bands) == result.today.at_risk
    assert result.today.expected is not None
    assert 0 < result.today.expected < result.today.at_risk


EIGHT = tuple(f"e{number}" for number in range(8))


def test_chance_alone_is_seldom_kept() -> None:
    """Of twenty logs in which nothing precedes leaving, one may show a pattern before the check."""
    shown = [
        made_up(seed=seed, customers=1_000).leaving("cancel", horizon="10d", support=20) for seed in range(20)
    ]
    assert all(result.tested > 50 for result in shown)
    assert sum(result.kept > 0 for result in shown) <= 2
    assert sum(result.kept for result in shown) <= 0.005 * sum(result.tested for result in shown)


def test_a_list_is_the_same_however_the_log_is_cut_and_has_the_asked_length() -> None:
    log = made_up(seed=3, planted=0.4, customers=3_000)
    question = LeavingQuestion("cancel", horizon=timedelta(days=10), listed=40)
    whole = log.on(LocalEngine(threads=1)).ask(question)
    cut = log.on(LocalEngine(threads=2, chunk_events=1_500)).ask(question)
    assert cut == whole
    # All share the same times, so equal risks are listed by their ids.
    same = [one.customer_id for one in whole.listed if one.risk == whole.listed[0].risk]
    assert same == sorted(same)
    longer = log.leaving("cancel", horizon="10d", listed=100_000)
    assert len(longer.listed) == longer.today.on_path
    assert longer.listed[:40] == whole.listed
    name, columns, rows = (getattr(longer.tables()[1], one) for one in ("name", "columns", "rows"))
    assert (name, columns[0], len(rows)) == ("customers", "customer_id", longer.today.on_path)


def test_the_horizon_from_the_data_is_where_few_come_back() -> None:
    """Everybody pauses for two days again and again, some for five, and half are gone for good."""
    rows = []
    for customer in range(40):
        for day in range(0, 60 if customer % 2 else 20, 2):
            rows.append((f"c{customer:02}", "open", BEGIN + timedelta(days=day)))
    result = JourneyLog.from_events(rows).leaving(support=1)
    assert result.horizon_seconds == 3 * DAY_S
    assert result.came_back == 0
    assert result.lookback_seconds == 3 * DAY_S


def test_the_horizon_of_an_outcome_is_thirty_days_or_what_fits() -> None:
    long = [("ann", "open", BEGIN), ("ann", "cancel", BEGIN + timedelta(days=400))]
    assert JourneyLog.from_events(long).leaving("cancel").horizon_seconds == 30 * DAY_S
    short = [("ann", "open", BEGIN), ("ann", "cancel", BEGIN + timedelta(days=24))]
    assert JourneyLog.from_events(short).leaving("cancel").horizon_seconds == 7 * DAY_S
    moments = [("ann", "open", BEGIN), ("ann", "open", BEGIN + timedelta(seconds=8))]
    assert JourneyLog.from_events(moments).leaving().horizon_seconds == 2


def test_the_end_is_that_of_the_whole_log_unless_it_is_said() -> None:
    rows = [("ann", "open", BEGIN), ("bea", "view", BEGIN + timedelta(days=40))]
    ann = JourneyLog.from_events(rows).where("did open")
    assert ann.leaving(horizon="15d", support=1).training.at_risk == 1
    assert ann.leaving(horizon="15d", support=1).later.at_risk == 0
    said = ann.leaving(horizon="15d", support=1, observed_until=BEGIN + timedelta(days=20))
    assert (said.later.at_risk, said.later.left) == (1, 1)


def test_only_the_most_frequent_of_many_names_make_patterns() -> None:
    rows = [("c9", "e000", BEGIN + timedelta(days=day)) for day in (5, 15, 30)]
    for customer in range(4):
        for number in range(203):
            # The last three names are the rarest: one customer shows them.
            if number < 200 or customer == 0:
                rows.append((f"c{customer}", f"e{number:03}", BEGIN + timedelta(days=5, seconds=number)))
    result = JourneyLog.from_events(rows).leaving(horizon="10d", support=1, top=10_000)
    named = {one.pattern.event for one in result.patterns} | {one.pattern.then for one in result.patterns}
    assert not named & {"e200", "e201", "e202"}
    assert any(one.pattern.event == "e150" for one in result.patterns)


def test_the_model_by_hand() -> None:
    """30 of 100 left with the pattern, 10 of 100 without it; of so many that the penalty is no matter."""
    counts = np.array([[90, 70], [10, 30]]) * 1_000
    model = fitted(counts)
    assert model is not None
    assert model.risks == pytest.approx([0.1, 0.3], abs=1e-4)
    assert model.weights[0] == pytest.approx(math.log((3 / 7) / (1 / 9)), abs=1e-3)
    small = np.array([[9, 7], [1, 3]])
    risks = np.array([0.1, 0.3])
    assert brier(risks, small) == pytest.approx((9 * 0.01 + 0.81 + 7 * 0.09 + 3 * 0.49) / 20)
    # 4 who left against 16 who stayed: 3 · 9 pairs are right, 3 · 7 + 1 · 9 are even.
    assert area_under_curve(risks, small) == pytest.approx((27 + 15) / 64)
    assert [(one.n, one.left) for one in calibration(risks, small)] == [(10, 1), (10, 3)]
    assert fitted(np.array([[5, 5], [0, 0]])) is None
    assert area_under_curve(risks, np.array([[5, 5], [0, 0]])) is None


@settings(max_examples=30, deadline=None)
@given(
    counts=st.lists(st.tuples(st.integers(0, 3_000), st.integers(0, 3_000)), min_size=8, max_size=8).map(
        lambda groups: np.array(groups).T
    )
)
def test_the_model_is_that_of_scikit_learn(counts: npt.NDArray[np.int64]) -> None:
    model = fitted(counts)
    if not counts.any(axis=1).all():
        assert model is None
        return
    assert model is not None
    outcome, masks = np.nonzero(counts)
    peer = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10, max_iter=1_000)
    peer.fit(masks[:, None] >> np.arange(3) & 1, outcome, sample_weight=counts[outcome, masks])
    assert model.intercept == pytest.approx(peer.intercept_[0], abs=1e-4)
    assert model.weights == pytest.approx(peer.coef_[0], abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discoveries_equal_those_of_scipy(p: list[float]) -> None:
    assert adjusted(np.array(p)) == pytest.approx(false_discovery_control(p, method="bh"))


def test_customers_of_equal_risk_stay_in_one_group_of_the_calibration() -> None:
    groups = calibration(np.array([0.2, 0.2, 0.5]), np.array([[40, 40, 10], [5, 4, 1]]))
    assert [(one.n, one.left) for one in groups] == [(89, 9), (11, 1)]


def test_estimates_carry_their_counts() -> None:
    result = made_up(seed=3, planted=0.4).leaving("cancel", horizon="10d")
    told = {one.key: one for one in result.estimates()}
    assert (told[("all",)].k, told[("all",)].n) == (result.training.left, result.training.at_risk)
    first: PatternRisk = result.patterns[0].training
    assert (told["transition", "e1", "e2"].k, told["transition", "e1", "e2"].n) == (first.left, first.n)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"support": 0}, "'support' is 1 or more, not 0"),
        ({"top": 10_001}, "'top' is 1 to 10,000, not 10,001"),
        ({"listed": -1}, "'listed' is 0 to 1,000,000, not -1"),
        ({"horizon": timedelta(0)}, "The horizon must be longer than zero"),
        ({"lookback": timedelta(-1)}, "The lookback must be longer than zero"),
    ],
)
def test_questions_that_cannot_be_answered_say_why(change: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        LeavingQuestion(**change)


def test_unknown_outcomes_are_named() -> None:
    with pytest.raises(UnknownEventError, match="'cancle'"):
        JourneyLog.from_events([("ann", "cancel", BEGIN)]).leaving("cancle")


# A real log


@pytest.fixture(scope="module")
def music() -> pl.DataFrame:
    frame = pl.concat(
        pl.read_ndjson(file, schema_overrides={"userId": pl.String}, infer_schema_length=None).select(
            "userId", "page", "ts"
        )
        for file in sorted(SPARKIFY.glob("*.json"))
    )
    return frame.filter(pl.col("userId") != "").select(
        customer_id="userId", event="page", time=pl.from_epoch("ts", time_unit="ms")
    )


@with_sparkify
def test_listeners_who_stop_listening(music: pl.DataFrame) -> None:
    """The same figures as by joining tables, for every event and transition."""
    result = JourneyLog.from_frame(music).leaving(horizon="7d", support=5, top=10_000)
    end = music["time"].max()
    assert isinstance(end, datetime)
    week = timedelta(days=7)
    at = end - 2 * week
    before = music.filter(pl.col("time") > at - week, pl.col("time") <= at).sort("time", maintain_order=True)
    after = music.filter(pl.col("time") > at, pl.col("time") <= at + week)
    stayed = set(after["customer_id"])
    risky = set(before["customer_id"])
    assert (result.training.at_risk, result.training.left) == (len(risky), len(risky - stayed))
    stepped = before.with_columns(then=pl.col("event").shift(-1).over("customer_id"))
    told = {
        (one.pattern.event, one.pattern.then): (one.training.n, one.training.left)
        for one in result.patterns
        if one.pattern.kind != "last"
    }
    assert len(told) > 10
    for (event, then), counted in told.items():
        shown = stepped.filter(
            pl.col("event") == event, pl.lit(True) if then is None else pl.col("then") == then
        )
        who = set(shown["customer_id"])
        assert counted == (len(who), len(who - stayed))


def test_json_is_the_fields() -> None:
    result: LeavingResult = made_up(seed=3, planted=0.4, customers=1_000).leaving(
        "cancel", horizon="10d", listed=2
    )
    told = result.to_json()
    assert told["model"]["calibration"][0] == asdict(result.model)["calibration"][0]  # type: ignore[arg-type]
    assert told["listed"][0]["reasons"][0]["kind"] in ("event", "transition", "last")
