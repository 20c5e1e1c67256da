"""SPEC AT1 to AT13."""

from __future__ import annotations

import csv
import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.core.errors import UsageError
from sojourn.journeys.attribution import AttributionQuestion
from sojourn.journeys.attribution_result import MODELS, AttributionResult, Model
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.log.index import UnknownAttributeError
from sojourn.journeys.log.journey_log import JourneyLog, UnknownEventError
from sojourn.journeys.touch_chain import removal_effects, share_intervals

from . import reference_attribution as reference
from .reference import Event, as_rows
from .strategies import NAMES, SECOND, logs

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOJOURN_REAL_DATA", ROOT.parent / "shared" / "data"))
PATHS = DATA / "channelattribution_paths" / "Data.csv"
HALF_LIFE = 2 * SECOND

with_paths = pytest.mark.skipif(not PATHS.exists(), reason="the published paths are not on this machine")

EVERY_NAME: list[Event] = [("zoe", name, 10**15 + number) for number, name in enumerate(NAMES)]


def credits(result: AttributionResult, model: str) -> dict[str, float]:
    return {
        one.touch: credit.conversions
        for one in result.touches
        for credit in one.credits
        if credit.model == model and credit.conversions
    }


@settings(max_examples=60, deadline=None)
@given(
    events=logs(),
    goals=st.sets(st.sampled_from(NAMES), min_size=1, max_size=2),
    lookback=st.none() | st.integers(1, 4).map(lambda seconds: seconds * SECOND),
    first_only=st.booleans(),
    collapse=st.booleans(),
    order=st.integers(1, 3),
    ends=st.sampled_from(
        [(Fraction(2, 5), Fraction(2, 5)), (Fraction(0), Fraction(0)), (Fraction(1), Fraction(0))]
    ),
)
def test_equals_the_obvious_answer(
    events: list[Event],
    goals: set[str],
    lookback: int | None,
    first_only: bool,
    collapse: bool,
    order: int,
    ends: tuple[Fraction, Fraction],
) -> None:
    events = events + EVERY_NAME
    found = reference.paths(
        events, sorted(goals), lookback=lookback, first_only=first_only, collapse=collapse
    )
    result = JourneyLog.from_events(as_rows(events)).attribution(
        sorted(goals),
        by="event",
        lookback=None if lookback is None else timedelta(microseconds=lookback),
        conversions="first" if first_only else "all",
        collapse=collapse,
        order=order,
        first_part=float(ends[0]),
        last_part=float(ends[1]),
        half_life=timedelta(microseconds=HALF_LIFE),
    )
    reached = [path for path in found.converted if path]
    assert result.conversions == len(found.converted)
    assert result.attributed == len(reached)
    assert result.unconverted_paths == len(found.opened)
    on_paths = Counter(touch for path in (*reached, *found.opened) for touch, _ in path)
    assert {one.touch: one.touches for one in result.touches} == on_paths
    for model in MODELS[:-2]:
        expected: Counter[str] = Counter()
        for path in reached:
            expected.update(reference.heuristic(path, model, ends=ends, half_life=HALF_LIFE))
        assert credits(result, model) == pytest.approx({k: v for k, v in expected.items() if v}, abs=1e-8)
    if reached:
        assert credits(result, "shapley") == pytest.approx(reference.shapley(reached), abs=1e-8)
    lost = reference.removal_effects(found, order)
    assert {one.touch: one.removal_effect for one in result.touches} == pytest.approx(
        {touch: float(effect) for touch, effect in lost.items()}, abs=1e-9
    )


@settings(max_examples=40, deadline=None)
@given(events=logs(), goal=st.sampled_from(NAMES), order=st.integers(1, 2))
def test_every_model_shares_out_all_attributed_conversions(
    events: list[Event], goal: str, order: int
) -> None:
    result = JourneyLog.from_events(as_rows(events + EVERY_NAME)).attribution(goal, by="event", order=order)
    for model in MODELS:
        told = credits(result, model)
        assert sum(told.values()) == pytest.approx(result.attributed, abs=1e-8)
    for one in result.touches:
        for credit in one.credits:
            assert -1e-12 <= credit.share <= 1 + 1e-12
            if credit.low is not None and credit.high is not None and credit.model != "markov":
                assert credit.low - 1e-9 <= credit.share <= credit.high + 1e-9
    steps = [(step.source, step.target, step.count) for step in result.steps]
    for one in result.touches:
        into = sum(count for _, target, count in steps if target == one.touch)
        assert into == sum(count for source, _, count in steps if source == one.touch) == one.touches


