"""Templates hold what they promise: a whole way with real thought in it, each in words of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from sojourn.core.errors import UsageError
from sojourn.maps.document import TABLES, Card, MapDocument
from sojourn.maps.fresh_ids import with_fresh_ids
from sojourn.maps.lint import check
from sojourn.maps.templates import find_templates, load_template, template_info, templates
from sojourn.maps.templates.catalogue import NAME, catalogue_text, fresh_catalogue, page
from sojourn.maps.yaml_io import from_yaml, to_yaml
from sojourn.render.theme import THEMES
from sojourn.render.thumbnail import HEIGHT, WIDTH, lay_out_thumbnail
from sojourn.render.writers.svg import write_svg

ROOT = Path(__file__).parents[2]
STORE = (
    "ad_clicked newsletter_opened site_visited search_used product_viewed reviews_read wishlist_added "
    "shop_visited "
    "cart_added checkout_started payment_failed order_placed shop_purchase order_confirmed order_shipped "
    "delivery_missed order_delivered order_picked_up help_page_viewed support_contacted ticket_resolved "
    "return_requested refund_received survey_answered review_written friend_referred newsletter_unsubscribed "
    "account_closed"
)
ASKED_FOR = {
    "airline",
    "b2b-sale",
    "bank-account",
    "blank",
    "blank-a4",
    "car",
    "clinic-visit",
    "day-in-the-life",
    "employee-onboarding",
    "hospital-stay",
    "hotel",
    "insurance-claim",
    "marketplace",
    "mortgage",
    "ngo-donor",
    "omnichannel-retail",
    "online-course",
    "online-store",
    "public-service",
    "renewal",
    "rental",
    "restaurant-delivery",
    "saas-onboarding",
    "saas-trial",
    "service-blueprint",
    "support-case",
    "taxi-app",
    "telecom",
    "university",
    "utility",
}
ALL = [info.id for info in templates()]
FILLED = [info.id for info in templates() if info.cards]
WHOLE = [name for name in FILLED if name != "service-blueprint"]
"""Those that tell a whole way; the blueprint tells one visit in depth."""
WITHOUT_A_RIVAL = {"day-in-the-life", "public-service"}
"""A town hall has no competitor, and a day is not bought."""
HEAVY = ("mortgage", "insurance-claim", "clinic-visit", "hospital-stay", "utility")
"""Where the moment itself weighs, whatever the service."""


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


def cards_of(document: MapDocument, kind: str) -> list[Card]:
    """The cards in lanes of a kind."""
    return [card for card in document.cards.values() if document.lanes[card.lane].kind == kind]


def sentences(document: MapDocument) -> set[str]:
    """Every sentence of more than five words that the map says."""
    texts = [document.map.description, document.map.scope]
    for persona in document.personas.values():
        texts += [persona.description, persona.goals, persona.pain_points, persona.behaviours]
    texts += [stage.description for stage in document.stages.values()]
    texts += [step.description for step in document.steps.values()]
    for card in document.cards.values():
        texts += [card.text, card.recommendation]
    found = {part.strip().casefold() for text in texts for part in re.split(r"(?<=[.!?])\s", text)}
    return {sentence for sentence in found if len(sentence.split()) > 5}


def test_every_kind_of_map_that_was_asked_for_is_there() -> None:
    assert set(ALL) == ASKED_FOR


@pytest.mark.parametrize("template", ALL)
def test_every_copy_has_ids_of_its_own(template: str) -> None:
    one, two = load_template(template), load_template(template)
    for table in TABLES:
        assert set(one.table(table)).isdisjoint(two.table(table))
    assert content(one) == content(two)
    assert from_yaml(to_yaml(one)) == one


@pytest.mark.parametrize("template", FILLED)
def test_the_linter_finds_nothing(template: str) -> None:
    assert [f"{found.code} {found.message}" for found in check(load_template(template))] == []


@pytest.mark.parametrize("template", FILLED)
def test_every_step_is_filled(template: str) -> None:
    document = load_template(template)
    kinds = {"actions", "touchpoints", "goals", "thoughts", "emotion", "barriers", "responsible"}
    for step in document.steps.values():
        here = {document.lanes[card.lane].kind for card in document.cards.values() if card.step == step.id}
        assert kinds <= here, step.title
        assert step.importance is not None


@pytest.mark.parametrize("template", WHOLE)
def test_a_whole_way_is_told(template: str) -> None:
    document = load_template(template)
    steps = document.steps_in_order()
    assert 5 <= len(document.stages) <= 8
    assert 12 <= len(steps) <= 22
    assert not steps[0].events, "it begins before the organisation knows of anybody"
    assert {step.outcome for step in steps} >= {"recurring", "leaving"}
    assert any(step.may_switch for step in steps) == (template not in WITHOUT_A_RIVAL)
    assert {step.decision for step in steps} & {"first_time", "habitual"}
    assert sum(step.moment_of_truth for step in steps) >= 2
    assert len({step.importance for step in steps}) > 1
    assert {link.kind for link in document.links.values()} >= {"loop", "alternative"}
    assert len(document.links) >= 3


@pytest.mark.parametrize("template", WHOLE)
def test_cards_say_what_their_lane_asks_for(template: str) -> None:
    document = load_template(template)
    touchpoints = cards_of(document, "touchpoints")
    assert {card.place for card in touchpoints} == {"online", "offline"}
    assert any(card.person for card in touchpoints), "people are a channel"
    assert sum(card.role == "wow" for card in cards_of(document, "goals")) >= 2
    assert {"goal", "expectation"} <= {card.role for card in cards_of(document, "goals")}
    assert any(card.role == "question" for card in cards_of(document, "thoughts"))
    assert all(card.text and card.recommendation for card in cards_of(document, "barriers"))
    assert all(card.text and card.department for card in cards_of(document, "responsible"))
    feelings = [card.emotion for card in cards_of(document, "emotion") if card.emotion is not None]
    assert min(feelings) < -0.3 < 0.3 < max(feelings)
    for card in cards_of(document, "metrics"):
        assert card.measure
        assert card.unit
        assert card.value is None, "a figure that nobody measured is no fact"


@pytest.mark.parametrize("template", WHOLE)
def test_hypotheses_opportunities_and_metrics_lead_on(template: str) -> None:
    document = load_template(template)
    for kind, least in (("insights", 2), ("opportunities", 1), ("metrics", 5)):
        assert len(cards_of(document, kind)) >= least, kind
    titles = {lane.title for lane in document.lanes.values() if lane.kind == "insights"}
    assert titles == {"Hypotheses to check"}


@pytest.mark.parametrize("template", ALL)
def test_events_are_named_as_tools_name_them(template: str) -> None:
    document = load_template(template)
    events = [event for step in document.steps.values() for event in step.events]
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", event) for event in events)
    assert len(events) >= 6 or template not in WHOLE


@pytest.mark.parametrize("template", HEAVY)
def test_what_the_moment_brings_stands_apart_from_the_service(template: str) -> None:
    aspects = [card.aspect for card in cards_of(load_template(template), "emotion")]
    assert aspects.count("context") >= 4
    assert aspects.count("service") >= 4


@pytest.mark.parametrize("template", [name for name in WHOLE if name != "online-store"])
def test_one_persona_stands_for_a_kind_of_people(template: str) -> None:
    (persona,) = load_template(template).personas.values()
    assert all((persona.role, persona.description, persona.goals, persona.pain_points, persona.behaviours))
    assert not persona.quote, "nobody said it"


def test_no_two_templates_read_alike() -> None:
    where: dict[str, list[str]] = defaultdict(list)
    for name in FILLED:
        for sentence in sentences(load_template(name)):
            where[sentence].append(name)
    assert {sentence: names for sentence, names in where.items() if len(names) > 1} == {}


def test_the_store_is_bound_to_every_event_of_the_simulated_store() -> None:
    bound = [event for step in load_template("online-store").steps_in_order() for event in step.events]
    assert sorted(bound) == sorted(STORE.split())


def test_the_catalogue_and_its_page_are_fresh() -> None:
    found = fresh_catalogue()
    kept = ROOT / "src" / "sojourn" / "maps" / "templates" / NAME
    told = ROOT / "docs" / "reference" / "templates.md"
    again = "run: python -m sojourn.maps.templates"
    assert kept.read_text(encoding="utf-8") == catalogue_text(found), again
    assert told.read_text(encoding="utf-8") == page(found), again
    assert list(found) == templates()


def test_every_template_says_for_whom_and_for_what() -> None:
    for info in templates():
        assert all((info.title, info.description, info.industry, info.audience, info.use))
    assert len({info.title for info in templates()}) == len(ALL)


def test_words_and_industries_narrow_the_list() -> None:
    assert [info.id for info in find_templates(["LUGGAGE", "delay"])] == ["airline"]
    health = find_templates(industry="health")
    assert {info.industry for info in health} == {"Health"}
    assert find_templates(["no such word"]) == []
    with pytest.raises(UsageError, match="Did you mean 'Health'"):
        find_templates(industry="helth")


@pytest.mark.parametrize("template", ALL)
def test_thumbnails_show_every_step(template: str) -> None:
    info = template_info(template)
    poster = lay_out_thumbnail(info.stages, title=info.title)
    assert (poster.width, poster.height) == (WIDTH, HEIGHT)
    light, dark = (write_svg(poster, theme=theme).decode() for theme in THEMES)
    truths = sum(step.moment_of_truth for stage in info.stages for step in stage.steps)
    assert light.count("<circle") == info.steps + truths
    assert "<text" not in light
    assert light != dark


def test_a_thumbnail_of_nothing_draws() -> None:
    assert b"<svg" in write_svg(lay_out_thumbnail(()), theme="light")


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
