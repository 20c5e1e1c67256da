"""OCEL 2.0 written as an SQLite database."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sojourn.evidence.formats import SourceFile
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.batches import Batch
from sojourn.evidence.readers.ocel import OcelEvent, OcelLog, read_ocel
from sojourn.evidence.readers.parts import Parts
from sojourn.evidence.readers.sqlite_opening import opened_database, quoted_name, tables_of


def read_ocel_sqlite(file: SourceFile, mapping: Mapping | None) -> Iterator[Batch]:
    """The events of each object of one type."""
    return read_ocel(ocel_sqlite(file), file, mapping)


def ocel_sqlite_parts(file: SourceFile) -> Parts:
    """The types of object."""
    return ocel_sqlite(file).parts(file.name)


def ocel_sqlite(file: SourceFile) -> OcelLog:
    """The whole log."""
    with opened_database(file.path, file.name) as connection:
        log = OcelLog(
            objects={
                str(one): str(kind)
                for one, kind in connection.execute('SELECT ocel_id, ocel_type FROM "object" ORDER BY rowid')
            }
        )
        relations: dict[str, list[str]] = defaultdict(list)
        for event, touched in connection.execute(
            "SELECT ocel_event_id, ocel_object_id FROM event_object ORDER BY rowid"
        ):
            relations[str(event)].append(str(touched))
        details = _details(connection)
        for one, kind in connection.execute('SELECT ocel_id, ocel_type FROM "event" ORDER BY rowid'):
            told = details.get(str(one), {})
            log.events.append(
                OcelEvent(
                    id=str(one),
                    type=str(kind),
                    time=str(told.pop("ocel_time", "") or ""),
                    attributes=told,
                    objects=tuple(relations[str(one)]),
                )
            )
    return log


def _details(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Event → its time and attributes, from the table of its type."""
    tables = set(tables_of(connection))
    found: dict[str, dict[str, Any]] = {}
    for (mapped,) in connection.execute("SELECT DISTINCT ocel_type_map FROM event_map_type").fetchall():
        table = f"event_{mapped}"
        if table not in tables:
            continue
        # The name is that of a table which is there, and is quoted.
        cursor = connection.execute(f"SELECT * FROM {quoted_name(table)}")  # noqa: S608
        names = [column[0] for column in cursor.description]
        for row in cursor:
            told = dict(zip(names, row, strict=True))
            event = str(told.pop("ocel_id", ""))
            found[event] = {name: value for name, value in told.items() if value is not None}
    return found
