"""OCEL 2.0: one log in three ways of writing gives the same events."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognising import recognition_of

EVENTS: list[dict[str, Any]] = [
    {
        "id": "e1",
        "type": "place order",
        "time": "2026-01-02T10:00:00Z",
        "attributes": [{"name": "channel", "value": "web"}],
        "relationships": [
            {"objectId": "c1", "qualifier": "by"},
            {"objectId": "c1", "qualifier": "by"},
            {"objectId": "o1", "qualifier": "of"},
        ],
    },
    {
        "id": "e2",
        "type": "pack",
        "time": "2026-01-03T10:00:00Z",
        "relationships": [{"objectId": "o1", "qualifier": "of"}, {"objectId": "gone", "qualifier": "x"}],
    },
    {
        "id": "e3",
        "type": "deliver",
        "time": "2026-01-04T10:00:00Z",
        "attributes": [{"name": "channel", "value": "courier"}],
        "relationships": [{"objectId": "c1", "qualifier": "to"}, {"objectId": "c2", "qualifier": "to"}],
    },
]
OBJECTS = [{"id": "c1", "type": "customer"}, {"id": "c2", "type": "customer"}, {"id": "o1", "type": "order"}]
TYPES = [{"name": name, "attributes": []} for name in ("place order", "pack", "deliver")]


def as_json(path: Path) -> Path:
    content = {
        "objectTypes": [{"name": "customer", "attributes": []}, {"name": "order", "attributes": []}],
        "eventTypes": TYPES,
        "objects": OBJECTS,
        "events": EVENTS,
    }
    path.write_text(json.dumps(content))
    return path


def attribute(one: dict[str, Any]) -> str:
    return f'<attribute name="{one["name"]}">{one["value"]}</attribute>'


def as_xml(path: Path) -> Path:
    objects = "".join(f'<object id="{one["id"]}" type="{one["type"]}"/>' for one in OBJECTS)
    events = "".join(
        f'<event id="{one["id"]}" type="{one["type"]}" time="{one["time"]}"><attributes>'
        + "".join(
            f'<attribute name="{each["name"]}">{each["value"]}</attribute>'
            for each in one.get("attributes", [])
        )
        + "</attributes><objects>"
        + "".join(
            f'<relationship object-id="{each["objectId"]}" qualifier="{each["qualifier"]}"/>'
            for each in one["relationships"]
        )
        + "</objects></event>"
        for one in EVENTS
    )
    path.write_text(
        "<?xml version='1.0'?><log><object-types><object-type name='customer'/></object-types><event-types/>"
        f"<objects>{objects}</objects><events>{events}</events></log>"
    )
    return path


def as_sqlite(path: Path) -> Path:
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE event(ocel_id TEXT, ocel_type TEXT);"
            "CREATE TABLE object(ocel_id TEXT, ocel_type TEXT);"
            "CREATE TABLE event_map_type(ocel_type TEXT, ocel_type_map TEXT);"
            "CREATE TABLE object_map_type(ocel_type TEXT, ocel_type_map TEXT);"
            "CREATE TABLE event_object(ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);"
        )
        for kind in TYPES:
            mapped = kind["name"].title().replace(" ", "")  # type: ignore[attr-defined]
            database.execute("INSERT INTO event_map_type VALUES (?, ?)", (kind["name"], mapped))
            database.execute(f'CREATE TABLE "event_{mapped}"(ocel_id TEXT, ocel_time TEXT, channel TEXT)')
        database.executemany("INSERT INTO object VALUES (:id, :type)", OBJECTS)
        for one in EVENTS:
            database.execute("INSERT INTO event VALUES (?, ?)", (one["id"], one["type"]))
            mapped = one["type"].title().replace(" ", "")
            channel = next((each["value"] for each in one.get("attributes", [])), None)
            database.execute(
                f'INSERT INTO "event_{mapped}" VALUES (?, ?, ?)', (one["id"], one["time"], channel)
            )
            for each in one["relationships"]:
                database.execute(
                    "INSERT INTO event_object VALUES (?, ?, ?)",
                    (one["id"], each["objectId"], each["qualifier"]),
                )
    database.close()
    return path


WRITERS = {"log.json": as_json, "log.xml": as_xml, "log.sqlite": as_sqlite}


def told(read_files: Any, path: Path, part: str | None = None) -> list[dict[str, Any]]:
    found = recognition_of(opened([path], [path.name]), Mapping(part=part))
    return [
        {name: value for name, value in event.items() if value is not None}
        for event in read_files([path], found.settled()).events
    ]


def test_the_three_ways_of_writing_give_the_same_log(tmp_path: Path, read_files: Any) -> None:
    logs = [told(read_files, write(tmp_path / name)) for name, write in WRITERS.items()]
    assert logs[0] == logs[1] == logs[2]
    assert [(event["customer_id"], event["event"], event["channel"]) for event in logs[0]] == [
        ("c1", "place order", "web"),
        ("c1", "deliver", "courier"),
        ("c2", "deliver", "courier"),
    ]
    assert json.loads(logs[0][0]["props"]) == {"ocel:eid": "e1", "ocel:type:order": "o1"}


@pytest.mark.parametrize("name", WRITERS)
def test_another_type_of_object_can_stand_for_the_customer(
    name: str, tmp_path: Path, read_files: Any
) -> None:
    path = WRITERS[name](tmp_path / name)
    found = recognition_of(opened([path], [path.name]), Mapping())
    question = next(question for question in found.questions if question.code == "part")
    assert [(choice.value, choice.example) for choice in question.choices] == [
        ("customer", "2 of them, in 2 events"),
        ("order", "1 of them, in 2 events"),
    ]
    assert [event["event"] for event in told(read_files, path, "order")] == ["place order", "pack"]


def test_a_log_of_nobody_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text('{"objectTypes": [], "eventTypes": [], "objects": [], "events": [{"id": "e1"}]}')
    with pytest.raises(UnreadableFileError, match="no event belongs to an object"):
        recognition_of(opened([path], [path.name]), Mapping())


def test_a_database_cannot_act(tmp_path: Path) -> None:
    path = as_sqlite(tmp_path / "log.sqlite")
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE VIEW trap AS SELECT load_extension('x');"
            "CREATE TRIGGER gone AFTER INSERT ON event BEGIN DELETE FROM event; END;"
        )
    database.close()
    before = path.read_bytes()
    assert recognition_of(opened([path], [path.name]), Mapping()).settled().part == "customer"
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["log.sqlite"]


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = as_sqlite(tmp_path / "log.sqlite")
    content = path.read_bytes()
    for damaged in (
        content[:3000],
        content[:100] + b"\xff" * 4000,
        content[:16] + b"\xff\xff" + content[18:],
    ):
        path.write_bytes(damaged)
        with pytest.raises(UnreadableFileError, match=r"cannot be read|no event belongs|without a table"):
            recognition_of(opened([path], [path.name]), Mapping())