@settings(max_examples=60, deadline=None)
@given(
    events=logs(),
    asked=st.lists(st.sampled_from(MODELS), min_size=1, max_size=4),
    goals=st.sets(st.sampled_from(NAMES), min_size=1, max_size=2),
    touches=st.sets(st.sampled_from(NAMES), max_size=2),
    lookback=st.none() | st.integers(1, 4).map(lambda seconds: timedelta(seconds=seconds)),
    first_only=st.booleans(),
    collapse=st.booleans(),
    value=st.booleans(),
    order=st.sampled_from([1, 1, 2]),
    top=st.integers(1, 4),
)
def test_what_a_model_answers_does_not_depend_on_the_others(
    events: list[Event],
    asked: list[Model],
    goals: set[str],
    touches: set[str],
    lookback: timedelta | None,
    first_only: bool,
    collapse: bool,
    value: bool,
    order: int,
    top: int,
) -> None:
    """AT13: the answer by some models is that by all of them, less the others, to the digit."""
    rows = as_rows(events + EVERY_NAME)
    log = log_with(
        {
            "customer_id": [customer for customer, _, _ in rows],
            "event": [event for _, event, _ in rows],
            "time": [time for _, _, time in rows],
            "value": [None if number % 5 == 4 else number / 7 for number in range(len(rows))],
        }
    )
    everything = AttributionQuestion(
        tuple(sorted(goals)),
        by="event",
        touches=tuple(sorted(touches)),
        lookback=lookback,
        conversions="first" if first_only else "all",
        collapse=collapse,
        value=value,
        order=order,
        top=top,
    )
    answer = log.ask(everything)
    kept = tuple(model for model in MODELS if model in asked)
    expected = replace(
        answer,
        models=kept,
        touches=tuple(
            replace(
                one,
                removal_effect=one.removal_effect if "markov" in asked else None,
                credits=tuple(credit for credit in one.credits if credit.model in asked),
            )
            for one in answer.touches
        ),
    )
    assert log.ask(replace(everything, models=tuple(asked))) == expected


def test_one_model_says_what_it_says_beside_the_others() -> None:
    rows = [("ann", "ad", "2026-01-01"), ("ann", "order", "2026-01-02"), ("bea", "mail", "2026-01-02")]
    log = JourneyLog.from_events(rows)
    told = log.attribution("order", by="event", models=["markov", "first", "first"])
    assert told.models == ("first", "markov")
    assert [(row[0], row[1]) for row in told.tables()[0].rows] == [
        ("ad", "first"),
        ("ad", "markov"),
        ("mail", "first"),
        ("mail", "markov"),
    ]
    assert {one.key[0] for one in told.estimates()} == {"first", "markov"}
    assert "Linear" not in told._repr_html_()
    linear = log.attribution("order", by="event", models=["linear"])
    assert [one.removal_effect for one in linear.touches] == [None, None]
    assert linear.steps == told.steps


def test_a_long_memory_is_no_matter_where_nobody_asks_the_chain() -> None:
    rows = [("ann", f"e{number}", "2026-01-01") for number in range(60)]
    log = JourneyLog.from_events(rows)
    assert log.attribution("e0", by="event", order=3, models=["last"]).conversions == 1


def test_by_hand() -> None:
    """Three paths: ad, mail → order; ad, ad, web → order; mail, without one."""
    rows = [
        ("ann", "ad", "2026-01-01"),
        ("ann", "mail", "2026-01-08"),
        ("ann", "order", "2026-01-09"),
        ("bea", "ad", "2026-01-01"),
        ("bea", "ad", "2026-01-01"),
        ("bea", "web", "2026-01-15"),
        ("bea", "order", "2026-01-15"),
        ("cem", "mail", "2026-01-01"),
    ]
    result = JourneyLog.from_events(rows).attribution("order", by="event")
    assert (result.conversions, result.attributed, result.unconverted_paths) == (2, 2, 1)
    assert credits(result, "first") == {"ad": 2}
    assert credits(result, "last") == {"mail": 1, "web": 1}
    assert credits(result, "linear") == pytest.approx({"ad": 1 / 2 + 2 / 3, "mail": 1 / 2, "web": 1 / 3})
    assert credits(result, "position") == pytest.approx({"ad": 0.5 + 0.6, "mail": 0.5, "web": 0.4})
    # Ann's ad is one half-life older than her mail; Bea's two are two older than her visit.
    assert credits(result, "decay") == pytest.approx({"ad": 1 / 3 + 1 / 3, "mail": 2 / 3, "web": 2 / 3})
    assert credits(result, "shapley") == pytest.approx({"ad": 1, "mail": 0.5, "web": 0.5})
    # From the start 2/3 go to ad, 1/3 to mail; from ad on, to mail or web; half of mail, all of web convert:
    # 2/3 · (1/2 · 1/2 + 1/2) + 1/3 · 1/2 = 2/3. Without ad 1/6 are left, without mail 1/3, without web 1/3.
    lost = {one.touch: one.removal_effect for one in result.touches}
    assert lost == pytest.approx({"ad": 3 / 4, "mail": 1 / 2, "web": 1 / 2})
    assert credits(result, "markov") == pytest.approx({"ad": 6 / 7, "mail": 4 / 7, "web": 4 / 7})
    assert [(one.source, one.target, one.count) for one in result.steps][:2] == [
        ("(start)", "ad", 2),
        ("(start)", "mail", 1),
    ]


