"""A copy of a map with ids of its own, so that two maps from one template share nothing but their content."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sojourn.core.ids import new_id
from sojourn.maps.document import PARENTS, TABLES, Allowed, MapDocument


def slug_of(text: str) -> str:
    """A text as the part of an id that can be made of it.

    >>> slug_of("Späte Bestellungen: 2,6!")
    'spate-bestellungen-2-6'
    """
    latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", latin).strip("-_")[:48] or "x"


def with_fresh_ids(document: MapDocument) -> MapDocument:
    """The same map under new random ids, all references kept."""
    tables = {name: document.table(name) for name in TABLES}
    fresh = {(name, old): new_id(TABLES[name].prefix) for name, records in tables.items() for old in records}
    renamed: dict[str, dict[str, Any]] = {}
    for name, records in tables.items():
        renamed[name] = {}
        for old, record in records.items():
            update = {"id": fresh[name, old]}
            for field, parent in PARENTS.get(name, {}).items():
                if getattr(record, field) is not None:
                    update[field] = fresh[parent, getattr(record, field)]
            renamed[name][update["id"]] = record.model_copy(update=update)
    head = next(iter(renamed.pop("map").values()))
    head = head.model_copy(update={"allowed": _renamed_allowances(document, fresh)})
    return MapDocument.model_validate({"map": head, **renamed})


def _renamed_allowances(document: MapDocument, fresh: dict[tuple[str, str], str]) -> tuple[Allowed, ...]:
    """What the team lets stand, at the records under their new ids."""
    ids = {old: new for (_, old), new in fresh.items()}
    return tuple(
        entry.model_copy(update={"record": ids.get(entry.record, entry.record)})
        for entry in document.map.allowed
    )
