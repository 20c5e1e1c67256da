"""SPEC RY2 against optimal alignments of pm4py: a journey fits exactly where its alignment costs nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.replay import StepEvents, StepLink, replay

START = datetime(2026, 1, 1, tzinfo=UTC)


def state_machine(steps: int, links: set[tuple[int, int]]) -> Any:
    """What RY2 says as a Petri net: a place for each step, and a silent way from each to the end."""
    net_module = pytest.importorskip(
        "pm4py.objects.petri_net.obj", reason="the dependency group 'peers' is not installed"
    )
    from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to

    net = net_module.PetriNet("map")
    places = [net_module.PetriNet.Place(f"at {step}") for step in range(-1, steps)]
    end = net_module.PetriNet.Place("end")
    net.places.update([*places, end])
    for source in range(-1, steps):
        targets = [step for step in range(steps) if step >= max(source, 0) or (source, step) in links]
        for name, label, place in [
            *((f"{source} {step}", f"e{step}", places[step + 1]) for step in targets),
            (f"{source} end", None, end),
        ]:
            transition = net_module.PetriNet.Transition(name, label)
            net.transitions.add(transition)
            add_arc_from_to(places[source + 1], transition, net)
            add_arc_from_to(transition, place, net)
    return net, net_module.Marking({places[0]: 1}), net_module.Marking({end: 1})


@pytest.mark.filterwarnings("ignore")  # pm4py takes a warning inside for a net that is not sound.
@pytest.mark.parametrize("seed", range(4))
def test_journeys_fit_exactly_where_an_optimal_alignment_costs_nothing(seed: int) -> None:
    pm4py = pytest.importorskip("pm4py", reason="the dependency group 'peers' is not installed")
    from pm4py.objects.log.obj import Event, EventLog, Trace

    chance = Random(seed)
    steps = chance.randint(3, 6)
    links = {(chance.randrange(steps), chance.randrange(steps)) for _ in range(2)}
    journeys = [[chance.randrange(steps) for _ in range(chance.randint(1, 6))] for _ in range(120)]
    rows = [
        (f"c{number}", f"e{step}", START + timedelta(minutes=minute))
        for number, journey in enumerate(journeys)
        for minute, step in enumerate(journey)
    ]
    told = replay(
        JourneyLog.from_events(rows),
        [StepEvents(f"s{step}", "", (f"e{step}",)) for step in range(steps)],
        links=[StepLink(f"s{a}", f"s{b}") for a, b in links],
    )
    log = EventLog([Trace([Event({"concept:name": f"e{step}"}) for step in journey]) for journey in journeys])
    net = state_machine(steps, links)
    aligned = pm4py.conformance_diagnostics_alignments(log, *net)
    fitting = sum(one["fitness"] == 1.0 for one in aligned)
    replayed = pm4py.conformance_diagnostics_token_based_replay(log, *net)
    assert told.explained == fitting
    assert told.explained == sum(one["trace_is_fit"] for one in replayed)
    assert 0 < fitting < len(journeys)
