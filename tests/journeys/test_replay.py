"""Replay of journeys on a map: by hand, against a slow reference, and what cannot be replayed."""

from __future__ import annotations

from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.question import QuestionError
from sojourn.journeys.replay import ReplayError, ReplayQuestion, StepEvents, StepLink, replay
from sojourn.journeys.replay_counts import ConditionError, bits_of
from sojourn.journeys.replay_result import ReplayResult

from .reference import Event, as_rows
from .reference_replay import replayed
from .strategies import NAMES, logs

MEASURES = (
    "reached",
    "events",
    "repeated",
    "returned",
    "out_of_order",
    "skipped",
    "left",
    "continued",
    "to_next",
)


def steps_of(*bindings: str) -> list[StepEvents]:
    """Steps by their letters: each stands for the events named in it."""
    return [StepEvents(f"s{place}", names, tuple(names.split())) for place, names in enumerate(bindings)]


def walks(*letters: str) -> JourneyLog:
    """A customer for each text, an event a minute for each letter."""
    rows = [
        (f"c{number}", name, f"2026-03-01T00:{minute:02}:00Z")
        for number, journey in enumerate(letters)
        for minute, name in enumerate(journey)
    ]
    return JourneyLog.from_events(rows)


def of(result: ReplayResult, measure: str) -> list[int]:
    return [getattr(step, measure) for step in result.steps]


def test_journeys_told_by_hand() -> None:
    told = replay(walks("ABCD", "ACBD", "AXC", "XY", "BBAB"), steps_of("A", "B", "C", "D"))
    assert (told.customers, told.explained, told.off_order, told.off_map, told.as_drawn) == (5, 2, 2, 1, 1)
    assert (told.events, told.events_on_map) == (17, 14)
    assert of(told, "reached") == [4, 3, 3, 2]
    assert of(told, "skipped") == [0, 1, 0, 0]
    assert of(told, "repeated") == [0, 1, 0, 0]
    assert of(told, "returned") == [0, 1, 0, 0]
    assert of(told, "out_of_order") == [1, 1, 0, 0]
    assert of(told, "left") == [0, 1, 1, 2]
    assert of(told, "to_next") == [3, 1, 2, 0]
    assert [step.next_seconds for step in told.steps] == [60, 60, 90, None]
    assert {way.steps for way in told.ways} == {("s0", "s2", "s1"), ("s1", "s0")}
    assert [(one.event, one.customers, one.events) for one in told.missing] == [("X", 2, 2), ("Y", 1, 1)]


def test_a_link_makes_a_way_back_fit_and_a_way_past_no_skip() -> None:
    log, steps = walks("ABCA", "ACD", "ABD"), steps_of("A", "B", "C", "D")
    without = replay(log, steps)
    assert (without.explained, of(without, "skipped")) == (2, [0, 1, 1, 0])
    linked = replay(log, steps, links=[StepLink("s2", "s0"), StepLink("s0", "s2")])
    assert (linked.explained, of(linked, "skipped")) == (3, [0, 0, 1, 0])
    assert {(one.source, one.target) for one in linked.moves if one.kind == "link"} == {
        ("s2", "s0"),
        ("s0", "s2"),
    }


def test_an_event_of_several_steps_is_of_the_one_that_fits_best() -> None:
    told = replay(walks("LABL"), steps_of("L", "A", "B", "L"))
    assert of(told, "reached") == [1, 1, 1, 1]
    assert told.explained == 1


def test_where_a_missing_event_lies() -> None:
    told = replay(walks("AXB", "AXB", "XAB"), steps_of("A", "B"))
    assert [(one.event, one.after, one.before) for one in told.missing] == [("X", "s0", "s1")]


def test_a_condition_keeps_some_events_of_a_name() -> None:
    import pyarrow as pa

    table = pa.table(
        {
            "customer_id": ["a", "a", "b", "b", "c"],
            "event": ["buy", "rate", "buy", "rate", "buy"],
            "time": pa.array([1, 2, 1, 2, 1], pa.timestamp("s", tz="UTC")),
            "channel": ["app", "app", "shop", "app", "shop"],
            "score": pa.array([None, 3.0, None, 9.0, None], pa.float64()),
        }
    )
    log = JourneyLog.from_frame(table)
    told = replay(
        log,
        [
            StepEvents("app", "", ("buy",), "channel = app"),
            StepEvents("shop", "", ("buy",), "channel = shop"),
            StepEvents("low", "", (), "score <= 6"),
            StepEvents("happy", "", ("rate",), "score > 6, channel = app"),
        ],
    )
    assert of(told, "reached") == [1, 2, 1, 1]
    assert told.events_on_map == 5


