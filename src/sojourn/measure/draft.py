"""A first map drafted from a log: steps, stages, numbers, and what the log can say in the lanes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sojourn.core.errors import UsageError
from sojourn.journeys.log.journey_log import JourneyLog
from sojourn.journeys.transitions import END, START, transitions
from sojourn.maps.document import MapDocument
from sojourn.maps.lanes import STANDARD_LANES
from sojourn.maps.operations import apply
from sojourn.maps.order import keys_between
from sojourn.measure.draft_cells import CellWriter
from sojourn.measure.draft_stages import cut_into_stages, stage_titles
from sojourn.measure.draft_steps import DraftStep, draft_steps
from sojourn.measure.fitting import fitting
from sojourn.measure.overlay import measure_map
from sojourn.measure.quotes import unhappy_quotes
from sojourn.measure.step_summary import StepMeasures
from sojourn.measure.wording import listed, titles_of

MOST_STEPS: Final = 60


def draft_map(
    log: JourneyLog, *, title: str | None = None, steps: int = 14, at: datetime | None = None
) -> MapDocument:
    """Draft a map from a log.

    The most reached events become steps, in the order in which they usually first happen; stages are cut at
    long waits and losses; lanes are filled with what the log holds. Goals and personas stay empty, for no log
    knows them.

    Args:
        log: The journeys.
        title: Of the map; by default it says how many customers it shows.
        steps: At most so many steps, 2 to 60.
        at: When it was drafted; by default now.

    Returns:
        A measured map. Its ids follow from the places, so that the same log gives the same map.

    Raises:
        UsageError: ``steps`` is out of range, or no event can stand on a map.

    Source: after Bernard and Andritsos, "CJM-ab: Abstracting Customer Journey Maps using Process
    Mining", 2018, simplified: ``docs/explanation/how-a-first-map-is-drafted.md``.
    """
    if not 2 <= steps <= MOST_STEPS:
        raise UsageError(f"A draft has 2 to {MOST_STEPS} steps, not {steps}. Give a number in between.")
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    onward = _onward(log)
    chosen = draft_steps(log.index, steps=steps, onward=onward)
    if not chosen:
        raise UsageError(
            "No event of the log can stand on a map: their names are longer than 300 characters or hold "
            "control characters. Give them plain names in the file and import it again."
        )
    numbers = log.run(StepMeasures.of(log.index, [step.events for step in chosen]))
    starts = cut_into_stages(numbers)
    quotes = unhappy_quotes(log.index, [step.events for step in chosen])
    tables = _tables(log, chosen, starts, CellWriter(log.index, chosen, numbers, quotes, onward))
    head = {
        "id": "map_draft",
        "title": title or f"The journeys of {log.customers:,} customers",
        "description": _description(log, chosen, moment),
    }
    fit = {
        table: {key: fitting(record) for key, record in records.items()} for table, records in tables.items()
    }
    document = MapDocument.model_validate({"map": fitting(head), **fit})
    return apply(document, measure_map(document, log, at=moment)).document


def _tables(
    log: JourneyLog, steps: list[DraftStep], starts: list[int], cells: CellWriter
) -> dict[str, dict[str, Any]]:
    titles = titles_of(log.event_names)
    names = [titles[step.events[0]] for step in steps]
    places = [max(n for n, start in enumerate(starts) if start <= place) for place in range(len(steps))]
    inside = [
        [place for place, stage in enumerate(places) if stage == number] for number in range(len(starts))
    ]
    stages = stage_titles(
        [[(steps[p].events[0], names[p], steps[p].reached) for p in group] for group in inside]
    )
    found: dict[str, dict[str, Any]] = {
        "stages": _in_order({f"stg_{number + 1}": {"title": text} for number, text in enumerate(stages)}),
        "lanes": _in_order(
            {f"lan_{kind}": {"kind": kind, "title": text} for kind, text in STANDARD_LANES.items()}
        ),
        "steps": {},
        "cards": {},
    }
    for number, group in enumerate(inside):
        found["steps"] |= _in_order(
            {
                f"stp_{place + 1}": {
                    "stage": f"stg_{number + 1}",
                    "title": names[place],
                    "description": _together(steps[place]),
                    "importance": cells.importance(place),
                    "events": steps[place].events,
                }
                for place in group
            }
        )
    for place in range(len(steps)):
        for kind in STANDARD_LANES:
            cards = cells.cards(kind, place)
            where = {"lane": f"lan_{kind}", "step": f"stp_{place + 1}"}
            found["cards"] |= _in_order(
                {f"crd_{place + 1}_{kind}_{n + 1}": {**where, **card} for n, card in enumerate(cards)}
            )
    return found


def _onward(log: JourneyLog) -> dict[str, dict[str, int]]:
    """For each event, how often another came directly after it."""
    found: dict[str, dict[str, int]] = {}
    for edge in transitions(log).transitions:
        if edge.source != START and edge.target not in (END, edge.source):
            found.setdefault(edge.source, {})[edge.target] = edge.count
    return found


def _in_order(records: dict[str, dict[str, Any]]) -> dict[str, Any]:
    keys = keys_between(None, None, len(records))
    return {
        name: {"id": name, "order": key, **fields}
        for (name, fields), key in zip(records.items(), keys, strict=True)
    }


def _together(step: DraftStep) -> str:
    if len(step.events) == 1:
        return ""
    return f"{listed(step.events)} always come together, so they are one step."


def _description(log: JourneyLog, steps: list[DraftStep], at: datetime) -> str:
    bound = sum(len(step.events) for step in steps)
    return (
        f"Drafted on {at:%Y-%m-%d} from {log.events_count:,} events of {log.customers:,} customers, "
        f"{log.first:%Y-%m-%d} to {log.last:%Y-%m-%d}. {bound} of {len(log.event_names)} event names "
        "are on the map. Stages, titles and barriers are proposals from the data; goals, personas and "
        "recommendations are for you to add."
    )
