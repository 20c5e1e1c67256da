"""Real event logs through the command, against the figures that are known of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sojourn.cli.main import cli

from .conftest import Call

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOJOURN_REAL_DATA", ROOT.parent / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="The real data are not here; SOJOURN_REAL_DATA names their folder."
)
WALK = ("A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "A_FINALIZED", "O_SENT_BACK", "A_APPROVED")
REACHED = [13_087, 7_367, 5_113, 5_015, 3_254, 2_246]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The loan applications of BPI Challenge 2012: their workspace, and what the import said."""
    workspace = tmp_path_factory.mktemp("loans")
    log = DATA / "bpi2012_loan_application" / "bpic2012.xes.gz"
    result = CliRunner().invoke(cli, ["import", str(log), "--workspace", str(workspace), "--json"])
    assert result.exit_code == 0, result.output
    return workspace, json.loads(result.stdout)


@pytest.fixture
def loans(imported: tuple[Path, dict[str, Any]]) -> Path:
    return imported[0]


def test_loan_applications_import_whole(imported: tuple[Path, dict[str, Any]]) -> None:
    answer = imported[1]
    assert {name: answer[name] for name in ("read", "kept", "put_aside", "duplicates", "customers")} == {
        "read": 262_200,
        "kept": 262_200,
        "put_aside": 0,
        "duplicates": 0,
        "customers": 13_087,
    }


def test_loan_applications_have_known_variants(call: Call, loans: Path) -> None:
    answer = call("variants", "--workspace", loans, "--json").json
    assert (answer["variants"], answer["top"][0]["customers"]) == (4_366, 3_429)
    assert sum(row["customers"] for row in answer["top"]) + answer["other"]["customers"] == 13_087


def test_the_walk_through_a_loan_application(call: Call, loans: Path) -> None:
    answer = call("funnel", *WALK, "--workspace", loans, "--json").json
    assert [step["reached"] for step in answer["steps"]] == REACHED


def test_the_drafted_map_carries_the_same_figures(call: Call, loans: Path, tmp_path: Path) -> None:
    assert call("draft", "-o", "map.yaml", "--workspace", loans).code == 0
    measured = call("measure", "map.yaml", "--workspace", loans, "--json").json
    reached = {event: step["numbers"]["reached"] for step in measured["steps"] for event in step["events"]}
    assert [reached[event] for event in WALK] == REACHED


def test_helpdesk_tickets(call: Call) -> None:
    answer = call("import", DATA / "helpdesk_tickets" / "helpdesk.xes.gz", "--json").json
    assert (answer["read"], answer["kept"], answer["customers"]) == (21_348, 21_348, 4_580)
    variants = call("variants", "--json").json
    assert (variants["variants"], variants["top"][0]["customers"]) == (226, 2_366)


def test_music_app_events(call: Call) -> None:
    files = sorted((DATA / "sparkify_eventsim_synthetic").glob("*-events.json"))
    answer = call("import", *files, "--json").json
    assert answer["read"] == 8_056
    assert answer["read"] == answer["kept"] + answer["put_aside"] + answer["duplicates"]
    assert (answer["kept"], answer["put_aside"], answer["customers"]) == (7_770, 286, 97)


def test_complaints_of_an_employment_office(call: Call) -> None:
    answer = call("import", DATA / "uwv_bpi2016_sample" / "BPI2016_Complaints.csv", "--json").json
    assert (answer["read"], answer["kept"], answer["put_aside"], answer["customers"]) == (289, 289, 0, 226)


def test_clicks_of_an_employment_office(call: Call) -> None:
    answer = call(
        "import", DATA / "uwv_bpi2016_sample" / "BPI2016_Clicks_NOT_Logged_In_sample1000.csv", "--json"
    ).json
    assert (answer["read"], answer["kept"], answer["put_aside"], answer["customers"]) == (
        1_000,
        1_000,
        0,
        444,
    )
