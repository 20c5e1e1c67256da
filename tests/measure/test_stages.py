"""The stages of a map, as durations take them."""

from __future__ import annotations

import pytest

from sojourn.journeys.durations import DurationsQuestion
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.stage_durations import StageEvents
from sojourn.maps.yaml_io import from_yaml
from sojourn.measure.stages import NoBoundStageError, bound_stages

MAP = """\
map: {title: Shop}
stages:
  - title: Look
    steps:
      - {title: Visit, events: [visit, cart]}
      - {title: Search, events: [search]}
  - title: Look
    steps:
      - {title: Order, events: [order, visit]}
  - title: Later
    steps:
      - {title: Thank}
"""


def test_stages_have_the_events_of_their_steps_once() -> None:
    log = JourneyLog.from_events([("ann", name, "2026-01-01") for name in ("visit", "cart", "order")])
    bound = bound_stages(from_yaml(MAP), log)
    assert bound.stages == (StageEvents("Look", ("visit", "cart")), StageEvents("Look (2)", ("order",)))
    unknown, twice, empty = bound.messages
    assert unknown.startswith("Stage 'Look': the log has no event 'search'.")
    assert twice == "The event 'visit' counts for the stage 'Look', not for 'Look' too."
    assert empty == "The stage 'Later' has no event of the log, so it is left out."
    assert [one.customers for one in log.ask(DurationsQuestion(stages=bound.stages)).stages] == [1, 1]


def test_a_map_that_is_bound_to_nothing_is_refused() -> None:
    log = JourneyLog.from_events([("ann", "ask", "2026-01-01")])
    with pytest.raises(NoBoundStageError, match="No step of the map is bound"):
        bound_stages(from_yaml(MAP), log)