def log_with(columns: dict[str, list[object]]) -> JourneyLog:
    return JourneyLog.from_frame(pl.DataFrame(columns))


def test_touches_by_channel_with_the_value_of_conversions() -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    log = log_with(
        {
            "customer_id": ["ann", "ann", "ann", "ann", "ann", "bea", "bea"],
            "event": ["visit", "visit", "visit", "order", "order", "visit", "order"],
            "time": [begin + timedelta(hours=number) for number in range(7)],
            "channel": ["web", None, "mail", "shop", "shop", "web", "web"],
            "value": [5.0, None, None, 10.1, 7.0, None, None],
        }
    )
    result = log.attribution("order", value=True)
    assert (result.conversions, result.attributed, result.without_value) == (3, 2, 1)
    assert (result.value, result.attributed_value) == (17.1, 10.1)
    told = {
        (one.touch, credit.model): credit.value
        for one in result.touches
        for credit in one.credits
        if credit.model in ("first", "linear", "last")
    }
    assert told == {
        ("web", "first"): 10.1,
        ("web", "last"): 0.0,
        ("web", "linear"): 5.05,
        ("mail", "first"): 0.0,
        ("mail", "last"): 10.1,
        ("mail", "linear"): 5.05,
    }
    without = log.attribution("order")
    assert (without.value, without.attributed_value, without.without_value) == (None, None, None)
    assert all(credit.value is None for one in without.touches for credit in one.credits)


def test_only_the_named_events_are_touches() -> None:
    rows = [("ann", "ad", "2026-01-01"), ("ann", "visit", "2026-01-02"), ("ann", "order", "2026-01-03")]
    result = JourneyLog.from_events(rows).attribution("order", by="event", touches=["ad"])
    assert [one.touch for one in result.touches] == ["ad"]
    assert credits(result, "last") == {"ad": 1}


def test_rare_touches_are_others_together() -> None:
    rows = [(f"c{number}", f"ad {number % 7}", "2026-01-01") for number in range(60)]
    rows += [(f"c{number}", "order", "2026-01-02") for number in range(60)]
    result = JourneyLog.from_events(rows).attribution("order", by="event", top=2)
    assert [(one.touch, one.touches) for one in result.touches] == [("ad 0", 9), ("ad 1", 9), ("(other)", 42)]
    assert sum(credits(result, "linear").values()) == pytest.approx(60)


def test_a_log_without_touches_attributes_nothing() -> None:
    result = JourneyLog.from_events([("ann", "order", "2026-01-01")]).attribution("order")
    assert (result.conversions, result.attributed, result.touches, result.steps) == (1, 0, (), ())


def test_the_lookback_holds_to_the_microsecond_and_beyond_32_bits_of_gaps() -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC)
    rows = [
        ("ann", "ad", at),
        ("ann", "mail", at + timedelta(microseconds=1)),
        ("ann", "order", at + timedelta(days=400)),
    ]
    log = JourneyLog.from_events(rows)
    assert credits(log.attribution("order", by="event", lookback="400d"), "linear") == {
        "ad": 0.5,
        "mail": 0.5,
    }
    just = timedelta(days=400) - timedelta(microseconds=1)
    assert credits(log.attribution("order", by="event", lookback=just), "linear") == {"mail": 1}


def test_many_conversions_of_much_value_add_up_beyond_64_bits() -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    number = 40
    log = log_with(
        {
            "customer_id": [f"c{place // 2}" for place in range(2 * number)],
            "event": ["visit", "order"] * number,
            "time": [begin + timedelta(seconds=place) for place in range(2 * number)],
            "channel": ["web"] * 2 * number,
            "value": [None, 9e11] * number,
        }
    )
    result = log.on(LocalEngine(threads=1)).attribution("order", value=True)
    assert result.attributed_value == 9e11 * number
    assert [credit.value for credit in result.touches[0].credits] == [9e11 * number] * len(MODELS)


