"""A map as it is: reach as in the measured numbers, feelings per persona, texts, steps that are added."""

from __future__ import annotations

import pyarrow as pa

from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.maps.operations import apply
from sojourn.maps.yaml_io import from_yaml
from sojourn.measure.missing_steps import add_step
from sojourn.measure.overlay import measure
from sojourn.measure.replay import replay

MAP = """
personas:
  - {name: Ada, segment: did buy}
  - {name: Nobody, segment: did nonsense}
stages:
  - title: All
    steps:
      - {title: Look, events: [look]}
      - {title: Buy in the app, events: [buy], binding: channel = app}
      - {title: Rate, events: [rate]}
"""


def log() -> JourneyLog:
    rows = [
        ("ann", "look", 1, "app", None, None),
        ("ann", "buy", 2, "app", None, None),
        ("ann", "rate", 3, "app", 5.0, "fine"),
        ("bob", "look", 1, "shop", None, None),
        ("bob", "buy", 2, "shop", None, None),
        ("cat", "look", 1, "app", None, "hm"),
        ("cat", "leave", 2, "app", None, None),
    ]
    names = ("customer_id", "event", "time", "channel", "score", "text")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    columns["time"] = pa.array(columns["time"], pa.timestamp("s", tz="UTC"))
    columns["scale"] = [None if score is None else "1-5" for score in columns["score"]]
    return JourneyLog.from_frame(pa.table(columns))


def test_reach_is_that_of_the_measured_map_and_personas_have_their_curve() -> None:
    document = from_yaml(MAP)
    told = replay(document, log())
    measured = apply(document, measure(document, log()).operation).document
    reached = [step.numbers.reached for step in measured.steps_in_order() if step.numbers]
    assert [step.reached for step in told.journeys.steps] == reached == [3, 1, 1]
    assert [one.texts for one in told.said] == [1, 1]
    ada, nobody = told.personas
    assert (ada.customers, ada.steps[-1].reached, ada.steps[-1].n) == (2, 1, 1)
    assert (nobody.customers, nobody.steps) == (0, ())
    assert "nonsense" in nobody.problem
    assert [one.event for one in told.unbound_events] == ["leave"]
    assert not told.numbers_are_stale


def test_a_missing_event_becomes_a_step_behind_another() -> None:
    document = from_yaml(MAP)
    look = document.steps_in_order()[0]
    grown = apply(document, add_step(document, "leave", after=look.id)).document
    assert [step.title for step in grown.steps_in_order()][:2] == ["Look", "Leave"]
    assert replay(grown, log()).unbound_events == ()
