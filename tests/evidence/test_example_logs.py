"""The small logs of ``examples/logs`` are read as their page says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sojourn.evidence.mapping import Mapping
from sojourn.evidence.readers.choice import opened
from sojourn.evidence.recognising import recognition_of

LOGS = Path(__file__).resolve().parents[2] / "examples" / "logs"


@pytest.mark.parametrize(
    ("name", "events", "put_aside", "customers"),
    [("visits.csv", 10, 0, 3), ("besuche.csv", 4, 2, 2), ("app.jsonl", 4, 1, 2), ("tickets.xes", 4, 0, 2)],
)
def test_an_example_is_read_without_help(
    read_files: Callable[..., Any], name: str, events: int, put_aside: int, customers: int
) -> None:
    path = LOGS / name
    found = read_files([path], recognition_of(opened([path], [name]), Mapping()).settled())
    staged = found.staged
    assert (staged.rows.rows, staged.put_aside, found.customers) == (events, put_aside, customers)


def test_every_example_is_told_of() -> None:
    page = (LOGS / "README.md").read_text(encoding="utf-8")
    assert [
        path.name for path in LOGS.iterdir() if f"`{path.name}`" not in page and path.name != "README.md"
    ] == []


def test_the_example_with_all_roles_fills_them(read_files: Callable[..., Any]) -> None:
    path = LOGS / "visits.csv"
    mapping = recognition_of(opened([path], [path.name]), Mapping()).settled()
    answer = next(
        event for event in read_files([path], mapping).events if event["event"] == "survey_answered"
    )
    assert (answer["channel"], answer["score"], answer["text"]) == ("email", 5.0, "Quick, and well packed")
    assert mapping.roles["value"] == "order_value"
