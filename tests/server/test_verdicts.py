"""A verdict over HTTP: what it says, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from tests.server.conftest import People


def ask(people: People, before: dict[str, int], after: dict[str, int]) -> Any:
    question = {"before": before, "after": after}
    headers = {"Origin": "http://testserver"}
    return people.owner.post("/api/verdicts", question, content_type="application/json", headers=headers)


def test_a_clear_rise_is_an_improvement(people: People) -> None:
    answer = ask(people, {"k": 400, "n": 1000}, {"k": 500, "n": 1000}).json()
    assert answer["outcome"] == "improved"
    assert answer["difference"] == pytest.approx(0.1)
    assert answer["low"] > 0


def test_a_handful_is_not_enough_to_tell(people: People) -> None:
    answer = ask(people, {"k": 4, "n": 10}, {"k": 5, "n": 10}).json()
    assert answer["outcome"] == "not_enough_data"
    assert answer["needed"] > 10


def test_counts_beyond_all_customers_are_refused(people: People) -> None:
    assert ask(people, {"k": 1, "n": 10**13}, {"k": 1, "n": 2}).status_code == 422
