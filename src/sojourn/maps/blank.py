"""A map as an empty table, to be filled in by hand at a meeting."""

from __future__ import annotations

from typing import Final

from sojourn.maps.document import Lane, MapDocument, Stage
from sojourn.maps.lanes import STANDARD_LANES
from sojourn.maps.order import keys_between

CLASSIC_STAGES: Final = ("Awareness", "Consideration", "Purchase", "After the purchase", "Advocacy")
"""From before the first contact to after the purchase."""
UNWRITTEN: Final = frozenset({"numbers"})
"""Lanes that only a log can fill."""


def blank_table(document: MapDocument) -> MapDocument:
    """The same stages and lanes with nothing in them: one column a stage, with room for a pen.

    Steps, cards, personas and links are left out: what happens inside a stage is what the meeting finds. A
    map without stages gets the classic five, one without lanes those that maps start with.
    """
    record = document.map.model_copy(update={"measured": None, "description": "", "owner": ""})
    return MapDocument(map=record, stages=_stages(document), lanes=_lanes(document))


def _stages(document: MapDocument) -> dict[str, Stage]:
    if document.stages:
        return {
            stage.id: stage.model_copy(update={"description": ""}) for stage in document.stages_in_order()
        }
    keys = keys_between(None, None, len(CLASSIC_STAGES))
    made = (
        Stage(id=f"stg_{place}", order=key, title=title)
        for place, (title, key) in enumerate(zip(CLASSIC_STAGES, keys, strict=True))
    )
    return {stage.id: stage for stage in made}


def _lanes(document: MapDocument) -> dict[str, Lane]:
    if document.lanes:
        kept = (lane for lane in document.lanes_in_order() if lane.kind not in UNWRITTEN)
        return {lane.id: lane for lane in kept}
    wanted = {kind: title for kind, title in STANDARD_LANES.items() if kind not in UNWRITTEN}
    keys = keys_between(None, None, len(wanted))
    made = (
        Lane.model_validate({"id": f"lan_{kind}", "order": key, "kind": kind, "title": title})
        for (kind, title), key in zip(wanted.items(), keys, strict=True)
    )
    return {lane.id: lane for lane in made}
