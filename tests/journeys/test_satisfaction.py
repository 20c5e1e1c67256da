"""Satisfaction: what an answer speaks of, how answers become a score, and what moves it (SPEC SA1 to SA7)."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.statistics import wilson
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError
from sojourn.journeys.question import QuestionError
from sojourn.journeys.satisfaction import SatisfactionQuestion, SatisfactionResult, WeightError
from sojourn.journeys.stage_durations import StageEvents

from .engines import CutEngine

DATA = Path(os.environ.get("SOJOURN_REAL_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
AIRPORT = DATA / "sfo_airport_survey" / "2017_SFO_Customer_Survey.csv"
MARKET = DATA / "olist_marketplace"
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    """One event, perhaps with an answer."""

    customer: str
    event: str
    day: float
    score: float | None = None
    scale: str | None = None
    weight: str | None = None


def log_of(events: list[Said]) -> JourneyLog:
    return JourneyLog.from_frame(
        pl.DataFrame(
            {
                "customer_id": [one.customer for one in events],
                "event": [one.event for one in events],
                "time": [START + timedelta(days=one.day) for one in events],
                "score": [one.score for one in events],
                "scale": [one.scale for one in events],
                "props": [None if one.weight is None else f'{{"w":"{one.weight}"}}' for one in events],
            },
            schema_overrides={"score": pl.Float64, "scale": pl.String, "props": pl.String},
        )
    )


def nps(customer: str, day: float, score: float, weight: str | None = None) -> Said:
    return Said(customer, "survey", day, score, "0-10", weight)


HAND = [
    Said("ann", "buy", 0),
    Said("ann", "help", 1),
    nps("ann", 2, 3),
    Said("ann", "buy", 40),
    nps("ann", 70, 9),
    nps("bea", 0, 10),
    Said("bea", "buy", 1),
    Said("cem", "buy", 0),
    nps("cem", 31, 8),
]


def test_worked_example() -> None:
    """Four answers: 3, 9, 10, 8; buy lies in the 30 days before 3 and (to the day) 9, help before 3."""
    result = log_of(HAND).satisfaction()
    assert (result.measure, result.overall.answers, result.customers_answered) == ("nps", 4, 3)
    assert result.overall.score == pytest.approx(100 * (2 - 1) / 4)
    assert result.overall.mean == pytest.approx(7.5)
    p, d = (2 + 0.75) / 7, (1 + 0.75) / 7
    reach = 1.959964 * math.sqrt((p + d - (p - d) ** 2) / 7)
    assert result.overall.low == pytest.approx(100 * (p - d - reach), abs=1e-4)
    assert result.overall.high == pytest.approx(100 * (p - d + reach), abs=1e-4)
    assert [(one.name, one.rating.answers, one.rating.score) for one in result.events] == [
        ("buy", 2, 0.0),
        ("help", 1, -100.0),
    ]
    assert [(one.name, one.others.answers) for one in result.events] == [("buy", 2), ("help", 3)]
    assert [(one.score, one.answers) for one in result.scores if one.answers] == [
        (3, 1),
        (8, 1),
        (9, 1),
        (10, 1),
    ]
    assert all(one.moved is None for one in result.events)


def test_a_window_reaches_to_the_microsecond() -> None:
    log = log_of(HAND)
    assert log.satisfaction(within="29d").events[0].rating.answers == 1
    assert {one.name: one.rating.answers for one in log.satisfaction(within="31d").events} == {
        "buy": 3,
        "help": 1,
    }


def test_stages_gather_events_and_count_an_answer_once() -> None:
    result = log_of(HAND).satisfaction(stages={"all": ["buy", "help"], "help": ["help"], "none": []})
    assert [(one.name, one.rating.answers) for one in result.stages] == [("all", 2), ("help", 1), ("none", 0)]
    assert result.stages[2].rating.score is None


def test_a_score_on_an_event_that_is_no_answer_speaks_of_it_alone() -> None:
    events = [Said("ann", "open", 0), *(Said("ann", "visit", day) for day in (1, 2, 3))]
    result = log_of([*events, Said("ann", "visit", 4, 5, "1-5")]).satisfaction()
    assert [(one.name, one.rating.answers) for one in result.events] == [("visit", 1)]
    assert (result.measure, result.overall.score) == ("csat", 1.0)


def test_the_measure_with_the_most_answers_is_taken_and_another_on_request() -> None:
    events = [nps("ann", 0, 9), Said("bea", "easy", 0, 6, "1 to 7"), Said("cem", "easy", 1, 2, "1-7")]
    log = log_of(events)
    result = log.satisfaction()
    assert [(one.measure, one.answers) for one in result.measures] == [("ces", 2), ("nps", 1)]
    assert (result.measure, result.overall.score, result.overall.top) == ("ces", 4.0, 0.5)
    assert log.satisfaction(measure="nps").overall.score == 100.0
    assert log.satisfaction(measure="csat").overall.answers == 0


@pytest.mark.parametrize(
    ("scores", "measure"),
    [((1, 5), "csat"), ((1, 7), "ces"), ((0, 5), "nps"), ((1, 10), "nps"), ((0, 100), None)],
)
def test_scores_without_a_scale_are_taken_by_their_range(
    scores: tuple[int, ...], measure: str | None
) -> None:
    events = [Said("ann", "survey", day, score) for day, score in enumerate(scores)]
    assert log_of(events).satisfaction().measure == measure


def test_answers_outside_the_scale_are_left_out_and_counted() -> None:
    result = log_of([nps("ann", 0, 10), nps("bea", 0, 11), nps("cem", 0, -1)]).satisfaction()
    assert (result.overall.answers, result.out_of_scale, result.customers_answered) == (1, 2, 1)


def test_scores_between_two_whole_ones_are_placed_by_the_limits() -> None:
    result = log_of([nps("ann", 0, 8.99), nps("bea", 0, 6.99), nps("cem", 0, 9)]).satisfaction()
    assert (result.overall.top, result.overall.bottom) == pytest.approx((1 / 3, 1 / 3))
    assert result.overall.mean == pytest.approx((8.99 + 6.99 + 9) / 3)


def test_weights_count_as_so_many_answers_with_the_interval_of_fewer() -> None:
    log = log_of([nps("ann", 0, 10, "3"), nps("bea", 0, 0, "1"), nps("cem", 0, 0), nps("dov", 0, 8, "-1")])
    result = log.satisfaction(weight="w")
    assert (result.overall.answers, result.without_weight) == (2, 2)
    assert result.overall.score == pytest.approx(100 * (3 - 1) / 4)
    assert result.overall.effective == pytest.approx(4**2 / (9 + 1))
    assert result.overall.mean == pytest.approx(7.5)
    with pytest.raises(WeightError, match="Did you mean 'w'"):
        log.satisfaction(weight="W")


def test_what_moves_the_score_is_tested_and_the_rates_of_false_discoveries_said() -> None:
    late = [
        one for n in range(20) for one in (Said(f"l{n}", "late", 0), Said(f"l{n}", "survey", 1, 2, "1-5"))
    ]
    good = [one for n in range(30) for one in (Said(f"g{n}", "buy", 0), Said(f"g{n}", "survey", 1, 5, "1-5"))]
    mixed = [Said("x", "late", 0), Said("x", "survey", 1, 5, "1-5"), Said("y", "buy", 0)]
    result = log_of([*late, *good, *mixed]).satisfaction()
    moved = {one.name: one.moved for one in result.events}
    assert moved["late"] is not None
    assert moved["late"].difference == pytest.approx(1 / 21 - 1)
    assert moved["late"].high < 0
    assert moved["late"].p <= moved["late"].q < 0.001
    low, high = wilson(1, 21).low, wilson(1, 21).high
    assert (result.events[1].rating.low, result.events[1].rating.high) == (low, high)


def test_journeys_without_scores_are_answered() -> None:
    result = log_of([Said("ann", "buy", 0)]).satisfaction(stages={"a": ["buy"]})
    assert (result.measure, result.overall.answers, result.stages[0].rating.answers) == (None, 0, 0)
    assert list(result.estimates()) == []
    assert result.to_json()["overall"]["score"] is None


def test_estimates_can_be_compared() -> None:
    events = [Said("ann", "buy", 0), Said("ann", "survey", 1, 5, "1-5"), Said("bea", "survey", 1, 1, "1-5")]
    found = {one.key: one for one in log_of(events).satisfaction().estimates()}
    assert (found["csat", "overall"].k, found["csat", "overall"].n) == (1, 2)
    assert found["csat", "event", "buy"].value == 1.0


def test_parameters_are_checked() -> None:
    log = log_of(HAND)
    with pytest.raises(UnknownEventError, match="'byu'"):
        log.satisfaction(stages={"a": ["byu"]})
    with pytest.raises(QuestionError, match="measure"):
        SatisfactionQuestion.from_json({"measure": "happiness"})
    asked = SatisfactionQuestion(measure="ces", stages=(StageEvents("a", ("buy",)),), weight="w")
    assert SatisfactionQuestion.from_json(asked.to_json()) == asked


# Against a slow reference

said = st.builds(
    Said,
    customer=st.sampled_from("abcd"),
    event=st.sampled_from(["buy", "help", "survey", "review"]),
    day=st.integers(0, 8).map(lambda day: day * 7.5),
    score=st.sampled_from([None, 0.0, 1.0, 4.0, 5.0, 6.5, 9.0, 10.0, 11.0]),
    scale=st.sampled_from([None, "0-10", "1-5", "stars"]),
    weight=st.sampled_from([None, "1", "2.5"]),
)
STAGES = (StageEvents("one", ("buy", "help")), StageEvents("two", ("survey", "help")))


def slow_answers(events: list[Said], *, weight: bool) -> dict[str, list[tuple[float, float]]]:
    """Of all NPS answers, of each event and each stage: scores and weights."""
    readable = [one.score is not None and one.scale in (None, "0-10", "1-5") for one in events]
    names = {one.event for one in events}
    shares = {
        name: [flag for one, flag in zip(events, readable, strict=True) if one.event == name]
        for name in names
    }
    answers = {name for name, flags in shares.items() if sum(flags) and sum(flags) >= len(flags) / 2}
    found: dict[str, list[tuple[float, float]]] = {"": []}
    for customer in {one.customer for one in events}:
        journey = sorted((one for one in events if one.customer == customer), key=lambda one: one.day)
        for place, one in enumerate(journey):
            valid = one.score is not None and one.scale in (None, "0-10") and 0 <= one.score <= 10
            if not valid or (weight and one.weight is None):
                continue
            spoken = {one.event}
            if one.event in answers:
                before = [other for other in journey[:place] if one.day - other.day <= 30]
                spoken = {other.event for other in before} - answers
            rated = {"", *spoken, *(f"stage {stage.title}" for stage in STAGES if spoken & set(stage.events))}
            assert one.score is not None
            for each in rated:
                found.setdefault(each, []).append((one.score, float(one.weight or 1) if weight else 1.0))
    return found


def slow_nps(answers: list[tuple[float, float]]) -> float:
    total = sum(weight for _, weight in answers)
    promoters = sum(weight for score, weight in answers if score >= 9)
    detractors = sum(weight for score, weight in answers if score < 7)
    return 100 * (promoters - detractors) / total


@given(
    events=st.lists(said, min_size=1, max_size=25),
    weight=st.booleans(),
    cuts=st.lists(st.integers(0, 10), max_size=3),
)
@settings(max_examples=60)
def test_scores_equal_the_slow_reference(events: list[Said], weight: bool, cuts: list[int]) -> None:
    log = log_of(events)
    if weight and not any(one.weight for one in events):
        return
    question = SatisfactionQuestion(
        measure="nps", stages=STAGES if covers(log) else (), weight="w" if weight else None
    )
    result = log.on(LocalEngine(threads=1)).ask(question)
    expected = slow_answers(events, weight=weight)
    assert result.overall.answers == len(expected[""])
    if expected[""]:
        assert result.overall.score == pytest.approx(slow_nps(expected[""]))
    got = {one.name: one.rating for one in result.events}
    assert set(got) == {name for name in expected if name and not name.startswith("stage ")}
    stages = {f"stage {one.name}": one.rating for one in result.stages if one.rating.answers}
    if result.stages:
        assert set(stages) == {name for name in expected if name.startswith("stage ")}
    for name, rated in {**got, **stages}.items():
        assert rated.answers == len(expected[name])
        assert rated.score == pytest.approx(slow_nps(expected[name]))
    assert log.on(CutEngine(cuts)).ask(question).to_json() == result.to_json()


def covers(log: JourneyLog) -> bool:
    return {"buy", "help", "survey"} <= set(log.event_names)


# Real data


@pytest.mark.skipif(not AIRPORT.exists(), reason="the airport survey is not on this machine")
def test_the_score_of_an_airport_in_2017() -> None:
    table = pl.read_csv(AIRPORT, infer_schema_length=0).select(
        "RESPNUM", "INTDATE", "NETPRO", "WEIGHT", "STRATA"
    )
    log = JourneyLog.from_frame(
        pl.DataFrame(
            {
                "customer_id": table["RESPNUM"],
                "event": ["survey_answered"] * table.height,
                "time": [datetime(2017, 5, int(day), tzinfo=UTC) for day in table["INTDATE"]],
                "score": table["NETPRO"].cast(pl.Float64),
                "scale": ["0-10"] * table.height,
                "props": [
                    f'{{"weight":"{weight}","strata":"{strata}"}}'
                    for weight, strata in zip(table["WEIGHT"], table["STRATA"], strict=True)
                ],
            }
        )
    )
    plain = log.satisfaction()
    assert (plain.overall.answers, plain.out_of_scale) == (2_746, 84)
    assert round((plain.overall.top or 0) * 2_746) == 1_436
    assert plain.overall.score == pytest.approx(39.84, abs=0.005)
    assert log.satisfaction(weight="weight").overall.score == pytest.approx(40.40, abs=0.005)
    by_time = [log.where(f"strata = {number}").satisfaction().overall.score for number in (1, 2, 3)]
    assert by_time == pytest.approx([45.75, 32.63, 41.72], abs=0.005)


@pytest.mark.skipif(not MARKET.exists(), reason="the marketplace's orders are not on this machine")
def test_late_deliveries_against_the_score() -> None:
    orders = pl.read_csv(MARKET / "orders_sample" / "olist_orders_dataset.csv", infer_schema_length=0)
    reviews = pl.read_csv(
        MARKET / "reviews_partial" / "olist_order_reviews_dataset.csv", infer_schema_length=0
    )
    joined = orders.join(reviews, on="order_id").filter(
        (pl.col("order_status") == "delivered") & pl.col("order_delivered_customer_date").is_not_null()
    )
    late = pl.col("order_delivered_customer_date") > pl.col("order_estimated_delivery_date")
    delivered = joined.select(
        customer_id="order_id",
        event=pl.when(late).then(pl.lit("delivered_late")).otherwise(pl.lit("delivered_in_time")),
        time="order_delivered_customer_date",
        score=pl.lit(None, pl.Float64),
        scale=pl.lit(None, pl.String),
    )
    answered = joined.select(
        customer_id="order_id",
        event=pl.lit("reviewed"),
        time="review_answer_timestamp",
        score=pl.col("review_score").cast(pl.Float64),
        scale=pl.lit("1-5"),
    )
    log = JourneyLog.from_frame(
        pl.concat([delivered, answered]).with_columns(pl.col("time").str.to_datetime(time_zone="UTC"))
    )
    by_delivery = {
        name: log.where(f"did {name}").satisfaction().overall
        for name in ("delivered_late", "delivered_in_time")
    }
    assert {name: (one.answers, round(one.mean or 0, 2)) for name, one in by_delivery.items()} == {
        "delivered_late": (31, 2.39),
        "delivered_in_time": (462, 4.24),
    }
    moved = {one.name: one for one in log.satisfaction(within="200d").events}["delivered_late"].moved
    assert moved is not None
    assert moved.high < 0


@pytest.mark.skipif(not MARKET.exists(), reason="the marketplace's leads are not on this machine")
def test_the_funnel_of_leads_by_origin() -> None:
    leads = pl.read_csv(
        MARKET / "funnel" / "olist_marketing_qualified_leads_dataset.csv", infer_schema_length=0
    )
    deals = pl.read_csv(MARKET / "funnel" / "olist_closed_deals_dataset.csv", infer_schema_length=0)
    day = pl.col("time").str.slice(0, 10).str.to_datetime("%Y-%m-%d", time_zone="UTC")
    contacted = leads.select(
        customer_id="mql_id", event=pl.lit("contacted"), time="first_contact_date", channel="origin"
    )
    won = deals.select(
        customer_id="mql_id", event=pl.lit("won"), time="won_date", channel=pl.lit(None, pl.String)
    )
    log = JourneyLog.from_frame(pl.concat([contacted, won]).with_columns(day))
    counts = {
        origin: (log.where(f"{said} and did won").customers, log.where(said).customers)
        for origin, said in (
            ("all", "did contacted"),
            ("organic", 'first channel = "organic search"'),
            ("paid", 'channel = "paid search"'),
            ("social", "channel = social"),
            ("none", "did contacted and channel is missing"),
        )
    }
    assert counts == {
        "all": (842, 8_000),
        "organic": (271, 2_296),
        "paid": (195, 1_586),
        "social": (75, 1_350),
        "none": (14, 60),
    }
    # One deal was closed two days before the first contact, so the ordered funnel has one fewer.
    assert log.where("did won before contacted").customers == 1
    assert log.where("did contacted then won").customers == 841


def test_tables_have_a_row_for_everything_that_is_rated() -> None:
    result: SatisfactionResult = log_of(HAND).satisfaction(stages={"all": ["buy", "help"]})
    main, scores = result.tables()
    assert [row[:3] for row in main.rows] == [
        ("all", "(all)", 4),
        ("stage", "all", 2),
        ("event", "buy", 2),
        ("event", "help", 1),
    ]
    assert all(len(row) == len(main.columns) for row in main.rows)
    assert sum(row[1] for row in scores.rows if isinstance(row[1], int)) == 4
    shown: Any = result._repr_html_()
    assert shown.startswith("<table")
