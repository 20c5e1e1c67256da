"""XES: traces become customers, every event a row, and no XML can harm."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from sojourn.evidence.errors import UnreadableFileError
from sojourn.evidence.mapping import Mapping

MAPPING = Mapping(
    roles={"customer_id": "case:concept:name", "event": "concept:name", "time": "time:timestamp"}, dates="iso"
)


def event(
    name: str, *, state: str = "complete", time: str = "2026-01-02T03:04:05+01:00", more: str = ""
) -> str:
    return (
        f'<event><string key="concept:name" value="{name}"/>'
        f'<string key="lifecycle:transition" value="{state}"/>'
        f'<date key="time:timestamp" value="{time}"/>{more}</event>'
    )


def log(
    *events: str, trace: str = '<string key="concept:name" value="case 1"/><int key="amount" value="7"/>'
) -> str:
    return (
        '<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">'
        '<global scope="event"><string key="concept:name" value="?"/>'
        f'</global><string key="a" value="b"/><trace>{trace}{"".join(events)}</trace></log>'
    )


def test_an_event_carries_its_own_attributes_and_those_of_its_trace(read: Callable[..., Any]) -> None:
    nested = '<string key="org:resource" value="112"><string key="team" value="sales &amp; help"/></string>'
    found = read(log(event("open", more=nested)), MAPPING, "x.xes")
    row = found.events[0]
    assert (row["customer_id"], row["event"]) == ("case 1", "open")
    assert row["time"].isoformat() == "2026-01-02T02:04:05+00:00"
    assert json.loads(row["props"]) == {
        "case:amount": "7",
        "lifecycle:transition": "complete",
        "org:resource": "112",
        "org:resource.team": "sales & help",
    }


def test_every_life_cycle_line_is_an_event_unless_filtered(read: Callable[..., Any]) -> None:
    content = gzip.compress(log(event("open", state="start"), event("open")).encode())
    assert read(content, MAPPING).staged.rows.rows == 2
    only = Mapping(roles=MAPPING.roles, dates="iso", only={"lifecycle:transition": ("complete",)})
    filtered = read(content, only)
    assert (filtered.staged.rows.rows, filtered.aside[0]["reason"]) == (1, "left out by the filter")


def test_a_long_trace_is_read_piece_by_piece_and_keeps_its_name(read: Callable[..., Any]) -> None:
    found = read(log(*[event(f"e{number % 7}") for number in range(120_000)]), MAPPING)
    assert found.staged.rows.rows == 120_000
    assert {row["customer_id"] for row in found.events} == {"case 1"}


def test_heavy_attributes_of_a_trace_are_carried_once(read: Callable[..., Any]) -> None:
    trace = '<string key="concept:name" value="case 1"/><string key="essay" value="' + "x" * 5_000 + '"/>'
    found = read(log(event("a"), event("b"), trace=trace), MAPPING)
    assert ["essay" in row["props"] for row in found.events] == [True, False]


def test_events_without_name_or_time_are_listed(read: Callable[..., Any]) -> None:
    found = read(log("<event/>", event("a", time="soon"), event("b")), MAPPING)
    assert [row["reason"] for row in found.aside] == ["no event", "unreadable time: 'soon'"]


def test_the_standard_names_the_columns(recognised: Callable[..., Any]) -> None:
    customer = '<string key="customer" value="ann"/><string key="org:group" value="desk"/>'
    found = recognised(log(event("a", more=customer), event("b", more=customer)))
    assert found.settled().roles == {**MAPPING.roles, "department": "org:group", "value": "case:amount"}


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    "<log><trace>&b;</trace></log>"
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BILLION_LAUGHS, "document type definition"),
        ("<!-- " + "x" * 300_000 + " -->" + BILLION_LAUGHS.split("?>")[1], "OCEL log|document type"),
        (
            '<?xml version="1.0"?><!DOCTYPE log SYSTEM "file:///etc/hostname"><log/>',
            "document type definition",
        ),
        (log(event("a"))[:-20], "damaged XES log"),
        ("<ocel><x/></ocel>", "no XES or OCEL log"),
        ("<!DOCTYPE html><html></html>", "web page"),
    ],
)
def test_other_xml_is_refused_with_its_reason(read: Callable[..., Any], content: str, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        read(content, MAPPING)