def test_values_that_cannot_be_added_are_counted_as_missing() -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    values = [None, 3.0, None, float("inf"), None, -1e13]
    log = log_with(
        {
            "customer_id": ["ann"] * 6,
            "event": ["visit", "order"] * 3,
            "time": [begin + timedelta(seconds=place) for place in range(6)],
            "channel": ["web"] * 6,
            "value": values,
        }
    )
    result = log.attribution("order", value=True)
    assert (result.value, result.without_value) == (3.0, 2)


def test_the_interval_of_the_chain_holds_its_share_and_shrinks_with_more_journeys() -> None:
    steps = np.array([[60, 40, 0, 0], [0, 30, 20, 10], [0, 0, 35, 35]])
    effects = removal_effects(steps, players=2)
    shares = effects / effects.sum()
    widths = []
    for times in (1, 100):
        intervals = share_intervals(steps * times, players=2)
        assert intervals is not None
        for share, interval in zip(shares, intervals, strict=True):
            assert interval.low < share < interval.high
        widths.append(intervals[0].high - intervals[0].low)
    assert widths[1] == pytest.approx(widths[0] / 10, rel=0.35)
    assert share_intervals(np.zeros((3, 4), np.int64), players=2) is None


def test_estimates_of_whole_conversions_carry_their_counts() -> None:
    rows = [("ann", "ad", "2026-01-01"), ("ann", "order", "2026-01-02")]
    told = {one.key: one for one in JourneyLog.from_events(rows).attribution("order", by="event").estimates()}
    assert (told["first", "ad"].k, told["first", "ad"].n) == (1, 1)
    assert told["linear", "ad"].k is None
    assert set(told) == {(model, "ad") for model in MODELS}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"order": 0}, "The order is 1 to 4, not 0"),
        ({"top": 201}, "The top is 1 to 200, not 201"),
        ({"goal": ()}, "1 to 32 goals are needed, but 0"),
        ({"first_part": 0.7, "last_part": 0.4}, "at most 1 together, not 0.7 and 0.4"),
        ({"lookback": timedelta(0)}, "The lookback must be longer than zero"),
        ({"half_life": timedelta(-1)}, "The half_life must be longer than zero"),
        ({"models": ()}, "The models are first, .*, markov; none was named"),
        ({"models": ("markow",)}, "The models are first, .*, markov; 'markow' is none of them"),
    ],
)
def test_questions_that_cannot_be_answered_say_why(change: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        AttributionQuestion(**{"goal": ("order",), **change})  # type: ignore[arg-type]


def test_unknown_names_are_named() -> None:
    log = JourneyLog.from_events([("ann", "order", "2026-01-01")])
    with pytest.raises(UnknownEventError, match="'oder'"):
        log.attribution("oder")
    with pytest.raises(UnknownAttributeError, match="'colour'"):
        log.attribution("order", by="colour")  # type: ignore[arg-type]


def test_a_chain_that_remembers_too_much_is_refused_before_it_is_counted() -> None:
    rows = [("ann", f"e{number}", "2026-01-01") for number in range(60)]
    with pytest.raises(UsageError, match=r"remembers 3 of 21 touches has 9,724 states.*Lower the order"):
        JourneyLog.from_events(rows).attribution("e0", by="event", order=3)


# Published values (channelattribution_paths)

GREEK: dict[str, tuple[float, float, float, float, float]] = {
    "alpha": (6_308, 8_447, 7_574.7186, 0.5584, 5_344.95),
    "iota": (4_606, 3_355, 3_857.0962, 0.4058, 3_884.61),
    "eta": (3_164, 4_167, 3_539.9512, 0.3490, 3_340.85),
    "beta": (2_831, 989, 2_083.5001, 0.2640, 2_527.35),
    "theta": (1_606, 653, 1_022.8014, 0.2060, 1_971.91),
    "lambda": (902, 1_207, 1_035.2576, 0.1340, 1_282.85),
    "gamma": (165, 92, 121.0416, 0.0179, 171.15),
    "epsilon": (99, 531, 272.1704, 0.0626, 599.57),
    "kappa": (74, 230, 137.9641, 0.0287, 274.36),
    "zeta": (27, 107, 136.5515, 0.0398, 381.06),
    "mi": (2, 2, 2.2222, 0.0002, 1.72),
    "delta": (1, 5, 1.7250, 0.0005, 4.61),
}
"""First, last, linear; removal effect of Markov-1 and its conversions."""


def journeys_of_paths(file: Path) -> pl.DataFrame:
    """Each path as often as it was walked; all its value stands on the first of its conversions."""
    columns: dict[str, list[object]] = {
        name: [] for name in ("customer_id", "event", "time", "channel", "value")
    }
    begin, customer = datetime(2020, 1, 1, tzinfo=UTC), 0
    with file.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter=";"):
            path = row["path"].split(" > ")
            converted, value = int(row["total_conversions"]), float(row["total_conversion_value"])
            for number in range(converted + int(row["total_null"])):
                touches: list[tuple[str, str | None, float | None]] = [
                    ("touch", touch, None) for touch in path
                ]
                if number < converted:
                    touches.append(("sale", None, 0.0 if number else value))
                for place, (event, channel, worth) in enumerate(touches):
                    told = (str(customer), event, begin + timedelta(hours=place), channel, worth)
                    for column, one in zip(columns.values(), told, strict=True):
                        column.append(one)
                customer += 1
    return pl.DataFrame(columns, schema_overrides={"channel": pl.String, "value": pl.Float64})


