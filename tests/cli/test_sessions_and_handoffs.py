"""Variants, sessions and hand-offs on the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sojourn

from .conftest import Call


@pytest.fixture
def service(tmp_path: Path, call: Call) -> Path:
    """A workspace in which three customers ask for help, one of them twice."""
    rows = [
        ("ann", "ask", "2026-01-01T10:00", "chat"),
        ("ann", "call", "2026-01-01T13:00", "phone"),
        ("ann", "ask", "2026-01-02T09:00", "chat"),
        ("bea", "ask", "2026-01-01T10:00", "chat"),
        ("bea", "visit", "2026-01-05T10:00", "shop"),
        ("cem", "call", "2026-01-01T10:00", "phone"),
    ]
    file = tmp_path / "service.csv"
    lines = [",".join(row) for row in [("customer_id", "event", "time", "channel"), *rows]]
    file.write_text("\n".join(lines), encoding="utf-8")
    workspace = tmp_path / "service"
    assert call("import", file, "--workspace", workspace).code == 0
    return workspace


def test_handoffs_rank_pairs_by_the_time_lost(call: Call, service: Path) -> None:
    answer = call("handoffs", "--workspace", service, "--json").json
    assert [(pair["from"], pair["to"], pair["total_wait_seconds"]) for pair in answer["pairs"]] == [
        ("chat", "shop", 4 * 86_400),
        ("phone", "chat", 20 * 3_600),
        ("chat", "phone", 3 * 3_600),
    ]
    assert answer == sojourn.handoffs(sojourn.open_log(service)).to_json()
    soon = call("handoffs", "--within", "2h", "--order", "returns", "--workspace", service, "--json").json
    assert soon["returned"] == 0


def test_handoffs_for_people(call: Call, service: Path, shop: Path) -> None:
    called = call("handoffs", "--top", "1", "--workspace", service)
    assert "3 hand-offs between 3 values of channel; 66.7 % of 3 customers" in called.out
    assert "… and 2 more with 2 hand-offs" in called.out
    assert "No event tells its device" in call("handoffs", "--by", "device", "--workspace", shop).out


def test_sessions_end_where_nothing_happens_for_long(call: Call, service: Path) -> None:
    answer = call("sessions", "--gap", "4h", "--goal", "call", "--workspace", service, "--json").json
    assert (answer["sessions"], answer["bounced"], answer["gap_seconds"]) == (5, 4, 4 * 3_600)
    assert [(one["number"], one["customers"], one["converted"]) for one in answer["by_number"]] == [
        (1, 3, 2),
        (2, 2, 0),
    ]
    log = sojourn.open_log(service)
    assert answer == sojourn.sessions(log, gap="4h", goal="call").to_json()
    shown = call("sessions", "--gap", "4h", "--goal", "call", "--workspace", service).out
    assert "5 sessions of 3 customers" in shown
    assert "80.0 %" in shown
    assert "66.7 %" in shown


def test_variants_of_one_shape(call: Call, service: Path) -> None:
    answer = call("variants", "--pattern", "ask > * > !visit", "--workspace", service, "--json").json
    assert [one["events"] for one in answer["top"]] == [["ask", "call", "ask"]]
    assert "3 customers, 1 match, 1 variants" in call("variants", "--starts", "call", "-w", service).out
    second = call("variants", "--skip", "1", "--top", "1", "-w", service, "--json").json
    assert [one["events"] for one in second["top"]] == [["ask", "visit"]]
    fault = call("variants", "--pattern", "ask > oops", "--workspace", service)
    assert (fault.code, fault.out) == (2, "")
    assert fault.err.rstrip().endswith("\n        ^")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_all_variants_go_into_a_file(call: Call, service: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"variants.{ending}"
    called = call("variants", "--all", "--contains", "ask", "-o", file, "--workspace", service)
    assert (called.code, called.out) == (0, "")
    assert "Wrote 2 variants" in called.err
    rows = (
        pq.read_table(file).to_pylist()
        if ending == "parquet"
        else list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    )
    assert [(row["events"], int(row["customers"])) for row in rows] == [
        ("ask → call → ask", 1),
        ("ask → visit", 1),
    ]
    assert [float(row["cumulative_share"]) for row in rows] == [0.5, 1.0]


def test_all_variants_need_a_file_that_can_hold_them(call: Call, service: Path, tmp_path: Path) -> None:
    nowhere = call("variants", "--all", "--workspace", service)
    assert (nowhere.code, "Give the file" in nowhere.err) == (2, True)
    sheet = call("variants", "--all", "-o", tmp_path / "all.xlsx", "--workspace", service)
    assert (sheet.code, ".csv or .parquet" in sheet.err) == (2, True)


def test_flow_looks_both_ways(call: Call, service: Path) -> None:
    arguments = [
        "flow",
        "--anchor",
        "ask",
        "--direction",
        "both",
        "--occurrence",
        "every",
        "--positions",
        "2",
    ]
    answer = call(*arguments, "--event", "call", "--workspace", service, "--json").json
    assert (answer["anchored"], answer["walks"]) == (2, 3)
    assert [[(node["event"], node["customers"]) for node in at["nodes"]] for at in answer["positions"]] == [
        [("call", 1), ("(not yet)", 2)],
        [("ask", 3)],
        [("call", 1), ("(other)", 1), ("(left)", 1)],
    ]
    assert "2 with ask 3 times" in call(*arguments, "--workspace", service).out
