"""Hand-offs and sessions of real logs, against the files read plainly."""

from __future__ import annotations

import csv
import gzip
import os
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sojourn.core.workspace import Workspace
from sojourn.evidence.mapping import Mapping
from sojourn.journeys.log.importing import import_files
from sojourn.journeys.log.journey_log import JourneyLog

from . import reference, reference_ways
from .reference import EPOCH

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SOJOURN_REAL_DATA", ROOT.parent / "shared" / "data"))
LOANS = DATA / "bpi2012_loan_application" / "bpic2012.xes.gz"
TICKETS = DATA / "helpdesk_tickets" / "helpdesk.xes.gz"
COMPLAINTS = DATA / "uwv_bpi2016_sample" / "BPI2016_Complaints.csv"
US = timedelta(microseconds=1)

Told = tuple[str, str, int, str | None]


def read_plainly(file: Path) -> list[Told]:
    """Case, activity, microseconds and resource of every event, in the order of the file."""
    found: list[Told] = []
    with gzip.open(file) as source:
        for _, trace in ElementTree.iterparse(source):
            if trace.tag.rpartition("}")[2] != "trace":
                continue
            case = next(one.get("value") for one in trace if one.get("key") == "concept:name")
            for event in trace:
                told = {one.get("key"): one.get("value") for one in event}
                if "time:timestamp" in told:
                    time = (datetime.fromisoformat(str(told["time:timestamp"])) - EPOCH) // US
                    found.append((str(case), str(told["concept:name"]), time, told.get("org:resource")))
            trace.clear()
    return found


def imported(file: Path, folder: Path, **roles: str) -> JourneyLog:
    workspace = Workspace(folder)
    import_files(workspace, [file], mapping=Mapping(roles=roles))
    return JourneyLog.open(workspace)


@pytest.mark.skipif(not TICKETS.exists(), reason="the log of help-desk tickets is not on this machine")
def test_tickets_go_from_agent_to_agent(tmp_path: Path) -> None:
    result = imported(TICKETS, tmp_path, department="org:resource").handoffs(by="department", top=1_000)
    assert (result.handoffs, len(result.pairs), result.customers_handed_over) == (8_648, 244, 4_577)
    assert result.returned == 306
    first = result.pairs[0]
    assert (first.source, first.target, first.handoffs) == ("Value 2", "Value 5", 1_018)
    assert (first.total_wait_seconds, first.median_wait_seconds) == (2_662_023_325, 2_608_902)
    assert [(one.event, one.handoffs) for one in first.arriving[:1]] == [("Closed", 1_016)]
    expected = reference_ways.handoffs(read_plainly(TICKETS), within=None)
    assert {
        (one.source, one.target): (one.handoffs, one.customers, one.returned) for one in result.pairs
    } == {pair: (len(one.waits), len(one.customers), one.returned) for pair, one in expected.items()}


@pytest.mark.skipif(not TICKETS.exists(), reason="the log of help-desk tickets is not on this machine")
def test_tickets_hardly_ever_change_the_workgroup(tmp_path: Path) -> None:
    result = imported(TICKETS, tmp_path, department="workgroup").handoffs(by="department")
    assert (result.handoffs, len(result.pairs), result.customers_handed_over, result.returned) == (
        11,
        6,
        5,
        6,
    )
    assert [(one.source, one.target, one.total_wait_seconds) for one in result.pairs[:2]] == [
        ("Value 3", "Value 1", 5_672_048),
        ("Value 2", "Value 1", 1_217_777),
    ]


@pytest.mark.skipif(not LOANS.exists(), reason="the log of bank loans is not on this machine")
def test_loans_go_from_clerk_to_clerk_and_are_worked_on_in_sittings(tmp_path: Path) -> None:
    log = imported(LOANS, tmp_path, department="org:resource")
    result = log.handoffs(by="department", top=1_000)
    assert (result.handoffs, result.customers_handed_over, result.returned) == (51_712, 9_655, 2_281)
    assert len(result.pairs) + result.other.pairs == 2_599
    busiest = log.handoffs(by="department", order="handoffs", top=1).pairs[0]
    assert (busiest.source, busiest.target, busiest.handoffs) == ("112", "11169", 748)
    longest = result.pairs[0]
    assert (longest.source, longest.target, longest.handoffs) == ("11259", "10138", 270)
    assert longest.median_wait_seconds == pytest.approx(176_332.188)
    plain = [row[:3] for row in read_plainly(LOANS)]
    sittings = reference_ways.sessions(plain, 86_400 * 1_000_000)
    sessions = log.sessions(gap="1d", goal="A_APPROVED")
    every = [sitting for one in sittings for sitting in one]
    assert sessions.sessions == len(every)
    assert sessions.bounced == sum(len(sitting) == 1 for sitting in every)
    assert sessions.length.median_seconds == reference.median([one[-1][1] - one[0][1] for one in every])
    assert {one.event: one.sessions for one in sessions.entries}.items() <= Counter(
        one[0][0] for one in every
    ).items()


@pytest.mark.skipif(not COMPLAINTS.exists(), reason="the complaints of UWV are not on this machine")
def test_complaints_change_the_channel(tmp_path: Path) -> None:
    log = imported(
        COMPLAINTS,
        tmp_path,
        customer_id="CustomerID",
        event="ComplaintTheme_EN",
        time="ContactDate",
        channel="ContactChannelID",
    )
    with COMPLAINTS.open(encoding="latin-1") as source:
        rows = sorted(csv.DictReader(source, delimiter=";"), key=lambda row: row["ContactDate"])
    channels: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        channels[row["CustomerID"]].append(row["ContactChannelID"])
    expected = Counter(
        pair for journey in channels.values() for pair in pairwise(journey) if pair[0] != pair[1]
    )
    result = log.handoffs(order="handoffs")
    assert (result.customers, result.customers_with_value) == (226, 226)
    assert {(one.source, one.target): one.handoffs for one in result.pairs} == expected
    assert {one.value: one.events for one in result.values}["8"] == 196