@pytest.fixture(scope="module")
def published() -> JourneyLog:
    return JourneyLog.from_frame(journeys_of_paths(PATHS))


@with_paths
@pytest.mark.parametrize("collapse", [False, True])
def test_published_first_last_linear_and_markov(published: JourneyLog, collapse: bool) -> None:
    result = published.attribution("sale", value=True, collapse=collapse)
    assert (result.customers, result.conversions, result.attributed) == (88_387, 19_785, 19_785)
    assert result.unconverted_paths == 68_602
    assert result.value == result.attributed_value == pytest.approx(74_802.971587, abs=1e-6)
    assert {one.touch for one in result.touches} == set(GREEK)
    for place, model in enumerate(("first", "last", "linear")):
        # A repeat that counts as one changes what is linear, and neither who was first nor who was last.
        if not (collapse and model == "linear"):
            expected = {touch: values[place] for touch, values in GREEK.items()}
            assert credits(result, model) == pytest.approx(expected, abs=6e-5)
    assert {one.touch: one.removal_effect for one in result.touches} == pytest.approx(
        {touch: values[3] for touch, values in GREEK.items()}, abs=6e-5
    )
    assert credits(result, "markov") == pytest.approx(
        {touch: values[4] for touch, values in GREEK.items()}, abs=6e-3
    )
    for place, model in enumerate(MODELS):
        assert sum(credits(result, model).values()) == pytest.approx(19_785)
        values = [one.credits[place].value for one in result.touches]
        assert sum(value or 0.0 for value in values) == pytest.approx(74_802.971587, abs=1e-4)


@with_paths
def test_longer_memories_of_the_published_paths(published: JourneyLog) -> None:
    """No figures are published for these; who remembers more can only tell the same conversions apart."""
    first = {one.touch: one.removal_effect for one in published.attribution("sale").touches}
    second = published.attribution("sale", order=2)
    assert {one.touch for one in second.touches} == set(GREEK)
    assert max(abs(one.removal_effect - first[one.touch]) for one in second.touches) < 0.1
    # What the start leads to does not depend on how much is remembered later.
    assert [step.count for step in second.steps] == [
        step.count for step in published.attribution("sale").steps
    ]


Kind = Literal["channel", "event"]


@pytest.mark.parametrize("by", ["channel", "event"])
def test_chunks_and_threads_change_nothing(by: Kind) -> None:
    generator = np.random.default_rng(5)
    size = 130_000
    log = JourneyLog.from_frame(
        pl.DataFrame(
            {
                "customer_id": generator.integers(0, 9_000, size).astype(str),
                "event": generator.choice(["view", "search", "order"], size, p=[0.6, 0.3, 0.1]),
                "time": [
                    datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=int(one))
                    for one in generator.integers(0, 10**7, size)
                ],
                "channel": generator.choice(["web", "app", "mail", "shop"], size),
                "value": generator.normal(20, 9, size),
            }
        )
    )
    question = AttributionQuestion(("order",), by=by, value=True, lookback=timedelta(days=3), order=2)
    whole = log.on(LocalEngine(threads=1)).ask(question).to_json()
    assert log.on(LocalEngine(threads=2, chunk_events=11_000)).ask(question).to_json() == whole
