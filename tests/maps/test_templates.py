"""Templates load, stand for what they promise, and each copy has ids of its own."""

from __future__ import annotations

import pytest

from sojourn.core.errors import UsageError
from sojourn.maps.document import TABLES, MapDocument
from sojourn.maps.fresh_ids import with_fresh_ids
from sojourn.maps.templates import load_template, templates
from sojourn.maps.yaml_io import from_yaml, to_yaml

STORE = (
    "ad_clicked newsletter_opened site_visited search_used product_viewed reviews_read wishlist_added "
    "shop_visited "
    "cart_added checkout_started payment_failed order_placed shop_purchase order_confirmed order_shipped "
    "delivery_missed order_delivered order_picked_up help_page_viewed support_contacted ticket_resolved "
    "return_requested refund_received survey_answered review_written friend_referred newsletter_unsubscribed "
    "account_closed"
)
ALL = [info.id for info in templates()]


def content(document: MapDocument) -> list[object]:
    """What a map says, its ids left out."""
    steps = document.steps_in_order()
    cells = [
        [
            card.model_dump(exclude={"id", "lane", "step", "persona"})
            for card in document.cards_in(lane.id, step.id)
        ]
        for step in steps
        for lane in document.lanes_in_order()
    ]
    return [document.map.title, [step.title for step in steps], cells, len(document.links)]


def test_they_are_offered_with_words() -> None:
    assert ALL[0] == "online-store"
    assert all(info.title and info.description and info.industry for info in templates())


@pytest.mark.parametrize("template", ALL)
def test_every_copy_has_ids_of_its_own(template: str) -> None:
    one, two = load_template(template), load_template(template)
    for table in TABLES:
        assert set(one.table(table)).isdisjoint(two.table(table))
    assert content(one) == content(two)
    assert from_yaml(to_yaml(one)) == one


def test_the_store_is_bound_to_every_event_of_the_simulated_store() -> None:
    bound = [event for step in load_template("online-store").steps_in_order() for event in step.events]
    assert sorted(bound) == sorted(STORE.split())


@pytest.mark.parametrize("template", [name for name in ALL if name != "blank"])
def test_every_step_is_filled(template: str) -> None:
    document = load_template(template)
    kinds = {"actions", "touchpoints", "goals", "thoughts", "emotion", "barriers", "responsible"}
    for step in document.steps.values():
        here = {document.lanes[card.lane].kind for card in document.cards.values() if card.step == step.id}
        assert kinds <= here, step.title
        assert step.importance is not None


def test_fresh_ids_keep_every_reference() -> None:
    document = load_template("online-store")
    again = with_fresh_ids(document)
    assert content(again) == content(document)
    assert {document.steps[link.source].title for link in document.links.values()} == {
        again.steps[link.source].title for link in again.links.values()
    }


def test_an_unknown_template_is_told() -> None:
    with pytest.raises(UsageError, match="Did you mean 'online-store'"):
        load_template("onlinestore")
