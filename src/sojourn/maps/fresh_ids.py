"""A copy of a map with ids of its own, so that two maps from one template share nothing but their content."""

from __future__ import annotations

from sojourn.core.ids import new_id
from sojourn.maps.document import PARENTS, TABLES, MapDocument


def with_fresh_ids(document: MapDocument) -> MapDocument:
    """The same map under new random ids, all references kept."""
    tables = {name: document.table(name) for name in TABLES}
    fresh = {(name, old): new_id(TABLES[name].prefix) for name, records in tables.items() for old in records}
    renamed: dict[str, dict[str, object]] = {}
    for name, records in tables.items():
        renamed[name] = {}
        for old, record in records.items():
            update = {"id": fresh[name, old]}
            for field, parent in PARENTS.get(name, {}).items():
                if getattr(record, field) is not None:
                    update[field] = fresh[parent, getattr(record, field)]
            renamed[name][update["id"]] = record.model_copy(update=update)
    head = next(iter(renamed.pop("map").values()))
    return MapDocument.model_validate({"map": head, **renamed})
