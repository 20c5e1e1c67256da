"""Random edits of maps, for property tests: a map, and what some operations made of it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from tests.maps.documents import documents, evidence_about, texts

from sojourn.maps.document import TABLES, MapDocument
from sojourn.maps.operations import OperationError, apply
from sojourn.maps.order import keys_between

KEYS = [*keys_between(None, None, 6), *keys_between("a1", "a2", 3), "Zz"]
NAMES = {"personas": "name", "cards": "text"}


@st.composite
def edited(draw: st.DrawFn, document: MapDocument, mark: str, *, most: int = 8) -> MapDocument:
    """What a few operations make of a map. ``mark`` is in the ids of new records, so that two edits of one
    map never give the same one."""
    for number in range(draw(st.integers(0, most))):
        operation = draw(operations(document, f"{mark}{number}"))
        if operation is None:
            continue
        try:
            document = apply(document, operation).document
        except OperationError:  # What does not fit is not done, as in life.
            continue
    return document


@st.composite
def operations(draw: st.DrawFn, document: MapDocument, mark: str) -> dict[str, Any] | None:
    """One operation that may fit the map."""
    table = draw(st.sampled_from([name for name in TABLES if document.table(name)]))
    record = draw(st.sampled_from(sorted(document.table(table).values(), key=lambda one: one.id)))
    does = draw(st.sampled_from(["set", "set", "move", "remove", "add", "kind"]))
    if does == "set":
        name = NAMES.get(table, "title")
        return {"do": "set", "table": table, "record_id": record.id, "fields": {name: draw(texts)}}
    if does == "kind" and table == "lanes":
        kind = draw(st.sampled_from(["custom", "emotion", "metrics", "insights", "numbers"]))
        return {"do": "set", "table": table, "record_id": record.id, "fields": {"kind": kind}}
    if table in {"map", "links"}:
        return {"do": "remove", "table": table, "record_id": record.id} if table == "links" else None
    if does == "kind":
        about = draw(evidence_about({name: document.table(name) for name in TABLES}))
        return {"do": "add", "table": "evidence", "record": {"id": f"evd_{mark}", **about}}
    if does == "remove":
        return {"do": "remove", "table": table, "record_id": record.id}
    key = draw(st.sampled_from(KEYS))
    if does == "add":
        copied = {**record.model_dump(mode="json"), "id": f"{record.prefix}_{mark}", "order": key}
        return {"do": "add", "table": table, "record": copied}
    to: dict[str, Any] = {"order": key}
    if table == "evidence":
        place = draw(evidence_about({name: document.table(name) for name in TABLES}))
        to |= {name: place.get(name) for name in ("card", "step", "persona")}
    for field, parent in {
        "steps": [("stage", "stages")],
        "cards": [("lane", "lanes"), ("step", "steps")],
    }.get(table, []):
        to[field] = draw(st.sampled_from(sorted(document.table(parent))))
    return {"do": "move", "table": table, "record_id": record.id, "to": to}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[MapDocument, MapDocument]:
    """Two states of one map: near ones, or ones that share little but their ids."""
    before = draw(documents())
    after = draw(st.one_of(edited(before, "e"), documents()))
    return before, after
