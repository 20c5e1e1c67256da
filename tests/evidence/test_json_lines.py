"""JSON, one object a line or one array, with the habits of the programs that write it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from sojourn.evidence.mapping import Mapping

ROW = {
    "customer": "ann",
    "event": "visited",
    "time": "2026-01-02T03:04:05Z",
    "plan": "gold",
    "age": 41,
    "tags": ["a"],
    "none": None,
}
MAPPING = Mapping(roles={"customer_id": "customer", "event": "event", "time": "time"}, dates="iso")


@pytest.mark.parametrize("layout", ["lines", "array", "pretty array", "one line array", "gz", "utf-16"])
def test_every_layout_gives_the_same_events(read: Callable[..., Any], layout: str) -> None:
    rows = [{**ROW, "at": number} for number in range(3)]
    lines = "\n".join(map(json.dumps, rows))
    content = {
        "lines": lines.encode() + b"\n\n",
        "array": ("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n").encode(),
        "pretty array": json.dumps(rows, indent=2).encode(),
        "one line array": json.dumps(rows).encode(),
        "gz": gzip.compress(lines.encode()),
        "utf-16": lines.encode("utf-16"),
    }[layout]
    found = read(content, MAPPING)
    assert [json.loads(event["props"]) for event in found.events] == [
        {"plan": "gold", "age": 41, "tags": ["a"], "at": number} for number in range(3)
    ]
    assert found.rows == [1, 2, 3]


def test_zero_and_false_are_values_and_empty_things_are_not(read: Callable[..., Any]) -> None:
    found = read(
        json.dumps({**ROW, "zero": 0, "no": False, "nothing": "", "list": [], "object": {}}), MAPPING
    )
    assert json.loads(found.events[0]["props"]) == {
        "plan": "gold",
        "age": 41,
        "tags": ["a"],
        "zero": 0,
        "no": False,
    }


def test_columns_inside_objects_are_reached_by_a_dot(read: Callable[..., Any]) -> None:
    mapping = Mapping(
        roles={"customer_id": "customer", "event": "event", "time": "time", "value": "properties.total"},
        dates="iso",
    )
    found = read(json.dumps({**ROW, "properties": {"total": 12.5, "coupon": "x"}}), mapping)
    assert found.events[0]["value"] == 12.5
    assert json.loads(found.events[0]["props"])["properties"] == {"coupon": "x"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"customer": "ann", "event"', "broken JSON"),
        ("[1, 2]", "no JSON object"),
        ("12", "no JSON object"),
        ('{"customer": "\\ud800"}', "broken JSON"),
        ("[" * 200_000, "broken JSON"),
        ('{"a":' * 100_000, "broken JSON"),
        ('{"customer": NaN', "broken JSON"),
        ('{"customer": "' + "x" * 1_100_000 + '"}', "row longer than 1 MiB"),
    ],
)
def test_a_line_that_is_no_object_is_listed(read: Callable[..., Any], line: str, reason: str) -> None:
    found = read(json.dumps(ROW) + "\n" + line + "\n" + json.dumps(ROW), MAPPING)
    assert [event["row"] for event in found.events] == [1, 3]
    assert (found.aside[0]["row"], found.aside[0]["line"]) == ("2", "2")
    assert found.aside[0]["reason"].startswith(reason)
    assert len(found.aside[0]["raw"]) <= 10_002


def test_broken_utf8_in_a_line_is_named(read: Callable[..., Any]) -> None:
    good = json.dumps({**ROW, "plan": "größer äöü"}, ensure_ascii=False).encode()
    found = read(good + b'\n{"customer": "jos\xe9"}\n', MAPPING)
    assert found.aside[0]["reason"] == "broken JSON: a character is not UTF-8"


def test_special_numbers_of_python_are_no_values(read: Callable[..., Any]) -> None:
    found = read(
        '{"customer": "ann", "event": "visited", "time": "2026-01-02", "a": NaN, "b": -Infinity, "c": 1}',
        MAPPING,
    )
    assert found.events[0]["props"] == '{"c":1}'


def test_elements_that_are_no_objects_are_listed_too(read: Callable[..., Any]) -> None:
    found = read("[" + json.dumps(ROW) + ', 5, "text", ' + json.dumps(ROW) + ", [1]]", MAPPING)
    assert [event["row"] for event in found.events] == [1, 4]
    assert [row["raw"] for row in found.aside] == ["5", '"text"', "[1]"]


def test_a_number_that_is_none_stays_among_the_props(read: Callable[..., Any]) -> None:
    mapping = Mapping(
        roles={"customer_id": "customer", "event": "event", "time": "time", "score": "age"}, dates="iso"
    )
    found = read("\n".join([json.dumps(ROW), json.dumps({**ROW, "age": "forty"})]), mapping)
    assert [event["score"] for event in found.events] == [41.0, None]
    assert json.loads(found.events[1]["props"])["age"] == "forty"
