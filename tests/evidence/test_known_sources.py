"""Exports of tickets and analytics are known by their columns."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sojourn.evidence.mapping import Mapping
from sojourn.evidence.preview import preview_of
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognising import recognition_of

JIRA = """Summary,Issue key,Issue Type,Status,Reporter,Created,Updated,Resolved,Labels,Labels,Description
Printer is slow,HD-1,Incident,Done,ann,25/Feb/26 3:04 PM,27/Feb/26 9:00 AM,26/Feb/26 9:30 AM,a,b,"It hums
and stops"
No paper,HD-2,Incident,Open,ben,26/Feb/26 8:00 AM,26/Feb/26 8:00 AM,,,,
"""
ZENDESK = """Id,Subject,Requester,Requester id,Status,Created at,Assigned at,Solved at,Group
1,Where is it?,Ann,77,Solved,2026-02-25 15:04,2026-02-25 16:00,2026-02-26 09:30,Support
2,Broken,Ben,78,Open,2026-02-26 08:00,,,Support
"""
GITLAB = """Title,Description,Issue ID,State,Author,Author Username,Created At (UTC),Closed At (UTC),Labels
Crash,It crashes,5,Closed,Ann,ann,2026-02-25 15:04:00,2026-02-26 09:30:00,bug
"""
GITHUB = [
    {
        "number": 5,
        "title": "Crash",
        "state": "CLOSED",
        "author": {"login": "ann"},
        "body": "It crashes",
        "createdAt": "2026-02-25T15:04:00Z",
        "closedAt": "2026-02-26T09:30:00Z",
    }
]
TRELLO = {
    "id": "5f0000000000000000000001",
    "name": "Help",
    "idOrganization": "x",
    "labelNames": {"green": ""},
    "cards": [
        {
            "id": "65e000000000000000000001",
            "shortLink": "AbC",
            "name": "Printer",
            "desc": "It hums",
            "labels": [],
        },
        {"id": "65e000000000000000000002", "shortLink": "DeF", "name": "Paper", "desc": "", "labels": []},
    ],
    "actions": [
        {
            "type": "updateCard",
            "date": "2026-02-26T09:30:00.000Z",
            "data": {
                "card": {"id": "65e000000000000000000001"},
                "listBefore": {"name": "To do"},
                "listAfter": {"name": "Done"},
                "old": {"idList": "1"},
            },
        },
        {
            "type": "createCard",
            "date": "2026-02-25T15:04:00.000Z",
            "data": {"card": {"id": "65e000000000000000000001"}, "list": {"name": "To do"}},
        },
        {"type": "addMemberToBoard", "date": "2026-02-25T15:00:00.000Z", "data": {}},
    ],
}


def told(path: Path) -> tuple[list[tuple[str, str, str]], list[dict[str, Any]], tuple[str, ...]]:
    files = opened([path], [path.name])
    found = recognition_of(files, Mapping())
    rows = preview_of(files, found.settled(), rows=50).rows
    events = [(row["customer_id"], row["event"], row["time"][:16]) for row in rows]
    return events, list(rows), found.notes


@pytest.mark.parametrize(
    ("content", "events", "note"),
    [
        (
            JIRA,
            [
                ("ann", "ticket created", "2026-02-25T15:04"),
                ("ann", "ticket resolved", "2026-02-26T09:30"),
                ("ben", "ticket created", "2026-02-26T08:00"),
            ],
            "Jira",
        ),
        (
            ZENDESK,
            [
                ("77", "ticket created", "2026-02-25T15:04"),
                ("77", "ticket assigned", "2026-02-25T16:00"),
                ("77", "ticket solved", "2026-02-26T09:30"),
                ("78", "ticket created", "2026-02-26T08:00"),
            ],
            "Zendesk",
        ),
        (
            GITLAB,
            [("ann", "ticket created", "2026-02-25T15:04"), ("ann", "ticket closed", "2026-02-26T09:30")],
            "GitLab",
        ),
        (
            json.dumps(GITHUB),
            [("ann", "ticket created", "2026-02-25T15:04"), ("ann", "ticket closed", "2026-02-26T09:30")],
            "GitHub",
        ),
        (
            json.dumps(
                {
                    "tickets": [
                        {
                            "id": 1,
                            "requester_id": 77,
                            "status": "open",
                            "subject": "Where?",
                            "created_at": "2026-02-25T15:04:00Z",
                        }
                    ]
                    * 2
                }
            ),
            [("77", "ticket created", "2026-02-25T15:04")] * 2,
            "Zendesk",
        ),
    ],
    ids=["jira", "zendesk", "gitlab", "github", "zendesk-json"],
)
def test_tickets_are_read_without_help(
    write: Callable[..., Path], content: str, events: list[tuple[str, str, str]], note: str
) -> None:
    found, rows, notes = told(write(content))
    assert found == events
    assert any(note in one for one in notes)
    assert rows[0]["text"]


def test_the_words_of_a_ticket_come_with_its_making_only(write: Callable[..., Path]) -> None:
    _, rows, _ = told(write(JIRA))
    assert [row.get("text") for row in rows] == ["It hums\nand stops", None, None]
    assert json.loads(rows[0]["props"])["Issue key"] == "HD-1"


def test_a_trello_board_tells_the_way_of_its_cards(write: Callable[..., Path]) -> None:
    found, rows, notes = told(write(json.dumps(TRELLO), "board.json"))
    assert found[:2] == [
        ("AbC", "card created", "2026-02-25T15:04"),
        ("AbC", "moved to Done", "2026-02-26T09:30"),
    ]
    assert found[2][:2] == ("DeF", "card created")
    assert rows[0]["text"] == "It hums"
    assert any("last 1,000 actions" in note for note in notes)


def ga4(number: int) -> dict[str, Any]:
    return {
        "event_date": "20260225",
        "event_timestamp": str(1_772_000_000_000_000 + number * 1_000_000),
        "event_name": ("page_view", "purchase")[number % 2],
        "event_params": [
            {"key": "page_location", "value": {"string_value": f"https://shop.example/{number}"}},
            {"key": "ga_session_id", "value": {"int_value": "17"}},
        ],
        "event_value_in_usd": 9.5 if number % 2 else None,
        "user_pseudo_id": "11.22",
        "device": {"category": "mobile"},
        "traffic_source": {"medium": "organic", "source": "google"},
        "items": [],
    }


def test_google_analytics_is_read_without_help(write: Callable[..., Path]) -> None:
    lines = "\n".join(json.dumps(ga4(number)) for number in range(6))
    found, rows, notes = told(write(lines, "events.json"))
    assert found[0] == ("11.22", "page_view", "2026-02-25T06:13")
    assert any("Google Analytics 4" in note for note in notes)
    first = rows[1]
    assert (first["device"], first["channel"], first["session"], first["value"], first["touchpoint"]) == (
        "mobile",
        "organic",
        "17",
        9.5,
        "https://shop.example/1",
    )
    assert "".join(map(json.dumps, map(ga4, range(2))))  # The objects are plain.


def test_an_array_and_a_flat_table_of_analytics_read_as_its_lines_do(write: Callable[..., Path]) -> None:
    lines = "\n".join(json.dumps(ga4(number)) for number in range(6))
    plain = told(write(lines, "lines.json"))[0]
    assert told(write(json.dumps([ga4(number) for number in range(6)]), "array.json"))[0] == plain
    flat = "event_timestamp,event_name,user_pseudo_id,device.category\n" + "\n".join(
        f"{one['event_timestamp']},{one['event_name']},{one['user_pseudo_id']},mobile"
        for one in map(ga4, range(6))
    )
    assert told(write(flat, "flat.csv"))[0] == plain


def test_what_a_person_named_stands(write: Callable[..., Path]) -> None:
    path = write(JIRA)
    asked = Mapping(roles={"customer_id": "Issue key", "time": "Created"}, constant_event="opened")
    settled = recognition_of(opened([path], [path.name]), asked).settled()
    assert settled.roles["customer_id"] == "Issue key"
    assert (settled.constant_event, settled.moments) == ("opened", {})
