"""Barriers are ranked by four criteria, each derived from what the map says; what is assumed is named."""

from __future__ import annotations

import pytest

from sojourn.actions.opportunities import opportunities
from sojourn.core.errors import UsageError
from sojourn.maps.document import MapDocument
from sojourn.maps.operations import apply
from sojourn.maps.templates import load_template
from sojourn.maps.yaml_io import from_yaml

MAP = """
stages:
- title: Buy
  steps:
  - title: Cart
    importance: low
    cells:
      barriers: {text: Costs appear late, recommendation: Show them}
      responsible: {text: Lead, department: Web}
      touchpoints: {text: Cart page, place: online}
      emotion: 0.5
  - title: Pay
    importance: high
    cells:
      barriers: [{text: It fails, recommendation: Retry}, It is slow]
      responsible: [{text: A, department: Web}, {text: B, department: Bank}]
      touchpoints: {text: Till, place: offline}
      emotion: -0.6
  - title: Done
    cells: {barriers: No thanks}
"""


def numbers(*, reached: int, continued: int | None, score: float | None = None) -> dict[str, object]:
    share = None if continued is None else continued / reached
    return {
        "customers": 100,
        "reached": reached,
        "share": reached / 100,
        "share_low": 0.0,
        "share_high": 1.0,
        "events": reached,
        "continued": continued or 0,
        "continued_share": share,
        "score": score,
        "score_n": 0 if score is None else 9,
    }


def measured() -> MapDocument:
    document = from_yaml(MAP)
    values = {
        "stp_cart": numbers(reached=90, continued=50),
        "stp_pay": numbers(reached=50, continued=40, score=-0.8),
        "stp_done": numbers(reached=40, continued=None),
    }
    for step, value in values.items():
        operation = {"do": "set", "table": "steps", "record_id": step, "fields": {"numbers": value}}
        document = apply(document, operation).document
    return document


def test_values_by_hand() -> None:
    found = {one.barrier: one for one in opportunities(measured())}
    cart, fails, slow, done = (found[b] for b in ("Costs appear late", "It fails", "It is slow", "No thanks"))
    assert cart.satisfaction_impact == pytest.approx(1 / 3 * 0.25, abs=1e-4)
    assert (cart.ease, cart.resource_needs, cart.roi_potential) == (0.75, 0.4, 1.0)
    assert fails.satisfaction_impact == pytest.approx(0.9)
    assert (fails.ease, fails.resource_needs, fails.roi_potential) == (0.5, 0.6, 0.25)
    assert (fails.affected, fails.lost) == (50, 10)
    assert fails.priority == pytest.approx(100 * (0.9 + 0.5 + 0.4 + 0.25) / 4, abs=0.05)
    assert slow.ease == 0.25
    assert done.satisfaction_impact == pytest.approx(2 / 3 * 0.5, abs=1e-4)
    assert (done.ease, done.resource_needs, done.roi_potential, done.lost) == (0.25, 0.5, 0.5, None)


def test_what_is_assumed_is_named() -> None:
    found = {one.barrier: one.assumed for one in opportunities(measured())}
    assert found["It fails"] == ("resource_needs",)
    assert found["Costs appear late"] == ("satisfaction_impact", "resource_needs")
    assert found["No thanks"] == ("satisfaction_impact", "ease", "resource_needs", "roi_potential")


def test_the_highest_priority_comes_first() -> None:
    found = opportunities(measured())
    assert [one.priority for one in found] == sorted((one.priority for one in found), reverse=True)
    assert {one.barrier for one in found} == {"Costs appear late", "It fails", "It is slow", "No thanks"}


def test_weights_decide_what_counts() -> None:
    by_return = opportunities(measured(), weights={"satisfaction_impact": 0, "ease": 0, "resource_needs": 0})
    assert by_return[0].barrier == "Costs appear late"
    assert by_return[0].priority == 100
    by_mood = opportunities(measured(), weights={"ease": 0, "resource_needs": 0, "roi_potential": 0})
    assert by_mood[0].step_title == "Pay"


@pytest.mark.parametrize("weights", [{"esae": 1.0}, {"ease": -1.0}, dict.fromkeys(
    ("satisfaction_impact", "ease", "resource_needs", "roi_potential"), 0.0)])  # fmt: skip
def test_weights_that_make_no_sense_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        opportunities(measured(), weights=weights)


def test_every_barrier_of_a_template_becomes_one_and_travels() -> None:
    document = load_template("online-store")
    found = opportunities(document)
    barriers = [card for card in document.cards.values() if document.lanes[card.lane].kind == "barriers"]
    assert len(found) == len(barriers)
    assert {one.to_json()["card"] for one in found} == {card.id for card in barriers}
    assert all(0 <= one.priority <= 100 and len(one.reasons) == 4 for one in found)


def test_a_map_without_barriers_has_none() -> None:
    assert opportunities(load_template("blank")) == []