def test_long_ways_are_cut_at_the_beginning() -> None:
    told = replay(walks("ABCDEFGHIJA"), steps_of(*"ABCDEFGHIJ"))
    assert told.ways[0].is_cut
    assert told.ways[0].steps == ("s3", "s4", "s5", "s6", "s7", "s8", "s9", "s0")


def test_more_steps_than_a_byte_tells_apart() -> None:
    names = [f"e{number}" for number in range(300)]
    rows = [("c", name, f"2026-01-01T00:{at // 60:02}:{at % 60:02}Z") for at, name in enumerate(names)]
    back = [("c", "e0", "2026-01-02T00:00:00Z")]
    told = replay(JourneyLog.from_events([*rows, *back]), steps_of(*names))
    assert bits_of(300) == 16
    assert told.ways[0].steps == ("s297", "s298", "s299", "s0")


@settings(max_examples=60)
@given(
    events=logs(),
    bindings=st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2), min_size=1, max_size=5),
    data=st.data(),
)
def test_equals_the_slow_reference(
    events: list[Event], bindings: list[list[str]], data: st.DataObject
) -> None:
    log = JourneyLog.from_events(as_rows(events))
    known = [names for names in bindings if any(name in log.event_names for name in names)]
    if not known:
        with pytest.raises(ReplayError, match="No step is bound"):
            replay(log, steps_of(*map(" ".join, bindings)))
        return
    place = st.integers(0, len(known) - 1)
    links = frozenset(data.draw(st.lists(st.tuples(place, place), max_size=3)))
    steps = steps_of(*map(" ".join, known))
    told = replay(log, steps, links=[StepLink(f"s{a}", f"s{b}") for a, b in links], top=1000)
    expected = replayed(events, known, links)
    for measure in MEASURES:
        counted = expected.steps.get(measure, {})
        assert of(told, measure) == [counted.get(at, 0) for at in range(len(known))], measure
    for name in ("customers", "explained", "off_order", "as_drawn", "events_on_map"):
        assert getattr(told, name) == expected.journeys[name], name
    assert told.explained + told.off_order + told.off_map == told.customers
    names = {f"s{at}": at for at in range(len(known))} | {"": -1}
    assert {(names[m.source], names[m.target]): m.moves for m in told.moves} == expected.moves
    assert {(names[m.source], names[m.target]): m.customers for m in told.moves} == expected.movers
    assert {tuple(names[s] for s in way.steps): way.customers for way in told.ways} == expected.ways
    assert {one.event: one.customers for one in told.missing} == expected.missing
    assert {one.event: one.events for one in told.missing} == expected.missing_events
    for at, step in enumerate(told.steps):
        waits = expected.waits.get(at)
        assert step.next_seconds == (pytest.approx(median(waits) / 1e6) if waits else None)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"steps": [{"id": "a"}]}, "stands for no event"),
        ({"steps": [{"id": "a", "events": ["x"]}, {"id": "a", "events": ["y"]}]}, "Two steps have the id"),
        (
            {"steps": [{"id": "a", "events": ["x"]}], "links": [{"source": "a", "target": "b"}]},
            "names the step",
        ),
    ],
)
def test_steps_that_cannot_be_walked_are_refused(asked: dict[str, object], said: str) -> None:
    with pytest.raises((ReplayError, QuestionError), match=said):
        ReplayQuestion.from_json(asked)


@pytest.mark.parametrize("where", ["channel ==", "score > 3 then look", "channel = app within 2d of A"])
def test_a_condition_that_says_more_than_one_event_is_refused(where: str) -> None:
    with pytest.raises(ConditionError, match=r"condition .* of a step"):
        replay(walks("AB"), [StepEvents("a", "", ("A",), where)])
