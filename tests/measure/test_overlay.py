"""Numbers on steps: a journey by hand, a slow reference, the laws, and how they are laid onto a map."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import fmean

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measure.reference import Row, measured

from sojourn.core.statistics import quantile_ranks, wilson
from sojourn.journeys.engines.local import LocalEngine
from sojourn.journeys.engines.protocol import chunk_of
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply
from sojourn.maps.yaml_io import from_yaml
from sojourn.measure.overlay import measure, measure_map
from sojourn.measure.step_summary import StepMeasures

START = datetime(2025, 1, 1, tzinfo=UTC)
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
EVENTS = ("look", "buy", "get", "ask", "rate")


def log_of(rows: list[Row]) -> JourneyLog:
    columns = {
        "customer_id": [row[0] for row in rows],
        "event": [row[1] for row in rows],
        "time": pa.array([row[2] for row in rows], pa.timestamp("us", tz="UTC")),
        "score": pa.array([row[3] for row in rows], pa.float64()),
        "scale": pa.array([None if row[3] is None else "1-5" for row in rows], pa.string()),
    }
    return JourneyLog.from_frame(pa.table(columns))


def map_of(*bindings: tuple[str, ...]) -> MapDocument:
    steps = "".join(
        f"  - {{title: S{place}, events: [{', '.join(names)}]}}\n" for place, names in enumerate(bindings)
    )
    return from_yaml(f"stages:\n- title: All\n  steps:\n{steps}")


def day(number: float) -> datetime:
    return START + timedelta(days=number)


BY_HAND: list[Row] = [
    ("ann", "look", day(0), None),
    ("ann", "look", day(1), None),
    ("ann", "buy", day(2), None),
    ("ann", "get", day(6), None),
    ("ann", "rate", day(7), 5.0),
    ("bob", "look", day(0), None),
    ("bob", "buy", day(1), None),
    ("bob", "look", day(2), None),
    ("cat", "buy", day(0), None),
    ("cat", "ask", day(50), None),
    ("cat", "rate", day(51), 1.0),
    ("dan", "ask", day(0), None),
]


def test_a_log_by_hand() -> None:
    document = map_of(("look",), ("buy",), ("get",))
    steps = apply(document, measure_map(document, log_of(BY_HAND), at=NOON)).document.steps_in_order()
    look, buy, get = (step.numbers for step in steps)
    assert look is not None
    assert buy is not None
    assert get is not None
    assert [(n.customers, n.reached, n.events, n.continued) for n in (look, buy, get)] == [
        (4, 2, 4, 2),
        (4, 3, 3, 1),
        (4, 1, 1, 0),
    ]
    assert (look.share, buy.continued_share, get.continued_share) == (0.5, 0.333333, None)
    assert (look.seconds, look.seconds_n) == (None, 0)
    assert (buy.seconds, buy.seconds_n) == (86_400, 2)
    assert get.seconds == 4 * 86_400
    # Ann's answer speaks of all three steps; Cat's of none, for she bought more than 30 days before.
    assert [n.score_n for n in (look, buy, get)] == [1, 1, 1]
    assert look.score is None, "one answer has no interval, so it is no number yet"


def test_intervals_are_those_of_the_core() -> None:
    rows: list[Row] = [
        (f"c{n}", name, day(n / 7 + place), None) for n in range(40) for place, name in enumerate(EVENTS[:2])
    ]
    document = map_of(("look",), ("buy",))
    look, buy = (
        n.numbers
        for n in apply(document, measure_map(document, log_of(rows), at=NOON)).document.steps_in_order()
    )
    assert look is not None
    assert buy is not None
    expected = wilson(40, 40)
    assert (look.share_low, look.share_high) == pytest.approx((expected.low, expected.high), abs=1e-6)
    assert (look.continued_low, look.continued_high) == pytest.approx((expected.low, expected.high), abs=1e-6)
    assert quantile_ranks(40, 0.5) is not None
    assert (buy.seconds_low, buy.seconds, buy.seconds_high) == (86_400, 86_400, 86_400)


rows = st.lists(
    st.tuples(
        st.sampled_from(["ann", "bob", "cat"]),
        st.sampled_from(EVENTS),
        st.integers(0, 90).map(lambda days: day(days / 2)),
        st.sampled_from([None, None, 1.0, 2.0, 4.0, 5.0]),
    ),
    min_size=1,
    max_size=30,
)
bindings = st.lists(
    st.lists(st.sampled_from(EVENTS), min_size=1, max_size=2, unique=True).map(tuple), min_size=1, max_size=5
)


@settings(max_examples=200)
@given(rows, bindings)
def test_the_kernel_agrees_with_the_slow_reference(rows: list[Row], bindings: list[tuple[str, ...]]) -> None:
    log = log_of(rows)
    got = LocalEngine().run(log.index, StepMeasures.of(log.index, bindings))
    for numbers, slow in zip(got, measured(rows, bindings), strict=True):
        assert (numbers.reached, numbers.events, numbers.continued) == (
            slow.reached,
            slow.events,
            slow.continued,
        )
        assert slow.waits is not None
        assert numbers.seconds_n == len(slow.waits)
        assert numbers.seconds == (pytest.approx(slow.seconds, abs=1e-6) if slow.waits else None)
        assert slow.scores is not None
        assert numbers.score_n == len(slow.scores)
        if len(slow.scores) > 1:
            assert numbers.score == pytest.approx(fmean(slow.scores), abs=1e-6)


@given(rows, bindings, st.integers(0, 3))
def test_splitting_by_customer_and_adding_up_equals_the_whole(
    rows: list[Row], bindings: list[tuple[str, ...]], cut: int
) -> None:
    index = log_of(rows).index
    question = StepMeasures.of(index, bindings)
    at = min(cut, index.customer_count)
    parts = [question.partial(chunk_of(index, *ends)) for ends in ((0, at), (at, index.customer_count))]
    whole = question.partial(chunk_of(index, 0, index.customer_count))
    assert question.result(question.merge(*parts)) == question.result(whole)


def test_steps_without_known_events_have_no_numbers_and_are_reported() -> None:
    document = map_of(("look",), ("by",), ("buy", "gte"))
    log = log_of(BY_HAND)
    found = measure(document, log, at=NOON)
    titles = {step.id: step.title for step in document.steps.values()}
    assert {titles[step]: names for step, names in found.unknown.items()} == {"S1": ("by",), "S2": ("gte",)}
    assert found.measured == 2
    assert "Did you mean 'buy'?" in found.messages(document, log)[0]
    numbers = [step.numbers for step in apply(document, found.operation).document.steps_in_order()]
    assert numbers[1] is None
    assert numbers[2] is not None


def test_measuring_again_changes_only_what_changed() -> None:
    document = map_of(("look",), ("buy",))
    once = apply(document, measure_map(document, log_of(BY_HAND), at=NOON)).document
    again = measure_map(once, log_of(BY_HAND), at=NOON)
    assert [change["table"] for change in again.to_json()["operations"]] == ["map"]
    assert once.map.measured is not None
    assert (once.map.measured.at, once.map.measured.customers) == ("2025-06-01T12:00:00+00:00", 4)
    other = log_of([row for row in BY_HAND if row[1] != "buy"])
    cleared = apply(once, measure_map(once, other, at=NOON)).document
    assert [step.numbers is None for step in cleared.steps_in_order()] == [False, True]


def test_a_map_bound_to_nothing_is_measured_without_numbers() -> None:
    document = from_yaml("stages: [{title: A, steps: [Wish]}]")
    found = measure(document, log_of(BY_HAND), at=NOON)
    assert found.measured == 0
    assert found.unbound == ("stp_wish",)
    assert apply(document, found.operation).document.map.measured is not None
