"""A drafted map: the same for the same log, whole, measured, in order, and true to known figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measure.real_logs import xes_log

from sojourn.core.errors import UsageError
from sojourn.evidence.simulator import simulate
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.maps.document import MapDocument
from sojourn.maps.yaml_io import from_yaml, to_yaml
from sojourn.measure.draft import draft_map
from sojourn.measure.draft_stages import cut_into_stages, stage_titles
from sojourn.measure.draft_steps import draft_steps
from sojourn.measure.overlay import measure

NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
START = datetime(2025, 1, 1, tzinfo=UTC)


def texts_in(document: MapDocument, kind: str) -> dict[str, list[str]]:
    """What stands in the lane of a kind, by the title of the step."""
    return {
        step.title: [card.text for card in document.cards_in(f"lan_{kind}", step.id)]
        for step in document.steps_in_order()
    }


def journeys(*paths: tuple[int, str]) -> JourneyLog:
    """A log of ``n`` customers for each path, an event a day."""
    events = [
        (f"{path}-{number}", event, START + timedelta(days=day, minutes=number))
        for n, path in paths
        for number in range(n)
        for day, event in enumerate(path.split())
    ]
    return JourneyLog.from_events(events)


@pytest.fixture(scope="module")
def store() -> JourneyLog:
    return JourneyLog.from_frame(pa.Table.from_batches(list(simulate(2_000, seed=3))))


def test_the_same_log_gives_the_same_map(store: JourneyLog) -> None:
    assert draft_map(store, at=NOON) == draft_map(store, at=NOON)


def test_a_draft_is_a_whole_map_that_is_measured(store: JourneyLog) -> None:
    document = draft_map(store, title="Larkspur", at=NOON)
    assert MapDocument.model_validate(document.model_dump()) == document
    assert from_yaml(to_yaml(document)) == document
    assert document.map.title == "Larkspur"
    assert document.map.description.startswith("Drafted on 2025-06-01 from")
    assert len(document.steps) == 14
    assert all(step.numbers is not None for step in document.steps.values())
    again = measure(document, store, at=NOON)
    assert [change["table"] for change in again.operation.to_json()["operations"]] == ["map"]
    for stage in document.stages.values():
        assert 2 <= len(document.steps_in_order(stage.id)) <= 5


def test_steps_stand_in_the_order_in_which_they_happen(store: JourneyLog) -> None:
    steps = [event for step in draft_map(store, steps=28, at=NOON).steps_in_order() for event in step.events]
    for early, late in (
        ("site_visited", "cart_added"),
        ("cart_added", "checkout_started"),
        ("checkout_started", "order_placed"),
        ("order_placed", "order_shipped"),
        ("order_shipped", "order_delivered"),
        ("support_contacted", "ticket_resolved"),
    ):
        assert steps.index(early) < steps.index(late)


def test_lanes_hold_what_the_log_says(store: JourneyLog) -> None:
    document = draft_map(store, steps=18, at=NOON)
    assert texts_in(document, "touchpoints")["Checkout started"] == ["Checkout"]
    shipped = next(step.id for step in document.steps.values() if step.title == "Order shipped")
    assert [card.department for card in document.cards_in("lan_responsible", shipped)] == ["warehouse"]
    channels = document.cards_in(
        "lan_channels", next(s.id for s in document.steps.values() if s.title == "Shop visited")
    )
    assert [(card.text, card.place) for card in channels] == [("Shop", "offline")]
    assert texts_in(document, "actions")["Checkout started"][1].startswith("What comes next: Order placed (")
    assert any(quotes for quotes in texts_in(document, "thoughts").values())
    assert texts_in(document, "goals") == {step.title: [] for step in document.steps.values()}
    emotions = [card for card in document.cards.values() if card.emotion is not None]
    assert emotions
    for card in emotions:
        numbers = document.steps[card.step].numbers
        assert numbers is not None
        assert numbers.score is not None
        assert card.emotion == round(numbers.score, 2)


def test_events_that_always_come_together_are_one_step() -> None:
    log = journeys((30, "apply form check grant"), (20, "apply form deny"))
    assert [(step.events, step.reached) for step in draft_steps(log.index, steps=14)] == [
        (("apply", "form"), 50),
        (("check", "grant"), 30),
        (("deny",), 20),
    ]


def test_events_of_the_same_customers_but_not_equally_often_stay_apart() -> None:
    log = journeys((30, "apply call call grant"), (1, "apply grant"))
    assert [step.events for step in draft_steps(log.index, steps=14)] == [("apply", "grant"), ("call",)]


def test_what_hardly_anybody_has_is_left_out() -> None:
    log = journeys((999, "a b"), (1, "a oddity b"))
    assert [step.events for step in draft_steps(log.index, steps=14)] == [("a", "b")]


def test_a_loss_becomes_a_barrier_with_its_numbers_and_an_end_does_not() -> None:
    log = journeys((70, "look cart pay"), (30, "look cart"), (5, "look"))
    barriers = texts_in(draft_map(log, at=NOON), "barriers")
    said = "30% of those who got here went no further on this map: 30 of 100 (between 22% and 40%)."
    assert said in barriers["Cart"]
    assert barriers["Look"] == []
    assert all("went no further" not in text for text in barriers["Pay"])


@pytest.mark.parametrize("steps", [1, 61])
def test_a_number_of_steps_out_of_range_is_refused(steps: int) -> None:
    with pytest.raises(UsageError, match="2 to 60"):
        draft_map(journeys((2, "a b")), steps=steps)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.sampled_from("pqrstuvw"), st.integers(0, 400)), min_size=1
    )
)
def test_any_log_can_be_drafted(rows: list[tuple[str, str, int]]) -> None:
    log = JourneyLog.from_events([(c, e, START + timedelta(hours=hour)) for c, e, hour in rows])
    document = draft_map(log, at=NOON)
    assert 1 <= len(document.steps) <= 14
    bound = [event for step in document.steps.values() for event in step.events]
    assert len(bound) == len(set(bound))


def test_stages_are_named_by_what_happens_in_them() -> None:
    stages = [
        [("site_visited", "Site visited", 90), ("product_viewed", "Product viewed", 80)],
        [("Abc", "Abc", 70), ("Xyz", "Xyz", 75)],
        [("page_view", "Page view", 10), ("search", "Search", 9)],
    ]
    assert stage_titles(stages) == ["Look around", "Xyz", "Page view"]


def test_a_single_step_is_one_stage() -> None:
    document = draft_map(journeys((3, "only")), at=NOON)
    assert [stage.title for stage in document.stages.values()] == ["Only"]
    numbers = [step.numbers for step in document.steps.values()]
    assert cut_into_stages([number for number in numbers if number]) == [0]


def test_known_figures_of_a_real_loan_application_log() -> None:
    log = xes_log("bpi2012_loan_application/bpic2012.xes.gz")
    document = draft_map(log, at=NOON)
    reached = {
        event: step.numbers.reached
        for step in document.steps.values()
        if step.numbers
        for event in step.events
    }
    expected = {
        "A_SUBMITTED": 13_087,
        "A_PREACCEPTED": 7_367,
        "A_ACCEPTED": 5_113,
        "A_FINALIZED": 5_015,
        "O_SENT_BACK": 3_254,
        "A_APPROVED": 2_246,
    }
    assert {event: reached[event] for event in expected} == expected
    order = [event for step in document.steps_in_order() for event in step.events if event in expected]
    assert order == list(expected)
    assert all(step.numbers.customers == 13_087 for step in document.steps.values() if step.numbers)


def test_known_figures_of_a_real_help_desk_log() -> None:
    document = draft_map(xes_log("helpdesk_tickets/helpdesk.xes.gz"), at=NOON)
    titles = [step.title for step in document.steps_in_order()]
    assert (
        titles.index("Assign seriousness")
        < titles.index("Take in charge ticket")
        < titles.index("Resolve ticket")
    )
    assert titles[-1] == "Closed"
    assert all(step.numbers.customers == 4_580 for step in document.steps.values() if step.numbers)


def test_low_points_are_on_the_map_however_few_reach_them(store: JourneyLog) -> None:
    document = draft_map(store, at=NOON)
    assert "delivery_missed" in [event for step in document.steps.values() for event in step.events]
    barriers = texts_in(document, "barriers")["Delivery missed"]
    assert barriers[0].startswith("Customers who came through here are clearly less content than the mean: ")


def test_what_leads_straight_to_a_step_stands_before_it() -> None:
    log = journeys((30, "advert site buy"), (70, "site advert site buy"), (20, "site"))
    onward = {"advert": {"site": 100}, "site": {"advert": 70, "buy": 100}}
    assert [step.events[0] for step in draft_steps(log.index, steps=9)] == ["site", "advert"]
    assert [step.events[0] for step in draft_steps(log.index, steps=9, onward=onward)] == ["advert", "site"]


def test_names_that_no_map_can_hold_are_left_out_and_the_draft_stands() -> None:
    log = JourneyLog.from_events(
        (f"c{number}", event, START + timedelta(minutes=number, hours=hour))
        for number in range(60)
        for hour, event in enumerate(("visit", "\x1b[31mred", "x" * 400, "order"))
    )
    drafted = draft_map(log, title="Odd\x07 title", at=NOON)
    assert [event for step in drafted.steps_in_order() for event in step.events] == ["visit", "order"]
    assert drafted.map.title == "Odd\ufffd title"


def test_a_log_without_a_name_for_a_map_is_refused_in_words() -> None:
    log = JourneyLog.from_events([("c1", "\x07", START), ("c2", "\x07", START)])
    with pytest.raises(UsageError, match="No event of the log can stand on a map"):
        draft_map(log)
