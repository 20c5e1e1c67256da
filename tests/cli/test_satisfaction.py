"""Satisfaction and comparisons on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Call

SURVEY = """\
customer_id,event,time,score,scale,channel
ann,order,2026-03-01T10:00:00Z,,,web
ann,survey,2026-03-02T10:00:00Z,9,0-10,web
ben,order,2026-03-01T10:00:00Z,,,app
ben,help,2026-03-01T12:00:00Z,,,app
ben,survey,2026-03-03T10:00:00Z,3,0-10,app
cem,survey,2026-03-04T10:00:00Z,11,0-10,web
"""


@pytest.fixture
def asked_shop(call: Call, tmp_path: Path) -> Path:
    """Two answers, one of them after help, and one outside the scale."""
    (tmp_path / "survey.csv").write_text(SURVEY)
    workspace = tmp_path / "asked"
    assert call("import", tmp_path / "survey.csv", "-w", workspace).code == 0
    return workspace


def test_satisfaction_by_event(call: Call, asked_shop: Path) -> None:
    told = call("satisfaction", "-w", asked_shop, "--json").json
    assert (told["measure"], told["overall"]["answers"], told["overall"]["score"]) == ("nps", 2, 0.0)
    assert [(one["name"], one["rating"]["score"]) for one in told["events"]] == [
        ("order", 0.0),
        ("help", -100.0),
    ]
    shown = call("satisfaction", "-w", asked_shop).out
    assert "NPS: 0.0" in shown
    assert "1 answers outside the scale were left out" in shown


def test_a_measure_without_answers_is_said_to_have_none(call: Call, asked_shop: Path) -> None:
    called = call("satisfaction", "--measure", "csat", "-w", asked_shop)
    assert called.code == 0
    assert "There is no answer of the measure CSAT (share of 4 and 5); 0 were left out." in called.out


def test_the_window_is_told(call: Call, asked_shop: Path) -> None:
    told = call("satisfaction", "--within", "24h", "-w", asked_shop, "--json").json
    assert [one["name"] for one in told["events"]] == ["order"]
    assert told["within_seconds"] == 86_400


def test_a_log_without_scores_says_so(call: Call, shop: Path) -> None:
    assert "No event carries a score" in call("satisfaction", "-w", shop).out


def test_two_segments_are_compared(call: Call, shop: Path) -> None:
    sides = ("--a", "did order", "--b", "did not order")
    told = call("compare", "funnel", "steps=visit,cart", "within=1d", *sides, "-w", shop, "--json").json
    assert (told["a"]["customers"], told["b"]["customers"], told["overlap"]) == (2, 2, 0)
    reached = next(one for one in told["figures"] if one["label"] == "reached cart")
    assert (reached["a"]["value"], reached["b"]["value"], reached["difference"]) == (1.0, 0.5, 0.5)
    shown = call("compare", "funnel", "steps=visit,cart", *sides, "-w", shop).out
    assert "A: did order (2 customers, 7 events)" in shown
    assert "+50.0 pp" in shown


def test_two_periods_are_compared(call: Call, shop: Path) -> None:
    periods = ("--a-until", "2026-03-02", "--b-since", "2026-03-02")
    told = call("compare", "flow", *periods, "-w", shop, "--json").json
    assert (told["a"]["customers"], told["b"]["customers"]) == (2, 2)
    assert "no beginning or no end" in told["notes"][0]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (("funnel", "steps=visit"), "Both sides are the same"),
        (("funnel", "visit", "--a", "did cart"), "name=value"),
        (("funel", "--a", "did cart"), "Did you mean 'funnel'"),
        (("funnel", "step=visit", "--a", "did cart"), "no parameter 'step'"),
        (("funnel", 'steps=["visit"', "--a", "did cart"), "no JSON"),
    ],
)
def test_what_cannot_be_compared_is_said(call: Call, shop: Path, given: tuple[str, ...], fault: str) -> None:
    refused = call("compare", *given, "-w", shop)
    assert (refused.code, fault in refused.err) == (2, True)
